"""What looks wrong in the promise columns of a file of outcomes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from aabenraa_plan.formats import danish_date, danish_number
from extracts.diffing import Change
from extracts.models import State
from extracts.problems import Problem, warning
from initiatives.models import Cohort


def promise_warnings(changes: Iterable[Change], cohorts: dict[int, Cohort]) -> list[Problem]:
    """Promises of more than the cohort has, due before the count, or gone without a word."""
    return [problem for change in changes for problem in wrong_with(change, cohorts[change.row.key[0]])]


def wrong_with(change: Change, cohort: Cohort) -> list[Problem]:
    content, line, before = change.row.content, change.row.line, change.before
    if "promised" not in content:
        return []
    count, day = content["promised"], content.get("promised_on")
    found = []
    if count is not None and cohort.size is not None and count > cohort.size:
        found.append(too_many(cohort, count, line))
    if day is not None and day < change.row.key[2]:
        found.append(too_early(day, change.row.key[2], line))
    if count is None and before is not None and before.state != State.WITHDRAWN and before.promised is not None:
        found.append(gone(before.promised, line))
    return found


def too_many(cohort: Cohort, count: Decimal, line: int) -> Problem:
    message = (
        f"Der er lovet {danish_number(count)} borgere af {cohort}, men holdet er på {danish_number(cohort.size)}. "
        "Er kolonnerne antal og lovet byttet om?"
    )
    return warning(message, line=line, column="lovet", text=danish_number(count))


def too_early(day: date, status: date, line: int) -> Problem:
    message = f"Løftet gælder {danish_date(day)}, men tallet er først opgjort {danish_date(status)}. Er dagen rigtig?"
    return warning(message, line=line, column="lovet pr.", text=danish_date(day))


def gone(count: Decimal, line: int) -> Problem:
    message = f"Feltet er tomt, så løftet på {danish_number(count)} slettes. Skriv løftet igen, hvis det stadig gælder."
    return warning(message, line=line, column="lovet")
