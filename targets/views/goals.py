"""A goal: is it kept, will it be, and how do we know? The page itself is put together in `reports`."""

from django.shortcuts import get_object_or_404

from targets.charts import uses_invented
from targets.models import Goal
from targets.panels import panel_of
from targets.reporting import AssessedGoal
from targets.spec import Verdict
from targets.standing import standing_of
from targets.tables import unbroken
from targets.words import comments_of, quarter_to_comment


def goal_page(request, found: Goal, assessed: AssessedGoal) -> dict:
    """What `targets/goal.html` shows of a goal."""
    return {
        "goal": found,
        "plan": found.plan,
        "standing": standing_of(assessed.leading.assessment) if assessed.targets else None,
        "lead": lead(assessed),
        "panels": [panel_of(request, row, position) for position, row in enumerate(assessed.targets, 1)],
        "uses_examples": any(uses_invented(row) for row in assessed.targets),
        "comments": comments_of(found, request.as_of.moment),
        "quarter": quarter_to_comment(request.as_of.today),
    }


def goal_or_404(plan: str, code: str) -> Goal:
    """The goal by its plan's slug and its own code."""
    return get_object_or_404(Goal.objects.select_related("plan", "guidepost"), plan__slug=plan, code=code)


def lead(assessed: AssessedGoal) -> str:
    """The one verdict's sentence, or how many of several are met."""
    if not assessed.targets:
        return "Målet har ingen krav endnu."
    verdicts = [row.assessment for row in assessed.targets]
    if len(verdicts) == 1:
        return unbroken(verdicts[0].sentence)
    return lead_of_parts([found.verdict for found in verdicts])


def lead_of_parts(verdicts: list[Verdict]) -> str:
    """`1 af målets 2 dele er opfyldt.`; that nothing can be said is not that nothing is met."""
    met, count = verdicts.count(Verdict.MET), len(verdicts)
    unknown = sum(verdict in (Verdict.NO_DATA, Verdict.NOT_ENOUGH) for verdict in verdicts)
    if unknown == count:
        return f"Ingen af målets {count} dele kan vurderes endnu."
    beside = f", og {unknown} kan ikke vurderes endnu" if unknown else ""
    return f"{met or 'Ingen'} af målets {count} dele er opfyldt{beside}."
