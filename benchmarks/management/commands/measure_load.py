"""`manage.py measure_load`, under `benchmarks.settings` only: load the examples, let people in, write JSON."""

import json
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from benchmarks.load_running import load


class Command(BaseCommand):
    help = "Let fifty people read and five save in this database at the same time; `make load` runs it."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=int, required=True)
        parser.add_argument("--workers", type=int, required=True)
        parser.add_argument("--result", type=Path, required=True)

    def handle(self, *args, seconds, workers, result, **options):
        call_command("migrate", verbosity=0)
        for command in ("load_plans", "load_examples"):
            call_command(command, stdout=self.stdout)
        found = load(seconds=seconds, workers=workers)
        version = ".".join(map(str, connection.get_database_version()))
        result.write_text(json.dumps(found | {"database": f"{connection.display_name} {version}"}), encoding="utf-8")
