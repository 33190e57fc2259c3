"""`manage.py restore FILE`: all of a backup into the database, or nothing."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from aabenraa_plan.running.backup.actions import is_empty, restore_backup
from aabenraa_plan.running.backup.contents import is_behind
from aabenraa_plan.running.backup.file import NotBackedUp
from aabenraa_plan.running.backup.wording import told

MIGRATE = "It is of an earlier release: run `manage.py migrate` before the site starts."
AFTERWARDS = "Nobody is logged in any more. Run `manage.py verify_reports`, and start the site anew."


class Command(BaseCommand):
    help = "Restore a backup into an empty database, or with --replace in place of what is there. Stop the site first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="throw away what is in the database")
        parser.add_argument("--yes", action="store_true", help="with --replace: do not ask")

    def handle(self, *args, file, replace, yes, **options):
        try:
            if replace and not yes and not is_empty(connections["default"]):
                self.ask()
            manifest = restore_backup(file, connections["default"], replace=replace)
        except NotBackedUp as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Restored: {told(manifest)}")
        if is_behind(manifest):
            self.stdout.write(MIGRATE)
        self.stdout.write(AFTERWARDS)

    def ask(self):
        name = Path(str(connections["default"].settings_dict["NAME"])).name
        self.stdout.write(f"Everything in {name} is lost if you go on. Type its name ({name}) to do it: ", ending="")
        self.stdout.flush()
        if sys.stdin.readline().strip() != name:
            raise NotBackedUp("Nothing was changed.")
