"""Cohorts, what became of them, and the shares that documents print: the one door to any count of citizens.

Every page, chart, sentence and file is made of these rows. What the reader may not see is not in them, so nothing made
of them can tell it. Read only: one query for cohorts, one for their outcomes, one for the shares.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from extracts.models import State
from initiatives.cohorts.families import Mask, by_day, masks_of
from initiatives.cohorts.masking import Hidden
from initiatives.models import Cohort, Initiative, Outcome, OutcomeType, PrintedShare

HIDDEN_WORD = "skjult"
NOTHING_HIDDEN = Mask(0, Hidden(), shares=False)


@dataclass(frozen=True)
class Figure:
    """How many of a cohort had an outcome on a day. `persons` is None where it is hidden or not known."""

    pk: int
    kind: OutcomeType
    persons: int | None
    masked: bool
    state: str
    promised: int | None
    promised_on: date | None
    provisional: bool
    invented: bool
    note: str
    source: str

    @property
    def word(self) -> str:
        """Why there is no figure."""
        return HIDDEN_WORD if self.masked else State(self.state).label if self.persons is None else ""


@dataclass(frozen=True)
class CohortStatus:
    """A cohort on a day. `total` is the sum of its outcomes, None where one of them is not known or it is hidden."""

    day: date
    figures: tuple[Figure, ...]
    total: int | None
    total_masked: bool

    def of(self, code: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.kind.code == code), None)

    @property
    def invented(self) -> bool:
        return any(figure.invented for figure in self.figures)

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(figure.source for figure in self.figures if figure.source))


@dataclass(frozen=True)
class Share:
    """A share that a document prints; `percent` and `base` are None where they are hidden."""

    kind: OutcomeType
    percent: Decimal | None
    base: int | None
    promised: Decimal | None
    dated: str
    source: str
    masked: bool


@dataclass(frozen=True)
class CohortRow:
    """A cohort with its statuses, the earliest first. `size` is the source's, None where it is hidden or not known."""

    pk: int
    code: str
    name: str
    full_name: str
    whole_id: int | None
    entered_from: date | None
    entered_before: date | None
    size: int | None
    size_masked: bool
    note: str
    source: str
    statuses: tuple[CohortStatus, ...]
    shares: tuple[Share, ...]

    def on(self, day: date) -> CohortStatus | None:
        return next((status for status in self.statuses if status.day == day), None)

    @property
    def hides_something(self) -> bool:
        figures = (figure.masked for status in self.statuses for figure in status.figures)
        return self.size_masked or any(figures) or any(share.masked for share in self.shares)


def cohort_statuses(initiative: Initiative, *, sees_small: bool, moment: datetime | None) -> list[CohortRow]:
    """The initiative's cohorts as a reader may see them, as known at a moment; `None` means now.

    Who may not see small groups sees today's outcomes whatever the moment: of two versions one could be taken from
    the other.
    """
    return statuses_of([initiative], sees_small=sees_small, moment=moment)[initiative.pk]


def statuses_of(
    initiatives: Iterable[Initiative], *, sees_small: bool, moment: datetime | None
) -> dict[int, list[CohortRow]]:
    """The same for several initiatives at once, by their key."""
    initiatives = list(initiatives)
    cohorts = in_order(Cohort.objects.filter(initiative__in=initiatives).select_related("initiative"))
    versions = Outcome.objects.filter(cohort__in=cohorts).select_related("outcome_type").order_by("recorded_at")
    known = list(versions.as_of(moment) if sees_small else versions)
    shares = shares_by_cohort(cohorts)
    masks = {} if sees_small else masks_of(cohorts, known, shares)
    shown = defaultdict(list)
    for fact in known:
        if sees_small or is_current(fact):
            shown[fact.cohort_id].append(fact)
    found = {initiative.pk: [] for initiative in initiatives}
    for cohort in cohorts:
        mask = masks.get(cohort.pk, NOTHING_HIDDEN)
        found[cohort.initiative_id].append(cohort_row(cohort, shown[cohort.pk], shares[cohort.pk], mask))
    return found


def in_order(cohorts: Iterable[Cohort]) -> list[Cohort]:
    """As they came in, wholes after all parts."""
    cohorts = list(cohorts)
    wholes = {cohort.whole_id for cohort in cohorts}
    return sorted(cohorts, key=lambda each: (each.pk in wholes, each.entered_from or date.min, each.code))


def is_current(fact: Outcome) -> bool:
    return fact.superseded_at is None and fact.state != State.WITHDRAWN


def shares_by_cohort(cohorts: Sequence[Cohort]) -> dict[int, list[PrintedShare]]:
    found = defaultdict(list)
    for share in PrintedShare.objects.filter(cohort__in=cohorts).select_related("outcome_type"):
        found[share.cohort_id].append(share)
    return found


def cohort_row(cohort: Cohort, facts: Sequence[Outcome], shares: Sequence[PrintedShare], mask: Mask) -> CohortRow:
    """A remark on a cohort whose size is hidden is hidden with it: it could say the number."""
    return CohortRow(
        pk=cohort.pk,
        code=cohort.code,
        name=cohort.name,
        full_name=str(cohort),
        whole_id=cohort.whole_id,
        entered_from=cohort.entered_from,
        entered_before=cohort.entered_before,
        size=None if mask.size else cohort.size,
        size_masked=mask.size,
        note="" if mask.size else cohort.note,
        source=cohort.source,
        statuses=tuple(status_of(day, found, mask) for day, found in sorted(by_day(facts).items())),
        shares=tuple(share_of(share, masked=mask.shares) for share in shares),
    )


def status_of(day: date, facts: Sequence[Outcome], mask: Mask) -> CohortStatus:
    facts = sorted(facts, key=lambda fact: (fact.outcome_type.position, fact.outcome_type.code))
    masked, known = mask.hides_sum(day), [int(fact.persons) for fact in facts if fact.persons is not None]
    total = sum(known) if len(known) == len(facts) and not masked else None
    figures = tuple(figure_of(fact, masked=mask.hides(fact), promised=not mask.size) for fact in facts)
    return CohortStatus(day, figures, total, masked)


def figure_of(fact: Outcome, *, masked: bool, promised: bool) -> Figure:
    """What was written of a hidden figure is hidden with it: it could say the number.

    So is what was promised, where the cohort's size is hidden: promises of every outcome add up to it.
    """
    owed = fact.promised if promised else None
    return Figure(
        pk=fact.pk,
        kind=fact.outcome_type,
        persons=None if masked or fact.persons is None else int(fact.persons),
        masked=masked,
        state=State.VALUE if masked else fact.state,
        promised=None if owed is None else int(owed),
        promised_on=None if owed is None else fact.promised_on or fact.status_date,
        provisional=fact.provisional,
        invented=fact.invented,
        note="" if masked else fact.note,
        source="" if masked else fact.source,
    )


def share_of(share: PrintedShare, *, masked: bool) -> Share:
    return Share(
        kind=share.outcome_type,
        percent=None if masked else share.percent,
        base=None if masked else share.base,
        promised=share.promised,
        dated=share.dated,
        source=share.source,
        masked=masked,
    )
