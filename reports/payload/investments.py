"""The money of a report's initiatives: what was promised and what came of it, in spans that had ended."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from extracts.marks import is_invented
from extracts.periods import Period
from initiatives.economy.case import PROMISED, REALISED, Case
from initiatives.economy.leads import Lead
from initiatives.economy.reporting import lines_of
from initiatives.listing.reporting import Realised, realised_so_far
from initiatives.listing.wording import realised_text
from initiatives.models import BusinessCase, CaseAmount, Initiative
from initiatives.spans import Span
from reports.payload.numbers import kroner, signed_kroner
from reports.payload.shapes import Economy


@dataclass(frozen=True)
class Invested:
    """`came` is what is realised in a sentence, "" where nothing is."""

    economy: Economy
    came: str

    @property
    def invented(self) -> bool:
        return self.economy.invented


def invested_by(found: Sequence[Initiative], quarter: Period, moment: datetime | None) -> dict[int, Invested]:
    """By initiative, where a business case says anything; one query beside those that found the initiatives."""
    cases = [each.business_case for each in found if hasattr(each, "business_case")]
    amounts = defaultdict(list)
    for amount in CaseAmount.objects.known_at(moment).filter(line__case__in=cases).select_related("line").order_by():
        if amount.side == PROMISED or amount.line.ends <= quarter.end:
            amounts[amount.line.case_id].append(amount)
    invested = {case.initiative_id: invested_in(case, amounts[case.pk], quarter.end) for case in cases}
    return {key: each for key, each in invested.items() if each.economy.sentence}


def invested_in(stored: BusinessCase, amounts: Sequence[CaseAmount], end: date) -> Invested:
    """`amounts` are what was promised, and what is realised in spans that had ended."""
    case = Case(stored.sign, lines_of(list(amounts)))
    so_far = realised_so_far(case, amounts) if case.has(REALISED) else None
    shown = so_far if so_far and so_far.span else promised_so_far(case, end)
    economy = Economy(
        sentence=Lead(case, stored.frame).sentence,
        frame=kroner(stored.frame),
        promised=signed_kroner(shown.promised),
        realised=signed_kroner(shown.realised),
        span=shown.span.label if shown.span else "",
        invented=is_invented(stored.source) or any(is_invented(each.source) for each in amounts),
    )
    return Invested(economy, came(so_far) if so_far else "")


def came(so_far: Realised) -> str:
    """`Januar 2016-maj 2018: en gevinst på 42,8 mio. kr.`; what was promised stands in the economy's own sentence."""
    return "" if so_far.realised is None else realised_text(replace(so_far, promised=None))


def promised_so_far(case: Case, end: date) -> Realised:
    """The promised net by the end of the last span that had ended; nothing is realised beside it."""
    totals = case.cumulative(PROMISED) if case.lines else {}
    known = [(span, total) for span, total in totals.items() if total is not None and span.ends <= end]
    if not known:
        return Realised(None, None, None, invented=False)
    (first, _), (last, total) = known[0], known[-1]
    return Realised(case.as_gain(total), None, Span(first.starts, last.ends), invented=False)
