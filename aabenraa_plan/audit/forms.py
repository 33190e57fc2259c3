"""What the log is narrowed by."""

from auditlog.registry import auditlog
from django import forms

from aabenraa_plan.audit.telling import PROGRAM
from aabenraa_plan.audit.words import kind_of_thing
from aabenraa_plan.careful import CarefulForm
from aabenraa_plan.formats import sort_key
from aabenraa_plan.forms import Narrowing, day_asked
from aabenraa_plan.models import User

THE_PROGRAM = "systemet"
NOT_LISTED = "Vælg fra listen."
TOO_LONG = "Skriv højst 100 tegn."
TURNED_ROUND = "Den sidste dag er før den første. Byt om på dem."
EVERYBODY, EVERYTHING = [("", "Alle")], [("", "Alt")]


def people() -> list[tuple[str, str]]:
    """Everybody who can have done something."""
    named = [
        (str(user.pk), f"{user} ({user.username})" if str(user) != user.username else str(user))
        for user in every_user()
    ]
    return EVERYBODY + sorted(named, key=lambda each: sort_key(each[1])) + [(THE_PROGRAM, f"{PROGRAM} af sig selv")]


def every_user():
    return User.objects.only("username", "first_name", "last_name")


def kinds() -> list[tuple[str, str]]:
    """Everything the log follows, by its Danish name."""
    named = [(model._meta.label_lower, kind_of_thing(model)) for model in auditlog.get_models()]
    return EVERYTHING + sorted(named, key=lambda each: sort_key(each[1]))


def listed_field(label: str, choices) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=choices, error_messages={"invalid_choice": NOT_LISTED}
    )


class LogForm(Narrowing, CarefulForm):
    hvem = listed_field("Hvem", people)
    slags = listed_field("Hvad", kinds)
    fra = day_asked("Fra og med")
    til = day_asked("Til og med")
    ord = forms.CharField(label="Ord", required=False, max_length=100, error_messages={"max_length": TOO_LONG})
    ting = forms.RegexField(r"^[\w-]{1,40}$", required=False, widget=forms.HiddenInput)

    def clean(self):
        said = super().clean() or self.cleaned_data
        first, last = said.get("fra"), said.get("til")
        if first and last and last < first:
            self.add_error("til", TURNED_ROUND)
        return said
