"""A report as tables to take away: xlsx and csv, made of the frozen payload alone. Pure.

Numbers are exact; a hidden or missing one is the word for it, or an empty cell, and never 0.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from aabenraa_plan.export_files import Cell, ExportTable
from aabenraa_plan.formats import danish_moment
from reports.payload.money_tables import money_tables
from reports.payload.numbers import HIDDEN
from reports.payload.sources import HIDDEN_SENTENCE
from reports.payload.table_cells import amount, marked, number, tkr

UNITS = {
    "percent": "%",
    "persons": "personer",
    "hours": "timer",
    "kroner": "kr.",
    "rank": "placering",
    "count": "antal",
}
EXAMPLE = "Eksempel: rapporten er ikke godkendt af nogen."
NOT_PUBLISHED = "Rapporten er ikke udgivet: alt i den kan blive ændret."
GOOD = "I «Afstand til målet» er + bedre end målet og − dårligere."
GAIN = "I 1.000 kr. + er gevinst, − er nettoudgift."


def tables_of(payload: dict) -> list[ExportTable]:
    """A sheet for each part of the report; a part that holds nothing is left out."""
    notes = identity(payload)
    found = [
        overview(payload),
        *goal_tables(payload),
        *money_tables(payload["budget"]),
        *initiative_tables(payload["initiatives"]),
        changes(payload),
        *origin_tables(payload),
    ]
    return [with_notes(table, notes) for table in found if table.rows]


def with_notes(table: ExportTable, notes: list[str]) -> ExportTable:
    return ExportTable(table.name, table.title, table.header, table.rows, [*table.notes, *notes])


def identity(payload: dict) -> list[str]:
    """Which report it is, for a file that is read away from it."""
    notes = [f"{payload['title']}, version {payload['version']}."]
    notes += [f"Rettelse: {payload['correction']}"] if payload["correction"] else []
    notes.append(f"Tallene er, som de var kendt {moment_text(payload['figures_at'])}.")
    notes += [] if payload["signatures"] else [NOT_PUBLISHED]
    return [*notes, EXAMPLE] if payload["is_example"] else notes


def moment_text(at: str) -> str:
    return danish_moment(datetime.fromisoformat(at))


def overview(payload: dict) -> ExportTable:
    meeting = payload["meeting"] or {}
    rows: list[list[Cell]] = [
        ["Plan", payload["plan"]["title"]],
        ["Kvartal", payload["quarter"]["label"]],
        ["Version", payload["version"]],
        ["Rettelse", payload["correction"]],
        ["Tallene er fra", moment_text(payload["figures_at"])],
        ["Møde", date.fromisoformat(meeting["meets_on"]) if meeting.get("meets_on") else None],
        ["Punkt", meeting.get("item_number")],
        ["Sagsnummer", meeting.get("case_number")],
        ["Indstilling", meeting.get("recommendation")],
        ["Status", payload["sentence"]],
        ["Lederens sammenfatning", payload["introduction"]],
        *([f"Antal mål: {tile['standing']['word'].lower()}", tile["count"]] for tile in payload["tiles"]),
        *(["Det mangler", gap] for gap in payload["gaps"]),
        *(["Det skal læseren vide", mark] for mark in payload["marks"]),
    ]
    told = [row for row in rows if row[1] not in (None, "")]
    return ExportTable("overblik", "Overblik", ["Hvad", "Indhold"], told)


def goals_in(payload: dict) -> Iterator[tuple[dict, dict]]:
    """Each goal with the guidepost it stands under."""
    for guidepost in payload["guideposts"]:
        for goal in guidepost["goals"]:
            yield guidepost, goal


def goal_tables(payload: dict) -> list[ExportTable]:
    return [demands(payload), developments(payload), comments(payload), efforts(payload)]


def demands(payload: dict) -> ExportTable:
    """A row for each demand of a goal."""
    header = [
        *(payload["plan"]["guidepost_word"].capitalize(), "Mål nr.", "Mål", "Måles på", "Krav", "Målepunkt", "Enhed"),
        *("Periode", "Tal", "Tæller", "Nævner", "Grænse", "Afstand til målet", "Borgere fra målet"),
        *("Status", "Vurdering", "Udsigt", "Forbehold", "En persons vurdering", "Krav ændret"),
        *("Foreløbigt", "Eksempeldata", "Kilde"),
    ]
    rows = [demand_cells(*found, target) for found in goals_in(payload) for target in found[1]["targets"]]
    return ExportTable("maal", "Mål", header, rows, [GOOD])


def demand_cells(guidepost: dict, goal: dict, target: dict) -> list[Cell]:
    flags = " ".join(flag["sentence"] for flag in target["flags"])
    return [
        *(guidepost["label"], goal["number"], goal["title"], target["title"], target["promise"]),
        *(target["indicator"], UNITS.get(target["unit"], target["unit"]), target["period_label"]),
        *(number(target["number"]), amount(target["numerator"]), amount(target["denominator"])),
        *(number(target["limit"]), number(target["margin"]), target["needed"]),
        *(target["standing"]["word"], target["sentence"], target["odds"], flags),
        *(target["override"], target["amended"], marked(target["provisional"]), marked(target["invented"])),
        target["source"],
    ]


def developments(payload: dict) -> ExportTable:
    """Every figure of the drawings."""
    header = ["Mål nr.", "Mål", "Måles på", "Enhed", "Periode", "Tal", "Foreløbigt", "Eksempeldata", "Stiplet linje"]
    rows = [
        [
            *(goal["number"], goal["title"], target["title"], UNITS.get(target["unit"], target["unit"])),
            *(point["label"], number(point["number"]), marked(point["provisional"]), marked(point["invented"])),
            number(target["chart"]["limit"]["number"]) if target["chart"]["limit"] else None,
        ]
        for _, goal in goals_in(payload)
        for target in goal["targets"]
        if target["chart"]
        for point in target["chart"]["points"]
    ]
    return ExportTable("udvikling", "Udvikling", header, rows)


def comments(payload: dict) -> ExportTable:
    header = ["Mål nr.", "Mål", "Hvad skete der?", "Hvorfor?", "Hvad gøres nu?", "Skrevet af", "Skrevet"]
    rows = [
        [
            *(goal["number"], goal["title"], said["happened"], said["why"], said["next_step"]),
            *(said["by"], moment_text(said["at"])),
        ]
        for _, goal in goals_in(payload)
        if (said := goal["comment"])
    ]
    return ExportTable("kommentarer", "Kommentarer", header, rows)


def efforts(payload: dict) -> ExportTable:
    header = [payload["plan"]["guidepost_word"].capitalize(), "Indsats", "Beskrivelse"]
    rows = [
        [guidepost["label"], effort["title"], effort["description"]]
        for guidepost in payload["guideposts"]
        for effort in guidepost["efforts"]
    ]
    return ExportTable("i-ord", "Følges i ord", header, rows)


def initiative_tables(initiatives: list[dict]) -> list[ExportTable]:
    return [
        listed_initiatives(initiatives),
        economies(initiatives),
        promises(initiatives),
        cohorts(initiatives),
        initiative_notes(initiatives),
    ]


def listed_initiatives(initiatives: list[dict]) -> ExportTable:
    header = [
        "Indsats",
        "Del af",
        "Slags",
        "Periode",
        "Status",
        "Mål",
        "Hvad kom der ud af det?",
        "Eksempeldata",
        "Kilde",
    ]
    rows = [
        [
            *(each["name"], each["part_of"], each["kind"], each["period"], each["status"]),
            *("; ".join(each["goals"]), each["sentence"], marked(each["invented"]), each["source"]),
        ]
        for each in initiatives
    ]
    return ExportTable("indsatser", "Indsatser", header, rows)


def economies(initiatives: list[dict]) -> ExportTable:
    header = [
        *("Indsats", "Afsat i alt (1.000 kr.)", "Lovet netto (1.000 kr.)", "Realiseret netto (1.000 kr.)"),
        *("Gælder", "Økonomien i ord", "Eksempeldata"),
    ]
    rows = [
        [
            *(each["name"], tkr(found["frame"]), tkr(found["promised"]), tkr(found["realised"])),
            *(found["span"], found["sentence"], marked(found["invented"])),
        ]
        for each in initiatives
        if (found := each["economy"])
    ]
    return ExportTable("indsatsernes-oekonomi", "Indsatsernes økonomi", header, rows, [GAIN])


def promises(initiatives: list[dict]) -> ExportTable:
    header = ["Indsats", "Løfte", "Status", "Vurdering", "Eksempeldata"]
    rows = [
        [each["name"], said["title"], said["standing"]["word"], said["sentence"], marked(said["invented"])]
        for each in initiatives
        for said in each["promises"]
    ]
    return ExportTable("loefter", "Indsatsernes løfter", header, rows)


def cohorts(initiatives: list[dict]) -> ExportTable:
    """A row for each outcome; one of words only where a cohort has nothing but its sentence."""
    rows = [
        [each["name"], cohort["name"], cohort["dated"], *cells, cohort["sentence"], marked(cohort["invented"])]
        for each in initiatives
        for cohort in each["cohorts"]
        for cells in group_cells(cohort["groups"])
    ]
    header = ["Indsats", "Hold", "Opgjort", "Udfald", "Antal borgere", "Opgørelsen i ord", "Eksempeldata"]
    hides = any(row[4] == HIDDEN for row in rows)
    return ExportTable("hold", "Hold", header, rows, [HIDDEN_SENTENCE] if hides else [])


def group_cells(groups: list[dict]) -> Iterable[tuple[Cell, Cell]]:
    return [(group["name"], number(group["persons"])) for group in groups] or [(None, None)]


def initiative_notes(initiatives: list[dict]) -> ExportTable:
    rows = [[each["name"], note["dated"], note["text"]] for each in initiatives for note in each["notes"]]
    return ExportTable("notater", "Indsatsernes notater", ["Indsats", "Hvornår", "Notat"], rows)


def changes(payload: dict) -> ExportTable:
    """Against the report before it, and of a correction against the version it corrects."""
    header = ["Sammenlignet med", "Afsnit", "Hvor", "Hvad", "Før", "Nu", "Ændringen i ord"]
    rows = [
        [since["label"], each["section"], each["where"], each["what"], each["before"], each["after"], each["sentence"]]
        for since in (payload["corrects"], payload["since"])
        if since
        for each in since["differences"]
    ]
    return ExportTable("aendringer", "Ændringer", header, rows)


def origin_tables(payload: dict) -> list[ExportTable]:
    sources = [[each["name"], each["figures"], each["newest"], marked(each["invented"])] for each in payload["sources"]]
    files = [
        [each["name"], each["uploaded_by"], moment_text(each["recorded_at"]), each["sha256"]]
        for each in payload["files"]
    ]
    signatures = [
        [each["word"], each["by"], moment_text(each["at"]), each["comment"]] for each in payload["signatures"]
    ]
    return [
        ExportTable("kilder", "Kilder", ["Kilde", "Tal i rapporten", "Nyeste periode", "Eksempeldata"], sources),
        ExportTable("filer", "Filer", ["Fil", "Indlæst af", "Indlæst", "SHA-256"], files),
        ExportTable("underskrifter", "Underskrifter", ["Trin", "Hvem", "Hvornår", "Bemærkning"], signatures),
    ]
