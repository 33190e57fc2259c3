"""What an amendment would do: a demand judged today and period by period, as it stands and as proposed."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from aabenraa_plan.formats import counted, danish_date
from extracts.periods import Period
from targets.models import Target
from targets.outlook_wording import outlook_sentence
from targets.reporting import AssessedTarget, Demand, judged, load_revisions, targets_known
from targets.series import load_series
from targets.specs import spec_of
from targets.standing import Standing, standing_of
from targets.tables import unbroken
from targets.wording import promise

PERIODS_SHOWN = 8
TODAY = "I dag"


@dataclass(frozen=True)
class Side:
    """How something is judged: the word and the sentence."""

    standing: Standing
    sentence: str
    outlook: str


@dataclass(frozen=True)
class EffectRow:
    """What is judged, and how before and after."""

    what: str
    before: Side
    after: Side

    @property
    def turns(self) -> bool:
        return self.before.standing != self.after.standing


@dataclass(frozen=True)
class Effect:
    today: EffectRow
    periods: list[EffectRow]
    """The latest periods with a figure, the newest first."""

    @property
    def lead(self) -> str:
        """`Dagens vurdering skifter fra «ikke opfyldt» til «opfyldt». 2 af de 8 seneste perioder skifter.`"""
        before, after = (side.standing.word.lower() for side in (self.today.before, self.today.after))
        turned = sum(row.turns for row in self.periods)
        said = f"Dagens vurdering skifter fra «{before}» til «{after}»." if self.today.turns else ""
        said = said or f"Dagens vurdering er den samme: {before}."
        if not self.periods:
            return said
        shown = counted(len(self.periods), "periode", "perioder")
        return f"{said} {turned or 'Ingen'} af de seneste {shown} med tal skifter vurdering."


@dataclass(frozen=True)
class VersionRow:
    number: int
    valid: str
    promise: str
    reason: str
    decided: str


def version_row(target: Target) -> VersionRow:
    """A version in words: from when, what, why and by whom."""
    valid = f"fra {danish_date(target.valid_from)}" if target.valid_from else "fra begyndelsen"
    decided = f"Besluttet {danish_date(target.decided_on)}." if target.decided_on else ""
    written = f"Skrevet ind af {target.recorded_by}." if decided and target.recorded_by else ""
    return VersionRow(target.version, valid, promise(spec_of(target)), target.reason, f"{decided} {written}".strip())


def versions_of(target: Target) -> Demand:
    """Every version of the target's demand, the oldest first; two further queries however many."""
    return list(targets_known().select_related("recorded_by").filter(goal=target.goal_id, position=target.position))


def effect_of(versions: Demand, proposed: Target, *, today: date | None = None) -> Effect:
    """The demand judged by its versions, and by its versions with the proposed one; nothing is written."""
    today, newest = today or timezone.localdate(), versions[-1]
    indicators = {newest.indicator} if newest.indicator else set()
    series, revisions = load_series(indicators), load_revisions(indicators, {newest.area_id})

    def row(period: Period | None) -> EffectRow:
        before, after = (
            side(judged(each, series, revisions, today, period)) for each in (versions, [*versions, proposed])
        )
        return EffectRow(period.label if period else TODAY, before, after)

    own = series.get(newest.indicator_id, {}).get(newest.area.name, {})
    latest = sorted((period for period, figure in own.items() if figure.exact is not None), reverse=True)
    return Effect(row(None), [row(period) for period in latest[:PERIODS_SHOWN]])


def side(row: AssessedTarget) -> Side:
    found = row.assessment
    outlook = outlook_sentence(found.prospect, row.spec) if found.prospect else ""
    return Side(standing_of(found), unbroken(found.sentence), unbroken(outlook))
