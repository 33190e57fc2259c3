"""`manage.py initiative_status --slug kik-ii --json`: what was promised and what came of it, for machines and tests."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from aabenraa_plan.as_of import moment_of
from initiatives.cohorts.as_json import cohorts_as_list
from initiatives.cohorts.reporting import cohort_statuses
from initiatives.economy.as_json import case_as_dict
from initiatives.economy.reporting import business_case_of
from initiatives.following.page import following_as_dict
from initiatives.models import Initiative
from initiatives.whatif.as_json import assumptions_as_dict
from initiatives.whatif.reporting import scenarios_of

WRONG_USE = 2


class Command(BaseCommand):
    help = (
        "Print initiatives with their money, cohorts, promises and links. Small groups are not hidden here. "
        "Exit 2 for an unknown slug or moment."
    )

    def add_arguments(self, parser):
        parser.add_argument("--slug", help="one initiative; all of them where it is left out")
        parser.add_argument("--as-of", metavar="WHEN", help="ISO date (its end) or moment: figures as known then")
        parser.add_argument("--json", action="store_true", help="print one object, or a list of all of them")

    def handle(self, *args, slug, as_of, **options):
        moment = known_at(as_of)
        wanted = Initiative.objects.select_related("part_of")
        found = list(wanted.filter(code=slug) if slug else wanted)
        if not found:
            known = ", ".join(Initiative.objects.values_list("code", flat=True)) or "none; run load_plans"
            raise CommandError(f"There is no such initiative. Known: {known}.", returncode=WRONG_USE)
        said = [as_dict(each, moment) for each in found]
        if options["json"]:
            self.stdout.write(json.dumps(said[0] if slug else said, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(as_text(each) for each in said))


def known_at(text: str | None):
    try:
        return moment_of(text) if text else None
    except ValueError:
        raise CommandError(f"{text!r} is not an ISO date or moment.", returncode=WRONG_USE) from None


def as_dict(initiative: Initiative, moment) -> dict:
    case = business_case_of(initiative, moment)
    cohorts = cohort_statuses(initiative, sees_small=True, moment=moment)
    scenarios = scenarios_of(case.stored, moment) if case else []
    return {
        "slug": initiative.code,
        "name": initiative.name,
        "kind": initiative.kind,
        "status": initiative.status,
        "status_period": initiative.status_period or None,
        "part_of": initiative.part_of.code if initiative.part_of else None,
        "business_case": case_as_dict(case) if case else None,
        "assumptions": [assumptions_as_dict(each) for each in scenarios],
        "cohorts": cohorts_as_list(cohorts),
        **following_as_dict(initiative, today=timezone.localdate(moment), moment=moment),
        "goals": [goal_as_dict(link) for link in initiative.goal_links.select_related("goal__plan")],
        "benefit_types": [
            {"benefit_type": link.benefit_type.name, "code": link.benefit_type.code, "how": link.how}
            for link in initiative.benefit_links.select_related("benefit_type")
        ],
        "source": initiative.source,
    }


def goal_as_dict(link) -> dict:
    return {"plan": link.goal.plan.slug, "goal": link.goal.code, "title": link.goal.title, "how": link.how}


def as_text(found: dict) -> str:
    """A line for each initiative, and one for each of its cohorts' latest words."""
    counted = {(each["name"], each["date"], each["total"]) for each in found["cohorts"]}
    lines = [
        f"  {name}  {day or '–'}  {'–' if total is None else total}" for name, day, total in sorted(counted, key=str)
    ]
    case = found["business_case"]
    net = f"  {case['sign_text']} ({case['unit']})" if case else ""
    return "\n".join([f"{found['slug']:<24}{found['name']}{net}", *lines])
