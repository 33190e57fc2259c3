"""The drawings of a report, as SVG that says all of itself: the same on the page and on paper. Pure.

Everything is a presentation attribute, because a page allows no style of its own and the paper has no stylesheet.
What is drawn stands in a table beside it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from aabenraa_plan.formats import plain_number, round_half_up

BRAND, MISSED, MET, MUTED, INK, LINE = "#0b4a6f", "#b3261e", "#1e7a3c", "#566473", "#1a2b3c", "#dfe4ea"
FONT = 'font-family="\'IBM Plex Sans\', sans-serif" font-size="11"'
WIDTH, HEIGHT = 640, 150
LEFT, RIGHT, TOP, BOTTOM = 72, 148, 14, 26
DOT = Decimal(3)
ROOM = Decimal("0.12")
"""Of the span of values, above and below them."""
LABEL_HEIGHT = 13
Place = tuple[Decimal, Decimal]


def chart_svg(chart: dict | None, key: str = "chart") -> str:
    """A series with its last value, the promised level dashed; "" where there is nothing to draw. `key` names it."""
    points = [point for point in (chart or {}).get("points", []) if point["number"]["value"] is not None]
    if not points:
        return ""
    limit = chart["limit"] if chart["limit"] and chart["limit"]["number"]["value"] is not None else None
    values = [Decimal(point["number"]["value"]) for point in points]
    height = scale([*values, *([Decimal(limit["number"]["value"])] if limit else [])], HEIGHT - BOTTOM, TOP)
    across = scale([Decimal(day_of(point).toordinal()) for point in points], LEFT, WIDTH - RIGHT)
    places = [
        (across(Decimal(day_of(point).toordinal())), height(value)) for point, value in zip(points, values, strict=True)
    ]
    drawn = [ground(), *limit_line(limit, height), *lines(points, places, chart["breaks"])]
    drawn += [dot(place, point) for point, place in zip(points, places, strict=True)]
    drawn += labels(points, places, limit, height)
    return svg(key, chart["title"], chart["alt"], HEIGHT, drawn)


def day_of(point: dict) -> date:
    return date.fromisoformat(point["start"])


def scale(numbers: Sequence[Decimal], start: int, end: int):
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
        f' fill="{INK}"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-text">{escape(description)}</desc>{"".join(drawn)}</svg>'
    )


def number(value: Decimal | int) -> str:
    return plain_number(Decimal(value))


def line(start: Place, end: Place, colour: str, extra: str = "") -> str:
    ends = f'x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}"'
    return f'<line {ends} stroke="{colour}"{extra}/>'


def text(place: Place, said: str, *, anchor: str = "start", colour: str = INK, weight: str = "") -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    where = f'x="{number(place[0])}" y="{number(place[1])}"'
    return f'<text {where} text-anchor="{anchor}" fill="{colour}"{bold}>{escape(said)}</text>'


def ground() -> str:
    floor = Decimal(HEIGHT - BOTTOM)
    return line((Decimal(LEFT), floor), (Decimal(WIDTH - RIGHT), floor), LINE)


def limit_line(limit: dict | None, height) -> list[str]:
    if limit is None:
        return []
    level = height(Decimal(limit["number"]["value"]))
    return [line((Decimal(LEFT), level), (Decimal(WIDTH - RIGHT), level), MISSED, ' stroke-dasharray="5 4"')]


def lines(points: Sequence[dict], places: Sequence[Place], breaks: Sequence[str]) -> list[str]:
    """None across a day on which the figures began to mean something else."""
    pairs = zip(pairwise(points), pairwise(places), strict=True)
    return [
        line(start, end, BRAND, ' stroke-width="2" stroke-linecap="round"')
        for (one, other), (start, end) in pairs
        if not any(one["start"] < day <= other["start"] for day in breaks)
    ]


def dot(place: Place, point: dict) -> str:
    """Hollow where the figure is not final."""
    hollow = point["provisional"] or point["invented"]
    where = f'cx="{number(place[0])}" cy="{number(place[1])}" r="{DOT}"'
    return f'<circle {where} fill="{"#ffffff" if hollow else BRAND}" stroke="{BRAND}" stroke-width="1.5"/>'


def labels(points: Sequence[dict], places: Sequence[Place], limit: dict | None, height) -> list[str]:
    """The last value and the level beside the drawing's right edge, one above the other; the ends of time below,
    and what it was to begin with to the left."""
    beside, (_, level) = Decimal(WIDTH - RIGHT + 8), places[-1]
    wanted = [(level, points[-1]["number"]["text"], INK, "600")]
    if limit:
        level = height(Decimal(limit["number"]["value"]))
        wanted.append((level, f"{limit['label']} {limit['number']['text']}", MISSED, ""))
    found = [
        text((beside, place + 4), said, colour=colour, weight=weight) for place, said, colour, weight in apart(wanted)
    ]
    below = Decimal(HEIGHT - 8)
    found.append(text((Decimal(LEFT), below), points[0]["label"], colour=MUTED))
    if len(points) > 1:
        found.append(
            text((Decimal(LEFT - 8), places[0][1] + 4), points[0]["number"]["text"], anchor="end", colour=MUTED)
        )
        found.append(text((Decimal(WIDTH - RIGHT), below), points[-1]["label"], anchor="end", colour=MUTED))
    return found


def apart(wanted: list[tuple]) -> list[tuple]:
    """Moved so that no two stand on one another, in the order of their heights."""
    if len(wanted) < 2:
        return wanted
    upper, lower = sorted(wanted, key=lambda each: each[0])
    lack = LABEL_HEIGHT - (lower[0] - upper[0])
    if lack <= 0:
        return [upper, lower]
    return [(upper[0] - lack / 2, *upper[1:]), (lower[0] + lack / 2, *lower[1:])]


BAR_HEIGHT, BAR_STEP, NAMES, AMOUNTS = 14, 24, 220, 70


def deviation_svg(rows: Sequence[dict], key: str = "deviation") -> str:
    """The deviation of each line of the budget as a bar from nothing: + is overspending; "" where no line has one."""
    told = [row for row in rows if row["deviation"]["value"] is not None and not row["is_total"]]
    if not told:
        return ""
    amounts = [Decimal(row["deviation"]["value"]) for row in told]
    place = scale([Decimal(0), *amounts], NAMES + AMOUNTS, WIDTH - AMOUNTS)
    height = BAR_STEP * len(told) + 8
    drawn = [line((place(Decimal(0)), Decimal(2)), (place(Decimal(0)), Decimal(height - 2)), MUTED)]
    for at, (row, amount) in enumerate(zip(told, amounts, strict=True)):
        drawn += bar(row, amount, place, Decimal(BAR_STEP * at + 6))
    title = "Forventet afvigelse fra budgettet, 1.000 kr."
    said = ", ".join(f"{row['name']} {row['deviation']['text']}" for row in told)
    return svg(key, title, f"{title} + er merforbrug: {said}.", height, drawn)


def bar(row: dict, amount: Decimal, place, top: Decimal) -> list[str]:
    start, end = sorted((place(Decimal(0)), place(amount)))
    over = amount > 0
    beside = end + 5 if over else start - 5
    size = f'width="{number(max(end - start, Decimal(1)))}" height="{BAR_HEIGHT}"'
    name = f"{row['name']}, {row['part']}" if row["part"] else row["name"]
    return [
        text((Decimal(0), top + 11), name),
        f'<rect x="{number(start)}" y="{number(top)}" {size} fill="{MISSED if over else MET}"/>',
        text((beside, top + 11), row["deviation"]["text"], anchor="start" if over else "end", colour=INK),
    ]
