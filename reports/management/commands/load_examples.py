"""`manage.py load_examples`: the real extracts, the invented figures and reports made of them, to try the site with."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from aabenraa_plan.audit.acting import acting
from aabenraa_plan.models import User
from budget.actions import EXAMPLE, close_months
from budget.models import ClosedMonth
from extracts.models import Upload
from reports.examples import publish_examples

FILES = [
    "real/maalepunkter-jobindsats-2021-2026.csv",
    "real/jobindsats-y30r21-v2-sydjylland.csv",
    "invented/maalepunkter-eksempeldata.csv",
    "invented/forbrug-eksempeldata-2022.csv",
    "invented/forbrug-eksempeldata-2023.csv",
    "invented/udfald-eksempeldata.csv",
]
CLOSED = {2022: 13, 2023: 9}
"""The invented years, each with the month it is closed up to and with."""
LATE_FILES = ["invented/forbrug-eksempeldata-2023-efterpostering.csv"]
"""What is booked after that."""


class Command(BaseCommand):
    help = "Import the example extracts and publish the example reports, each once; `remove_examples` undoes it."

    def handle(self, *args, **options):
        self.load(FILES)
        for year, through in CLOSED.items():
            # Months that somebody has closed, or opened again, are theirs.
            if not ClosedMonth.objects.filter(year=year).exists():
                by, today = User.objects.system(), timezone.localdate()
                with acting(by):
                    close_months(year=year, through=through, by=by, today=today, reason=EXAMPLE)
        self.load(LATE_FILES)
        for report in publish_examples():
            self.stdout.write(f"{report}: published as an example.")

    def load(self, names: list[str]):
        for path in (Path(settings.BASE_DIR) / "examples" / name for name in names):
            # A file that was reverted, or whose figures were corrected since, must not come back.
            if not Upload.objects.filter(file_name=path.name, committed_at__isnull=False).exists():
                call_command("import_extract", path, stdout=self.stdout)
