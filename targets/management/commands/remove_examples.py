"""`manage.py remove_examples`: take every invented figure back."""

from django.core.management.base import BaseCommand

from aabenraa_plan.models import User
from extracts.reverting import remove_invented
from targets.extract import OBSERVATIONS


class Command(BaseCommand):
    help = "Take back every example figure. The real figures from before apply again."

    def handle(self, *args, **options):
        count = remove_invented(kind=OBSERVATIONS, by=User.objects.system())
        self.stdout.write(f"{count} example figures taken back." if count else "There are no example figures.")
