"""What a commit of observations would change: verdicts that turn, and the rows to show."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aabenraa_plan.formats import danish_number
from extracts.batch import Batch, ParsedRow
from extracts.diffing import Change, Diff
from extracts.kinds import ChangeRow
from extracts.models import Area, State
from extracts.periods import parse
from targets.derivation import Figure
from targets.models import Indicator
from targets.reporting import AssessedTarget, areas_named, assess_targets, targets_known
from targets.series import factor_of, figure_of, load_series
from targets.wording import VERDICT_WORDS, amount, decimals_for


def row_figure(row: ParsedRow, indicator: Indicator) -> Figure:
    """The figure a row would become."""
    _, _, period = row.key
    numbers = {name: row.content.get(name) for name in ("value", "numerator", "denominator")}
    marks = {name: row.content.get(name, False) for name in ("provisional", "invented")}
    return Figure(parse(period), **numbers, factor=factor_of(indicator.unit), state=row.content["state"], **marks)


def indicators_of(keys: Iterable[tuple]) -> dict[int, Indicator]:
    return Indicator.objects.in_bulk({indicator for indicator, _, _ in keys})


def effect(diff: Diff) -> list[str]:
    """One sentence per target whose verdict the commit would turn; one that says so where none would."""
    rows = diff.writes.batch()
    indicators = indicators_of(rows.keys)
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


def series_after(rows: Batch, indicators: dict[int, Indicator], areas: set[str]):
    """Today's series of the areas with the rows laid over them, as a commit would leave them."""
    series = load_series(indicators.values(), areas=areas)
    names = dict(Area.objects.filter(name__in=areas).values_list("pk", "name"))
    for row in rows.taken([at for at, (_, area, _) in enumerate(rows.keys) if area in names]):
        indicator, area, _ = row.key
        figure = row_figure(row, indicators[indicator])
        series[indicator][names[area]][figure.period] = replace(figure, version=None)
    return series


def change_rows(changes: Sequence[Change]) -> list[ChangeRow]:
    """Lines of the preview."""
    indicators = indicators_of(change.row.key for change in changes)
    names = dict(Area.objects.values_list("pk", "name"))
    return [change_row(change, indicators[change.row.key[0]], names) for change in changes]


def change_row(change: Change, indicator: Indicator, names: dict[int, str]) -> ChangeRow:
    _, area, period = change.row.key
    known = change.before if change.before and change.before.state != State.WITHDRAWN else None
    before = figure_of(known, indicator.unit) if known else None
    after = row_figure(change.row, indicator)
    return ChangeRow(
        subject=indicator.name,
        part=names[area],
        period=parse(period).short_label,
        before=shown(before, indicator.unit),
        after=shown(after, indicator.unit),
        delta=delta(before, after, indicator.unit),
        line=change.row.line,
        invented=after.invented,
    )


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
