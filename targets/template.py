"""What our own format offers to download: the figures that are awaited now, and what the columns may hold."""

from datetime import date

from aabenraa_plan.formats import sort_key
from extracts.kinds import Template
from extracts.models import Area
from targets.datacalendar.rows import calendar_rows
from targets.maalepunkter import CONTRACT
from targets.models import Frequency, Indicator
from targets.spec import OWN_AREA

PERIOD_SPELLINGS = {
    Frequency.MONTH: "2023M05",
    Frequency.QUARTER: "2023Q1",
    Frequency.HALF_YEAR: "2023H1",
    Frequency.YEAR: "2023",
    Frequency.ROLLING_YEAR: "2022QMAT04",
}


def awaited(today: date) -> list[list[str]]:
    """The header, and a line without a figure for each that is published and not received.

    Uploaded as it is, the file is refused: a line without a figure is an error.
    """
    titles = CONTRACT.split(";")
    rows = [
        [row.indicator.code, OWN_AREA, entry.period.code]
        for row in calendar_rows(today=today)
        for entry in row.to_upload
    ]
    return [titles, *([*row, *[""] * (len(titles) - len(row))] for row in rows)]


def allowed() -> list[list[str]]:
    """A line for each text that may stand in a column, with what it means."""
    indicators = [
        ["indikator", indicator.code, indicator.name, indicator.get_unit_display(), indicator.get_frequency_display()]
        for indicator in sorted(Indicator.objects.all(), key=lambda indicator: indicator.code)
    ]
    areas = [
        ["område", area.name, "Kan også skrives: " + ", ".join([area.code, *area.aliases]), "", ""]
        for area in sorted(Area.objects.all(), key=lambda area: sort_key(area.name))
    ]
    periods = [["periode", text, "Eksempel", "", frequency.label] for frequency, text in PERIOD_SPELLINGS.items()]
    marks = [
        ["værdi", "..", "Tallet mangler", "", ""],
        ["værdi", "*", "Tallet er diskretioneret", "", ""],
        ["foreløbig", "ja", "Tallet er foreløbigt", "", ""],
        ["foreløbig", "nej", "Tallet er endeligt", "", ""],
    ]
    return [["kolonne", "skriv", "betydning", "enhed", "hyppighed"], *indicators, *areas, *periods, *marks]


EXAMPLE = ["borgertilfredshed", "Aabenraa", "2025", "86,5", "", "", "nej", "n = 412", "Eksempeldata"]
TEMPLATE = Template(awaited=awaited, allowed=allowed, example=EXAMPLE)
