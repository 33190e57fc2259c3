"""What the administrator fills in and searches by."""

from django import forms
from django.core.validators import validate_email

from aabenraa_plan.careful import CarefulForm
from aabenraa_plan.forms import Narrowing, day_asked
from aabenraa_plan.models import Role, SignInEvent, User

HUMAN_ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]
ALL, YES, NO = ("", "Alle"), ("ja", "Må logge ind"), ("nej", "Adgang lukket")
LONGEST_USERNAME = 150
TAKEN = "Der er allerede en konto med den e-mail. Find den på listen over brugere."
BAD_EMAIL = "Skriv en e-mailadresse, fx navn@aabenraa.dk. Højst 150 tegn."
NO_NAME = {"required": "Skriv navnet.", "max_length": "Højst 150 tegn."}
ROLE = {"required": "Vælg en rolle.", "invalid_choice": "Vælg en rolle på listen."}
REASON = {"required": "Skriv, hvorfor. Begrundelsen bliver stående.", "max_length": "Højst 300 tegn."}


def reason_field(example: str) -> forms.CharField:
    return forms.CharField(label="Begrundelse", max_length=300, help_text=example, error_messages=REASON)


def role_field(**options) -> forms.ChoiceField:
    return forms.ChoiceField(label="Rolle", choices=[("", "Vælg"), *HUMAN_ROLES], error_messages=ROLE, **options)


class NameForm(CarefulForm):
    first_name = forms.CharField(label="Fornavn", max_length=150, error_messages=NO_NAME)
    last_name = forms.CharField(label="Efternavn", max_length=150, error_messages=NO_NAME)
    email = forms.CharField(
        label="E-mail",
        max_length=LONGEST_USERNAME,
        validators=[validate_email],
        widget=forms.EmailInput,
        error_messages={"required": BAD_EMAIL, "invalid": BAD_EMAIL, "max_length": BAD_EMAIL},
    )

    def __init__(self, *args, account: User | None = None, **options):
        super().__init__(*args, **options)
        self.account = account

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        others = User.objects.exclude(pk=self.account.pk) if self.account else User.objects.all()
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(TAKEN)
        return email


class CorrectForm(NameForm):
    """Of an account that is there. One made on the command line has no name or address, and need not get one."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False
        self.fields["email"].help_text = "Brugernavnet bliver, som det er."

    def clean_email(self) -> str:
        return super().clean_email() if self.cleaned_data["email"] else ""


class InviteForm(NameForm):
    role = role_field()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].help_text = "Bliver også brugernavnet."

    def clean_email(self) -> str:
        email = super().clean_email()
        if User.objects.filter(username__iexact=email).exists():
            raise forms.ValidationError(TAKEN)
        User.username_validator(email)
        return email

    def person(self) -> User:
        return User(username=self.cleaned_data["email"], **self.cleaned_data)


class RoleForm(CarefulForm):
    role = role_field()
    reason = reason_field("Fx »Ny opgave fra 1. maj«. Den nye rolle gælder straks, også hvor personen er logget ind.")


class CloseForm(CarefulForm):
    reason = reason_field("Fx »Fratrådt 30. april«. Personen bliver logget ud alle steder med det samme.")


class OpenForm(CarefulForm):
    reason = reason_field("Fx »Tilbage fra orlov«.")


class SecondStepForm(CarefulForm):
    reason = reason_field("Fx »Har mistet sin telefon; har ringet tilbage på det kendte nummer«.")


class SearchForm(Narrowing, forms.Form):
    q = forms.CharField(label="Søg", required=False, max_length=100)
    rolle = forms.ChoiceField(label="Rolle", required=False, choices=[ALL, *HUMAN_ROLES])
    adgang = forms.ChoiceField(label="Adgang", required=False, choices=[ALL, YES, NO])

    def asked(self) -> dict:
        """What is understood of the address; the rest narrows nothing."""
        self.is_valid()
        names = {"q": "text", "rolle": "role", "adgang": "access"}
        return {names[name]: said for name, said in self.cleaned_data.items()}


class SignInsForm(Narrowing, forms.Form):
    person = forms.ModelChoiceField(
        label="Person", required=False, queryset=User.objects.exclude(role=Role.SYSTEM), empty_label="Alle"
    )
    haendelse = forms.ChoiceField(label="Hændelse", required=False, choices=[ALL])
    fra = day_asked("Fra")
    til = day_asked("Til")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["haendelse"].choices = [ALL, *((each.value, each.label.capitalize()) for each in SignInEvent)]
        self.fields["person"].error_messages["invalid_choice"] = "Vælg en person på listen."
        self.fields["haendelse"].error_messages["invalid_choice"] = "Vælg en hændelse på listen."

    def asked(self) -> dict:
        self.is_valid()
        names = {"person": "person", "haendelse": "event", "fra": "since", "til": "until"}
        return {names[name]: said for name, said in self.cleaned_data.items()}
