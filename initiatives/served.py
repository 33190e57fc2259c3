"""The goals and budget lines that an initiative serves, and the initiatives that serve one: few queries each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from aabenraa_plan.as_of import AsOf
from aabenraa_plan.formats import sort_key
from budget.models import BenefitType, BudgetLine, BudgetVersion, LineKind, Programme
from initiatives.models import BenefitLink, GoalLink, Initiative
from initiatives.wording import status_text
from targets.assessment import Assessment
from targets.models import Goal
from targets.reporting import areas_named, assess_targets, grouped_by_goal, targets_known
from targets.standing import Standing, standing_of

YEARS_SHOWN = 2
"""The newest budgets of a benefit type."""


@dataclass(frozen=True)
class ServedGoal:
    """A goal with its one word today, None where it has no demands; `invented` where the word rests on example data."""

    link: GoalLink
    standing: Standing | None = None
    invented: bool = False


@dataclass(frozen=True)
class ServedBenefit:
    """A benefit type with its adopted support of the newest years, and the effort booked on the initiative's own
    programme, the newest year first."""

    link: BenefitLink
    support: list[BudgetLine]
    effort: list[BudgetLine]

    @property
    def invented(self) -> bool:
        return any(line.invented for line in (*self.support, *self.effort))


def goals_served(links: Iterable[GoalLink], as_of: AsOf) -> list[ServedGoal]:
    """A fixed number of queries however many goals there are."""
    links = list(links)
    if not links:
        return []
    targets = list(targets_known(as_of.moment).filter(goal__in=[link.goal_id for link in links]))
    rows = assess_targets(targets, as_of=as_of.moment, today=as_of.today, areas=areas_named(targets))
    leading = {found.goal.pk: found.leading.assessment for found in grouped_by_goal(rows)}
    return [served_goal(link, leading.get(link.goal_id)) for link in links]


def served_goal(link: GoalLink, found: Assessment | None) -> ServedGoal:
    if found is None:
        return ServedGoal(link)
    return ServedGoal(link, standing_of(found), found.figure is not None and found.figure.invented)


def benefits_served(
    initiative: Initiative, links: Iterable[BenefitLink], moment: datetime | None
) -> list[ServedBenefit]:
    """One query for the lines of all of them."""
    links = list(links)
    lines = list(adopted_lines(initiative, links, moment)) if links else []
    return [ServedBenefit(link, support_of(link, lines), effort_of(link, lines)) for link in links]


def adopted_lines(initiative: Initiative, links: list[BenefitLink], moment: datetime | None):
    wanted = Q(kind=LineKind.SUPPORT, programme__code=Programme.ORDINARY)
    if initiative.programme_id:
        wanted |= Q(kind=LineKind.EFFORT, programme=initiative.programme_id)
    lines = BudgetLine.objects.as_of(moment).filter(version=BudgetVersion.ADOPTED, amount__isnull=False)
    return lines.filter(wanted, benefit_type__in=[link.benefit_type_id for link in links]).order_by("-year")


def support_of(link: BenefitLink, lines: list[BudgetLine]) -> list[BudgetLine]:
    own = [each for each in lines if each.benefit_type_id == link.benefit_type_id]
    return [each for each in own if each.kind == LineKind.SUPPORT][:YEARS_SHOWN]


def effort_of(link: BenefitLink, lines: list[BudgetLine]) -> list[BudgetLine]:
    own = [each for each in lines if each.benefit_type_id == link.benefit_type_id]
    return [each for each in own if each.kind == LineKind.EFFORT]


@dataclass(frozen=True)
class Serving:
    """An initiative that serves something, how it is expected to, and its status by the newest source."""

    initiative: Initiative
    how: str
    status: str


def serving_goal(goal: Goal) -> list[Serving]:
    return serving(goal.initiative_links)


def serving_benefit(benefit_type: BenefitType) -> list[Serving]:
    return serving(benefit_type.initiative_links)


def serving(links) -> list[Serving]:
    """In Danish order of their names; one query."""
    found = [
        Serving(each.initiative, each.how, status_text(each.initiative)) for each in links.select_related("initiative")
    ]
    return sorted(found, key=lambda each: sort_key(each.initiative.name))
