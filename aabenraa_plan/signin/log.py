"""Writing the log of sign-ins. What was typed is never kept, only whose account it was tried on."""

from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import PermissionDenied, ValidationError
from django.dispatch import receiver

from aabenraa_plan.models import SignIn, SignInEvent, User

PASSWORD, BY_PROVIDER, LOCKED_OUT = "password", "openid_connect", "too_many_login_attempts"


def noted(event: SignInEvent, request, *, user: User | None = None, how: str = ""):
    SignIn.objects.create(event=event, user=user, how=how, address=address_of(request))


def address_of(request) -> str | None:
    """The caller's, past as many proxies as are ours (TRUSTED_PROXY_COUNT)."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return None


def means_of(request, user: User) -> str:
    """The last thing that was shown: the second step where there is one."""
    records = get_authentication_records(request, user)
    last = records[-1] if records else {}
    return {"mfa": last.get("type", ""), "socialaccount": BY_PROVIDER}.get(last.get("method"), last.get("method", ""))


@receiver(user_logged_in)
def note_in(sender, request, user, **kwargs):
    noted(SignInEvent.IN, request, user=user, how=means_of(request, user))


@receiver(user_logged_out)
def note_out(sender, request, user, **kwargs):
    if user is not None:
        noted(SignInEvent.OUT, request, user=user)


@contextmanager
def failures_noted(request, *, user: User | None, how: str):
    """A wrong code or key is noted, and so is one that was not looked at because there were too many."""
    try:
        yield
    except ValidationError as problem:
        locked = getattr(problem, "code", "") == LOCKED_OUT
        noted(SignInEvent.LOCKED if locked else SignInEvent.REFUSED, request, user=user, how=how)
        raise
