"""What a reader asks the what-if page, by a GET form whose address can be sent on; and what is saved of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.forms import BoundField

from budget.models import OERE
from extracts.form_fields import BoundedField, CarefulForm, typed
from initiatives.models.scenarios import PERCENT_PLACES, PERSON_PLACES
from initiatives.spans import MONTHS_A_YEAR
from initiatives.whatif.method import OUTCOMES, Assumptions, Leavers
from initiatives.whatif.wording import OUTCOME_NAMES

MOST_PERSONS, MOST_PRICE, MOST_PERCENT = 5000, 2_000_000, 1000
ADDRESSED = {"self_support": "selv", "other_support": "anden", "target_group": "maalgruppe"}
"""The outcomes in the address: `selv_2019`."""
FIGURES = {
    "takst": "unit_price",
    "takst_anden": "other_price",
    "refusion": "reimbursement",
    "maaneder": "first_year_months",
    "investering": "investment_percent",
}
WHOLE = {"investering": "100"}
PERSONS = "Skriv antallet af borgere fra {least} til {most}, eller lad feltet stå tomt."
LONGEST_NAME, LONGEST_NOTE = 80, 500


@dataclass(frozen=True)
class GridRow:
    """A year of the grid, with a field for each outcome."""

    year: int
    cells: list[tuple[str, BoundField]]


def price_field(label: str, **options) -> BoundedField:
    what = "Skriv taksten i kroner om året, fra {least} til {most}, fx 73.835,71."
    return BoundedField(label=label, least=0, most=MOST_PRICE, decimals=OERE, what=what, **options)


def persons_field(year: int, outcome: str) -> BoundedField:
    label = f"{OUTCOME_NAMES[outcome]}, {year}"
    return BoundedField(label=label, least=0, most=MOST_PERSONS, decimals=PERSON_PLACES, what=PERSONS, required=False)


class AssumptionsForm(CarefulForm):
    """The assumptions; the fields carry the names of the address, and the persons' the year: `selv_2019`."""

    takst = price_field("Takst for ydelsen, de forlader")
    takst_anden = price_field("Takst for anden forsørgelse", required=False)
    refusion = BoundedField(
        label="Statens refusion i procent",
        least=0,
        most=100,
        decimals=PERCENT_PLACES,
        what="Skriv en procent fra {least} til {most}.",
    )
    maaneder = BoundedField(
        label="Måneder i det første år",
        help_text="Så længe tæller en borger i det år, ydelsen slutter. 6,5 passer, når lige mange slutter hver måned.",
        least=0,
        most=MONTHS_A_YEAR,
        decimals=PERSON_PLACES,
        what="Skriv et antal måneder fra {least} til {most}.",
    )
    investering = BoundedField(
        label="Investering i procent af oplægget",
        help_text="100 er hele investeringen.",
        least=0,
        most=MOST_PERCENT,
        decimals=PERCENT_PLACES,
        what="Skriv en procent fra {least} til {most}.",
    )

    def __init__(self, asked: Mapping, *, years: Sequence[int], start: Assumptions | None, hint: str = ""):
        """What the address leaves out is as in the scenario it starts from; nothing where there is none."""
        self.years = years
        places = {f"{ADDRESSED[outcome]}_{year}": (year, outcome) for year in years for outcome in OUTCOMES}
        names = [*self.base_fields, *places]
        usual = WHOLE if start is None else written(start)
        is_first_look = start is None and not any(name in asked for name in names)
        data = None if is_first_look else {name: asked.get(name, usual.get(name, "")) for name in names}
        super().__init__(data, initial=WHOLE)
        self.fields |= {name: persons_field(*place) for name, place in places.items()}
        self.fields["takst"].help_text = f"Kr. om året pr. helårsperson. {hint}".strip()
        self.fields[
            "takst_anden"
        ].help_text = "Kr. om året pr. helårsperson på den nye ydelse. Er feltet tomt, regnes den som 0."

    @property
    def grid(self) -> Iterator[GridRow]:
        for year in self.years:
            cells = [(OUTCOME_NAMES[each], self[f"{ADDRESSED[each]}_{year}"]) for each in OUTCOMES]
            yield GridRow(year, cells)

    @property
    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in FIGURES]

    @property
    def values(self) -> list[tuple[str, str]]:
        """Every field's name and text, to carry them on to the form that saves."""
        return [(name, self[name].value() or "") for name in self.fields]

    def assumed(self) -> Assumptions:
        found = self.cleaned_data
        leavers = [
            Leavers(year, **{outcome: found[f"{ADDRESSED[outcome]}_{year}"] for outcome in OUTCOMES})
            for year in self.years
        ]
        figures = {name: found[field] for field, name in FIGURES.items()}
        return Assumptions(**figures, leavers=tuple(each for each in leavers if not each.is_empty))


def written(assumed: Assumptions) -> dict[str, str]:
    """The assumptions as a person would type them."""
    figures = {field: getattr(assumed, name) for field, name in FIGURES.items()}
    persons = {
        f"{ADDRESSED[outcome]}_{each.year}": getattr(each, outcome) for each in assumed.leavers for outcome in OUTCOMES
    }
    return {name: text(number) for name, number in (figures | persons).items()}


def text(number: Decimal | None) -> str:
    return "" if number is None else typed(number)


class SaveForm(CarefulForm):
    """What a scenario is called, and what is to be remembered of it."""

    navn = forms.CharField(label="Navn", max_length=LONGEST_NAME, error_messages={"required": "Giv scenariet et navn."})
    bemaerkning = forms.CharField(
        label="Bemærkning",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hvorfor er det værd at regne med?",
    )


class WithdrawForm(CarefulForm):
    begrundelse = forms.CharField(
        label="Begrundelse",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor scenariet ikke skal bruges mere."},
    )
