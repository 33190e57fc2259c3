"""What no amount and no number of persons of a municipality exceeds: beyond it, the unit is another. Pure."""

from decimal import Decimal

LARGEST_AMOUNT = Decimal(100_000_000_000)
"""Kroner. A hundred such amounts can still be added in a database's whole numbers."""
MOST_PERSONS = Decimal(1_000_000)
AMOUNT_TOO_LARGE = "Beløbet er over 100 mia. kr. Er det skrevet i en anden enhed?"
TOO_MANY_PERSONS = "Skriv et antal helårspersoner under 1.000.000, fx 525."
NOT_OERE = "Beløbet går ikke op i hele ører."
