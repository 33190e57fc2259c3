"""`manage.py measure_pages`, under `benchmarks.settings` only: fill the database, measure, write the result as JSON."""

import json
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from benchmarks.changes import Refused
from benchmarks.observations import BrokenOff, fill
from benchmarks.pages import WrongPage, measure
from targets.models import Observation


class Command(BaseCommand):
    help = "Measure the overview against an empty page in this database; `make bench` runs it for each."

    def add_arguments(self, parser):
        for name in ("figures", "rounds", "changes", "seconds"):
            parser.add_argument(f"--{name}", type=int, required=True)
        parser.add_argument("--result", type=Path, required=True)

    def handle(self, *args, **asked):
        call_command("migrate", verbosity=0)
        try:
            fill(asked["figures"], self.stdout)
            found = Observation.objects.count()
            readers = measure(rounds=asked["rounds"], changes=asked["changes"], seconds=asked["seconds"])
        except (BrokenOff, Refused, WrongPage) as why:
            raise CommandError(why) from why
        version = ".".join(map(str, connection.get_database_version()))
        result = {"database": f"{connection.display_name} {version}", "figures": found, "readers": readers}
        asked["result"].write_text(json.dumps(result), encoding="utf-8")
