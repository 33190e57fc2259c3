"""Small drawings of cohorts: where the citizens of one went, how that changed, and what had been promised.

Made on the server as SVG, of what the reader may see: a hidden outcome has no place of its own in them. What they show
stands in a table too. Attributes are plain text, because a localised comma would break them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from aabenraa_plan.formats import danish_date, danish_number, plain_number, round_half_up
from initiatives.cohorts.reporting import CohortStatus, Figure
from initiatives.cohorts.wording import sentence_case

WIDTH, LINE, GAP, TOP = 340, 16, 10, 26
FLOW_HEIGHT, NODE = 170, 12
RIGHT, LABEL_AT, LABEL_LETTERS = 150, 170, 26
LEAST = Fraction(3, 2)
"""A band that is there is seen."""
HIDDEN_KIND, HIDDEN_NAME = "hidden", "skjulte grupper tilsammen"
DRAWING = (
    '<svg class="cohort-drawing" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    ' aria-hidden="true" focusable="false">{parts}</svg>'
)
TEXT = '<text class="{}" x="{}" y="{}">{}</text>'
RECT = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
BAND = '<path class="{}" d="M{} {}C{} {} {} {} {} {}V{}C{} {} {} {} {} {}Z"/>'


@dataclass(frozen=True)
class Band:
    """Some of a cohort's citizens: those with an outcome, or those of all hidden outcomes together."""

    kind: str
    name: str
    persons: int


def bands_of(status: CohortStatus) -> list[Band]:
    """Nobody is no band; none at all where the sum is not known."""
    if status.total is None:
        return []
    shown = [Band(kind_class(f), str(f.kind), f.persons) for f in status.figures if f.persons is not None]
    rest = status.total - sum(band.persons for band in shown)
    return [band for band in [*shown, Band(HIDDEN_KIND, HIDDEN_NAME, rest)] if band.persons]


def kind_class(figure: Figure) -> str:
    """The outcome's place: the same colour in every drawing."""
    return str(figure.kind.position)


def place(number) -> str:
    return plain_number(round_half_up(number, 1))


def drawing(height, parts: Sequence[SafeString]) -> SafeString:
    return format_html(DRAWING, width=WIDTH, height=place(height), parts=format_html_join("", "{}", zip(parts)))


def text(style: str, x, y, words) -> SafeString:
    return format_html(TEXT, style, place(x), place(y), words)


def rect(style: str, x, y, width, height) -> SafeString:
    return format_html(RECT, style, place(x), place(y), place(width), place(height))


def flow(status: CohortStatus) -> SafeString | None:
    """From the cohort to its outcomes, each as thick as it has citizens."""
    bands = bands_of(status)
    if not bands:
        return None
    scale = Fraction(FLOW_HEIGHT, status.total)
    parts = [text("cohort-drawing__strong", 0, LINE - 2, f"{danish_number(status.total)} borgere")]
    left, right = Fraction(TOP), Fraction(TOP)
    for band in bands:
        thick = max(band.persons * scale, LEAST)
        parts += [curve(band, left, right, thick), rect(f"outcome outcome--{band.kind}", RIGHT, right, NODE, thick)]
        lines = wrap(band.name, LABEL_LETTERS)
        parts += label(band, lines, right)
        left += thick
        right += max(thick, LINE * (len(lines) + 1)) + GAP
    parts.append(rect("cohort-drawing__all", 0, TOP, NODE, left - TOP))
    return drawing(max(left, right), parts)


def curve(band: Band, left, right, thick) -> SafeString:
    middle = (NODE + RIGHT) // 2
    there = (NODE, place(left), middle, place(left), middle, place(right), RIGHT, place(right), place(right + thick))
    back = (middle, place(right + thick), middle, place(left + thick), NODE, place(left + thick))
    return format_html(BAND, f"outcome outcome--{band.kind} outcome--band", *there, *back)


def label(band: Band, lines: list[str], top) -> list[SafeString]:
    first = text("cohort-drawing__strong", LABEL_AT, top + LINE - 4, danish_number(band.persons))
    return [first, *(text("", LABEL_AT, top + LINE * at - 4, line) for at, line in enumerate(lines, 2))]


BAR, ROOM_FOR_A_NUMBER = 20, 34


def stacked(statuses: Sequence[CohortStatus]) -> SafeString | None:
    """A bar a day, all on one scale; None where a day has no sum to draw."""
    if not all(status.total for status in statuses):
        return None
    scale = Fraction(WIDTH, max(status.total for status in statuses))
    parts, top = [], Fraction(0)
    for status in statuses:
        word = " · eksempeldata" if status.invented else ""
        parts.append(text("", 0, top + LINE - 3, f"{danish_date(status.day)}{word}"))
        parts += segments(status, top + LINE + 2, scale)
        top += LINE + BAR + 2 * GAP
    return drawing(top, parts)


def segments(status: CohortStatus, top, scale: Fraction) -> list[SafeString]:
    parts, left = [], Fraction(0)
    for band in bands_of(status):
        wide = band.persons * scale
        parts.append(rect(f"outcome outcome--{band.kind}", left, top, wide, BAR))
        if wide > ROOM_FOR_A_NUMBER:
            parts.append(text("cohort-drawing__inside", left + 5, top + LINE - 1, danish_number(band.persons)))
        left += wide
    return parts


NUMBER_WIDTH = 100
THIN, ROW = 12, 52


def beside_promise(figures: Sequence[Figure]) -> SafeString | None:
    """For each outcome with a promise a bar of what came of it, and below one of what was promised."""
    promised = [figure for figure in figures if figure.promised is not None]
    most = max([count for figure in promised for count in (figure.persons or 0, figure.promised)], default=0)
    if not most:
        return None
    scale, parts = Fraction(WIDTH - NUMBER_WIDTH, most), []
    for at, figure in enumerate(promised):
        parts += pair(figure, Fraction(at * (ROW + LINE)), scale)
    return drawing(len(promised) * (ROW + LINE), parts)


def pair(figure: Figure, top, scale: Fraction) -> list[SafeString]:
    done = max((figure.persons or 0) * scale, LEAST) if figure.persons is not None else Fraction(0)
    owed = max(figure.promised * scale, LEAST)
    count = figure.word or danish_number(figure.persons)
    return [
        text("", 0, top + LINE - 4, sentence_case(str(figure.kind))),
        rect(f"outcome outcome--{kind_class(figure)}", 0, top + LINE + 1, done, THIN),
        text("cohort-drawing__strong", done + 6, top + LINE + THIN, count),
        rect("cohort-drawing__promised", 0, top + LINE + 18, owed, THIN),
        text("", owed + 6, top + LINE + 17 + THIN, f"lovet {danish_number(figure.promised)}"),
    ]
