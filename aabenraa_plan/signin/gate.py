"""Who signed in with a password and has no second step comes no further than to where one is made."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.shortcuts import redirect

from aabenraa_plan.access import PUBLIC

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OWN_PAGES = {"account", "account_logout", "account_change_password", "account_reauthenticate"}


def second_steps(user):
    """Recovery codes are none: they stand in for one."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_STEPS)


def came_by_provider(request) -> bool:
    """The municipality's own sign-in asks for a second step itself."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" for record in records)


def lacks_second_step(request) -> bool:
    """Asked anew at each page, so that a step that is taken away is missed at once."""
    must = settings.MFA_REQUIRED and request.user.is_authenticated
    return must and not came_by_provider(request) and not second_steps(request.user).exists()


class SecondStepGate:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name or ""
        free = getattr(view, "access", None) == PUBLIC or name in OWN_PAGES or name.startswith("mfa_")
        if not free and lacks_second_step(request):
            return redirect("mfa_index")
        return None
