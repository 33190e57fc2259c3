"""The library's forms in our words: every field has a label that stays, and no grey text in place of one."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from aabenraa_plan.audit.acting import acting
from aabenraa_plan.careful import CPR_TYPED, holds_cpr
from aabenraa_plan.models import User
from aabenraa_plan.signin import texts
from aabenraa_plan.signin.log import failures_noted

CODE_HELP = "De seks tal, som appen viser nu. Du kan også skrive en af dine nødkoder."
APP_CODE_HELP = "De seks tal, som appen viser nu."
KEY_NAME_LENGTH = 60


class Plain:
    """Labels and hints of ours in place of the library's."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class TwoAlike:
    """A new password, typed twice."""

    def clean(self):
        cleaned = super().clean()
        if self.has_error("password2") and cleaned.get("password1"):
            self.errors["password2"] = self.error_class([texts.TWO_PASSWORDS])
        return cleaned


class LoginForm(Plain, account.LoginForm):
    labels = {"login": "Brugernavn", "password": "Adgangskode"}


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    labels = {"email": "E-mail"}
    hints = {"email": "Den adresse, som administratoren har skrevet på din konto."}

    def save(self, request, **kwargs) -> str:
        """A mail goes to an unknown address too: the answer tells nobody, nor does the time it takes."""
        email = self.cleaned_data["email"]
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", email, {"email": email})
        return email


class ChangePasswordForm(TwoAlike, Plain, account.ChangePasswordForm):
    labels = {
        "oldpassword": "Nuværende adgangskode",
        "password1": "Ny adgangskode",
        "password2": "Ny adgangskode en gang til",
    }
    hints = {"password1": texts.PASSWORD_RULES}


class ResetPasswordKeyForm(TwoAlike, Plain, account.ResetPasswordKeyForm):
    labels = {"password1": "Ny adgangskode", "password2": "Ny adgangskode en gang til"}
    hints = {"password1": texts.PASSWORD_RULES}

    def save(self):
        """Whoever holds the link acts as the person it was made for, though nobody is logged in yet."""
        with acting(self.user):
            return super().save()


class LinkForm(account.UserTokenForm):
    """A link to choose a password leads nowhere while the account is closed, or where the municipality's sign-in
    is the way in."""

    def _get_user(self, uidb36):
        user = super()._get_user(uidb36)
        barred = user is not None and (not user.is_active or user.socialaccount_set.exists())
        return None if barred else user


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    labels = {"password": "Adgangskode"}


class Code(Plain):
    labels = {"code": "Kode"}
    hints = {"code": CODE_HELP}
    user: User

    def clean_code(self) -> str:
        with failures_noted(context.request, user=self.user, how="totp"):
            return super().clean_code()


class CodeForm(Code, mfa.AuthenticateForm):
    pass


class CodeAgainForm(Code, mfa.ReauthenticateForm):
    pass


class AppForm(Plain, totp.ActivateTOTPForm):
    labels = {"code": "Kode fra appen"}
    hints = {"code": APP_CODE_HELP}


class Key(Plain):
    user: User

    def clean_credential(self):
        with failures_noted(context.request, user=self.user, how="webauthn"):
            return super().clean_credential()


class KeyForm(Key, webauthn.AuthenticateWebAuthnForm):
    pass


class KeyAgainForm(Key, webauthn.ReauthenticateWebAuthnForm):
    pass


class NamedKey(Plain):
    labels = {"name": "Navn på nøglen"}
    hints = {"name": "Så du kan kende den igen, f.eks. «Nøglen på mit nøglebundt»."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=self.labels["name"], help_text=self.hints["name"], max_length=KEY_NAME_LENGTH
        )

    def clean_name(self) -> str:
        if holds_cpr(self.cleaned_data["name"]):
            self.data = self.data.copy()
            self.data["name"] = ""
            raise forms.ValidationError(CPR_TYPED)
        return self.cleaned_data["name"]


class NewKeyForm(NamedKey, webauthn.AddWebAuthnForm):
    pass


class KeyNameForm(NamedKey, webauthn.EditWebAuthnForm):
    pass
