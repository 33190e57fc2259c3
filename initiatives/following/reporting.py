"""What an initiative promised, its milestones and its notes, as known at a moment: one query per fact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from aabenraa_plan.formats import danish_date
from aabenraa_plan.models import Role
from extracts.marks import is_invented
from extracts.periods import Period, parse
from initiatives.following import promise_wording
from initiatives.following.milestones import standing_of
from initiatives.following.promises import Judged, Measured, Promised, judge
from initiatives.models import Initiative, Measurement, Milestone, Note, Promise
from targets.spec import Verdict
from targets.standing import Standing, standing


@dataclass(frozen=True)
class PromiseRow:
    """A promise judged; `measurements` are those that stand, the newest first."""

    promise: Promise
    promised: Promised
    judged: Judged
    measurements: list[Measurement]

    @property
    def standing(self) -> Standing:
        return standing(self.judged.verdict, self.judged.reason)

    @property
    def measurement(self) -> Measurement | None:
        """The one that was judged."""
        found = self.judged.measured
        return next((each for each in self.measurements if found and each.day == found.day), None)

    @property
    def promised_text(self) -> str:
        return promise_wording.promised_text(self.promised)

    @property
    def measured_text(self) -> str:
        found = self.judged.measured
        return promise_wording.measured_text(self.promised, found) if found else ""

    @property
    def margin_text(self) -> str:
        return promise_wording.margin_text(self.judged)

    @property
    def sentence(self) -> str:
        return promise_wording.sentence(self.promised, self.judged)

    @property
    def due_text(self) -> str:
        return self.promised.due.label if self.promised.due else ""

    @property
    def all_measured(self) -> list[tuple[Measurement, str]]:
        """Each figure with how it reads."""
        words = [Measured(each.day, each.value) for each in self.measurements]
        texts = [promise_wording.measured_text(self.promised, each) for each in words]
        return list(zip(self.measurements, texts, strict=True))

    @property
    def invented(self) -> bool:
        return any(is_invented(each.source) for each in (self.promise, *self.measurements))


@dataclass(frozen=True)
class MilestoneRow:
    milestone: Milestone
    standing: Standing

    @property
    def is_reached(self) -> bool:
        return self.standing.code in (Verdict.MET, Verdict.MISSED)

    @property
    def due_text(self) -> str:
        return label_of(self.milestone.due)

    @property
    def reached_text(self) -> str:
        return label_of(self.milestone.reached)


@dataclass(frozen=True)
class NoteRow:
    """A note as it stands, with the wordings before it, the newest first."""

    note: Note
    earlier: list[Note]

    @property
    def when_text(self) -> str:
        return label_of(self.note.when) or danish_date(self.note.day)

    @property
    def author(self) -> str:
        """Who wrote it here; "" where it is a document's."""
        return "" if self.note.made_by.role == Role.SYSTEM else str(self.note.made_by)

    @property
    def invented(self) -> bool:
        return is_invented(self.note.source)


@dataclass(frozen=True)
class Notes:
    """Those that stand, the newest first, and those taken back."""

    standing: list[NoteRow]
    withdrawn: list[Note]


def label_of(code: str) -> str:
    found = period_of(code)
    return found.label if found else ""


def period_of(code: str) -> Period | None:
    return parse(code) if code else None


def promises_of(
    initiatives: Iterable[Initiative], *, today: date, moment: datetime | None = None
) -> dict[int, list[PromiseRow]]:
    """By initiative; two queries however many there are."""
    promises = list(Promise.objects.filter(initiative__in=initiatives).order_by("initiative", "position"))
    words = Measurement.objects.known_at(moment).filter(promise__in=promises).select_related("made_by")
    measured, found = defaultdict(list), defaultdict(list)
    for word in words.order_by("-day"):
        measured[word.promise_id].append(word)
    for promise in promises:
        found[promise.initiative_id].append(judged_row(promise, measured[promise.pk], today))
    return found


def judged_row(promise: Promise, measurements: list[Measurement], today: date) -> PromiseRow:
    promised = Promised(
        promise.rule,
        promise.value,
        promise.unit,
        promise.per,
        promise.per_unit,
        promise.baseline,
        period_of(promise.due),
    )
    figures = [Measured(each.day, each.value) for each in measurements]
    return PromiseRow(promise, promised, judge(promised, figures, today), measurements)


def milestones_of(initiative: Initiative, *, today: date) -> list[MilestoneRow]:
    """In the order of when they were or are to be reached; those that nobody dates come last."""
    rows = [
        MilestoneRow(each, standing_of(period_of(each.due), period_of(each.reached), today))
        for each in initiative.milestones.all()
    ]
    return sorted(rows, key=lambda row: (end_of(row.milestone), row.milestone.pk))


def end_of(milestone: Milestone) -> date:
    found = period_of(milestone.reached or milestone.due)
    return found.end if found else date.max


def notes_of(initiative: Initiative, moment: datetime | None = None) -> Notes:
    """One query: every wording made by then. Those that share a code are wordings of one note."""
    written = initiative.notes.select_related("made_by", "ended_by").order_by("-made_at", "-pk")
    by_code = defaultdict(list)
    for note in written if moment is None else written.filter(made_at__lte=moment):
        by_code[note.code or note.pk].append(note)
    standing, withdrawn = [], []
    for newest, *earlier in by_code.values():
        if stood_at(newest, moment):
            standing.append(NoteRow(newest, earlier))
        else:
            withdrawn.append(newest)
    return Notes(sorted(standing, key=lambda row: row.note.day, reverse=True), withdrawn)


def stood_at(note: Note, moment: datetime | None) -> bool:
    return note.ended_at is None or (moment is not None and note.ended_at > moment)
