"""Goals of a report, made by hand for the tests: one met, one missed with a comment, one without a figure."""

from dataclasses import replace

from extracts.periods import parse
from reports.payload import shapes
from reports.payload.shapes import Number, Word

NONE = Number(None, "–")
MET, MISSED, NO_DATA = (
    Word("met", "✔", "Opfyldt"),
    Word("missed", "✖", "Ikke opfyldt"),
    Word("no_data", "–", "Mangler tal"),
)
FILE_HASH = "ab12cd34" + "0" * 56


def percent(value: str) -> Number:
    return Number(value, f"{value.replace('.', ',')} %")


def point(period: str, value: str, **changes) -> shapes.Point:
    when = parse(period)
    return shapes.Point(period, when.short_label, when.start.isoformat(), percent(value), **changes)


def chart(**changes) -> shapes.Chart:
    points = [point("2023Q1", "11.2"), point("2023Q2", "11"), point("2023Q3", "10.4", provisional=True)]
    title = "Fleksjobledigheden er faldet til 10,4 % i 3. kvartal 2023"
    limit = shapes.Line("Loft", percent("10"))
    made = shapes.Chart(title, f"{title}. Loftet er 10 %. Tallene står i tabellen.", "percent", points, limit)
    return replace(made, **changes)


def lineage(**changes) -> shapes.Lineage:
    made = shapes.Lineage(
        version=7,
        period="3. kvartal 2023",
        file="maalepunkter-2023Q3.csv",
        line=14,
        uploaded_by="Asta Analytiker",
        recorded_at="2023-10-20T09:14:00+02:00",
        source="Jobindsats, tabel Y09A02",
        sha256=FILE_HASH,
    )
    return replace(made, **changes)


def target(**changes) -> shapes.Target:
    """Flex-job unemployment: 10,4 % against at most 10 %."""
    made = shapes.Target(
        title="Fleksjobledighed",
        indicator="fleksjobledighed",
        unit="percent",
        source="Jobindsats, tabel Y09A02",
        promise="Højst 10 %",
        rule="at_most",
        limit=percent("10"),
        verdict="missed",
        outlook="",
        reason="",
        standing=MISSED,
        sentence="0,4 procentpoint over loftet på 10 %.",
        odds="",
        period="2023Q3",
        period_label="3. kvartal 2023",
        number=percent("10.4"),
        numerator=None,
        denominator=None,
        margin=Number("-0.4", "−0,4 pct.point"),
        needed=None,
        flags=[shapes.Flag("provisional", "foreløbigt", "Tallet er foreløbigt.")],
        override="",
        amended="",
        provisional=True,
        invented=False,
        chart=chart(),
        lineage=[lineage()],
    )
    return replace(made, **changes)


def unknown(**changes) -> shapes.Target:
    """A demand that no figure has been uploaded for."""
    nothing = {"number": NONE, "margin": NONE, "standing": NO_DATA, "verdict": "no_data", "chart": None, "lineage": []}
    words = {"title": "Tilfredse borgere", "indicator": "borgertilfredshed", "promise": "Mindst 85 %"}
    figure = {
        "period": "",
        "period_label": "",
        "flags": [],
        "provisional": False,
        "sentence": "Ingen tal indlæst endnu.",
    }
    return target(**nothing | words | figure | changes)


def comment(**changes) -> shapes.Comment:
    made = shapes.Comment(
        happened="Tilgangen til ledighedsydelse steg i maj.",
        why="To større aftaler udløb samtidig.",
        next_step="KIS tilbyder 12 midlertidige pladser.",
        by="Lise Leder",
        at="2023-11-02T10:00:00+01:00",
    )
    return replace(made, **changes)


def goal(**changes) -> shapes.Goal:
    """Goal 2, missed, with a comment."""
    made = shapes.Goal(
        code="2",
        number=2,
        title="Fleksjobledighed",
        description="Ledigheden blandt borgere, der er visiteret til fleksjob.",
        source="Beskæftigelsesplan 2023-26, pejlemærke 1",
        verdict="missed",
        standing=MISSED,
        sentence="0,4 procentpoint over loftet på 10 %.",
        targets=[target()],
        comment=comment(),
        needs_comment=True,
    )
    return replace(made, **changes)


def met_goal(**changes) -> shapes.Goal:
    """Goal 1, met: 19,8 % against under 21,1 %."""
    sentence = "1,3 procentpoint under udgangspunktet på 21,1 %."
    figure = {"number": percent("19.8"), "margin": Number("1.3", "+1,3 pct.point"), "limit": percent("21.1")}
    judged = {"verdict": "met", "standing": MET, "sentence": sentence}
    words = {"title": "Færre borgere på offentlig forsørgelse", "promise": "Under 21,1 %", "flags": []}
    kept = target(**figure, **judged, **words, chart=None, provisional=False)
    about = {"code": "1", "number": 1, "title": "Færre borgere på offentlig forsørgelse", "targets": [kept]}
    return goal(**about | judged | {"comment": None, "needs_comment": False} | changes)


def unknown_goal(**changes) -> shapes.Goal:
    about = {"code": "16", "number": 16, "title": "Tilfredse borgere", "description": "", "targets": [unknown()]}
    judged = {"verdict": "no_data", "standing": NO_DATA, "sentence": "Ingen tal indlæst endnu."}
    return goal(**about | judged | {"comment": None, "needs_comment": False} | changes)


def guidepost(*goals: shapes.Goal, **changes) -> shapes.Guidepost:
    efforts = [shapes.Effort("Handicap", "Følges i dialog med foreningerne.")]
    label = "1 · Større arbejdsstyrke"
    return replace(shapes.Guidepost(1, label, "Større arbejdsstyrke", list(goals), efforts), **changes)
