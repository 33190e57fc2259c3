"""What people write of a cohort."""

from collections.abc import Collection

from django import forms
from django.conf import settings

from extracts.form_fields import CarefulForm, DayField, LastDayField
from initiatives.cohorts.actions import CohortWords
from initiatives.cohorts.reporting import CohortRow
from initiatives.following.forms import remark_field, source_field
from initiatives.models import Cohort

MOST = 2_000_000_000
FIXABLE = ("size", "whole", "note")
WRONG_WAY = "Den sidste dag ligger før den første. Ret en af dem."
NOT_A_NUMBER = "Skriv et helt antal borgere, mindst 1. Lad feltet være tomt, hvis antallet ikke kendes."
NO_SUCH_WHOLE = "Holdet kan ikke vælges. Vælg et fra listen, eller lad feltet være tomt."
WHOLE_HELP = (
    "Hvis holdet er en del af et andet: vælg det. Ellers lægges de sammen, og små grupper kan regnes ud af forskellen."
)
PROTECTED = (
    "Antallet og helheden kan kun rettes af en, der må indlæse udtræk: der er skjulte tal i holdet eller dets helhed."
)
BOUND = "Helheden kan kun rettes af en, der må indlæse udtræk: hvad der skjules, afhænger af den."


def size_help() -> str:
    return (
        f"Som kilden siger. Et hold på færre end {settings.SMALL_GROUP_BELOW} borgere er en lille gruppe, og alt om "
        "det skjules for dem, der ikke må indlæse udtræk."
    )


class SizeField(forms.IntegerField):
    """A whole number of citizens, also written with thousands dots."""

    def to_python(self, value) -> int | None:
        return super().to_python(value.replace(".", "") if isinstance(value, str) else value)


class CohortForm(CarefulForm):
    """A cohort; `fixed` are the words of it that who writes may not change (`fixed_for`)."""

    name = forms.CharField(
        label="Hold", max_length=120, help_text="Som det læses efter indsatsens navn, fx «start 1. februar 2018»."
    )
    entered_from = DayField(label="Kom ind fra og med", required=False)
    entered_before = LastDayField(label="Kom ind til og med", required=False)
    size = SizeField(
        label="Antal borgere", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}), max_value=MOST
    )
    whole = forms.TypedChoiceField(label="Del af", required=False, empty_value=None, help_text=WHOLE_HELP)
    note = remark_field()
    source = source_field()

    def __init__(self, data=None, *, wholes: list[Cohort], fixed: Collection[str] = (), initial=None):
        super().__init__(data, initial=initial)
        size, whole = self.fields["size"], self.fields["whole"]
        size.help_text, size.min_value = size_help(), 1
        for code in ("invalid", "min_value", "max_value"):
            size.error_messages[code] = NOT_A_NUMBER
        by_key = {str(cohort.pk): cohort for cohort in wholes}
        whole.choices = [("", "–"), *((key, cohort.name) for key, cohort in by_key.items())]
        whole.coerce, whole.error_messages["invalid_choice"] = by_key.get, NO_SUCH_WHOLE
        for name in fixed:
            del self.fields[name]

    def clean_size(self):
        size = self.cleaned_data["size"]
        if size is not None and size < 1:
            raise forms.ValidationError(NOT_A_NUMBER)
        return size

    def clean(self):
        super().clean()
        first, after = self.cleaned_data.get("entered_from"), self.cleaned_data.get("entered_before")
        if first and after and after <= first:
            self.add_error("entered_before", WRONG_WAY)
        return self.cleaned_data

    def words(self, cohort: Cohort | None = None) -> CohortWords:
        """What is stored; what the form does not have stays as it is."""
        kept = {name: getattr(cohort, name) for name in FIXABLE if name not in self.fields and cohort}
        return CohortWords(**self.cleaned_data | kept)


def fixed_for(cohort: Cohort, rows: list[CohortRow], *, sees_small: bool) -> tuple[str, ...]:
    """What who may not see small groups cannot change: what says something of a hidden one, and what it is part of.

    Taken out of its whole before the next count, a cohort would be hidden as if nobody could subtract it.
    """
    if sees_small:
        return ()
    if any(row.pk == cohort.pk and row.size_masked for row in rows):
        return FIXABLE
    if cohort.pk in protected_in(rows):
        return ("size", "whole")
    return ("whole",) if cohort.whole_id else ()


def why_fixed(fixed: Collection[str]) -> str:
    return (PROTECTED if "size" in fixed else BOUND) if fixed else ""


def initial_of(cohort: Cohort, row: CohortRow) -> dict:
    """What the form of a stored cohort begins with: of its size only what the reader may see."""
    words = {name: getattr(cohort, name) for name in ("name", "entered_from", "entered_before", "note", "source")}
    return words | {"size": row.size, "whole": cohort.whole_id}


def possible_wholes(rows: list[CohortRow], cohorts: list[Cohort], *, own: int | None, sees_small: bool) -> list[Cohort]:
    """Cohorts that are part of none. Where something is hidden, only those who may see it say what belongs together."""
    hidden = set() if sees_small else protected_in(rows)
    return [each for each in cohorts if each.whole_id is None and each.pk not in hidden and each.pk != own]


def protected_in(rows: list[CohortRow]) -> set[int]:
    """The cohorts of every family in which something is hidden."""
    hiding = {row.whole_id or row.pk for row in rows if row.hides_something}
    return {row.pk for row in rows if (row.whole_id or row.pk) in hiding}
