"""`manage.py delete_expired`: deletes what has been kept long enough; figures and reports stay."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from extracts.retention import Expired, all_expired

NOTHING = "Nothing has been kept too long."


class Command(BaseCommand):
    help = (
        "Delete what has been kept long enough: the bytes of uploaded files (their figures, names, lines and hashes "
        "stay), sign-ins, ended sessions and finished tasks. The terms are settings, see README.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted, and delete nothing")

    def handle(self, *args, dry_run, **options):
        refuse_no_term()
        done = [said for expired in all_expired(timezone.now()) if (said := self.cleared(expired, dry_run))]
        self.stdout.write("\n".join(done) or NOTHING)

    @transaction.atomic
    def cleared(self, expired: Expired, dry_run: bool) -> str:
        count = expired.things.count()
        if count and not dry_run:
            expired.delete()
        verb = "Would delete" if dry_run else "Deleted"
        return f"{verb} {count}: {expired.what}." if count else ""


def refuse_no_term():
    """A slip of the pen must not empty the tables."""
    for name in ("RETAIN_UPLOADS_MONTHS", "RETAIN_BOOKKEEPING_MONTHS", "RETAIN_SIGN_INS_MONTHS"):
        if getattr(settings, name) < 1:
            raise CommandError(f"{name} must be at least 1 month. Nothing was deleted.")
