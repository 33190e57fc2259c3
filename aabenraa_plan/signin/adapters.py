"""What allauth asks us about: who may sign in, what is said, and what is mailed."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse

from aabenraa_plan.models import Role, SignInEvent, User
from aabenraa_plan.signin import texts
from aabenraa_plan.signin.log import PASSWORD, means_of, noted
from aabenraa_plan.signin.sessions import now

log = logging.getLogger(__name__)
JUST_NOW = 300
"""Seconds after a sign-in in which the password is not asked for once more."""
WAYS = {
    "reauthenticate": "Brug din adgangskode",
    "mfa_reauthenticate": "Brug en kode fra din app",
    "mfa_reauthenticate:webauthn": "Brug din nøgle",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | texts.ACCOUNT_ERRORS

    def is_open_for_signup(self, request) -> bool:
        """Nobody registers themselves: accounts are made by an administrator."""
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            noted(SignInEvent.LOCKED, request, user=named(credentials), how=PASSWORD)
            raise

    def authentication_failed(self, request, **credentials):
        noted(SignInEvent.REFUSED, request, user=named(credentials), how=PASSWORD)

    def pre_login(self, request, user, **kwargs):
        closed = not user.is_active or user.role == Role.SYSTEM
        if closed:
            noted(SignInEvent.REFUSED, request, user=user, how=means_of(request, user))
        answer = super().pre_login(request, user, **kwargs)
        return self.respond_user_inactive(request, user) if closed else answer

    def is_reauthentication_required(self, *, app, **kwargs) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        just_signed_in = bool(records) and now() - records[-1]["at"] < JUST_NOW
        return not just_signed_in and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("account")

    def send_password_reset_mail(self, user, email, context):
        """Who comes by the municipality's sign-in must not get a second way in, past the groups there."""
        if user.socialaccount_set.exists():
            return self.send_mail("account/email/password_elsewhere", email, context)
        return super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix, email, context):
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as problem:
            log.exception("A mail could not be sent: %s", template_prefix)
            page = render(self.request, "account/mail_failed.html", status=503)
            raise ImmediateHttpResponse(page) from problem

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """To the address the administrator wrote. What it tells of has happened, mail or not."""
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except ImmediateHttpResponse:
            return

    def tell(self, user: User, template_prefix: str, context: dict):
        """A mail about what somebody else did to the account, where there may be no request to speak of."""
        if not user.email:
            return
        try:
            self.render_mail(template_prefix, user.email, context).send()
        except (OSError, SMTPException):
            log.exception("A mail could not be sent: %s", template_prefix)


def named(credentials) -> User | None:
    return User.objects.filter(username=credentials.get("username", "")).first()
