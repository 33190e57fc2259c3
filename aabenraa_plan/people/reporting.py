"""Who has an account, and how they log in."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from aabenraa_plan.days import beginning_of
from aabenraa_plan.models import Role, SignIn, User


def people() -> QuerySet[User]:
    """Everybody but the program itself, each with how they log in."""
    theirs = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    provided = SocialAccount.objects.filter(user=OuterRef("pk"))
    return User.objects.exclude(role=Role.SYSTEM).annotate(
        has_two_steps=Exists(theirs),
        comes_by_municipality=Exists(provided),
        has_no_password=Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
    )


def found_people(*, text: str = "", role: str = "", access: str = "") -> QuerySet[User]:
    found = people()
    for word in text.split():
        fields = ("username", "first_name", "last_name", "email")
        found = found.filter(Q(*((f"{name}__icontains", word) for name in fields), _connector=Q.OR))
    if role:
        found = found.filter(role=role)
    return found.filter(is_active=access == "ja") if access else found


def means(user: User) -> str:
    """How the person logs in, in words; asked of somebody from `people()`."""
    ways = [
        "kommunens login" if user.comes_by_municipality else "",
        "" if user.has_no_password else "adgangskode",
    ]
    return " og ".join(way for way in ways if way) or "har ikke valgt adgangskode endnu"


def found_sign_ins(*, person=None, event: str = "", since=None, until=None) -> QuerySet[SignIn]:
    """The newest first; `since` and `until` are days, both of them with their whole day."""
    found = SignIn.objects.select_related("user")
    if person:
        found = found.filter(user=person)
    if event:
        found = found.filter(event=event)
    if since:
        found = found.filter(at__gte=beginning_of(since))
    return found.filter(at__lt=beginning_of(until + timedelta(days=1))) if until else found
