"""`{% page_help %}`: what stands under *Hjælp til siden* on the page that is being shown."""

from django import template

from aabenraa_plan.help.texts import help_to

register = template.Library()


@register.simple_tag(takes_context=True)
def page_help(context):
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    return help_to(match.url_name or "", getattr(user, "role", "")) if match else ""
