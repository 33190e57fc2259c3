"""`manage.py backup FILE` or `FOLDER --keep 14`: everything the site holds, in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from aabenraa_plan.running.backup.actions import make_backup, name_now, thin_out
from aabenraa_plan.running.backup.file import NotBackedUp
from aabenraa_plan.running.backup.wording import told

WRONG_USE = 2


class Command(BaseCommand):
    help = "Write everything to one file while the site runs. Exit 1 where it cannot be done, 2 for wrong use."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new file, or a folder that gets one named after the moment")
        parser.add_argument("--keep", type=int, help="in a folder: delete all but so many, once the new one is whole")

    def handle(self, *args, file, keep, **options):
        if keep is not None and (keep < 1 or not file.is_dir()):
            raise CommandError("--keep needs a folder that is there, and at least 1.", returncode=WRONG_USE)
        path = file / name_now() if file.is_dir() else file
        try:
            manifest = make_backup(path, connections["default"])
        except NotBackedUp as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{path}: {told(manifest)}")
        for old in thin_out(file, keep=keep) if keep else []:
            self.stdout.write(f"{old}: deleted, there are {keep} newer ones.")
