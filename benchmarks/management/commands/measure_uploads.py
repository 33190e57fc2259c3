"""`manage.py measure_uploads`, under `benchmarks.settings` only: write, measure, and give the result as JSON."""

import json
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from benchmarks.upload_times import NotMeasured, measure, measure_library, measure_preview


class Command(BaseCommand):
    help = "Measure uploads against raw writing in this database; `make bench` runs it for each."

    def add_arguments(self, parser):
        parser.add_argument("--lines", type=int, required=True)
        parser.add_argument("--rounds", type=int, required=True)
        parser.add_argument("--small", action="store_true", help="measure the library and the preview too")
        parser.add_argument("--result", type=Path, required=True)

    def handle(self, *args, **asked):
        call_command("migrate", verbosity=0)
        call_command("load_plans", stdout=self.stdout)
        try:
            found = {"lines": measure(count=asked["lines"], rounds=asked["rounds"], out=self.stdout)}
            if asked["small"]:
                found |= {"library": measure_library(), "preview": measure_preview(asked["rounds"])}
        except NotMeasured as why:
            raise CommandError(why) from why
        version = ".".join(map(str, connection.get_database_version()))
        result = found | {"database": f"{connection.display_name} {version}", "engine": connection.vendor}
        asked["result"].write_text(json.dumps(result), encoding="utf-8")
