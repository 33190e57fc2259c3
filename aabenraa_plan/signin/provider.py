"""Signing in with the municipality's own accounts: whose account it is, and the role its groups give."""

import logging

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from allauth.utils import generate_unique_username
from django.conf import settings
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render

from aabenraa_plan.models import AccountChange, AccountStep, SignInEvent, User
from aabenraa_plan.signin.groups import account_key, groups_in, role_for
from aabenraa_plan.signin.log import BY_PROVIDER, noted

log = logging.getLogger(__name__)
NAME_LENGTH = 150
GROUPS_CHANGED = "Grupperne i kommunens login er ændret"


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Accounts are made below, of a known group only; the library's own form is never shown."""
        return False

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """The page says little; where it failed is for whoever runs the site, and the provider's own words, which may
        be of the person, are for nobody."""
        if exception is not None:
            log.error("The sign-in by the provider failed", exc_info=exception)
        if error != AuthError.CANCELLED:
            noted(SignInEvent.REFUSED, request, how=BY_PROVIDER)

    def populate_user(self, request, sociallogin, data):
        """Before the account is looked for. What the provider says of the person is used now, and not kept."""
        said = sociallogin.account.extra_data
        sociallogin.claims = [said.get("id_token") or {}, said.get("userinfo") or {}]
        sociallogin.account.uid = account_key(sociallogin.claims[0].get("iss", ""), sociallogin.account.uid)
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        sociallogin.said = {
            "username": data.get("username") or "",
            "first_name": (data.get("first_name") or (data.get("name") or "").partition(" ")[0])[:NAME_LENGTH],
            "last_name": (data.get("last_name") or (data.get("name") or "").partition(" ")[2])[:NAME_LENGTH],
            "email": valid_email_or_none(data.get("email")) or "",
        }
        return sociallogin.user

    def pre_social_login(self, request, sociallogin):
        known = sociallogin.user if sociallogin.is_existing else None
        role = role_for(groups_in(sociallogin.claims, settings.OIDC_GROUPS_CLAIM), settings.OIDC_ROLES)
        if role is None or not speaks_of_one(sociallogin) or sociallogin.state.get("process") != "login":
            noted(SignInEvent.REFUSED, request, user=known, how=BY_PROVIDER)
            raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", status=403))
        if known is None:
            try:
                make_account(sociallogin, role)
            except IntegrityError as problem:  # in another tab, at the same moment: it is there now
                raise ImmediateHttpResponse(redirect("account_login")) from problem
        elif known.is_active:
            follow(known, role, sociallogin.said)


def speaks_of_one(sociallogin) -> bool:
    """The two answers of the provider must be about the same person."""
    subjects = {claims["sub"] for claims in sociallogin.claims if "sub" in claims}
    return len(subjects) == 1 and "iss" in sociallogin.claims[0]


@transaction.atomic
def make_account(sociallogin, role: str):
    """A user of their own, without a password, even where somebody here has the same name or e-mail address."""
    said = sociallogin.said
    username = generate_unique_username([said["username"], said["email"], "kommune"])
    user = User(**said | {"username": username}, role=role)
    user.set_unusable_password()
    user.save()
    sociallogin.user = sociallogin.account.user = user
    sociallogin.account.save()


@transaction.atomic
def follow(user: User, role: str, said: dict):
    """The role, name and address as the provider has them today."""
    now = {"role": role} | {name: said[name] for name in ("first_name", "last_name", "email")}
    changed = [name for name, value in now.items() if getattr(user, name) != value]
    if "role" in changed:
        step = {"step": AccountStep.ROLE, "before": user.role, "after": role, "reason": GROUPS_CHANGED}
        AccountChange.objects.create(account=user, username=user.username, by=User.objects.system(), **step)
    for name in changed:
        setattr(user, name, now[name])
    if changed:
        user.save(update_fields=changed)
