"""`manage.py reset_two_steps USERNAME`: for somebody who lost their phone, where no administrator can be asked."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from aabenraa_plan.models import AccountChange, AccountStep, User
from aabenraa_plan.signin.actions import remove_second_step

REASON = "Fjernet fra kommandolinjen"


class Command(BaseCommand):
    help = "Remove a user's second step (app, keys and recovery codes). They set a new one at the next sign-in."

    def add_arguments(self, parser):
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username}.")
        by = User.objects.system()
        number = remove_second_step(user=user, by=by)
        if not number:
            raise CommandError(f"{username} has no second step.")
        said = {"account": user, "username": user.username, "step": AccountStep.SECOND_STEP, "reason": REASON}
        AccountChange.objects.create(**said, by=by)
        self.stdout.write(f"{username} has no second step any more, and is asked to set one at the next sign-in.")
