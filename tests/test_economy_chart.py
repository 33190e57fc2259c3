"""The drawing of a business case where its spans overlap."""

import re
from decimal import Decimal

from initiatives.economy.case import COST, Case, Line
from initiatives.economy.chart import economy_chart
from initiatives.spans import span_of


def test_span_that_begins_before_the_others_is_drawn_and_nothing_in_it_is_called_untold():
    lines = (
        Line(span_of("2022-2026"), "net", promised=Decimal(-9)),
        Line(span_of("2024"), "investment", promised=Decimal(5)),
        Line(span_of("2024"), "saving", promised=Decimal(-5)),
        Line(span_of("2026"), "saving", promised=Decimal(-5)),
    )
    drawing = economy_chart(Case(COST, lines), "x")
    [bar] = re.findall(r"economy-chart__bar--promised\" x=\"([\d.-]+)\" width=\"([\d.-]+)\"", drawing)
    # The whole width but for the margins: 46 + 3 and 560 − 46 − 12 − 2 · 3.
    assert bar == ("49", "496")
    assert "ikke oplyst" not in drawing
