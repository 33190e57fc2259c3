"""Form fields for what people type in Danish of a plan: periods, milestones."""

from decimal import Decimal

from django import forms

from extracts.form_fields import NOT_A_NUMBER, typed
from extracts.numbers import NotANumber, parse_number
from extracts.periods import UnknownPeriod, parse
from targets.planning.terms import in_order

NOT_A_PERIOD = "Skriv en periode, fx 2026, 1. halvår 2026, 1. kvartal 2026 eller maj 2026."


class PeriodField(forms.CharField):
    """A period in any spelling, kept as its code."""

    def to_python(self, value) -> str:
        text = super().to_python(value)
        try:
            return parse(text).code if text else ""
        except UnknownPeriod:
            raise forms.ValidationError(NOT_A_PERIOD) from None

    def prepare_value(self, value):
        return readable(value) if value else value


def readable(text: str) -> str:
    """A period's code as people write it, where that can be read back; any other text as it stands."""
    try:
        period = parse(text)
        return period.label if parse(period.label) == period else text
    except UnknownPeriod:
        return text


class MilestonesField(forms.CharField):
    """One milestone a line, `2025: 79,5`; a tuple of period codes and values."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value) -> tuple[tuple[str, Decimal], ...]:
        found, wrong = {}, []
        for number, line in enumerate(super().to_python(value).splitlines(), 1):
            period, _, amount = line.rpartition(":")
            try:
                if line.strip():
                    add_milestone(found, period, amount)
            except (ValueError, forms.ValidationError) as problem:
                wrong.append(f"Linje {number}: {line_problem(problem, period)}")
        if wrong:
            raise forms.ValidationError(wrong)
        return in_order(found.items())

    def prepare_value(self, value):
        if isinstance(value, tuple):
            return "\n".join(f"{readable(period)}: {typed(amount)}" for period, amount in value)
        return value


def add_milestone(found: dict, period: str, amount: str):
    code = parse(period).code
    if code in found:
        raise forms.ValidationError(f"{parse(code).label} står to gange.")
    found[code] = parse_number(amount)


def line_problem(problem: Exception, period: str) -> str:
    if isinstance(problem, UnknownPeriod):
        return NOT_A_PERIOD if period else "Skriv periode, kolon og tal, fx 2025: 79,5."
    return NOT_A_NUMBER if isinstance(problem, NotANumber) else problem.messages[0]
