"""The help pages: the guides with their pictures, the word list, and the accessibility statement."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, public, requires
from aabenraa_plan.help.guides import PICTURES, SOURCES, guide, picture_names
from aabenraa_plan.models import Role

WORD_LIST = "ordliste"


@requires(Action.READ)
@require_GET
def help_index(request):
    roles = sorted(
        (role for role in Role if role != Role.SYSTEM),
        key=lambda role: role != request.user.role,
    )
    guides = [(role.value, guide(role.value)) for role in roles]
    return render(request, "help/index.html", {"own": guides[0], "others": guides[1:]})


@requires(Action.READ)
@require_GET
def help_guide(request, name):
    if name == WORD_LIST:
        return redirect("word_list", permanent=True)
    if name not in SOURCES:
        raise Http404
    return render(request, "help/guide.html", {"guide": guide(name)})


@requires(Action.READ)
@require_GET
def word_list(request):
    return render(request, "help/guide.html", {"guide": guide(WORD_LIST)})


@requires(Action.READ)
@require_GET
@cache_control(private=True, max_age=3600)
def help_picture(request, name):
    if name not in picture_names():
        raise Http404
    return FileResponse((PICTURES / f"{name}.png").open("rb"), content_type="image/png")


@public
@require_GET
def accessibility(request):
    return render(request, "help/accessibility.html", {"contact": settings.ACCESSIBILITY_CONTACT})
