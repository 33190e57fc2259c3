"""What the tests of plans begin with: a demand's terms, and the forms as a browser sends them."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from aabenraa_plan.models import User
from extracts.models import Area
from targets.models import Indicator, Plan, Target
from targets.planning.actions import create_plan
from targets.planning.terms import Terms

WORDS = {"description": "", "source": "Plan 2027"}

TEN_AT_MOST = {
    "shown_rule": "at_most",
    "rule": "at_most",
    "indicator": "fleksjobledighed",
    "area": "Aabenraa",
    "limit": "10",
    "tolerance_kind": "points",
    "scope": "each",
    "source": "Beskæftigelsesplan 2027",
    "do": "save",
}


def someone():
    """Whoever did it, where that does not matter."""
    return User.objects.system()


def terms(**changes) -> Terms:
    indicator = Indicator.objects.get(code="fleksjobledighed")
    values = {"rule": "at_most", "indicator": indicator, "area": Area.objects.get(name="Aabenraa")}
    return Terms(**values | {"limit": Decimal(10), "source": "x"} | changes)


def demand(plan: str, code: str, position: int = 1) -> Target:
    """The newest version of a goal's demand."""
    versions = Target.objects.filter(goal__plan__slug=plan, goal__code=code, position=position)
    return versions.order_by("version").last()


def page(name: str, *arguments) -> str:
    return reverse(name, args=arguments)


def new_draft() -> Plan:
    days = {"start": date(2027, 1, 1), "end": date(2028, 1, 1)}
    return create_plan(title="Plan 2027", guidepost_word="tema", source="x", **days, by=someone())
