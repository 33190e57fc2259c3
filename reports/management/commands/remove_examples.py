"""`manage.py remove_examples`: take back every invented figure, of every kind, and open the months closed on them."""

from django.core.management.base import BaseCommand
from django.db import transaction

from aabenraa_plan.audit.acting import acting
from aabenraa_plan.models import User
from budget.actions import reopen_examples
from extracts.kinds import REGISTERED
from extracts.reverting import remove_invented
from reports.examples import remove_examples as remove_example_reports


class Command(BaseCommand):
    help = "Take back every example figure. The real figures from before apply again."

    @transaction.atomic
    def handle(self, *args, **options):
        system = User.objects.system()
        with acting(system):
            count = sum(remove_invented(kind=kind, by=system) for kind in REGISTERED.values())
            reopen_examples(by=system)
            reports = remove_example_reports(by=system)
        self.stdout.write(f"{count} example figures taken back." if count else "There are no example figures.")
        if reports:
            self.stdout.write(f"{reports} example reports removed.")
