"""`manage.py verify_reports`: every published report against its hashes, and one set anew and compared."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from reports.models import Report
from reports.verifying import Verified, verify

WRONG_USE = 2
NEWEST, ALL, NONE = "newest", "all", "none"


class Command(BaseCommand):
    help = "Re-hash every published report and make one PDF anew. Exit 1 where something differs, 2 for wrong use."

    def add_arguments(self, parser):
        parser.add_argument("--render", default=NEWEST, help="newest (default), all, none, or one as bp23/2023Q3/1")
        parser.add_argument("--json", action="store_true", help="print one list")

    def handle(self, *args, render, **options):
        # A report at a time: their PDFs need not all be in memory.
        keys = list(Report.objects.published().order_by("-published_at", "-pk").values_list("pk", flat=True))
        chosen = chosen_of(render, keys)
        found = [verify(Report.objects.get(pk=key), render=key in chosen) for key in keys]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in found], indent=2))
        else:
            self.stdout.write("\n".join(map(line, found)) + "\n" * bool(found) + summary(found))
        if any(each.problems for each in found):
            sys.exit(1)


def chosen_of(render: str, keys: list[int]) -> set[int]:
    """The reports whose PDF is made anew."""
    if render in (NEWEST, ALL, NONE):
        return set({NEWEST: keys[:1], ALL: keys, NONE: []}[render])
    plan, _, rest = render.partition("/")
    quarter, _, version = rest.partition("/")
    found = Report.objects.published().filter(
        plan=plan, quarter=quarter, version=int(version) if version.isdecimal() else 0
    )
    if not found.exists():
        raise CommandError(f"There is no published report {render}; name one as bp23/2023Q3/1.", returncode=WRONG_USE)
    return {found.get().pk}


def line(found: Verified) -> str:
    return f"{found.name}: {'; '.join(found.problems) if found.problems else found.rendered or 'hashes hold'}"


def summary(found: list[Verified]) -> str:
    wrong = sum(bool(each.problems) for each in found)
    if not found:
        return "No report is published."
    return f"{wrong} of {len(found)} reports are NOT what was signed." if wrong else f"All {len(found)} reports hold."
