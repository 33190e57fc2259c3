"""The axes of the drawings of money over time: round amounts upwards in millions, and years along the bottom."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from aabenraa_plan.formats import danish_number, decimals_in, plain_number, round_half_up
from initiatives.spans import previous_month

WIDTH, HEIGHT = 560, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 216
GRID_LINES = 5
STEPS = (1, 2, 5)
MILLION = 1_000_000
Place = Callable[[date], Fraction]
Height = Callable[[Fraction], Fraction]


def ticks_between(low: Fraction, high: Fraction) -> list[Fraction]:
    """A few round amounts that have all figures between the first and the last; 0 is one of them."""
    wanted, size = max((high - low) / GRID_LINES, Fraction(1)), Fraction(1)
    while not any(step * size >= wanted for step in STEPS):
        size *= 10
    step = next(step * size for step in STEPS if step * size >= wanted)
    first, last = low // step, -(-high // step)
    return [each * step for each in range(first, max(last, first + 1) + 1)]


def height_in(ticks: Sequence[Fraction]) -> Height:
    def height(amount: Fraction) -> Fraction:
        return BOTTOM - (amount - ticks[0]) / (ticks[-1] - ticks[0]) * (BOTTOM - TOP)

    return height


def place_in(starts: date, ends: date) -> Place:
    def place(day: date) -> Fraction:
        return LEFT + Fraction((day - starts).days, (ends - starts).days) * (WIDTH - LEFT - RIGHT)

    return place


def text(number: Fraction) -> str:
    """Plain, whatever the language of the page."""
    return plain_number(round_half_up(number, 1))


def grid(ticks: Sequence[Fraction], height: Height) -> SafeString:
    """In millions, with the decimals the steps take."""
    amounts = [Decimal(tick.numerator) / tick.denominator / MILLION for tick in ticks]
    decimals = max(decimals_in(amount) for amount in amounts)
    line = f'<line class="course__{{}}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{{}}" y2="{{}}"/>'
    line += f'<text class="course__amount" x="{LEFT - 8}" y="{{}}">{{}}</text>'
    rows = ((amount, height(tick)) for tick, amount in zip(ticks, amounts, strict=True))
    shown = (
        ("grid" if amount else "zero", text(at), text(at), text(at + 4), danish_number(amount, decimals))
        for amount, at in rows
    )
    return format_html_join("", line, shown)


def years(starts: date, ends: date, place: Place) -> SafeString:
    """A mark where a year begins, and its name in the middle of what the case has of it."""
    found = range(starts.year, previous_month(ends).year + 1)
    line = f'<line class="course__year" x1="{{0}}" x2="{{0}}" y1="{BOTTOM}" y2="{BOTTOM + 6}"/>'
    line += f'<text class="course__when" x="{{1}}" y="{BOTTOM + 22}">{{2}}</text>'
    edges = [(each, max(starts, date(each, 1, 1)), min(ends, date(each + 1, 1, 1))) for each in found]
    rows = ((text(place(begins)), text((place(begins) + place(stops)) / 2), each) for each, begins, stops in edges)
    return format_html_join("", line, rows)
