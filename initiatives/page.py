"""What an initiative's page is made of, worked out once after each change and kept in this process's memory."""

from dataclasses import dataclass

from django.db.models import Prefetch

from aabenraa_plan.as_of import AsOf
from aabenraa_plan.exports import ExportTable
from aabenraa_plan.kept import kept_here
from extracts.stamp import stamp_of
from initiatives.cohorts.page import CohortSection, cohorts_of
from initiatives.economy.page import EconomySection, economy_of
from initiatives.following.page import FollowingSection, following_of
from initiatives.models import BenefitLink, GoalLink, Initiative
from initiatives.served import ServedBenefit, ServedGoal, benefits_served, goals_served
from initiatives.wording import lead_of, period_text, status_text


@dataclass(frozen=True)
class InitiativePage:
    """A section is None where there is nothing to show in it."""

    initiative: Initiative
    period: str
    status: str
    economy: EconomySection | None
    cohorts: CohortSection | None
    following: FollowingSection | None
    goals: list[ServedGoal]
    benefits: list[ServedBenefit]

    @property
    def sections(self) -> list:
        return [section for section in (self.economy, self.cohorts, self.following) if section]

    @property
    def lead(self) -> str:
        return lead_of(self.initiative, [section.lead for section in self.sections])

    @property
    def tables(self) -> list[ExportTable]:
        return [table for section in self.sections for table in section.tables]

    @property
    def uses_examples(self) -> bool:
        return any(each.invented for each in (*self.sections, *self.goals, *self.benefits))


def initiative_page(slug: str, as_of: AsOf, *, sees_small: bool) -> InitiativePage:
    """Two readers' pages differ in small groups only. `Initiative.DoesNotExist` where there is none of that slug."""
    key = f"initiative:{stamp_of(as_of)}:{slug}:{sees_small:d}"
    return kept_here(key, lambda: worked_out(slug, as_of, sees_small=sees_small))


def worked_out(slug: str, as_of: AsOf, *, sees_small: bool) -> InitiativePage:
    found = whole_initiatives().get(code=slug)
    return InitiativePage(
        initiative=found,
        period=period_text(found),
        status=status_text(found),
        economy=economy_of(found, as_of.moment),
        cohorts=cohorts_of(found, sees_small=sees_small, moment=as_of.moment),
        following=following_of(found, today=as_of.today, moment=as_of.moment),
        goals=goals_served(found.goal_links.all(), as_of),
        benefits=benefits_served(found, found.benefit_links.all(), as_of.moment),
    )


def whole_initiatives():
    """Initiatives with what their own page says of other things."""
    goals = GoalLink.objects.select_related("goal__plan", "goal__guidepost")
    benefits = BenefitLink.objects.select_related("benefit_type")
    return Initiative.objects.select_related("part_of", "programme", "business_case", "edited_by").prefetch_related(
        "parts",
        "guideposts__plan",
        Prefetch("goal_links", queryset=goals),
        Prefetch("benefit_links", queryset=benefits),
    )
