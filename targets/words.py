"""What people say of goals: comments by quarter, and judgements beside the computed verdict."""

from datetime import date

from django.db import transaction

from aabenraa_plan.audit.recording import updated
from extracts.calendar import newest_ended
from extracts.models import DataVersion
from extracts.periods import Kind, Period
from targets.models import Comment, Goal, Judgement, Rule, Target

COMMENTS_SHOWN = 4


class SaidMeanwhile(Exception):
    """Someone else wrote a newer wording than the one the writer had in front of them."""


def quarter_to_comment(today: date) -> Period:
    """The latest quarter that is over: the one a comment and the task to write it are about."""
    return newest_ended(Kind.QUARTER, today)


def comments_of(goal: Goal, moment=None) -> list[Comment]:
    """The comments as known at a moment, the newest quarter first."""
    return list(goal.comments.known_at(moment).select_related("made_by")[:COMMENTS_SHOWN])


@transaction.atomic
def write_comment(*, goal: Goal, quarter: Period, texts: dict[str, str], seen: int | None, by) -> Comment:
    """A further wording of the comment; the one before stays in the history.

    `seen` is the comment the writer started from (None: there was none); `SaidMeanwhile` where it is
    no longer the newest.
    """
    version = DataVersion.raised()
    current = Comment.objects.filter(goal=goal, quarter=quarter.code, ended_at=None)
    if current.values_list("pk", flat=True).first() != seen:
        raise SaidMeanwhile
    current.update(ended_at=version.moment)
    return Comment.objects.create(goal=goal, quarter=quarter.code, made_by=by, made_at=version.moment, **texts)


@transaction.atomic
def give_judgement(
    *, target: Target, verdict: str, reason: str, by, period: Period | None = None, expires_on=None, done_on=None
) -> Judgement:
    """A person's word on a target; an earlier one on the same period ends, and stays in the history."""
    version = DataVersion.raised()
    code = period.code if period else ""
    end_judgements(target, code, version.moment)
    return Judgement.objects.create(
        target=target,
        period=code,
        verdict=verdict,
        reason=reason,
        expires_on=expires_on,
        done_on=done_on,
        made_by=by,
        made_at=version.moment,
    )


@transaction.atomic
def withdraw_judgement(*, judgement: Judgement, by) -> Judgement:
    """Take a word back: the computed verdict stands alone again. One that has ended meanwhile stays as it ended."""
    moment = DataVersion.raised().moment
    updated(Judgement.objects.filter(pk=judgement.pk, ended_at=None), ended_at=moment, withdrawn_by=by)
    judgement.refresh_from_db()
    return judgement


def end_judgements(target: Target, code: str, moment):
    """End the standing word on the period, whichever version of the demand it was given on."""
    updated(standing_judgements(target, code), ended_at=moment)


def standing_judgements(target: Target, code: str):
    """At most one: of a target that is judged in words, or done by a date, there is only one word at a time."""
    standing = Judgement.objects.filter(target__goal=target.goal_id, target__position=target.position, ended_at=None)
    if target.rule not in (Rule.NARRATIVE, Rule.MILESTONE):
        standing = standing.filter(period=code)
    return standing
