"""What a commit of outcomes would change: cohorts that do not add up, sentences, rows to show.

Only uploaders see this, so small groups stand as they are in the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aabenraa_plan.formats import counted, danish_date, danish_number
from extracts.diffing import Change, Diff
from extracts.kinds import ChangeRow
from extracts.models import State
from extracts.problems import Problem, warning
from initiatives.files.promised import promise_warnings
from initiatives.models import Cohort, Outcome, OutcomeType

SENTENCES = 5


def history_warnings(diff: Diff) -> list[Problem]:
    """Cohorts whose outcomes on a day, those of the file and those known, are more people than the cohort has.

    A warning, not an error: a size is a document's figure too, and documents print more than one.
    """
    rows = list(diff.writes.batch())
    cohorts = Cohort.objects.select_related("initiative").in_bulk({row.key[0] for row in rows})
    days = {(row.key[0], row.key[2]) for row in rows}
    after = persons_known(days) | {row.key: row.content["persons"] for row in rows}
    totals = totals_of(after)
    found = [
        too_many(cohorts[cohort], day, totals[cohort, day], line)
        for (cohort, day), line in first_lines(rows).items()
        if cohorts[cohort].size is not None and totals[cohort, day] > cohorts[cohort].size
    ]
    return found + promise_warnings(diff.writes, cohorts)


def persons_known(days: set[tuple[int, date]]) -> dict[tuple, Decimal | None]:
    """Today's figures by key, of those cohorts on those days (and of the same cohorts on the others' days)."""
    cohorts, dates = {cohort for cohort, _ in days}, {day for _, day in days}
    current = Outcome.objects.current().filter(cohort__in=cohorts, status_date__in=dates)
    return {(cohort, kind, day): persons for cohort, kind, day, persons in current.values_list(*Outcome.KEY, "persons")}


def totals_of(persons_by_key: dict[tuple, Decimal | None]) -> dict[tuple[int, date], Decimal]:
    totals = defaultdict(Decimal)
    for (cohort, _, day), persons in persons_by_key.items():
        totals[cohort, day] += persons or 0
    return totals


def first_lines(rows: list) -> dict[tuple[int, date], int]:
    lines = {}
    for row in rows:
        lines.setdefault((row.key[0], row.key[2]), row.line)
    return lines


def too_many(cohort: Cohort, day: date, total: Decimal, line: int) -> Problem:
    message = (
        f"Udfaldene for {cohort} pr. {danish_date(day)} er i alt {danish_number(total)} borgere, "
        f"men holdet er på {danish_number(cohort.size)}. Er antallene rigtige?"
    )
    return warning(message, line=line, column="antal", text=danish_number(total))


def effect(diff: Diff) -> list[str]:
    """A sentence for each of the first figures, and how many more there are."""
    writes = diff.writes
    said = [sentence(*each) for each in with_names(writes[:SENTENCES])]
    rest = len(writes) - SENTENCES
    return said + ([f"Desuden gemmes {counted(rest, 'andet tal', 'andre tal')}."] if rest > 0 else [])


def with_names(changes: Sequence[Change]) -> list[tuple[Change, Cohort, OutcomeType]]:
    keys = [change.row.key for change in changes]
    cohorts = Cohort.objects.select_related("initiative").in_bulk({cohort for cohort, _, _ in keys})
    kinds = OutcomeType.objects.in_bulk({kind for _, kind, _ in keys})
    return [(change, cohorts[cohort], kinds[kind]) for change, (cohort, kind, _) in zip(changes, keys, strict=True)]


def sentence(change: Change, cohort: Cohort, kind: OutcomeType) -> str:
    """«KIK II, start 1. februar 2018: 408 er selvforsørgende pr. 31. august 2018 (før 395).»"""
    when, content = danish_date(change.row.key[2]), change.row.content
    before, promise = standing_before(change), promise_change(change)
    known = f" (før {shown(before.state, before.persons)})" if before else ""
    if before and (before.state, before.persons) == (content["state"], content["persons"]):
        known = " (antallet er uændret)" if promise else " (antallet er uændret, oplysningerne ændres)"
    known += f"; {promise}" if promise else ""
    if content["persons"] is None:
        return f"{cohort}: antallet, der er {kind} pr. {when}, er {State(content['state']).label}{known}."
    return f"{cohort}: {danish_number(content['persons'])} er {kind} pr. {when}{known}."


@dataclass(frozen=True)
class Owed:
    """How many were to have an outcome, and by when; without a day, by the status date itself."""

    count: Decimal | None = None
    day: date | None = None

    @property
    def text(self) -> str:
        return danish_number(self.count) + (f" pr. {danish_date(self.day)}" if self.day else "")

    @property
    def day_text(self) -> str:
        return f"den {danish_date(self.day)}" if self.day else "statusdatoen"


def promise_change(change: Change) -> str:
    """«løftet ændres fra 26 til 30»; "" where the file says nothing of promises, or nothing new."""
    content, before = change.row.content, standing_before(change)
    old = Owed(before.promised, before.promised_on) if before else Owed()
    new = Owed(content.get("promised", old.count), content.get("promised_on", old.day))
    if new == old:
        return ""
    if old.count is None:
        return f"løftet er {new.text}"
    if new.count is None:
        return f"løftet på {old.text} slettes"
    if old.count == new.count:
        return f"løftet på {danish_number(new.count)} gælder {new.day_text} (før {old.day_text})"
    return f"løftet ændres fra {old.text} til {new.text}"


def standing_before(change: Change):
    """The version a reader sees today; one that was taken back is none."""
    before = change.before
    return None if before is None or before.state == State.WITHDRAWN else before


def shown(state: str, persons: Decimal | None) -> str:
    """A count to read, or the word for why there is none."""
    return State(state).label if persons is None else danish_number(persons)


def change_rows(changes: Sequence[Change]) -> list[ChangeRow]:
    """The preview's lines for these changes."""
    return [change_row(*each) for each in with_names(changes)]


def change_row(change: Change, cohort: Cohort, kind: OutcomeType) -> ChangeRow:
    content, before = change.row.content, standing_before(change)
    return ChangeRow(
        subject=str(cohort),
        part=str(kind),
        period=danish_date(change.row.key[2]),
        before=shown(before.state, before.persons) if before else "–",
        after=shown(content["state"], content["persons"]),
        delta=delta(change),
        line=change.row.line,
        invented=content.get("invented", False),
    )


def delta(change: Change) -> str:
    """How the count changes; where it does not, what does."""
    content, before = change.row.content, standing_before(change)
    if before is None:
        return "ny"
    if (before.state, before.persons) == (content["state"], content["persons"]):
        return promise_change(change) or "oplysninger"
    if before.persons is None or content["persons"] is None:
        return "ændret"
    return danish_number(content["persons"] - before.persons, signed=True)


def name_series(series: Iterable[tuple]) -> dict[tuple, str]:
    """Each series of a cohort and an outcome in words: «KIK II, start 1. februar 2018: selvforsørgende»."""
    series = list(series)
    cohorts = Cohort.objects.select_related("initiative").in_bulk({cohort for cohort, _ in series})
    kinds = OutcomeType.objects.in_bulk({kind for _, kind in series})
    return {(cohort, kind): f"{cohorts[cohort]}: {kinds[kind]}" for cohort, kind in series}
