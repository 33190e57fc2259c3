"""Figures far outside what their own series has shown: half its range beyond its extremes."""

from collections import defaultdict
from fractions import Fraction
from heapq import nlargest, nsmallest

from aabenraa_plan.formats import danish_number
from extracts.batch import EachOnce
from extracts.diffing import Change, Diff
from extracts.history import ENOUGH, far_outside
from extracts.models import State
from extracts.periods import Kind, parse
from extracts.problems import Problem, warning
from targets.coarse_and_fine import contradiction_warnings
from targets.effect import indicators_of, row_figure
from targets.models import Indicator, Observation
from targets.series import factor_of
from targets.wording import amount, decimals_for

READ_AT_A_TIME = 10_000
Series = tuple[int, int, Kind]
"""Indicator, area and kind of period."""


class History:
    """What the figures of one series have been: how many, and the two at each end."""

    def __init__(self):
        self.count = 0
        self.lowest: list[tuple[Fraction, str]] = []
        self.highest: list[tuple[Fraction, str]] = []

    def add(self, value: Fraction, period: str):
        self.count += 1
        if len(self.lowest) < 2 or value < self.lowest[1][0]:
            self.lowest = nsmallest(2, [*self.lowest, (value, period)])
        if len(self.highest) < 2 or value > self.highest[1][0]:
            self.highest = nlargest(2, [*self.highest, (value, period)])

    def extremes_besides(self, period: str) -> tuple[Fraction, Fraction]:
        """The lowest and the highest figure of the other periods."""
        low, high = (next(value for value, at in end if at != period) for end in (self.lowest, self.highest))
        return low, high


def history_warnings(diff: Diff) -> list[Problem]:
    """A warning for every figure that lies far outside its series, or that the figures of finer periods deny."""
    kinds = EachOnce(lambda code: parse(code).kind)
    indicators = indicators_of(diff.writes.batch().keys)
    histories = known_histories(diff, indicators, kinds)
    kinds_of: dict[tuple[int, int], set[Kind]] = defaultdict(set)
    for indicator, area, kind in histories.keys() | {(*key[:2], kinds[key[2]]) for key in diff.rows.keys}:
        kinds_of[indicator, area].add(kind)
    return outliers(diff, indicators, histories, kinds) + contradiction_warnings(diff, indicators, kinds_of)


def outliers(diff: Diff, indicators: dict[int, Indicator], histories: dict[Series, History], kinds: EachOnce):
    """Where there is enough to compare with."""
    found, writes = [], diff.writes
    for at, position in enumerate(writes.positions if histories else ()):
        indicator, area, period = diff.rows.keys[position]
        history = histories.get((indicator, area, kinds[period]))
        if history and history.count - replaces_a_value(diff, position) >= ENOUGH:
            found += outlier(writes[at], indicators[indicator], history)
    return found


def replaces_a_value(diff: Diff, position: int) -> bool:
    """Whether the figure's own earlier version is one of its history."""
    before = diff.replaced.get(position)
    return bool(before) and before.state == State.VALUE


def known_histories(diff: Diff, indicators: dict[int, Indicator], kinds: EachOnce) -> dict[Series, History]:
    """The histories of the series that would change."""
    factors = {pk: factor_of(indicator.unit) for pk, indicator in indicators.items()}
    histories: dict[Series, History] = defaultdict(History)
    areas = {area for _, area, _ in diff.rows.keys}
    current = Observation.objects.current().filter(indicator__in=indicators, area__in=areas, state=State.VALUE)
    columns = current.order_by().values_list("indicator_id", "area_id", "period", "value", "numerator", "denominator")
    for indicator, area, period, value, *ratio in columns.iterator(READ_AT_A_TIME):
        exact = Fraction(value) if None in ratio else Fraction(*map(Fraction, ratio)) * factors[indicator]
        histories[indicator, area, kinds[period]].add(exact, period)
    return histories


def outlier(change: Change, indicator: Indicator, history: History) -> list[Problem]:
    value = row_figure(change.row, indicator).exact
    if value is None:
        return []
    outside = far_outside(value, *history.extremes_besides(change.row.key[2]))
    if outside is None:
        return []
    unit, (side, extreme) = indicator.unit, outside
    bound = f"{'højst' if side == 'højere' else 'mindst'} {amount(extreme, unit)}"
    text = danish_number(value, decimals_for(value, unit))
    message = f"{amount(value, unit)} ligger langt {side} end noget tidligere tal i serien ({bound}). Er det rigtigt?"
    return [warning(message, line=change.row.line, column="værdi", text=text)]
