"""`manage.py measure_reports`, under `benchmarks.settings` only: load the examples, measure, write JSON."""

import json
import subprocess
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from benchmarks.pages import WrongPage
from benchmarks.processes import ROOT
from benchmarks.report_times import measure_reports


class Command(BaseCommand):
    help = "Measure a report as PDF and the committee's front page; `make bench` runs it for each database."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, required=True)
        parser.add_argument("--result", type=Path, required=True)

    def handle(self, *args, rounds, result, **options):
        # In processes of their own: the first PDF measured is then the first of its process.
        for command in ("migrate", "load_plans", "load_examples"):
            subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        try:
            found = measure_reports(rounds=rounds)
        except WrongPage as why:
            raise CommandError(why) from why
        version = ".".join(map(str, connection.get_database_version()))
        result.write_text(json.dumps(found | {"database": f"{connection.display_name} {version}"}), encoding="utf-8")
