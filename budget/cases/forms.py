"""What people write of an appropriation case: its words and lines, the day it was decided, why it is taken back."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from budget.cases.actions import CaseLine, CaseText
from budget.form_fields import AmountField, PersonsField
from budget.models import Appropriation, BenefitType, CaseKind, LineKind, Programme
from extracts.form_fields import CarefulForm, DayField

MOST_LINES, LINES_AT_FIRST, MORE_LINES = 8, 3, 2
OPERATING = [(kind.value, kind.label) for kind in CaseKind if kind != CaseKind.CAPITAL]
STORED = ("benefit_type_id", "kind", "programme_id", "amount", "persons")
LONG_TEXT = forms.Textarea(attrs={"rows": 3})
PAYER_MISSING = "Skriv, hvilket udvalg der betaler."
PAYER_TOO_MUCH = "Kun en sag, der betales af andre udvalg, har en betaler. Lad feltet være tomt, eller vælg den art."
NO_BENEFIT_TYPE = "Vælg ydelsen, eller tøm linjen."
NO_PURPOSE = "Skriv formålet, eller tøm linjen."
NO_AMOUNT = "Skriv beløbet, eller tøm linjen."
ZERO = "Beløbet må ikke være 0. Tøm linjen, hvis den ikke skal med."
SUPPORT_HAS_NO_PROGRAMME = "Forsørgelse hører ikke til et program. Vælg indsats, eller det ordinære program."
EFFORT_HAS_NO_PERSONS = "Helårspersoner hører kun til forsørgelse. Lad feltet være tomt."
TWICE = "Budgetlinjen står også på linje {}. Læg de to beløb sammen på én linje."
FUTURE = "Dagen er ikke kommet endnu. Skriv den dag, sagen blev besluttet."


@dataclass(frozen=True)
class LineFields:
    """The fields of one line on the screen, each with its column and the column's heading."""

    number: int
    fields: list


@dataclass(frozen=True)
class Words:
    """The fields of a case that stand above its lines."""

    visible_fields: list


def chosen_from(rows: list, *, optional: bool = False, empty_value=None) -> forms.TypedChoiceField:
    """One of the rows, told by its key."""
    by_key = {str(row.pk): row for row in rows}
    choices = [*([("", "–")] if optional else []), *((key, str(row)) for key, row in by_key.items())]
    return forms.TypedChoiceField(choices=choices, coerce=by_key.get, required=False, empty_value=empty_value)


