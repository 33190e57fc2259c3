from django import forms

from aabenraa_plan.models import Role, User

EMAIL = "E-mail"
EMAIL_HELP = "Hertil sendes en mail om de opgaver, der venter, hvor det er slået til."
HUMAN_ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]


def posted(request):
    """What was sent, for a form; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


class NewUserForm(forms.ModelForm):
    role = forms.ChoiceField(label="Rolle", choices=HUMAN_ROLES)

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "role")
        labels = {"username": "Brugernavn", "first_name": "Fornavn", "last_name": "Efternavn", "email": EMAIL}
        help_texts = {"username": "Bogstaver, tal og tegnene @ . + - _", "email": EMAIL_HELP}


class AccountForm(forms.ModelForm):
    role = forms.ChoiceField(label="Rolle", choices=HUMAN_ROLES)

    class Meta:
        model = User
        fields = ("email", "role", "is_active")
        labels = {"email": EMAIL, "is_active": "Må logge ind"}
        help_texts = {"email": EMAIL_HELP, "is_active": ""}
