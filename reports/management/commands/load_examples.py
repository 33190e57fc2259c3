"""`manage.py load_examples`: the real extracts and the invented figures, to try the site with."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from extracts.models import Upload

FILES = [
    "real/maalepunkter-jobindsats-2021-2026.csv",
    "real/jobindsats-y30r21-v2-sydjylland.csv",
    "invented/maalepunkter-eksempeldata.csv",
]


class Command(BaseCommand):
    help = "Import the example extracts, each once; `remove_examples` takes the invented ones back."

    def handle(self, *args, **options):
        for path in (Path(settings.BASE_DIR) / "examples" / name for name in FILES):
            # A file that was reverted, or whose figures were corrected since, must not come back.
            if not Upload.objects.filter(file_name=path.name, committed_at__isnull=False).exists():
                call_command("import_extract", path, stdout=self.stdout)
