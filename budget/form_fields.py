"""Form fields for kroner and full-year persons, within what a municipality can have."""

from decimal import Decimal

from django import forms

from budget.limits import AMOUNT_TOO_LARGE, LARGEST_AMOUNT, MOST_PERSONS, NOT_OERE, TOO_MANY_PERSONS
from extracts.form_fields import NumberField

NO_PERCENT = "Tallet er ikke en procent. Skriv det uden %."


class PlainNumberField(NumberField):
    """A number that is no percent."""

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, str) and "%" in value:
            raise forms.ValidationError(NO_PERCENT)
        return super().to_python(value)


class AmountField(PlainNumberField):
    """Whole øre; `factor` is how many kroner one of what is typed is. The value is kroner."""

    def __init__(self, *, factor: int = 1, **options):
        super().__init__(**options)
        self.factor = factor

    def to_python(self, value) -> Decimal | None:
        number = super().to_python(value)
        if number is None:
            return None
        kroner = number * self.factor
        if abs(kroner) >= LARGEST_AMOUNT:
            raise forms.ValidationError(AMOUNT_TOO_LARGE)
        if kroner.scaleb(2) % 1:
            raise forms.ValidationError(NOT_OERE)
        return kroner

    def prepare_value(self, value):
        return super().prepare_value(value / self.factor if isinstance(value, Decimal) else value)


class PersonsField(PlainNumberField):
    """Full-year persons, or with `signed` a change in them."""

    def __init__(self, *, signed: bool = False, **options):
        super().__init__(**options)
        self.signed = signed

    def to_python(self, value) -> Decimal | None:
        persons = super().to_python(value)
        if persons is not None and (abs(persons) >= MOST_PERSONS or (persons < 0 and not self.signed)):
            raise forms.ValidationError(TOO_MANY_PERSONS)
        return persons
