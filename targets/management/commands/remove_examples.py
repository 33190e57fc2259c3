"""`manage.py remove_examples`: take every invented figure back."""

from django.core.management.base import BaseCommand

from aabenraa_plan.models import User
from extracts.actions import revert_upload
from extracts.models import Upload, UploadStatus


class Command(BaseCommand):
    help = "Revert every upload that brought example figures. The figures from before apply again."

    def handle(self, *args, **options):
        uploads = Upload.objects.filter(status=UploadStatus.COMMITTED, reverts=None, observations__invented=True)
        found = list(uploads.distinct().order_by("-committed_at"))
        for upload in found:
            step = revert_upload(upload=upload, by=User.objects.system())
            self.stdout.write(f"{upload.file_name}: {step.changed} figures taken back.")
        if not found:
            self.stdout.write("There are no example figures.")
