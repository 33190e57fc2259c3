"""The drawings of a report, as SVG that says all of itself: the same on the page and on paper. Pure.

Everything is a presentation attribute, because a page allows no style of its own and the paper has no stylesheet.
What is drawn stands in a table beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from aabenraa_plan.export_files import printable
from aabenraa_plan.formats import plain_number, round_half_up
from extracts.periods import STEP, Period, month_number, parse
from reports.pdf.lettering import shortened, width_of

BRAND, MISSED, MET, MUTED, INK, LINE = "#0b4a6f", "#b3261e", "#1e7a3c", "#566473", "#1a2b3c", "#dfe4ea"
FONT = 'font-family="\'IBM Plex Sans\', sans-serif" font-size="11"'
WIDTH, HEIGHT = 640, 150
TOP, BOTTOM = 14, 26
LEFT, MOST_LEFT = Decimal(72), Decimal(150)
RIGHT, MOST_RIGHT = Decimal(148), Decimal(230)
"""The room for words beside the drawing: alike in all drawings, but where the words are long."""
BESIDE = 8
DOT = Decimal(3)
ROOM = Decimal("0.12")
"""Of the span of values, above and below them."""
LABEL_HEIGHT = 13
MOST_MISSING = 4
"""Periods in a row without a figure; a line across more would tell of what nobody knows."""
Place = tuple[Decimal, Decimal]
Scale = Callable[[Decimal], Decimal]


@dataclass(frozen=True)
class Frame:
    """What lies between the words to the left and those to the right."""

    left: Decimal
    right: Decimal

    @property
    def half(self) -> Decimal:
        """As much as each of the two words below has."""
        return (self.right - self.left) / 2 - BESIDE


def chart_svg(chart: dict | None, key: str = "chart") -> str:
    """A series with its last value, the promised level dashed; "" where there is nothing to draw. `key` names it."""
    points = [point for point in (chart or {}).get("points", []) if point["number"]["value"] is not None]
    if not points:
        return ""
    limit = chart["limit"] if chart["limit"] and chart["limit"]["number"]["value"] is not None else None
    frame = frame_of(points, limit)
    values = [value_of(each) for each in [*points, *([limit] if limit else [])]]
    height, days = scale(values, HEIGHT - BOTTOM, TOP), [Decimal(day_of(point).toordinal()) for point in points]
    across = scale(days, frame.left, frame.right)
    places = [(across(day), height(value)) for day, value in zip(days, values, strict=False)]
    drawn = [ground(frame), *limit_line(limit, height, frame), *lines(points, places, chart["breaks"])]
    drawn += [dot(place, point) for point, place in zip(points, places, strict=True)]
    drawn += [*labels_beside(points, places, limit, height, frame), *labels_below(points, places, frame)]
    return svg(key, chart["title"], chart["alt"], HEIGHT, drawn)


def frame_of(points: Sequence[dict], limit: dict | None) -> Frame:
    beside = [points[-1]["number"]["text"], *([limit_label(limit)] if limit else [])]
    before = width_of(points[0]["number"]["text"]) if len(points) > 1 else Decimal(0)
    left = min(max(LEFT, before + 2 * BESIDE), MOST_LEFT)
    right = min(max(RIGHT, *(width_of(each) + 2 * BESIDE for each in beside)), MOST_RIGHT)
    return Frame(left, WIDTH - right)


def value_of(found: dict) -> Decimal:
    return Decimal(found["number"]["value"])


def limit_label(limit: dict) -> str:
    """What it is called gives way where both do not fit, never the number."""
    number = limit["number"]["text"]
    return f"{shortened(limit['label'], MOST_RIGHT - 3 * BESIDE - width_of(number))} {number}"


def day_of(point: dict) -> date:
    return date.fromisoformat(point["start"])


def scale(numbers: Sequence[Decimal], start: Decimal | int, end: Decimal | int) -> Scale:
    """What turns a number into a distance; all alike stand in the middle."""
    low, high = min(numbers), max(numbers)
    edge = (high - low) * ROOM if end < start else Decimal(0)
    low, high = low - edge, high + edge

    def place(number: Decimal) -> Decimal:
        share = (number - low) / (high - low) if high > low else Decimal("0.5")
        return round_half_up(start + share * (end - start), 1)

    return place


def svg(key: str, title: str, description: str, height: int, drawn: Iterable[str]) -> str:
    name = escape(key)
    named = f'role="img" aria-labelledby="{name}-title {name}-text"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {WIDTH} {height}" {named} {FONT}'
        f' fill="{INK}"><title id="{name}-title">{escape(printable(title))}</title>'
        f'<desc id="{name}-text">{escape(printable(description))}</desc>{"".join(drawn)}</svg>'
    )


def number(value: Decimal | int) -> str:
    return plain_number(Decimal(value))


def line(start: Place, end: Place, colour: str, extra: str = "") -> str:
    ends = f'x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}"'
    return f'<line {ends} stroke="{colour}"{extra}/>'


def text(place: Place, said: str, *, anchor: str = "start", colour: str = INK, weight: str = "") -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    where = f'x="{number(place[0])}" y="{number(place[1])}"'
    return f'<text {where} text-anchor="{anchor}" fill="{colour}"{bold}>{escape(printable(said))}</text>'


def ground(frame: Frame) -> str:
    floor = Decimal(HEIGHT - BOTTOM)
    return line((frame.left, floor), (frame.right, floor), LINE)


def limit_line(limit: dict | None, height: Scale, frame: Frame) -> list[str]:
    if limit is None:
        return []
    level = height(value_of(limit))
    return [line((frame.left, level), (frame.right, level), MISSED, ' stroke-dasharray="5 4"')]


def lines(points: Sequence[dict], places: Sequence[Place], breaks: Sequence[str]) -> list[str]:
    """None across a day on which the figures began to mean something else, nor across a long time without any."""
    pairs = zip(pairwise(points), pairwise(places), strict=True)
    return [
        line(start, end, BRAND, ' stroke-width="2" stroke-linecap="round"')
        for (one, other), (start, end) in pairs
        if not any(one["start"] < day <= other["start"] for day in breaks)
        and not far_apart(parse(one["period"]), parse(other["period"]))
    ]


def far_apart(one: Period, other: Period) -> bool:
    """Two that follow one another in a series, with more missing between them than a line may cross."""
    months = month_number(other.start) - month_number(one.start)
    return months // STEP[other.kind] - 1 > MOST_MISSING


def dot(place: Place, point: dict) -> str:
    """Hollow where the figure is not final."""
    hollow = point["provisional"] or point["invented"]
    where = f'cx="{number(place[0])}" cy="{number(place[1])}" r="{DOT}"'
    return f'<circle {where} fill="{"#ffffff" if hollow else BRAND}" stroke="{BRAND}" stroke-width="1.5"/>'


def labels_beside(
    points: Sequence[dict], places: Sequence[Place], limit: dict | None, height: Scale, frame: Frame
) -> list[str]:
    """To the right the last value and the level, one above the other; to the left what it was to begin with."""
    wanted = [(places[-1][1], shortened(points[-1]["number"]["text"], MOST_RIGHT - 2 * BESIDE), INK, "600")]
    if limit:
        wanted.append((height(value_of(limit)), limit_label(limit), MISSED, ""))
    found = [
        text((frame.right + BESIDE, level + 4), said, colour=colour, weight=weight)
        for level, said, colour, weight in apart(wanted)
    ]
    if len(points) > 1:
        first = shortened(points[0]["number"]["text"], MOST_LEFT - 2 * BESIDE)
        found.append(text((frame.left - BESIDE, places[0][1] + 4), first, anchor="end", colour=MUTED))
    return found


def labels_below(points: Sequence[dict], places: Sequence[Place], frame: Frame) -> list[str]:
    """When the series begins and ends."""
    below, first, last = Decimal(HEIGHT - 8), points[0]["label"], points[-1]["label"]
    if len(points) == 1:
        return [text((places[0][0], below), shortened(first, 2 * frame.half), anchor="middle", colour=MUTED)]
    return [
        text((frame.left, below), shortened(first, frame.half), colour=MUTED),
        text((frame.right, below), shortened(last, frame.half), anchor="end", colour=MUTED),
    ]


def apart(wanted: list[tuple]) -> list[tuple]:
    """Moved so that no two stand on one another, in the order of their heights."""
    if len(wanted) < 2:
        return wanted
    upper, lower = sorted(wanted, key=lambda each: each[0])
    lack = LABEL_HEIGHT - (lower[0] - upper[0])
    if lack <= 0:
        return [upper, lower]
    return [(upper[0] - lack / 2, *upper[1:]), (lower[0] + lack / 2, *lower[1:])]


BAR_HEIGHT, BAR_STEP, NAMES = 14, 24, Decimal(250)


def deviation_svg(rows: Sequence[dict], key: str = "deviation") -> str:
    """The deviation of each line of the budget as a bar from nothing: + is overspending; "" where no line has one."""
    told = [row for row in rows if row["deviation"]["value"] is not None and not row["is_total"]]
    amounts = [Decimal(row["deviation"]["value"]) for row in told]
    if not any(amounts):
        return ""
    aside = max(width_of(row["deviation"]["text"]) for row in told) + 2 * BESIDE
    place = scale([Decimal(0), *amounts], NAMES + aside, WIDTH - aside)
    height = BAR_STEP * len(told) + 8
    drawn = [line((place(Decimal(0)), Decimal(2)), (place(Decimal(0)), Decimal(height - 2)), MUTED)]
    for at, (row, amount) in enumerate(zip(told, amounts, strict=True)):
        drawn += bar(row, amount, place, Decimal(BAR_STEP * at + 6))
    title = "Forventet afvigelse fra budgettet, 1.000 kr."
    said = ", ".join(f"{line_name(row)} {row['deviation']['text']}" for row in told)
    return svg(key, title, f"{title} + er merforbrug: {said}.", height, drawn)


def line_name(row: dict) -> str:
    return f"{row['name']}, {row['part']}" if row["part"] else row["name"]


def bar(row: dict, amount: Decimal, place: Scale, top: Decimal) -> list[str]:
    start, end = sorted((place(Decimal(0)), place(amount)))
    over = amount > 0
    beside = end + 5 if over else start - 5
    size = f'width="{number(max(end - start, Decimal(1)))}" height="{BAR_HEIGHT}"'
    return [
        text((Decimal(0), top + 11), shortened(line_name(row), NAMES)),
        f'<rect x="{number(start)}" y="{number(top)}" {size} fill="{MISSED if over else MET}"/>',
        text((beside, top + 11), row["deviation"]["text"], anchor="start" if over else "end", colour=INK),
    ]
