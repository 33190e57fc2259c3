"""Exact decimals on every database engine."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models


class ScaledDecimalField(models.BigIntegerField):
    """A Decimal in Python, a whole number of 10^-places in the database.

    SQLite keeps decimals as floats; whole numbers compare and sum exactly on both engines.
    A value with more decimals than `places` is refused, never rounded.
    """

    description = "Decimal kept as a scaled integer"

    def __init__(self, *args, places=6, **kwargs):
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "places": self.places}

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value).scaleb(-self.places)

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise ValidationError("A float is not exact: give a Decimal.")
        return Decimal(value)

    def get_prep_value(self, value):
        if value is None:
            return None
        scaled = self.to_python(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValidationError(f"Højst {self.places} decimaler kan gemmes.")
        return int(scaled)

    def get_db_prep_value(self, value, connection, prepared=False):
        return value if prepared else self.get_prep_value(value)

    def formfield(self, **kwargs):
        raise NotImplementedError("Danish numbers are read by extracts.numbers, not by a form field.")
