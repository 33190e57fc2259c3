"""What became of an initiative's citizens: counts by status date and outcome against the promise."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.safestring import SafeString

from aabenraa_plan.exports import ExportTable
from initiatives.cohorts.drawings import Band, bands_of, beside_promise, flow, stacked
from initiatives.cohorts.exports import tables_of
from initiatives.cohorts.filling import is_small
from initiatives.cohorts.reporting import CohortRow, CohortStatus, Figure, cohort_statuses
from initiatives.cohorts.rows import (
    DayRow,
    Kin,
    OutcomeRow,
    ShareRow,
    all_kinds,
    day_rows,
    kin_of,
    outcome_rows,
    promise_heading,
    share_rows,
    shares_of_one_base,
)
from initiatives.cohorts.wording import (
    INVENTED,
    NO_FIGURE,
    addition,
    change_title,
    entry_text,
    flow_title,
    hidden_from_others,
    no_look_back,
    not_yet_due,
    parts_sentence,
    persons_text,
    promises_title,
    shares_sentence,
    size_difference,
    standing_sentence,
    why_hidden,
)
from initiatives.models import Initiative, OutcomeType


@dataclass(frozen=True)
class Drawing:
    title: str
    svg: SafeString


@dataclass(frozen=True)
class KinPanel:
    """A table of cohorts that belong together, with its drawings and what is to be said of it."""

    title: str
    day: date
    names: list[str]
    promise_headings: list[str]
    rows: list[OutcomeRow]
    totals: list[tuple[str, str, str]]
    """For each cohort its name, the sum of its outcomes, and the source's own number of citizens."""
    flow: Drawing | None
    promises: Drawing | None
    over_time: Drawing | None
    key: list[Band]
    kinds: list[OutcomeType]
    days: list[DayRow]
    part_days: list[DayRow]
    remarks: list[str]
    sources: list[str]
    invented: bool
    any_invented: bool


@dataclass(frozen=True)
class CohortPanel:
    """A cohort in the list of them."""

    row: CohortRow
    entered: str
    size: str
    whole: str


@dataclass(frozen=True)
class CohortSection:
    """What the page shows: `lead` is the sentence at its top, `tables` what can be fetched as files."""

    lead: str
    tables: list[ExportTable]
    invented: bool
    kins: list[KinPanel]
    shares: list[ShareRow]
    share_remarks: list[str]
    share_sources: list[str]
    cohorts: list[CohortPanel]
    why_hidden: str
    hidden_from_others: str
    no_look_back: str


def cohorts_of(initiative: Initiative, *, sees_small: bool, moment: datetime | None) -> CohortSection | None:
    """None where it has no cohort."""
    rows = cohort_statuses(initiative, sees_small=sees_small, moment=moment)
    if not rows:
        return None
    kins, shares, below = kin_of(rows), share_rows(rows), settings.SMALL_GROUP_BELOW
    invented = any(status.invented for row in rows for status in row.statuses)
    hidden = why_hidden(below) if any(row.hides_something for row in rows) else ""
    late = no_look_back(below) if moment and not sees_small else ""
    return CohortSection(
        lead=lead_of(rows, kins),
        tables=tables_of(rows, shares, [note for note in (hidden, late, INVENTED if invented else "") if note]),
        invented=invented,
        kins=[panel_of(kin) for kin in kins],
        shares=shares,
        share_remarks=shares_of_one_base(rows),
        share_sources=list(dict.fromkeys(each.share.source for each in shares)),
        cohorts=[cohort_panel(row, rows) for row in rows],
        why_hidden=hidden,
        hidden_from_others=hidden_from_others(below) if sees_small and any(map(has_small_group, rows)) else "",
        no_look_back=late,
    )


def has_small_group(row: CohortRow) -> bool:
    """Only asked of rows in which nothing is hidden."""
    counts = [row.size, *(figure.persons for status in row.statuses for figure in status.figures)]
    return any(is_small(count, settings.SMALL_GROUP_BELOW) for count in counts if count is not None)


