"""What became of citizens, for a report: made of the rows that anybody may see, cut off when the quarter ended.

What is hidden was hidden before anything was cut off, so that leaving a day out tells nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aabenraa_plan.formats import counted, danish_date
from extracts.periods import Period, year
from initiatives.cohorts.reporting import CohortRow, CohortStatus, Figure, Share
from initiatives.cohorts.wording import (
    percent_text,
    promised_clause,
    sentence_case,
    standing_clause,
    standing_sentence,
)
from reports.payload.numbers import HIDDEN, missing, persons
from reports.payload.shapes import CohortStatus as CohortShape
from reports.payload.shapes import Group, Number

SELF_SUPPORT = "selvforsoergelse"
"""The outcome that a reader asks for first."""
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Counted:
    """A cohort as the report shows it; `found` is the day it was counted on, None where only a share is printed."""

    row: CohortRow
    found: CohortStatus | None
    status: CohortShape

    @property
    def invented(self) -> bool:
        return self.status.invented


def counted_by(rows: Sequence[CohortRow], quarter: Period) -> list[Counted]:
    """Each cohort on the last day it was counted, else with the shares that documents print of it."""
    found = []
    for row in rows:
        if status := last_status(row, quarter):
            found.append(Counted(row, status, shape_of(row, status)))
        elif not row.statuses:
            found += [Counted(row, None, share_shape(row, share)) for share in row.shares if is_shown(share, quarter)]
    return found


def last_status(row: CohortRow, quarter: Period) -> CohortStatus | None:
    """The latest before the quarter ended; an invented one only where there is no other."""
    past = [status for status in row.statuses if status.day < quarter.end]
    real = [status for status in past if not status.invented]
    return (real or past or [None])[-1]


def shape_of(row: CohortRow, status: CohortStatus) -> CohortShape:
    return CohortShape(
        name=sentence_case(row.name),
        dated=danish_date(status.day),
        sentence=standing_sentence(status, row.size),
        groups=[Group(sentence_case(str(figure.kind)), number_of(figure)) for figure in status.figures],
        invented=status.invented,
    )


def number_of(figure: Figure) -> Number:
    """A hidden one says no more than that: it need not be small itself, it may cover one that is."""
    if figure.masked:
        return missing(HIDDEN)
    return missing(figure.word) if figure.persons is None else persons(figure.persons)


def is_shown(share: Share, quarter: Period) -> bool:
    """Where the words that date it name a year, and every year they name was over."""
    years = [int(text) for text in YEAR.findall(share.dated)]
    return not share.masked and bool(years) and year(max(years)).end <= quarter.end


def share_shape(row: CohortRow, share: Share) -> CohortShape:
    """`60 % af 57 borgere var selvforsørgende; lovet var 50 %.`"""
    promised = f"; lovet var {percent_text(share.promised)}" if share.promised is not None else ""
    who = f"{percent_text(share.percent)} af {counted(share.base, 'borger', 'borgere')}"
    return CohortShape(sentence_case(row.name), share.dated, f"{who} var {share.kind}{promised}.", [], False)


def what_became(cohorts: Iterable[Counted]) -> str:
    """Of the cohort counted last, a whole before its parts: how many support themselves, else how it stands."""
    told = [each for each in cohorts if each.found]
    if not told:
        return ""
    last = max(told, key=lambda each: (each.row.whole_id is None, each.found.day))
    figure = last.found.of(SELF_SUPPORT)
    if figure is None or figure.persons is None:
        return standing_sentence(last.found, last.row.size)
    return f"{standing_clause(figure, last.found, last.row.size)}{promised_clause(figure)}."
