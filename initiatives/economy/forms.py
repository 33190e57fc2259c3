"""What people write of a business case: the case itself, its lines, and what came of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django import forms

from budget.form_fields import AmountField
from extracts.form_fields import CarefulForm, ListedField
from extracts.periods import parse
from initiatives.economy.actions import CASE_WORDS, Told
from initiatives.economy.case import COST, FINANCING, INVESTMENT, SAVING, Line
from initiatives.economy.wording import (
    DECIMALS,
    KINDS,
    KRONER,
    SHORT_UNITS,
    SIGNS,
    UNITS,
    amount_text,
    decimals_for,
    line_name,
)
from initiatives.following.forms import LISTED, PlainPeriodField, reason_field, remark_field, source_field
from initiatives.models import CaseAmount, CaseKind, Sign, Unit
from initiatives.spans import Span

FRAME_IS_MONEY = "Skriv et beløb over 0, eller lad feltet være tomt."
ENDS_BEFORE = "Den sidste måned skal ligge efter den første."
WHY = "Skriv hvorfor, når et beløb, der er skrevet før, ændres eller slettes."
NO_LINE = "Skriv det nye beløb. Lad kun feltet være tomt, hvis linjen skal ud."
WRONG_SIGN = "{} skrives {}, når {}."
TURNED = "Et beløb har det modsatte fortegn af det, dets art plejer at have. Ret det, eller sæt kryds her."
MONTH_HELP = "Måned eller år, fx juni 2026 eller 2026."


class CaseForm(CarefulForm):
    """The money of an initiative as a whole; `frame` is kroner whatever unit is chosen."""

    unit = ListedField(LISTED, label="Beløb skrives i", choices=Unit.choices)
    sign = ListedField(LISTED, label="Fortegn", choices=[(sign.value, SIGNS[sign.value]) for sign in reversed(Sign)])
    frame = AmountField(
        factor=KRONER["million"], label="Afsat i alt, mio. kr.", required=False, help_text="Fx 60,6. Uden fortegn."
    )
    note = remark_field()
    source = source_field()

    def clean_frame(self) -> Decimal | None:
        frame = self.cleaned_data["frame"]
        if frame is not None and frame <= 0:
            raise forms.ValidationError(FRAME_IS_MONEY)
        return frame

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in CASE_WORDS}


def expected(sign: str, kind: str) -> int:
    """1 or −1: the sign that a promise of the kind has; 0 where it may have any."""
    signs = {INVESTMENT: 1, SAVING: -1} if sign == COST else {INVESTMENT: -1, SAVING: 1}
    return (signs | {FINANCING: 1}).get(kind, 0)


def is_turned(sign: str, kind: str, amount: Decimal | None) -> bool:
    return amount is not None and amount * expected(sign, kind) < 0


def check_sign(sign: str, kind: str, amount: Decimal | None):
    if is_turned(sign, kind, amount):
        how = "med minus" if expected(sign, kind) < 0 else "uden minus"
        raise forms.ValidationError(WRONG_SIGN.format(KINDS[kind], how, SIGNS[sign].partition(",")[0]))


class LineForm(CarefulForm):
    """One more line; months are typed, and whole years may be."""

    first = PlainPeriodField(label="Fra og med", max_length=40, help_text=MONTH_HELP)
    last = PlainPeriodField(label="Til og med", max_length=40, help_text=MONTH_HELP)
    kind = ListedField(LISTED, label="Art", choices=CaseKind.choices)
    payer = forms.CharField(
        label="Hvem betaler", max_length=60, required=False, help_text="Fx AU for Arbejdsmarkedsudvalget."
    )
    name = forms.CharField(
        label="Navn",
        max_length=80,
        required=False,
        help_text="Når der er flere af samme art. Fx Virksomhedskonsulenter.",
    )
    amount = AmountField(label="Lovet")
    source = source_field()

    def __init__(self, data=None, *, unit: str, sign: str):
        super().__init__(data)
        self.sign, field = sign, self.fields["amount"]
        field.factor, field.label = KRONER[unit], f"Lovet ({UNITS[unit]})"
        field.help_text = f"{SIGNS[sign].capitalize()}. Skriv 0, hvor der intet ventes."

    def clean(self):
        super().clean()
        found = self.cleaned_data
        if found.get("first") and found.get("last") and not self.span.starts < self.span.ends:
            self.add_error("last", ENDS_BEFORE)
        if found.get("kind") and "amount" in found:
            try:
                check_sign(self.sign, found["kind"], found["amount"])
            except forms.ValidationError as problem:
                self.add_error("amount", problem)
        return found

    @property
    def span(self) -> Span:
        return Span(parse(self.cleaned_data["first"]).start, parse(self.cleaned_data["last"]).end)

    def line(self) -> dict:
        found = self.cleaned_data
        return {name: found[name] for name in ("kind", "payer", "name", "amount")} | {
            "span": self.span,
            "told": Told(found["source"]),
        }


class PromisedForm(CarefulForm):
    """Another promised amount of a line, or none."""

    amount = AmountField(label="Lovet", required=False, help_text=NO_LINE)
    amount.conditional = True
    source = source_field()
    reason = reason_field()

    def __init__(self, data=None, *, unit: str, sign: str, kind: str, initial=None):
        super().__init__(data, initial=initial)
        self.sign, self.kind, field = sign, kind, self.fields["amount"]
        field.factor, field.label = KRONER[unit], f"Lovet ({UNITS[unit]})"

    def clean_amount(self) -> Decimal | None:
        amount = self.cleaned_data["amount"]
        check_sign(self.sign, self.kind, amount)
        return amount

    def told(self) -> Told:
        return Told(self.cleaned_data["source"], self.cleaned_data["reason"])


class RealisedForm(CarefulForm):
    """What came of each line of a span; an empty field means that it is not known."""

    source = source_field()
    reason = reason_field()
    turned = forms.BooleanField(label="Fortegnet er rigtigt", required=False)

    def __init__(self, data=None, *, lines: Sequence[Line], unit: str, sign: str, standing: Mapping[int, CaseAmount]):
        before = {name_of(pk): each.amount for pk, each in standing.items()}
        super().__init__(data, initial=before | {"source": shared_source(standing.values())})
        self.lines, self.sign, self.before = lines, sign, before
        for line in lines:
            self.fields[name_of(line.key)] = realised_field(line, unit)
        self.fields["reason"].required, self.fields["reason"].conditional = False, True
        self.fields["reason"].help_text = WHY
        self.order_fields([*(name_of(line.key) for line in lines), "turned", "source", "reason"])
        if not self.is_bound:
            del self.fields["turned"]

    def clean(self):
        super().clean()
        found = self.cleaned_data
        if any(is_turned(self.sign, line.kind, found.get(name_of(line.key))) for line in self.lines):
            if not found.get("turned"):
                self.add_error("turned", TURNED)
        else:
            self.fields.pop("turned", None)
        if not found.get("reason") and "reason" not in self.errors and self.changes_what_stood():
            self.add_error("reason", WHY)
        return found

    def changes_what_stood(self) -> bool:
        return any(name in self.cleaned_data and self.cleaned_data[name] != was for name, was in self.before.items())

    def amounts(self) -> dict[int, Decimal | None]:
        return {line.key: self.cleaned_data[name_of(line.key)] for line in self.lines}

    def told(self) -> Told:
        return Told(self.cleaned_data["source"], self.cleaned_data["reason"])


def name_of(key: int) -> str:
    return f"line_{key}"


def realised_field(line: Line, unit: str) -> AmountField:
    label = f"{line_name(line.kind, line.payer, line.name)} ({SHORT_UNITS[unit]})"
    field = AmountField(factor=KRONER[unit], label=label, required=False, help_text=promised_help(line, unit))
    field.conditional = True
    return field


def promised_help(line: Line, unit: str) -> str:
    """What was promised, so that the sign is seen."""
    amounts = [] if line.promised is None else [line.promised / KRONER[unit]]
    decimals = decimals_for(unit, amounts) if amounts else DECIMALS[unit]
    return f"Lovet {amount_text(line.promised, unit, decimals)}." if amounts else "Der er ikke lovet et beløb."


def shared_source(amounts: Iterable[CaseAmount]) -> str:
    """The source of what stands, where it is one and the same."""
    found = {each.source for each in amounts}
    return found.pop() if len(found) == 1 else ""
