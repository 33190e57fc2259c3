from django import forms

from aabenraa_plan.formats import sort_key
from aabenraa_plan.models import Role, User
from extracts.models import Area
from targets.maalepunkter import COLUMNS
from targets.models import Indicator
from targets.spec import OWN_AREA


def indicator_choices():
    indicators = sorted(Indicator.objects.all(), key=lambda indicator: sort_key(indicator.name))
    return [("", "Vælg målepunkt"), *((indicator.code, indicator.name) for indicator in indicators)]


def area_choices():
    return [(area.name, area.name) for area in sorted(Area.objects.all(), key=lambda area: sort_key(area.name))]


class ObservationForm(forms.Form):
    """One figure by hand. Its texts become a file of one line, which is checked like any other."""

    indicator = forms.ChoiceField(label="Målepunkt", choices=indicator_choices)
    area = forms.ChoiceField(label="Område", choices=area_choices, initial=OWN_AREA)
    period = forms.CharField(
        label="Periode", max_length=40, help_text="Fx 2026, 2026Q2, 1. halvår 2026 eller maj 2026."
    )
    value = forms.CharField(
        label="Værdi", max_length=30, required=False, help_text="Fx 87,5. Skriv .. hvis tallet mangler."
    )
    numerator = forms.CharField(label="Tæller", max_length=30, required=False)
    denominator = forms.CharField(label="Nævner", max_length=30, required=False)
    provisional = forms.BooleanField(label="Tallet er foreløbigt", required=False)
    note = forms.CharField(
        label="Bemærkning", max_length=300, required=False, help_text="Fx antal svar og svarprocent."
    )
    source = forms.CharField(
        label="Kilde", max_length=200, help_text="Hvor tallet kommer fra, fx «Borgertilfredshed 2026»."
    )

    def as_row(self) -> dict:
        """The texts by column, a line break inside a text made a space."""
        return {
            name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }

    def add_problems(self, problems):
        """Show each problem at the field of its column."""
        for problem in problems:
            name = COLUMNS.get(problem.column.casefold())
            self.add_error(name if name in self.fields else None, problem.message)


def active_analysts():
    return User.objects.filter(role=Role.ANALYST, is_active=True)


class ResponsibleForm(forms.Form):
    """Who uploads an indicator's figures; nobody in particular where it is left empty."""

    responsible = forms.ModelChoiceField(
        queryset=active_analysts(),
        required=False,
        error_messages={
            "invalid_choice": "Kun en analytiker, der må logge ind, kan stå for et målepunkt. Intet er ændret."
        },
    )
