"""Cumulative net of a scenario and of the document as one small drawing, made on the server.

The same figures stand in the table below it. A span's net is spread evenly over it, as when the payback is found.
"""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString

from initiatives.axes import HEIGHT, WIDTH, Height, Place, grid, height_in, place_in, text, ticks_between, years
from initiatives.whatif.method import CaseMoney, cumulative, payback

DOT = 4


def cumulative_chart(own: Sequence[CaseMoney], document: Sequence[CaseMoney], label: str) -> SafeString:
    """Two lines over the case's time, + is net cost so far; a ring on each where it is back at 0."""
    heights = [total for rows in (own, document) for total in cumulative([row.net for row in rows])]
    ticks = ticks_between(min(0, *heights), max(0, *heights))
    place, height = place_in(own[0].span.starts, own[-1].span.ends), height_in(ticks)
    return format_html(
        '<svg class="course" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        grid(ticks, height),
        years(own[0].span.starts, own[-1].span.ends, place),
        course(own, place, height, "own"),
        course(document, place, height, "document") if document else "",
    )


def course(rows: Sequence[CaseMoney], place: Place, height: Height, name: str) -> SafeString:
    """A line from 0 through the end of every span."""
    totals = cumulative([row.net for row in rows])
    ends = [(rows[0].span.starts, Fraction(0)), *zip((row.span.ends for row in rows), totals, strict=True)]
    points = [(text(place(day)), text(height(total))) for day, total in ends]
    line = format_html(
        '<polyline class="course__line course__line--{}" points="{}"/>', name, " ".join(map(",".join, points))
    )
    home = payback(rows).day
    if home is None:
        return line
    ring = '<circle class="course__home course__home--{}" cx="{}" cy="{}" r="{}"/>'
    return line + format_html(ring, name, text(place(home)), text(height(Fraction(0))), DOT)
