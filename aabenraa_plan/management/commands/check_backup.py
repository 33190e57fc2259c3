"""`manage.py check_backup FILE`: restored for a try, every table counted, and thrown away."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from aabenraa_plan.running.backup.actions import try_backup
from aabenraa_plan.running.backup.file import NotBackedUp
from aabenraa_plan.running.backup.wording import told


class Command(BaseCommand):
    help = "Restore a backup to a place of its own, count every table, and throw that away. Exit 1 where it fails."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        try:
            manifest = try_backup(file, connections["default"])
        except NotBackedUp as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{file} can be restored: {told(manifest)}")
