"""The drawings of a report: well-formed, of plain attributes, and no word stands on another or is cut off."""

from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import parse
from reports.pdf.drawing import HEIGHT, WIDTH, chart_svg, deviation_svg
from reports.pdf.lettering import shortened, width_of
from tests.pure import bounded

SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(__file__).parents[2] / "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"
STARTS = ["2022-01-01", "2022-04-01", "2022-07-01", "2023-01-01"]
SAID = ["+3000", "−1000", "+2000"]
ASCENT, DESCENT = Decimal(9), Decimal(3)
"""Of the letters a number or a name is written in, at 11 px."""


def number(value, text=None) -> dict:
    return {"value": value, "text": f"{value} %" if text is None else text}


def quarter_of(start: str) -> str:
    return f"{start[:4]}Q{(int(start[5:7]) + 2) // 3}"


def point(value, start="2022-01-01", **changes) -> dict:
    made = {
        "period": quarter_of(start),
        "label": f"fra {start}",
        "start": start,
        "provisional": False,
        "invented": False,
    }
    return made | {"number": number(value)} | changes


def chart(*values, limit=None, breaks=(), **changes) -> dict:
    points = [point(value, start) for value, start in zip(values, STARTS, strict=False)]
    level = {"label": "Loft", "number": number(limit)} if limit else None
    made = {"title": "Ledigheden er faldet", "alt": "Den er faldet.", "unit": "percent", "points": points}
    return made | {"limit": level, "breaks": list(breaks)} | changes


def row(name, deviation, **changes) -> dict:
    return {"name": name, "part": "", "deviation": number(deviation, deviation or "–"), "is_total": False} | changes


def found(drawn: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawn).iter(f"{SVG}{tag}"))


def words(drawn: str) -> list[str]:
    return [each.text for each in found(drawn, "text")]


def test_series_has_its_first_and_last_value_its_ends_of_time_and_its_limit():
    drawn = chart_svg(chart("11.6", "10.9", "10.4", limit="10"))
    assert sorted(words(drawn)) == ["10.4 %", "11.6 %", "Loft 10 %", "fra 2022-01-01", "fra 2022-07-01"]
    assert [each.get("stroke-dasharray") for each in found(drawn, "line")] == [None, "5 4", None, None]
    assert len(found(drawn, "circle")) == 3


def test_places_are_worked_out_from_days_and_values():
    # The frame goes from 72 to 640 − 148 = 492. 90 of 181 days lie before 1 April: 72 + 420·90/181 = 280,8.
    # 10 to 12 with 12 % of the span above and below: 9,76 to 12,24 on 110 px from 124 up: 12 is at 24,6, 10 at 113,4.
    dots = found(chart_svg(chart("12", "11", "10")), "circle")
    assert [(each.get("cx"), each.get("cy")) for each in dots] == [("72", "24.6"), ("280.8", "69"), ("492", "113.4")]


def test_one_figure_is_a_dot_and_none_is_nothing():
    drawn = chart_svg(chart("10.4"))
    assert len(found(drawn, "circle")) == 1
    assert words(drawn) == ["10.4 %", "fra 2022-01-01"]
    assert chart_svg(None) == chart_svg(chart()) == chart_svg(chart(None, None)) == ""


def test_missing_figure_is_left_out_and_never_drawn_as_nothing():
    assert len(found(chart_svg(chart("11", None, "10")), "circle")) == 2


def test_figure_that_is_not_final_is_hollow():
    points = [point("11"), point("10", "2022-04-01", provisional=True), point("9", "2022-07-01", invented=True)]
    fills = [each.get("fill") for each in found(chart_svg(chart(points=points)), "circle")]
    assert fills == ["#0b4a6f", "#ffffff", "#ffffff"]


@pytest.mark.parametrize(("day", "lines"), [("2022-04-01", 1), ("2022-03-02", 1), ("2022-01-01", 2), ("2022-08-01", 2)])
def test_no_line_is_drawn_across_a_break(day, lines):
    """One line less where the break lies after a figure's first day and no later than the next one's."""
    without_the_ground = found(chart_svg(chart("11", "10", "9", breaks=[day])), "line")[1:]
    assert len(without_the_ground) == lines


@pytest.mark.parametrize(
    ("periods", "lines"),
    [
        (["2020M05", "2020M10"], 1),
        (["2020M05", "2020M11"], 0),
        (["2020M05", "2022M01", "2022M02"], 1),
        (["2022Q1", "2023Q2"], 1),
        (["2022Q1", "2023Q3"], 0),
        (["2012", "2017"], 1),
        (["2012", "2018"], 0),
        (["2022QMAT01", "2023QMAT02"], 1),
        (["2022QMAT01", "2023QMAT03"], 0),
    ],
)
def test_no_line_is_drawn_across_more_than_four_missing_periods(periods, lines):
    """June, July, August and September are four missing months; October is the fifth."""
    points = [point("11", parse(code).start.isoformat(), period=code) for code in periods]
    drawn = chart_svg(chart(points=points))
    assert len(found(drawn, "line")[1:]) == lines
    assert len(found(drawn, "circle")) == len(periods)


