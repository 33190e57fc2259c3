"""The goals of a report: judged as the quarter ended, with what people say of them and where each figure came from."""

from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_date
from extracts.periods import Period
from reports.payload.charts import chart_of
from reports.payload.numbers import apart, measured
from reports.payload.shapes import Comment, Effort, Flag, Goal, Guidepost, Lineage, Target, Word
from targets import models
from targets.charts import uses_invented
from targets.reporting import AssessedGoal, AssessedTarget
from targets.spec import Verdict
from targets.standing import Standing, standing_of
from targets.tables import target_row
from targets.views.goals import lead
from targets.wording import telling_decimals

Comments = dict[int, models.Comment]
"""By goal."""
Stored = dict[int, models.Observation]
"""By key, with the upload of each."""


def guideposts_of(plan: models.Plan, quarter: Period, assessed: list[AssessedGoal]) -> list[Guidepost]:
    """Three queries, whatever the number of goals."""
    comments, stored = comments_on(plan, quarter), stored_behind(assessed)
    return [
        Guidepost(
            position=guidepost.position,
            label=guidepost.label,
            title=guidepost.title,
            goals=[goal_of(each, comments, stored) for each in assessed if each.goal.guidepost_id == guidepost.pk],
            efforts=[Effort(effort.title, effort.description) for effort in guidepost.efforts.all()],
        )
        for guidepost in plan.guideposts.prefetch_related("efforts")
    ]


def comments_on(plan: models.Plan, quarter: Period) -> Comments:
    found = models.Comment.objects.known_at(None).filter(goal__plan=plan, quarter=quarter.code)
    return {comment.goal_id: comment for comment in found.select_related("made_by")}


def stored_behind(assessed: list[AssessedGoal]) -> Stored:
    """The figures the verdicts rest on."""
    keys = {key for goal in assessed for row in goal.targets for key in row.assessment.versions}
    return models.Observation.objects.with_upload().in_bulk(keys)


def goal_of(assessed: AssessedGoal, comments: Comments, stored: Stored) -> Goal:
    goal, comment = assessed.goal, comments.get(assessed.goal.pk)
    return Goal(
        code=goal.code,
        number=goal.number,
        title=goal.title,
        description=goal.description,
        source=goal.source,
        verdict=assessed.verdict.value,
        standing=word_of(standing_of(assessed.leading.assessment)),
        sentence=lead(assessed),
        targets=[target_of(row, stored) for row in assessed.targets],
        comment=comment_of(comment) if comment else None,
        needs_comment=assessed.verdict == Verdict.MISSED,
    )


def comment_of(comment: models.Comment) -> Comment:
    by, at = str(comment.made_by), localtime(comment.made_at).isoformat()
    return Comment(comment.happened, comment.why, comment.next_step, by, at)


def word_of(standing: Standing) -> Word:
    return Word(standing.code, standing.symbol, standing.word)


def target_of(row: AssessedTarget, stored: Stored) -> Target:
    found, spec, target, shown = row.assessment, row.spec, row.target, target_row(row)
    figure, most = found.figure, decimals_of(row)
    return Target(
        title=shown.title,
        indicator=target.indicator.code if target.indicator else "",
        unit=spec.unit,
        source=target.indicator.source if target.indicator else target.goal.source,
        promise=shown.promise,
        rule=spec.rule,
        limit=measured(found.comparand, spec.unit, most),
        verdict=found.verdict.value,
        outlook=found.outlook or "",
        reason=found.reason,
        standing=word_of(shown.standing),
        sentence=shown.sentence,
        odds=shown.odds,
        period=found.period.code if found.period else "",
        period_label=found.period.label if found.period else "",
        number=measured(found.value, spec.unit, most),
        numerator=part_of(figure.numerator) if figure else None,
        denominator=part_of(figure.denominator) if figure else None,
        margin=apart(found.margin, spec.unit, most),
        needed=found.needed,
        flags=[Flag(each.code, each.word, each.sentence) for each in shown.flags],
        override=shown.override,
        amended=amended(target),
        provisional=bool(figure and figure.provisional),
        invented=uses_invented(row),
        chart=chart_of(row),
        lineage=[lineage_of(stored[key]) for key in found.versions if key in stored],
        approximate=spec.baseline_approximate,
    )


def decimals_of(row: AssessedTarget) -> int | None:
    """As many as it takes that a miss does not read as a hit; None for the usual ones."""
    found = row.assessment
    if found.value is None or found.comparand is None:
        return None
    return telling_decimals(found.value, found.comparand, row.spec.unit)


def part_of(number) -> str | None:
    return None if number is None else measured(number, "count").value


def amended(target: models.Target) -> str:
    """`Ændret fra 1. januar 2025: …`: of the version that judged, unless it is the first."""
    if target.version == 1:
        return ""
    return f"Ændret fra {danish_date(target.valid_from)} (besluttet {danish_date(target.decided_on)}): {target.reason}"


def lineage_of(stored: models.Observation) -> Lineage:
    return Lineage(
        version=stored.pk,
        period=stored.when.label,
        file=stored.upload.file_name,
        line=stored.line,
        uploaded_by=str(stored.upload.uploaded_by),
        recorded_at=localtime(stored.recorded_at).isoformat(),
        source=stored.source,
        sha256=stored.upload.sha256,
    )
