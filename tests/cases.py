"""Appropriation cases for the tests: drafts with lines, and granted ones; and what a page says of them."""

from datetime import date
from decimal import Decimal

from budget.cases.actions import CaseLine, CaseText, grant_case, mark_of, save_case
from budget.models import BenefitType, LineKind, Programme

SOME_DAY = date(2023, 3, 1)


def on(amount, code="sygedagpenge", kind=LineKind.SUPPORT, programme=Programme.ORDINARY, persons=None):
    """A line of a case on a budget line, in kroner."""
    benefit_type, programme = BenefitType.objects.get(code=code), Programme.objects.get(code=programme)
    return CaseLine(Decimal(amount), benefit_type, kind, programme, None if persons is None else Decimal(persons))


def purpose(amount, text="Ny bygning"):
    """A line of a capital case, in kroner."""
    return CaseLine(Decimal(amount), purpose=text)


def draft_case(*lines, by, kind="cash", year=2023, **words):
    words = {"title": "Flere sygedagpenge", "reason": "Flere syge", **words}
    return save_case(text=CaseText(year=year, kind=kind, **words), lines=lines, by=by)


def granted_case(*lines, by, decided_on=SOME_DAY, **words):
    return grant(draft_case(*lines, by=by, **words), by=by, decided_on=decided_on)


def grant(case, *, by, decided_on=SOME_DAY):
    return grant_case(case=case, decided_on=decided_on, seen=mark_of(case), by=by)


def text_of(response) -> str:
    """The page on one line, its no-break spaces as plain ones."""
    return " ".join(response.content.decode().replace("\u00a0", " ").split())
