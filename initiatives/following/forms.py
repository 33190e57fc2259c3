"""What people write of an initiative on the way: notes, milestones, promises, and what was measured of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.conf import settings
from django.utils import timezone

from budget.form_fields import NO_PERCENT
from extracts.form_fields import CarefulForm, DayField, ListedField, NumberField
from extracts.periods import Kind, parse
from initiatives.following.few_people import counts_people, is_few, is_share_of_few, people_told
from initiatives.following.promise_wording import PERCENT
from initiatives.models import Measurement, Milestone, Note, NoteKind, Promise, PromiseRule
from initiatives.models.following import VALUE_PLACES
from targets.planning.fields import PeriodField

LONGEST_NOTE, LONGEST_REASON, LONGEST_SOURCE = 2000, 500, 200
PLAIN_KINDS = {Kind.MONTH, Kind.QUARTER, Kind.HALF_YEAR, Kind.YEAR}
ONE_DAY = timedelta(days=1)
LISTED = "Vælg fra listen."
FUTURE_DAY = "Dagen er ikke kommet endnu. Skriv den dag, det skete."
FUTURE_PERIOD = "Perioden er ikke begyndt endnu. Skriv, hvornår det skete."
NO_WHEN = "Skriv enten en dato eller en periode."
TWO_WHENS = "Skriv kun én af dem: en dato eller en periode."
ROLLING = "Skriv et år, et halvår, et kvartal eller en måned."
TOO_FINE = f"Højst {VALUE_PLACES} decimaler."
NEGATIVE = "Tallet må ikke være under 0."
OVER_100 = "En andel kan ikke være over 100 %."
PER_ALONE = "Skriv både, hvor mange der deles på, og hvad de er. Eller lad begge felter være tomme."
NO_RISE = "Kun et løfte om en stigning har et udgangspunkt. Lad feltet være tomt, eller vælg den regel."
FEW_PEOPLE = (
    "Så få borgere kan pege på enkelte personer. Indlæs tallet som udfald i et udtræk: dér bliver det skjult for dem, "
    "der ikke må se det."
)
NOBODY = "Skriv ikke navne, CPR-numre eller andet, der peger på en borger."
SOURCE_HELP = "Dokumentet, mødet eller den, der har oplyst det."
PERIOD_HELP = "Fx 2026, 1. kvartal 2026 eller maj 2026."
NOTE_WORDS = ("kind", "day", "when", "text", "source")
MILESTONE_WORDS = ("title", "due", "reached", "note", "source")
PROMISE_WORDS = ("name", "rule", "value", "unit", "per", "per_unit", "baseline", "due", "note", "source")


def source_field() -> forms.CharField:
    return forms.CharField(label="Kilde", max_length=LONGEST_SOURCE, help_text=SOURCE_HELP)


def reason_field() -> forms.CharField:
    return forms.CharField(label="Begrundelse", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}))


def remark_field() -> forms.CharField:
    return forms.CharField(
        label="Bemærkning", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=NOBODY
    )


class PlainPeriodField(PeriodField):
    """A year or a part of one; a rolling year is no time something happens."""

    def to_python(self, value) -> str:
        code = super().to_python(value)
        if code and parse(code).kind not in PLAIN_KINDS:
            raise forms.ValidationError(ROLLING)
        return code


class HappenedField(PlainPeriodField):
    """A period that has begun: when something happened."""

    def to_python(self, value) -> str:
        code = super().to_python(value)
        if code and parse(code).start > timezone.localdate():
            raise forms.ValidationError(FUTURE_PERIOD)
        return code


class HappenedDayField(DayField):
    def to_python(self, value) -> date | None:
        day = super().to_python(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(FUTURE_DAY)
        return day


class ValueField(NumberField):
    """A figure of a promise: not negative, as fine as is stored; a percentage only where `unit` is one, if known."""

    def __init__(self, *, unit: str = "", **options):
        super().__init__(**options)
        self.unit = unit

    def to_python(self, value) -> Decimal | None:
        if self.unit and self.unit != PERCENT and isinstance(value, str) and "%" in value:
            raise forms.ValidationError(NO_PERCENT)
        number = super().to_python(value)
        if number is not None and (problem := what_is_wrong(number, self.unit)):
            raise forms.ValidationError(problem)
        return number


def what_is_wrong(number: Decimal, unit: str) -> str:
    if number < 0:
        return NEGATIVE
    if number.scaleb(VALUE_PLACES) % 1:
        return TOO_FINE
    return OVER_100 if unit == PERCENT and number > 100 else ""


class NoteForm(CarefulForm):
    kind = ListedField(LISTED, label="Slags", choices=NoteKind.choices)
    day = HappenedDayField(label="Dato", required=False)
    when = HappenedField(label="Eller periode", required=False, max_length=40, help_text=PERIOD_HELP)
    day.conditional = when.conditional = True
    text = forms.CharField(
        label="Hvad skete der?", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 5}), help_text=NOBODY
    )
    source = source_field()

    def clean(self):
        super().clean()
        typed = [name for name in ("day", "when") if self.cleaned_data.get(name) or name in self.errors]
        if not typed:
            self.add_error("day", NO_WHEN)
        if len(typed) > 1 and "when" not in self.errors:
            self.add_error("when", TWO_WHENS)
        return self.cleaned_data

    def words(self, before: Note | None = None) -> dict:
        """What is stored: of a period its last day that has been, to order by, unless that was told before."""
        words = {name: self.cleaned_data[name] for name in NOTE_WORDS}
        if words["when"]:
            unchanged = before is not None and before.when == words["when"]
            last = min(parse(words["when"]).end - ONE_DAY, timezone.localdate())
            words["day"] = before.day if unchanged else last
        return words


class CorrectNoteForm(NoteForm):
    reason = reason_field()


class MilestoneForm(CarefulForm):
    title = forms.CharField(label="Milepæl", max_length=200, help_text="Det, der skal nås, i få ord.")
    due = PlainPeriodField(label="Frist", required=False, max_length=40, help_text=f"Til og med. {PERIOD_HELP}")
    reached = HappenedField(label="Nået", required=False, max_length=40, help_text=f"Når den er nået. {PERIOD_HELP}")
    note = remark_field()
    source = source_field()

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in MILESTONE_WORDS}


class PromiseForm(CarefulForm):
    """A promise; `fixed` where only its words may still be put right."""

    name = forms.CharField(label="Løfte", max_length=120, help_text="Fx Borgere pr. sagsbehandler.")
    rule = ListedField(LISTED, label="Regel", choices=[(rule.value, rule.label.capitalize()) for rule in PromiseRule])
    value = ValueField(label="Lovet")
    unit = forms.CharField(label="Enhed", max_length=60, help_text="Fx borgere, sager eller %.")
    per = forms.IntegerField(label="Deles på", min_value=1, max_value=32767, required=False, help_text="Fx 3.")
    per_unit = forms.CharField(label="Hvad der deles på", max_length=60, required=False, help_text="Fx konsulent.")
    baseline = ValueField(
        label="Udgangspunkt", required=False, help_text="Kun ved en stigning: tallet, der stiges fra."
    )
    due = PlainPeriodField(label="Frist", required=False, max_length=40, help_text=f"Til og med. {PERIOD_HELP}")
    note = remark_field()
    source = source_field()

    def __init__(self, data=None, *, initial=None, names: Sequence[str] = PROMISE_WORDS, rule: str = ""):
        """`names` are the words that may be written, `rule` the promise's where that is not one of them."""
        super().__init__(data, initial=initial)
        self.names, self.rule = tuple(names), rule
        for name in set(self.fields) - set(self.names):
            del self.fields[name]

    def clean(self):
        super().clean()
        found = self.cleaned_data
        both_read = "per" in self.fields and not {"per", "per_unit"} & set(self.errors)
        if both_read and (found["per"] is None) != (found["per_unit"] == ""):
            self.add_error("per", PER_ALONE)
        if found.get("baseline") is not None and found.get("rule", self.rule) != PromiseRule.INCREASE:
            self.add_error("baseline", NO_RISE)
        unit, baseline = found.get("unit", self.initial.get("unit", "")), found.get("baseline")
        if baseline is not None and counts_people(unit) and is_few(baseline, settings.SMALL_GROUP_BELOW):
            self.add_error("baseline", FEW_PEOPLE)
        if found.get("unit") == PERCENT and found.get("value") is not None and found["value"] > 100:
            self.add_error("value", OVER_100)
        return found

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.names}


