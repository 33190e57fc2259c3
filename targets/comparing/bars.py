"""Horizontal bars from zero, server-made, for tables whose rows share one scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html

from aabenraa_plan.formats import round_half_up

WIDTH, HEIGHT, THICKNESS = 200, 16, 12
BAR = (
    '<svg class="bar bar--{}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">'
    '<rect x="{}" y="{}" width="{}" height="{}"/><line x1="{}" x2="{}" y1="0" y2="{}"/></svg>'
)


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest value, zero always with it, so that lengths tell the truth."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, values: Iterable[Fraction]) -> "Scale":
        shown = [Fraction(0), *values]
        return cls(min(shown), max(shown))

    def at(self, value: Fraction) -> Fraction:
        span = self.high - self.low
        return (value - self.low) / span * WIDTH if span else Fraction(0)


def bar(value: Fraction | None, scale: Scale, kind: str) -> str:
    """A bar from the zero line to the value; nothing where there is no value."""
    if value is None:
        return ""
    start, end = sorted([scale.at(Fraction(0)), scale.at(value)])
    zero = str(round_half_up(scale.at(Fraction(0)), 1))
    return format_html(
        BAR,
        kind,
        *(WIDTH, HEIGHT) * 2,
        str(round_half_up(start, 1)),
        (HEIGHT - THICKNESS) // 2,
        str(round_half_up(end - start, 1)),
        THICKNESS,
        *(zero, zero, HEIGHT),
    )
