"""`manage.py create_role_users`: one account per role, for a first look round."""

from django.core.management.base import BaseCommand

from aabenraa_plan.accounts import with_random_password
from aabenraa_plan.models import Role, User


class Command(BaseCommand):
    help = "Create one user per role with a random password, printed once. Existing users are left alone."

    def handle(self, *args, **options):
        created = []
        for role in Role:
            if role != Role.SYSTEM and not User.objects.filter(username=role.value).exists():
                created.append((role.value, with_random_password(User(username=role.value, role=role))))
        if created:
            self.stdout.write("Log in with one of these; the passwords are not shown again:")
            for username, password in created:
                self.stdout.write(f"  {username:<14} {password}")