class CaseForm(CarefulForm):
    """A case of the operating budget, with as many lines as are asked for."""

    kind = forms.ChoiceField(label="Sagens art", choices=OPERATING)
    year = forms.TypedChoiceField(label="Budgetår", coerce=int)
    title = forms.CharField(label="Titel", max_length=200)
    reason = forms.CharField(
        label="Begrundelse", max_length=500, widget=LONG_TEXT, help_text="Hvorfor flyttes eller bevilges pengene?"
    )
    case_number = forms.CharField(label="Sagsnummer", max_length=40, required=False, help_text="Fx 22/38279.")
    payer = forms.CharField(
        label="Betales af", max_length=120, required=False, help_text="Kun hvis andre udvalg betaler: hvilket."
    )
    payer.conditional = True

    TEXT = ("kind", "year", "title", "case_number", "payer", "reason")
    COLUMNS = ("benefit_type", "kind", "programme", "amount", "persons")
    HEADINGS = ("Ydelse", "Art", "Program", "Beløb (kr.)", "Helårspersoner")

    def __init__(self, data=None, *, years: list[int], lines: int = LINES_AT_FIRST, initial=None):
        super().__init__(data, initial=initial)
        self.lines = min(max(lines, 1), MOST_LINES)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        known = self.known()
        for number in range(1, self.lines + 1):
            for (column, field), heading in zip(self.line_fields(**known).items(), self.HEADINGS, strict=True):
                field.widget.attrs["aria-label"] = f"{heading}, linje {number}"
                self.fields[f"{column}_{number}"] = field

    def known(self) -> dict[str, list]:
        """What a line can be on; read once for all lines."""
        return {"benefit_types": list(BenefitType.objects.all()), "programmes": list(Programme.objects.all())}

    def line_fields(self, benefit_types: list, programmes: list) -> dict[str, forms.Field]:
        """The fields of one more line; nothing in them is required, because a line may stand empty."""
        ordinary = next(programme for programme in programmes if programme.code == Programme.ORDINARY)
        return {
            "benefit_type": chosen_from(benefit_types, optional=True),
            "kind": forms.TypedChoiceField(
                choices=LineKind.choices, coerce=LineKind, required=False, empty_value=LineKind.SUPPORT
            ),
            "programme": chosen_from(programmes, empty_value=ordinary),
            "amount": AmountField(required=False),
            "persons": PersonsField(required=False, signed=True),
        }

    @property
    def words(self) -> Words:
        return Words([self[name] for name in self.TEXT if name in self.fields])

    @property
    def line_rows(self) -> Iterator[LineFields]:
        for number in range(1, self.lines + 1):
            fields = [self[f"{column}_{number}"] for column in self.COLUMNS]
            yield LineFields(number, list(zip(self.COLUMNS, self.HEADINGS, fields, strict=True)))

    def clean(self):
        super().clean()
        self.check_payer()
        seen: dict[tuple, int] = {}
        for number in self.used():
            self.check_line(number)
            key = self.line_key(number)
            if key and seen.setdefault(key, number) != number:
                self.add_error(f"{self.COLUMNS[0]}_{number}", TWICE.format(seen[key]))
        return self.cleaned_data

    def check_payer(self):
        kind, payer = self.cleaned_data.get("kind"), self.cleaned_data.get("payer")
        if "payer" in self.errors or not kind:
            return
        if kind == CaseKind.OTHER_COMMITTEES and not payer:
            self.add_error("payer", PAYER_MISSING)
        if kind != CaseKind.OTHER_COMMITTEES and payer:
            self.add_error("payer", PAYER_TOO_MUCH)

    def used(self) -> list[int]:
        """The numbers of the lines that something was written on."""
        telling = [column for column in self.COLUMNS if column not in ("kind", "programme")]
        numbers = range(1, self.lines + 1)
        return [number for number in numbers if any(self.typed(column, number) for column in telling)]

    def typed(self, column: str, number: int) -> bool:
        name = f"{column}_{number}"
        return self.cleaned_data.get(name) not in (None, "") or name in self.errors

    def value(self, column: str, number: int):
        return self.cleaned_data.get(f"{column}_{number}")

    def complain(self, column: str, number: int, message: str):
        """What is already said of a field is not said over again."""
        if f"{column}_{number}" not in self.errors:
            self.add_error(f"{column}_{number}", message)

    def check_line(self, number: int):
        self.check_amount(number)
        if not self.value("benefit_type", number):
            self.complain("benefit_type", number, NO_BENEFIT_TYPE)
        programme = self.value("programme", number)
        if self.value("kind", number) == LineKind.SUPPORT and programme and programme.code != Programme.ORDINARY:
            self.complain("programme", number, SUPPORT_HAS_NO_PROGRAMME)
        if self.value("kind", number) == LineKind.EFFORT and self.value("persons", number) is not None:
            self.complain("persons", number, EFFORT_HAS_NO_PERSONS)

    def check_amount(self, number: int):
        amount = self.value("amount", number)
        if amount is None:
            self.complain("amount", number, NO_AMOUNT)
        elif amount == 0:
            self.complain("amount", number, ZERO)

    def line_key(self, number: int) -> tuple | None:
        """The budget line it is on; None where that is not said yet."""
        key = tuple(self.value(column, number) for column in ("benefit_type", "kind", "programme"))
        return key if all(key) else None

    def text(self) -> CaseText:
        return CaseText(**{name: self.cleaned_data[name] for name in self.TEXT})

    def case_lines(self) -> list[CaseLine]:
        return [CaseLine(**{column: self.value(column, number) for column in self.COLUMNS}) for number in self.used()]


class CapitalForm(CaseForm):
    """A capital case: each line has a purpose, and none is on the operating budget."""

    kind = payer = None
    COLUMNS = ("purpose", "amount")
    HEADINGS = ("Formål", "Beløb (kr.)")

    def known(self) -> dict[str, list]:
        return {}

    def line_fields(self) -> dict[str, forms.Field]:
        return {"purpose": forms.CharField(max_length=120, required=False), "amount": AmountField(required=False)}

    def check_payer(self):
        """Nobody else pays for a capital case."""

    def check_line(self, number: int):
        self.check_amount(number)
        if not self.value("purpose", number):
            self.complain("purpose", number, NO_PURPOSE)

    def line_key(self, number: int) -> None:
        """Two lines may have the same purpose."""

    def text(self) -> CaseText:
        said = {name: self.cleaned_data[name] for name in self.TEXT if name in self.cleaned_data}
        return CaseText(kind=CaseKind.CAPITAL, **said)


def initial_of(case: Appropriation) -> dict:
    """What the form of a stored case begins with."""
    initial = {name: getattr(case, name) for name in CaseForm.TEXT}
    for number, line in enumerate(case.lines.all(), 1):
        columns = CapitalForm.COLUMNS if case.kind == CaseKind.CAPITAL else STORED
        initial |= {f"{column.removesuffix('_id')}_{number}": getattr(line, column) for column in columns}
    return initial


class GrantForm(CarefulForm):
    decided_on = DayField(label="Besluttet den", help_text="Den dag, udvalget eller byrådet godkendte sagen.")

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(FUTURE)
        return day


class WithdrawForm(CarefulForm):
    withdrawn_reason = forms.CharField(label="Begrundelse", max_length=500, widget=LONG_TEXT)
