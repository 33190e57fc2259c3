"""`manage.py create_administrator USERNAME`: the first account, and the way back in when nobody has another."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from aabenraa_plan.models import AccountChange, AccountStep, Role, User
from aabenraa_plan.people.invitations import path_to, valid_until


class Command(BaseCommand):
    help = "Make an administrator, and print a link to choose a password. For one that exists: a new link."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        with transaction.atomic():
            account = User.objects.filter(username=username).first() or made(username)
            if account.role != Role.ADMINISTRATOR or not account.is_active:
                raise CommandError(f"{username} has an account that is no active administrator. Nothing was changed.")
            if account.socialaccount_set.exists():
                raise CommandError(
                    f"{username} comes by the municipality's sign-in and gets no password here. Nothing was changed. "
                    "Give the name of an account that does not exist yet."
                )
            log(account)
        self.stdout.write(f"{username} chooses a password here, once, until {valid_until()}:")
        self.stdout.write(urljoin(settings.SITE_URL, path_to(account)))


def made(username: str) -> User:
    account = User(username=username, role=Role.ADMINISTRATOR)
    account.set_unusable_password()
    try:
        account.full_clean()
    except ValidationError as problem:
        raise CommandError(f"{username!r} cannot be a user name: {' '.join(problem.messages)}") from problem
    account.save()
    return account


def log(account: User):
    """The system stands behind it: whoever may run commands on the server is known there, not here."""
    step = AccountStep.LINKED if account.has_usable_password() else AccountStep.INVITED
    said = {"account": account, "username": account.username, "after": account.role}
    AccountChange.objects.create(step=step, by=User.objects.system(), **said)
