"""Which budget is copied, to which year, and by how much its prices and persons are changed."""

from django import forms
from django.utils import timezone

from budget.copying.lines import Adjustment
from budget.copying.sources import Copy, OldBudget, copy_of, old_budgets
from budget.files.known import YEARS_AHEAD
from budget.models import FIRST_YEAR
from extracts.form_fields import CarefulForm, NumberField

LOWEST, HIGHEST = -99, 200
"""Percent a year's prices or persons may be changed by at once."""
CHOOSE = {"invalid_choice": "Vælg en af mulighederne på listen.", "required": "Vælg en af mulighederne på listen."}
NO_YEAR = "Skriv et år med fire cifre, fx 2027."
PERCENT_RANGE = f"Skriv en procent mellem −{-LOWEST} og {HIGHEST}, fx 2 eller −1,5."


class PercentField(NumberField):
    def __init__(self, **options):
        super().__init__(required=False, **options)

    def to_python(self, value):
        percent = super().to_python(value.strip().removeprefix("+") if isinstance(value, str) else value)
        if percent is not None and not LOWEST <= percent <= HIGHEST:
            raise forms.ValidationError(PERCENT_RANGE)
        return percent


class CopyForm(CarefulForm):
    """Its fields are named as they stand in the address."""

    fra = forms.ChoiceField(label="Kopiér fra", error_messages=CHOOSE)
    til = forms.CharField(
        label="Til budgetår",
        max_length=4,
        help_text="Linjerne bliver det vedtagne budget for året.",
        error_messages={"required": NO_YEAR, "max_length": NO_YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    pris = PercentField(label="Priser, ændring i %", help_text="Fx 2 for 2 % dyrere. Gælder alle beløb.")
    personer = PercentField(
        label="Helårspersoner, ændring i %",
        help_text="Fx −1,5 for færre. Gælder linjer med helårspersoner, både antal og beløb.",
    )

    def __init__(self, data=None, *, as_of, **options):
        super().__init__(data, **options)
        self.as_of = as_of
        was = f"som det så ud {as_of.label}" if as_of.moment else ""
        self.budgets = {each.code: each for each in old_budgets(as_of.moment, was)}
        self.fields["fra"].choices = [(code, each.title.capitalize()) for code, each in self.budgets.items()]
        self.fields["til"].initial = min(self.newest + 1, self.last_year)

    @property
    def newest(self) -> int:
        return max((each.year for each in self.budgets.values()), default=timezone.localdate().year)

    @property
    def last_year(self) -> int:
        return timezone.localdate().year + YEARS_AHEAD

    def clean_fra(self) -> OldBudget:
        return self.budgets[self.cleaned_data["fra"]]

    def clean_til(self) -> int:
        text = self.cleaned_data["til"]
        if not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(NO_YEAR)
        if not FIRST_YEAR <= int(text) <= self.last_year:
            raise forms.ValidationError(f"Året skal være mellem {FIRST_YEAR} og {self.last_year}.")
        return int(text)

    def copy(self) -> Copy:
        said = self.cleaned_data
        by = Adjustment(said["pris"] or 0, said["personer"] or 0)
        return copy_of(said["fra"], said["til"], by, self.as_of.moment)