def test_drawing_is_named_for_those_who_cannot_see_it():
    drawn = chart_svg(chart("11", title="A < B & C"), key="maal-2")
    root = ElementTree.fromstring(drawn)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "maal-2-title maal-2-text")
    [title], [said] = found(drawn, "title"), found(drawn, "desc")
    assert (title.get("id"), title.text, said.get("id"), said.text) == (
        "maal-2-title",
        "A < B & C",
        "maal-2-text",
        "Den er faldet.",
    )


def test_deviations_are_bars_to_either_side_of_nothing():
    # The names take 250 and the widest amount 5·6,7 + 2·8 = 49,5 on each side: −1000 to +3000 lie from 299,5 to
    # 590,5, and nothing at 299,5 + 291/4 = 372,25, rounded up.
    rows = [row("Sygedagpenge", "3000"), row("Fleksjob", "-1000"), row("I alt", "2000", is_total=True)]
    rows = [
        each | {"deviation": number(each["deviation"]["value"], said)} for each, said in zip(rows, SAID, strict=True)
    ]
    drawn = deviation_svg(rows)
    bars = [(each.get("x"), each.get("width"), each.get("fill")) for each in found(drawn, "rect")]
    assert bars == [("372.3", "218.2", "#b3261e"), ("299.5", "72.8", "#1e7a3c")]
    assert words(drawn) == ["Sygedagpenge", "+3000", "Fleksjob", "−1000"]
    assert "+ er merforbrug: Sygedagpenge +3000, Fleksjob −1000." in found(drawn, "desc")[0].text


def test_no_deviation_is_no_drawing():
    assert deviation_svg([]) == deviation_svg([row("Fleksjob", None)]) == deviation_svg([row("Fleksjob", "0")]) == ""


def boxes(drawn: str) -> list[tuple[str, Decimal, Decimal, Decimal, Decimal]]:
    """Every text with its left, right, upper and lower edge."""
    made = []
    for each in found(drawn, "text"):
        x, y, wide = Decimal(each.get("x")), Decimal(each.get("y")), width_of(each.text or "")
        left = x - {"start": Decimal(0), "middle": wide / 2, "end": wide}[each.get("text-anchor")]
        made.append((each.text, left, left + wide, y - ASCENT, y + DESCENT))
    return made


def overlap(one, other) -> bool:
    return one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]


def check(drawn: str, height):
    root = ElementTree.fromstring(drawn)
    for each in root.iter():
        assert "style" not in each.attrib
        assert not [name for name in each.attrib if name != "font-family" and "," in each.attrib[name]]
    placed = boxes(drawn)
    assert not [(one, other) for one, other in combinations(placed, 2) if overlap(one, other)]
    outside = [each for each in placed if each[1] < 0 or each[2] > WIDTH or each[3] < 0 or each[4] > height]
    assert not outside


values = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(str)
texts = st.one_of(values, st.text(max_size=60), st.sampled_from(["1.234 personer", "W" * 60, "<b>", "\x00", "😀"]))
labels = st.one_of(st.text(max_size=60), st.just("september 2023"))
days = st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(lambda day: day.isoformat())


@st.composite
def charts(draw):
    starts = sorted(draw(st.lists(days, min_size=1, max_size=24)))
    points = [
        point(draw(values), start, label=draw(labels), provisional=draw(st.booleans()), number=number(value, said))
        for start, value, said in ((each, draw(values), draw(texts)) for each in starts)
    ]
    limit = {"label": draw(labels), "number": number(draw(values))} if draw(st.booleans()) else None
    words = {"title": draw(st.text()), "alt": draw(st.text()), "breaks": draw(st.lists(days, max_size=3))}
    return {"points": points, "limit": limit, "unit": "percent"} | words


@bounded
@given(charts())
def test_no_word_of_a_series_stands_on_another_or_is_cut_off(drawn):
    check(chart_svg(drawn), HEIGHT)


@bounded
@given(st.lists(st.tuples(texts, values, st.booleans()), min_size=1, max_size=12))
def test_no_word_of_the_deviations_stands_on_another_or_is_cut_off(rows):
    drawn = deviation_svg([row(name, amount, part="indsats" if part else "") for name, amount, part in rows])
    if drawn:
        check(drawn, 24 * len(rows) + 8)


@bounded
@given(st.text(max_size=80), st.integers(min_value=11, max_value=400))
def test_shortened_text_fits_and_is_the_beginning(text, room):
    short = shortened(text, Decimal(room))
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    assert width_of(short) <= room


@pytest.mark.parametrize("weight", ["Regular", "SemiBold"])
def test_no_letter_is_wider_than_it_is_taken_for(weight):
    font = TTFont(FONTS / f"IBMPlexSans-{weight}.ttf")
    widths, glyphs, units = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
    european = [chr(code) for code in glyphs if code <= 0x17F] + list("–−…“”’€")
    assert len(european) > 300
    assert not [each for each in european if widths[glyphs[ord(each)]][0] * 11 > width_of(each) * units]
