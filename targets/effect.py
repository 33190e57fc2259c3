"""What a commit of observations would change: outliers to confirm, verdicts that turn, rows to show."""

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction

from aabenraa_plan.formats import danish_number
from extracts.diffing import Diff
from extracts.kinds import ParsedRow
from extracts.models import Area, State
from extracts.periods import parse
from extracts.problems import Problem, warning
from targets.derivation import Figure
from targets.models import Indicator, Observation
from targets.reporting import AssessedTarget, areas_named, assess_targets, targets_known
from targets.series import factor_of, figure_of, load_series
from targets.wording import VERDICT_WORDS, amount, decimals_for

ENOUGH_HISTORY = 8


@dataclass(frozen=True)
class ChangeRow:
    """A line of the preview, in words: what stands now, what it becomes, and the difference."""

    indicator: str
    area: str
    period: str
    before: str
    after: str
    delta: str
    line: int
    invented: bool


def row_figure(row: ParsedRow, indicator: Indicator) -> Figure:
    """The figure a row would become."""
    _, _, period = row.key
    numbers = {name: row.content.get(name) for name in ("value", "numerator", "denominator")}
    marks = {name: row.content.get(name, False) for name in ("provisional", "invented")}
    return Figure(parse(period), **numbers, factor=factor_of(indicator.unit), state=row.content["state"], **marks)


def indicators_of(rows: list[ParsedRow]) -> dict[int, Indicator]:
    return Indicator.objects.in_bulk({row.key[0] for row in rows})


def history_warnings(rows: list[ParsedRow]) -> list[Problem]:
    """Figures far outside what their own series has shown: half its range beyond its extremes."""
    indicators = indicators_of(rows)
    history = defaultdict(list)
    areas = {row.key[1] for row in rows}
    current = Observation.objects.current().filter(indicator__in=indicators, area__in=areas)
    for fact in current:
        figure = figure_of(fact, indicators[fact.indicator_id].unit)
        if figure.exact is not None:
            history[fact.indicator_id, fact.area_id, figure.period.kind].append(figure)
    found = []
    for row in rows:
        figure = row_figure(row, indicators[row.key[0]])
        earlier = [each.exact for each in history[*row.key[:2], figure.period.kind] if each.period != figure.period]
        if figure.exact is not None and len(earlier) >= ENOUGH_HISTORY:
            found += outlier(row, figure.exact, min(earlier), max(earlier), indicators[row.key[0]].unit)
    return found


def outlier(row: ParsedRow, value: Fraction, lowest: Fraction, highest: Fraction, unit: str) -> list[Problem]:
    slack = (highest - lowest) / 2
    if lowest - slack <= value <= highest + slack:
        return []
    side, bound = ("højere", f"højst {amount(highest, unit)}") if value > highest else ("lavere", "")
    bound = bound or f"mindst {amount(lowest, unit)}"
    text = danish_number(value, decimals_for(value, unit))
    message = f"{amount(value, unit)} ligger langt {side} end noget tidligere tal i serien ({bound}). Er det rigtigt?"
    return [warning(message, line=row.line, column="værdi", text=text)]


def effect(diff: Diff) -> list[str]:
    """One sentence per target whose verdict the commit would turn; one that says so where none would."""
    rows = [change.row for change in diff.writes]
    indicators = indicators_of(rows)
    targets = list(targets_known().filter(indicator__in=indicators, goal__plan__is_draft=False))
    if not targets:
        return ["Ingen mål bruger tallene endnu. De gemmes som støttende målepunkter."] if rows else []
    areas = areas_named(targets)
    before = assess_targets(targets, areas=areas)
    after = assess_targets(targets, series=series_after(rows, indicators, areas))
    turned = [turn(old, new) for old, new in zip(before, after, strict=True) if differs(old, new)]
    return turned or ["Ingen mål skifter status."]


def differs(old: AssessedTarget, new: AssessedTarget) -> bool:
    return old.assessment.verdict != new.assessment.verdict


def turn(old: AssessedTarget, new: AssessedTarget) -> str:
    goal = old.target.goal
    name = f"Mål {goal.number}" if goal.number else goal.title
    words = [VERDICT_WORDS[row.assessment.verdict] for row in (old, new)]
    return f"{name} ({goal.plan}) skifter fra «{words[0]}» til «{words[1]}»: {old.target.indicator}."


def series_after(rows: list[ParsedRow], indicators: dict[int, Indicator], areas: set[str]):
    """Today's series of the areas with the rows laid over them, as a commit would leave them."""
    series = load_series(indicators.values(), areas=areas)
    names = dict(Area.objects.filter(name__in=areas).values_list("pk", "name"))
    for row in rows:
        indicator, area, _ = row.key
        if area in names:
            figure = row_figure(row, indicators[indicator])
            series[indicator][names[area]][figure.period] = replace(figure, version=None)
    return series


def change_rows(diff: Diff) -> list[ChangeRow]:
    """The preview's lines: everything that would be written, in file order."""
    indicators = indicators_of([change.row for change in diff.writes])
    names = dict(Area.objects.values_list("pk", "name"))
    rows = []
    for change in diff.writes:
        indicator, area, period = change.row.key
        unit = indicators[indicator].unit
        known = change.before if change.before and change.before.state != State.WITHDRAWN else None
        before = figure_of(known, unit) if known else None
        after = row_figure(change.row, indicators[indicator])
        rows.append(
            ChangeRow(
                indicator=indicators[indicator].name,
                area=names[area],
                period=parse(period).short_label,
                before=shown(before, unit),
                after=shown(after, unit),
                delta=delta(before, after, unit),
                line=change.row.line,
                invented=after.invented,
            )
        )
    return rows


def shown(figure: Figure | None, unit: str) -> str:
    """A figure to read, or the word for why there is none; never 0 for a missing one."""
    if figure is None:
        return "–"
    return amount(figure.exact, unit) if figure.exact is not None else State(figure.state).label


def delta(before: Figure | None, after: Figure, unit: str) -> str:
    if before is None:
        return "ny"
    if before.exact is None or after.exact is None:
        return "ændret"
    change = after.exact - before.exact
    if change == 0:
        return "oplysninger"
    return danish_number(change, decimals_for(change, unit), signed=True)
