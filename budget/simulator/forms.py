"""What a reader asks the simulator: a GET form, so that an address can be sent to somebody else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import MONTHS, plain_number
from budget.models import FIRST_YEAR, LAST_YEAR
from budget.simulator.moves import Move, Price
from extracts.form_fields import BoundedField, CarefulForm, ListedField
from extracts.numbers import MAX_DECIMALS
from extracts.periods import Kind, Period, first_of, month_number

TO_SELF_SUPPORT = "selvforsoergelse"
LADDER, AVERAGE = "trappe", "gennemsnit"
METHODS = [(LADDER, "Refusionstrappen"), (AVERAGE, "Fast gennemsnit")]
MOST_PERSONS, MOST_WEEKS, MOST_PRICE = 5000, 2600, 2000
LATEST_YEAR = LAST_YEAR - 1
THOUSAND = 1000
DEFAULTS = {"personer": "20", "fra": "sygedagpenge", "uge": "53", "til": "fleksjob", "metode": LADDER}
PRICE_HINT = "1.000 kr. om året pr. helårsperson, brutto. Tom: den pris, vi kender."


def price_field(label: str) -> BoundedField:
    what = "Skriv prisen i 1.000 kr., fra {least} til {most}. 141.825 kr. skrives 141,825."
    return BoundedField(
        label=label, help_text=PRICE_HINT, least=0, most=MOST_PRICE, decimals=MAX_DECIMALS, required=False, what=what
    )


@dataclass(frozen=True)
class Asked:
    """The form's answers. Codes are of benefit types; prices are None where the known ones are to be used."""

    move: Move
    source: str
    target: str
    average: Decimal | None
    """Of 100; None where the ladder is asked for."""
    source_price: Price | None
    target_price: Price | None


class SimulatorForm(CarefulForm):
    """The fields carry the names of the address."""

    personer = BoundedField(
        label="Borgere", least=1, most=MOST_PERSONS, what="Skriv et helt antal borgere fra {least} til {most}."
    )
    fra = ListedField("Vælg en ydelse fra listen.", label="Flytter fra")
    uge = BoundedField(
        label="Uge på offentlig forsørgelse",
        help_text="Ugen, de er i, når de flytter. 1 er den første.",
        least=1,
        most=MOST_WEEKS,
        what="Skriv et helt ugenummer fra {least} til {most}. Den første uge er 1.",
    )
    til = ListedField("Vælg en ydelse eller selvforsørgelse fra listen.", label="Flytter til")
    maaned = ListedField(
        "Vælg en måned fra listen.",
        label="Fra og med",
        choices=[(str(number), name) for number, name in enumerate(MONTHS, 1)],
    )
    aar = BoundedField(
        label="År", least=FIRST_YEAR, most=LAST_YEAR - 1, what=f"Skriv et årstal fra {FIRST_YEAR} til {LAST_YEAR - 1}."
    )
    metode = ListedField("Vælg en metode fra listen.", label="Refusion", choices=METHODS)
    procent = BoundedField(
        label="Gennemsnit i procent",
        help_text="Bruges kun ved fast gennemsnit. KIK II regnede med 20.",
        least=0,
        most=100,
        decimals=MAX_DECIMALS,
        required=False,
        what="Skriv en procent fra {least} til {most}.",
    )
    pris_fra = price_field("Pris på den gamle ydelse")
    pris_til = price_field("Pris på den nye ydelse")

    def __init__(self, asked, *, names: dict[str, str], today: date, percent: Decimal | None):
        """`names` are the benefit types' by code; what the address leaves out gets its usual value."""
        next_month = first_of(month_number(today) + 1)
        usual = DEFAULTS | {"maaned": str(next_month.month), "aar": str(next_month.year)}
        usual["procent"] = "" if percent is None else plain_number(percent).replace(".", ",")
        super().__init__(usual | {name: asked[name] for name in self.base_fields if name in asked})
        self.fields["fra"].choices = names.items()
        self.fields["til"].choices = [*names.items(), (TO_SELF_SUPPORT, "Selvforsørgelse")]

    def clean(self):
        super().clean()
        found = self.cleaned_data
        if found.get("til") == TO_SELF_SUPPORT and found.get("pris_til") is not None:
            self.add_error("pris_til", "Selvforsørgelse koster ikke kommunen noget. Lad feltet stå tomt.")
        if found.get("metode") == AVERAGE and "procent" in found and found["procent"] is None:
            self.add_error("procent", self.fields["procent"].message)
        return found

    def asked(self) -> Asked:
        found = self.cleaned_data
        first = Period(Kind.MONTH, date(found["aar"], int(found["maaned"]), 1))
        return Asked(
            move=Move(found["personer"], found["uge"], first),
            source=found["fra"],
            target=found["til"],
            average=found["procent"] if found["metode"] == AVERAGE else None,
            source_price=typed_price(found["pris_fra"]),
            target_price=typed_price(found["pris_til"]),
        )


def typed_price(thousands: Decimal | None) -> Price | None:
    return None if thousands is None else Price(Fraction(thousands) * THOUSAND)
