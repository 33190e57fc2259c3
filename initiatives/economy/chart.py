"""A case's net by span as bars, the net so far as a line, and the day the money is home, as one drawing.

Made on the server as SVG; the same figures stand in the table below it. Promised is hollow with round marks, realised
hatched with square ones, so that they are told apart without colour. Up is the case's own plus.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from initiatives.axes import (
    BOTTOM,
    HEIGHT,
    TOP,
    WIDTH,
    Height,
    Place,
    grid,
    height_in,
    place_in,
    text,
    ticks_between,
    years,
)
from initiatives.economy.case import COST, PROMISED, REALISED, SIDES, Case
from initiatives.economy.payback import ONE_DAY, payback_of
from initiatives.economy.wording import month_name
from initiatives.spans import Span

GAP, MARK, SQUARE = 3, 4, 7
HOME_WORDS = {REALISED: "tjent hjem", PROMISED: "ventet tjent hjem"}
NEAR_THE_EDGE = 270
"""So close to the right edge, a label stands left of its mark."""
CHART = (
    f'<svg class="economy-chart course" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{{label}}">'
    '<defs><pattern id="economy-hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="economy-chart__ground" width="6" height="6"/>'
    '<line class="economy-chart__hatch" x1="0" x2="0" y1="0" y2="6"/></pattern></defs>'
    "{gaps}{grid}{years}{bars}{lines}{home}</svg>"
)
LABEL = "{}. De samme tal står i tabellen nedenfor."
BAR = '<rect class="economy-chart__bar economy-chart__bar--{}" x="{}" width="{}" y="{}" height="{}"{}/>'
HATCHED = SafeString(' fill="url(#economy-hatch)"')
LINE = '<polyline class="economy-chart__line economy-chart__line--{}" points="{}"/>'
ROUND = f'<circle class="economy-chart__mark" cx="{{}}" cy="{{}}" r="{MARK}"/>'
SQUARED = f'<rect class="economy-chart__square" x="{{}}" y="{{}}" width="{SQUARE}" height="{SQUARE}"/>'
UNTOLD = (
    f'<rect class="economy-chart__gap" x="{{}}" y="{TOP}" width="{{}}" height="{BOTTOM - TOP}"/>'
    f'<text class="economy-chart__untold" x="{{}}" y="{TOP + 14}">ikke oplyst</text>'
)
HOME = (
    f'<line class="economy-chart__home" x1="{{x}}" x2="{{x}}" y1="{TOP}" y2="{BOTTOM}"/>'
    '<circle class="economy-chart__ring" cx="{x}" cy="{y}" r="6"/>'
    f'<text class="economy-chart__when economy-chart__when--{{side}}" x="{{at}}" y="{{level}}">{{label}}</text>'
)


def economy_chart(case: Case, finding: str) -> SafeString:
    """Nothing where no net is known."""
    totals = {side: case.cumulative(side) for side in SIDES}
    nets = [net for side in SIDES for span in case.spans if (net := case.net(span, side)) is not None]
    heights = [Fraction(each) for each in [*nets, *known(totals.values())]]
    if not heights:
        return SafeString("")
    ticks = ticks_between(min(Fraction(0), *heights), max(Fraction(0), *heights))
    whole, height = case.whole, height_in(ticks)
    place = place_in(whole.starts, whole.ends)
    return format_html(
        CHART,
        label=LABEL.format(finding),
        gaps=gaps(case.spans, place),
        grid=grid(ticks, height),
        years=years(whole.starts, whole.ends, place),
        bars=bars(case, place, height),
        lines=format_html_join("", "{}", ((course(side, totals[side], place, height),) for side in SIDES)),
        home=home(case, place, height),
    )


def known(totals: Iterable[dict[Span, Decimal | None]]) -> list[Decimal]:
    return [total for each in totals for total in each.values() if total is not None]


def gaps(spans: Sequence[Span], place: Place) -> SafeString:
    """Where nothing is told of the time between two spans, nor in a longer one."""
    between = [Span(before.ends, after.starts) for before, after in pairwise(spans) if before.ends < after.starts]
    untold = [gap for gap in between if not any(gap.meets(span) for span in spans)]
    edges = [(place(gap.starts), place(gap.ends)) for gap in untold]
    return format_html_join("", UNTOLD, [(text(x), text(end - x), text((x + end) / 2)) for x, end in edges])


def bars(case: Case, place: Place, height: Height) -> SafeString:
    """Side by side where something is realised; else the promised one has the whole of its span."""
    sides = [side for side in SIDES if case.has(side)]
    drawn = [
        (side, *across(place(span.starts), place(span.ends), at, len(sides)), *down(net, height), fill_of(side))
        for span in case.spans
        for at, side in enumerate(sides)
        if (net := case.net(span, side)) is not None
    ]
    return format_html_join("", BAR, drawn)


def across(starts: Fraction, ends: Fraction, at: int, of: int) -> tuple[str, str]:
    """Where the bar begins, and how wide it is."""
    wide = (ends - starts - 2 * GAP) / of
    return text(starts + GAP + at * wide), text(wide)


def down(net: Decimal, height: Height) -> tuple[str, str]:
    """Where the bar begins, and how tall it is: a net of nothing is still seen."""
    zero, end = height(Fraction(0)), height(Fraction(net))
    return text(min(zero, end)), text(max(abs(zero - end), Fraction(1)))


def fill_of(side: str) -> str:
    return HATCHED if side == REALISED else ""


def course(side: str, totals: dict[Span, Decimal | None], place: Place, height: Height) -> SafeString:
    """From 0 when the case begins through the end of every span, as long as the net so far is known."""
    ends = [(place(span.ends), height(Fraction(total))) for span, total in totals.items() if total is not None]
    if not ends:
        return SafeString("")
    start = (place(min(span.starts for span in totals)), height(Fraction(0)))
    points = " ".join(f"{text(x)},{text(y)}" for x, y in [start, *ends])
    off = Fraction(SQUARE, 2)
    marks = (
        format_html_join("", ROUND, [(text(x), text(y)) for x, y in ends])
        if side == PROMISED
        else format_html_join("", SQUARED, [(text(x - off), text(y - off)) for x, y in ends])
    )
    return format_html(LINE, side, points) + marks


def home(case: Case, place: Place, height: Height) -> SafeString:
    """A mark on the day the money is home: the realised one where there is one, else the promised."""
    found = [(word, payback_of(case, side).day) for side, word in HOME_WORDS.items()]
    word, day = next(((word, day) for word, day in found if day), ("", None))
    if day is None:
        return SafeString("")
    x = place(day + ONE_DAY)
    side = "before" if x > WIDTH - NEAR_THE_EDGE else "after"
    at = x - 8 if side == "before" else x + 8
    # The line comes from the side where money is out and goes to the other: the label keeps out of its way.
    level = TOP + 12 if (side == "after") == (case.sign == COST) else BOTTOM - 6
    label = f"{word} {month_name(day)}"
    return format_html(HOME, x=text(x), y=text(height(Fraction(0))), at=text(at), level=level, side=side, label=label)
