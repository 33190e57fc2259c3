"""A scenario for `manage.py initiative_status`: exact numbers as text, kroner a year; null where there is no figure."""

from decimal import Decimal

from aabenraa_plan.formats import plain_number
from initiatives.models import Scenario, ScenarioYear
from initiatives.whatif.contacts import ContactYear
from initiatives.whatif.page import contacts_of

FIGURES = ("unit_price", "other_price", "reimbursement", "first_year_months", "investment_percent")


def assumptions_as_dict(scenario: Scenario) -> dict:
    """`years` have what leaves each year; `left_computed` is beside the document's own row, `left_printed`."""
    contacts = {each.year: each for each in contacts_of(scenario)}
    return {
        "name": scenario.name,
        "is_document": scenario.is_document,
        **{name: plain(getattr(scenario, name)) for name in FIGURES},
        "years": [year_as_dict(each, contacts.get(each.year)) for each in scenario.years.all()],
        "note": scenario.note,
        "source": scenario.source,
    }


def year_as_dict(row: ScenarioYear, found: ContactYear | None) -> dict:
    return {
        "year": row.year,
        "contacts": plain(row.contacts),
        **{name: plain(getattr(row, name)) for name in ("self_support", "other_support", "target_group")},
        "left_computed": plain(found.left if found else None),
        "left_printed": plain(row.printed_left),
    }


def plain(number: Decimal | None) -> str | None:
    return None if number is None else plain_number(number)
