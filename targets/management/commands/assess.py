"""`manage.py assess --plan SLUG --json`: the verdicts of a plan's targets, for machines and tests."""

import json
from datetime import datetime
from fractions import Fraction

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from aabenraa_plan.as_of import moment_of
from aabenraa_plan.formats import plain_number, round_half_up
from extracts.periods import UnknownPeriod, parse
from targets.models import Plan
from targets.reporting import AssessedTarget, assess_targets, targets_known

WRONG_USE = 2
RATIO_DECIMALS = 6


class Command(BaseCommand):
    help = "Judge a plan's targets. Exit 0 whatever the verdicts; 2 for an unknown plan, goal or period."

    def add_arguments(self, parser):
        parser.add_argument("--plan", required=True, metavar="SLUG")
        parser.add_argument("--goal", metavar="N", help="a goal's number or code, or its indicator's code")
        parser.add_argument("--period", metavar="P", help="judge that period's figure (default: the latest)")
        parser.add_argument("--as-of", metavar="WHEN", help="ISO date (its end) or moment: figures as known then")
        parser.add_argument("--json", action="store_true", help="print a list of objects")

    def handle(self, *args, plan, goal, period, as_of, **options):
        moment = known_at(as_of) if as_of else None
        targets = chosen_targets(plan, goal, moment)
        rows = assess_targets(targets, as_of=moment, period=period_of(period) if period else None)
        if options["json"]:
            self.stdout.write(json.dumps([as_dict(row) for row in rows], ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(as_text(row) for row in rows))


def chosen_targets(plan: str, goal: str | None, as_of: datetime | None):
    if not Plan.objects.filter(slug=plan).exists():
        known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "none; run load_plans"
        raise CommandError(f"There is no plan {plan!r}. Known: {known}.", returncode=WRONG_USE)
    targets = targets_known(as_of).filter(goal__plan__slug=plan)
    if goal:
        targets = targets.filter(Q(goal__code=goal) | Q(indicator__code=goal))
        if not targets:
            raise CommandError(f"Plan {plan!r} has no goal {goal!r}.", returncode=WRONG_USE)
    return list(targets)


def period_of(text: str):
    try:
        return parse(text)
    except UnknownPeriod:
        raise CommandError(f"{text!r} is not a period. Write 2023Q1, 2023M05 or 2023.", returncode=WRONG_USE) from None


def known_at(text: str):
    try:
        return moment_of(text)
    except ValueError:
        raise CommandError(f"{text!r} is not an ISO date or moment.", returncode=WRONG_USE) from None


def as_dict(row: AssessedTarget) -> dict:
    found, target = row.assessment, row.target
    computed = bool(found.figure and (found.figure.is_ratio or found.figure.version is None))
    return {
        "plan": target.goal.plan.slug,
        "goal": target.goal.code,
        "indicator": target.indicator.code if target.indicator else None,
        "area": target.area.name,
        "period": found.period.code if found.period else None,
        "rule": target.rule,
        "comparand": plain(found.comparand, computed=not is_short(found.comparand)),
        "value": plain(found.value, computed=computed),
        "margin": plain(found.margin, computed=computed),
        "verdict": found.verdict.value,
        "reason": found.reason,
        "sentence": found.sentence,
        "needed": found.needed,
        "outlook": found.outlook,
        "flags": [raised.flag.value for raised in found.flags],
        "version": target.version,
    }


def is_short(number: Fraction | None) -> bool:
    """Whether six decimals say it exactly: a limit or a loaded figure, not a computed ratio."""
    return number is None or number * 10**RATIO_DECIMALS % 1 == 0


def plain(number: Fraction | None, *, computed: bool) -> str | None:
    """Plain decimal notation: as loaded, or with six decimals where the number was computed."""
    if number is None:
        return None
    rounded = round_half_up(number, RATIO_DECIMALS)
    return f"{rounded:f}" if computed else plain_number(rounded)


def as_text(row: AssessedTarget) -> str:
    return f"{row.target.goal.code:>16}  {row.assessment.verdict:<10}  {row.assessment.sentence}"
