"""Small drawings for the rows of a table: how much of a budget is used, and the steps of a deviation.

Made on the server as SVG; what they show stands in the row's figures too. Attributes are plain text, because a
localised comma would break them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join

from aabenraa_plan.formats import plain_number, round_half_up

USED_WIDTH, USED_HEIGHT = 120, 16
FULL = Fraction(100, 120)
"""Where the whole budget ends: what is over it has room to show."""
STEP_WIDTH, STEP_HEIGHT = 260, 22
EDGE = 4
USED = (
    f'<svg class="used used--{{code}}" viewBox="0 0 {USED_WIDTH} {USED_HEIGHT}" width="{USED_WIDTH}"'
    f' height="{USED_HEIGHT}" aria-hidden="true" focusable="false">'
    '<rect class="used__track" x="0" y="4" width="{full}" height="8"/>'
    '<rect class="used__fill" x="0" y="4" width="{used}" height="8"/>{tick}</svg>'
)
TICK = f'<line class="used__tick" x1="{{x}}" x2="{{x}}" y1="0" y2="{USED_HEIGHT}"/>'
STEPS = (
    f'<svg class="waterfall" viewBox="0 0 {STEP_WIDTH} {STEP_HEIGHT}" width="{STEP_WIDTH}" height="{STEP_HEIGHT}"'
    ' aria-hidden="true" focusable="false">'
    f'<line class="waterfall__zero" x1="{{zero}}" x2="{{zero}}" y1="0" y2="{STEP_HEIGHT}"/>{{bars}}</svg>'
)
STEP = '<rect class="waterfall__bar waterfall__bar--{}" x="{}" y="{}" width="{}" height="{}"/>'


def used_bar(share: Fraction | None, expected: Fraction | None, code: str) -> str:
    """How much of the budget is used, with a tick at the share expected by now; nothing without a share."""
    if share is None:
        return ""
    place = scaled(0, 1 / FULL, USED_WIDTH)
    tick = "" if expected is None else format_html(TICK, x=place(expected))
    used = place(min(max(share, Fraction(0)), 1 / FULL))
    return format_html(USED, code=code, full=place(Fraction(1)), used=used, tick=tick)


def scaled(low, high, width: int):
    """What turns a number between two into a distance from the left, as text with one decimal."""
    span = Fraction(high) - Fraction(low)

    def place(number) -> str:
        share = (Fraction(number) - Fraction(low)) / span if span else Fraction(1, 2)
        return plain_number(round_half_up(share * width, 1))

    return place


@dataclass(frozen=True)
class Step:
    """A part of a deviation: from where it starts, how much it moves, and what it is (`volume`, `price`, …)."""

    start: Decimal
    change: Decimal
    what: str

    @property
    def end(self) -> Decimal:
        return self.start + self.change


def step_bars(rows: Iterable[list[Step]]) -> list[str]:
    """A drawing per row, all on one scale: each row's parts follow one another from where the row before ended."""
    rows = list(rows)
    ends = [Decimal(0), *(place for row in rows for step in row for place in (step.start, step.end))]
    inner = scaled(min(ends), max(ends), STEP_WIDTH - 2 * EDGE)

    def place(number) -> Decimal:
        return Decimal(inner(number)) + EDGE

    return [drawn(row, place) for row in rows]


def drawn(row: list[Step], place) -> str:
    bars = []
    for at, step in enumerate(row):
        left, right = sorted((place(step.start), place(step.end)))
        height = Decimal(STEP_HEIGHT - 6) / len(row)
        bars.append((step.what, left, plain_number(3 + at * height), max(right - left, Decimal(1)), height))
    return format_html(STEPS, zero=place(0), bars=format_html_join("", STEP, bars))