def lead_of(rows: list[CohortRow], kins: list[Kin]) -> str:
    """Of each whole how it stands, and whether printed shares came up to the promise."""
    said = [standing_sentence(status, row.size) for row, status in map(head_of, kins)]
    uncounted = [share for row in rows if not row.statuses for share in row.shares]
    return " ".join(each for each in [*said, shares_sentence(uncounted)] if each)


def head_of(kin: Kin) -> tuple[CohortRow, CohortStatus]:
    """The whole where it was counted that day, else a part that was."""
    row = kin.head if kin.status else kin.counted[-1]
    return row, row.on(kin.day)


def panel_of(kin: Kin) -> KinPanel:
    row, status = head_of(kin)
    statuses, promised = list(row.statuses), promised_figures(kin)
    bars = drawn(change_title(statuses), stacked(statuses)) if len(statuses) > 1 else None
    return KinPanel(
        title=row.full_name,
        day=kin.day,
        names=[each.name for each in kin.counted],
        promise_headings=[promise_heading(kin, each) for each in kin.promising],
        rows=outcome_rows(kin),
        totals=[totals_of(each, each.on(kin.day)) for each in kin.counted],
        flow=drawn(flow_title(status, row.size), flow(status)),
        promises=drawn(promises_title(promised), beside_promise(promised)),
        over_time=bars,
        key=key_of(statuses) if bars else [],
        kinds=all_kinds(kin),
        days=day_rows(kin, [row]),
        part_days=day_rows(kin, [each for each in kin.rows if each is not row]),
        remarks=remarks_of(kin, promised),
        sources=sources_of(kin),
        invented=any(each.on(kin.day).invented for each in kin.counted),
        any_invented=any(status.invented for each in kin.rows for status in each.statuses),
    )


def drawn(title: str, svg: SafeString | None) -> Drawing | None:
    return Drawing(title, svg) if svg else None


def promised_figures(kin: Kin) -> list[Figure]:
    """Of the cohort nearest the whole that was promised something."""
    if not kin.promising:
        return []
    return [figure for figure in kin.promising[-1].on(kin.day).figures if figure.promised is not None]


def key_of(statuses: list[CohortStatus]) -> list[Band]:
    """Each band of the bars once, the hidden ones last."""
    bands = {band.kind: band for status in statuses for band in bands_of(status)}
    return sorted(bands.values(), key=lambda band: (len(band.kind), band.kind))


def totals_of(row: CohortRow, status: CohortStatus) -> tuple[str, str, str]:
    total = persons_text(status.total, masked=status.total_masked)
    return row.name, total, persons_text(row.size, masked=row.size_masked)


def remarks_of(kin: Kin, promised: list[Figure]) -> list[str]:
    _, status = head_of(kin)
    sum_of_one = addition(status) if len(kin.counted) == 1 else ""
    remarks = [
        f"{sum_of_one}." if sum_of_one else "",
        parts_sentence(kin.head, kin.parts, kin.day) if kin.parts else "",
        *(size_difference(each, each.on(kin.day)) for each in kin.counted),
        not_yet_due(promised, kin.day),
        # Of whom a promise counts belongs beside it, not only in the list of cohorts.
        *(each.note for each in kin.promising),
    ]
    return [remark for remark in remarks if remark]


def sources_of(kin: Kin) -> list[str]:
    """Of the figures; where all of them are hidden, of the cohorts."""
    found = [source for row in kin.rows for status in row.statuses for source in status.sources]
    return list(dict.fromkeys(found or [row.source for row in kin.rows]))


def cohort_panel(row: CohortRow, rows: list[CohortRow]) -> CohortPanel:
    whole = next((each.name for each in rows if each.pk == row.whole_id), NO_FIGURE)
    return CohortPanel(row, entry_text(row), persons_text(row.size, masked=row.size_masked), whole)
