"""`manage.py prepare_scaling`, under `benchmarks.settings` only: figures, reports and logged-in people, as JSON."""

import json
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from aabenraa_plan.models import Role
from benchmarks.observations import BrokenOff, fill
from benchmarks.pages import logged_in
from extracts.models import Area, AreaKind
from extracts.periods import month_number
from reports.models import Report
from targets.maalepunkter import as_maalepunkter
from targets.models import Observation, Plan

LINES = 1000
INDICATOR = "ledighedsprocent"


class Command(BaseCommand):
    help = "Fill the database and log people in; `make bench-scaling` runs it before it measures."

    def add_arguments(self, parser):
        parser.add_argument("--figures", type=int, required=True)
        parser.add_argument("--result", type=Path, required=True)

    def handle(self, *args, figures, result, **options):
        call_command("migrate", verbosity=0)
        try:
            fill(figures, self.stdout)
        except BrokenOff as why:
            raise CommandError(why) from why
        told = {
            "figures": Observation.objects.count(),
            "current": Observation.objects.current().count(),
            "bytes": size_of_database(),
            "database": f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}",
            "reader": logged_in(Role.MANAGER).session.session_key,
            "analyst": logged_in(Role.ANALYST).session.session_key,
            "pages": pages(),
            "files": [file_of(tenths) for tenths in (1, 2, 3)],
        }
        result.write_text(json.dumps(told), encoding="utf-8")


def pages() -> dict[str, str]:
    plan = Plan.objects.get(slug="bp23")
    report = Report.objects.published().filter(plan=plan.slug).order_by("-published_at", "-pk").first()
    goal = plan.goals.filter(number=2).get()
    return {
        "overview": plan.get_absolute_url(),
        "report": reverse("report", args=[report.plan, report.quarter, report.version]),
        "goal": goal.get_absolute_url(),
    }


def size_of_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def file_of(tenths: int) -> str:
    """A thousand changed figures: each municipality's last months, other than they are known."""
    areas = list(Area.objects.filter(kind=AreaKind.MUNICIPALITY).values_list("name", flat=True))
    months = -(-LINES // len(areas))
    newest = month_number(timezone.localdate()) - 1
    rows = [
        {"indicator": INDICATOR, "area": area, "period": code_of(newest - back), "value": f"{3 + back % 4},{tenths}"}
        for back in range(months)
        for area in areas
    ]
    return as_maalepunkter(rows[:LINES]).decode()


def code_of(number: int) -> str:
    return f"{number // 12}M{number % 12 + 1:02}"
