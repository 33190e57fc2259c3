from django import forms

from aabenraa_plan.models import Role, User

HUMAN_ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]


def posted(request):
    """What was sent, for a form; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


class NewUserForm(forms.ModelForm):
    role = forms.ChoiceField(label="Rolle", choices=HUMAN_ROLES)

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "role")
        labels = {"username": "Brugernavn", "first_name": "Fornavn", "last_name": "Efternavn"}
        help_texts = {"username": "Bogstaver, tal og tegnene @ . + - _"}


class AccountForm(forms.ModelForm):
    role = forms.ChoiceField(label="Rolle", choices=HUMAN_ROLES)

    class Meta:
        model = User
        fields = ("role", "is_active")
        labels = {"is_active": "Må logge ind"}
        help_texts = {"is_active": ""}
