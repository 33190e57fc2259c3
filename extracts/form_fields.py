"""Form fields for what people type in Danish: days, last days, numbers; beside the form that keeps CPR numbers out."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms

from aabenraa_plan.careful import CPR_TYPED, CarefulForm
from aabenraa_plan.formats import danish_number, decimals_in
from aabenraa_plan.forms import NOT_A_DAY, DayInput
from extracts.numbers import NotANumber, parse_number
from extracts.periods import EARLIEST, LATEST

__all__ = [
    "CPR_TYPED",
    "BoundedField",
    "CarefulForm",
    "DayField",
    "LastDayField",
    "ListedField",
    "NumberField",
    "number_of",
    "typed",
]
NOT_A_NUMBER = "Skriv et tal med komma, fx 11,5 eller 1.234. Højst 12 cifre før kommaet og 6 efter."


class DayField(forms.DateField):
    widget = DayInput
    default_error_messages = {"invalid": NOT_A_DAY}

    def to_python(self, value) -> date | None:
        day = super().to_python(value)
        if day and not EARLIEST <= day.year < LATEST:
            raise forms.ValidationError(f"Årstallet skal være mellem {EARLIEST} og {LATEST - 1}.")
        return day


class LastDayField(DayField):
    """People name the last day; what is kept is the first day after it."""

    def to_python(self, value) -> date | None:
        last = super().to_python(value)
        return last + timedelta(days=1) if last else None

    def prepare_value(self, value):
        return value - timedelta(days=1) if isinstance(value, date) else value


class NumberField(forms.CharField):
    """A Danish number as an exact decimal; nothing typed is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **options):
        super().__init__(empty_value=None, **options)

    def to_python(self, value) -> Decimal | None:
        text = super().to_python(value)
        return None if text is None else number_of(text)

    def prepare_value(self, value):
        return typed(value) if isinstance(value, Decimal) else value


class BoundedField(NumberField):
    """A number between two others, with so many decimals at most; one sentence says all that can be wrong with it."""

    def __init__(self, *, least: int, most: int, what: str, decimals: int = 0, **options):
        self.least, self.most, self.decimals = least, most, decimals
        self.message = what.format(least=least, most=danish_number(most))
        super().__init__(error_messages={"required": self.message}, **options)

    def to_python(self, value) -> Decimal | int | None:
        try:
            number = super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(self.message) from None
        if number is None:
            return None
        if not self.least <= number <= self.most or decimals_in(number) > self.decimals:
            raise forms.ValidationError(self.message)
        return number if self.decimals else int(number)


class ListedField(forms.ChoiceField):
    def __init__(self, message: str, **options):
        super().__init__(error_messages={"required": message, "invalid_choice": message}, **options)


def number_of(text: str) -> Decimal:
    try:
        return parse_number(text)
    except NotANumber:
        raise forms.ValidationError(NOT_A_NUMBER) from None


def typed(number: Decimal) -> str:
    """The number as a person would type it, with all its decimals."""
    return danish_number(number, decimals_in(number))