class MeasuredForm(CarefulForm):
    """What a measurement says beside its day."""

    value = ValueField(label="Målt")
    source = source_field()

    def __init__(self, data=None, *, promise: Promise, initial=None):
        super().__init__(data, initial=initial)
        self.promise, field = promise, self.fields["value"]
        field.unit, field.label = promise.unit, f"Målt ({promise.unit})"

    def clean_value(self) -> Decimal:
        value = self.cleaned_data["value"]
        if tells_of_few(value, self.promise):
            raise forms.ValidationError(FEW_PEOPLE)
        return value

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.fields}


def tells_of_few(value: Decimal, promise: Promise) -> bool:
    """A count of few citizens, or a share of those that the promise or its initiative speaks of."""
    if promise.unit != PERCENT:
        return counts_people(promise.unit) and is_few(value, settings.SMALL_GROUP_BELOW)
    bases = people_told(f"{promise.name}\n{promise.note}\n{promise.initiative.description}")
    return any(is_share_of_few(value, base, settings.SMALL_GROUP_BELOW) for base in bases)


class MeasurementForm(MeasuredForm):
    day = HappenedDayField(label="Opgjort pr.")
    field_order = ["day", "value", "source"]


class CorrectMeasurementForm(MeasuredForm):
    """The day stays: a figure of another day is another measurement."""

    reason = reason_field()


class ReasonForm(CarefulForm):
    reason = reason_field()


def initial_of(row: Note | Milestone | Promise | Measurement, names) -> dict:
    """What the form of a stored row begins with; a note told by a period has no day to show."""
    initial = {name: getattr(row, name) for name in names}
    return initial | {"day": None} if isinstance(row, Note) and row.when else initial
