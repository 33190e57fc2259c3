"""Both series of a year as one small drawing, made on the server. The same figures stand in a table below it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from aabenraa_plan.formats import MONTHS, danish_number, plain_number, round_half_up
from reports.reconciliation.months import Month

WIDTH, HEIGHT = 480, 210
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 12, 182
ROOM_FOR_A_LETTER = 20
GRID_LINES = 4
STEPS = (1, 2, 5)
MARK = 3
"""Half the size of a month's mark."""
Point = tuple[str, str]


def reconciliation_chart(months: Sequence[Month], label: str) -> SafeString:
    """Two lines over the year's months, broken where a month is missing; nothing without two figures to draw."""
    values = [value for month in months for value in (month.finance, month.jobindsats) if value is not None]
    if len(values) < 2:
        return SafeString("")
    ticks = ticks_between(min(map(Fraction, values)), max(map(Fraction, values)))
    height = height_in(ticks)
    return format_html(
        '<svg class="reconciled" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        grid(ticks, height),
        month_names(),
        series(months, lambda month: month.jobindsats, height, "jobindsats", square),
        series(months, lambda month: month.finance, height, "finance", dot),
    )


def ticks_between(low: Fraction, high: Fraction) -> list[int]:
    """A few round whole numbers that have all figures between the first and the last."""
    wanted, size = max((high - low) / GRID_LINES, Fraction(1)), 1
    while not any(step * size >= wanted for step in STEPS):
        size *= 10
    step = next(step * size for step in STEPS if step * size >= wanted)
    first, last = int(low // step), -int(-high // step)
    return [each * step for each in range(first, max(last, first + 1) + 1)]


def height_in(ticks: list[int]) -> Callable[[Fraction], str]:
    def height(value) -> str:
        share = (Fraction(value) - ticks[0]) / (ticks[-1] - ticks[0])
        return text(BOTTOM - share * (BOTTOM - TOP))

    return height


def place(number: int) -> str:
    """Where month 1 to 12 stands."""
    room = WIDTH - LEFT - RIGHT - 2 * ROOM_FOR_A_LETTER
    return text(LEFT + ROOM_FOR_A_LETTER + Fraction(room * (number - 1), len(MONTHS) - 1))


def text(number: Fraction) -> str:
    """Plain, whatever the language of the page."""
    return plain_number(round_half_up(number, 1))


def grid(ticks: list[int], height: Callable) -> SafeString:
    line = '<line class="reconciled__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
    line += '<text class="reconciled__amount" x="{}" y="{}">{}</text>'
    rows = ((tick, height(tick)) for tick in ticks)
    return format_html_join(
        "",
        line,
        ((LEFT, WIDTH - RIGHT, at, at, LEFT - 6, text(Decimal(at) + 4), danish_number(tick)) for tick, at in rows),
    )


def month_names() -> SafeString:
    names = ((place(number), BOTTOM + 20, name[:3]) for number, name in enumerate(MONTHS, start=1))
    return format_html_join("", '<text class="reconciled__month" x="{}" y="{}">{}</text>', names)


def series(months: Sequence[Month], value: Callable, height: Callable, name: str, mark: Callable) -> SafeString:
    """A line for each unbroken run of months, and a mark for each month."""
    runs: list[list[Point]] = [[]]
    for number, found in by_number(months, value):
        if found is None:
            runs.append([])
        else:
            runs[-1].append((place(number), height(found)))
    line = f'<polyline class="reconciled__line reconciled__line--{name}" points="{{}}"/>'
    lines = format_html_join("", line, ((" ".join(map(",".join, run)),) for run in runs if len(run) > 1))
    return lines + format_html_join("", "{}", ((mark(point, name),) for run in runs for point in run))


def by_number(months: Sequence[Month], value: Callable):
    known = {month.period.start.month: value(month) for month in months}
    return [(number, known.get(number)) for number in range(1, len(MONTHS) + 1)]


def dot(point: Point, name: str) -> SafeString:
    return format_html(
        '<circle class="reconciled__mark reconciled__mark--{}" cx="{}" cy="{}" r="{}"/>', name, *point, MARK
    )


def square(point: Point, name: str) -> SafeString:
    corner = [text(Decimal(each) - MARK) for each in point]
    mark = '<rect class="reconciled__mark reconciled__mark--{}" x="{}" y="{}" width="{}" height="{}"/>'
    return format_html(mark, name, *corner, 2 * MARK, 2 * MARK)
