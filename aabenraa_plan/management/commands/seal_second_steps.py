"""`manage.py seal_second_steps`: before an earlier key is taken out of SECRET_KEY_FALLBACKS."""

from django.core.management.base import BaseCommand, CommandError

from aabenraa_plan.signin.actions import seal_second_steps_anew


class Command(BaseCommand):
    help = "Encrypt the secrets of second steps under SECRET_KEY, so that earlier keys can be taken out."

    def handle(self, *args, **options):
        found = seal_second_steps_anew()
        self.stdout.write(f"{found['sealed']} secrets are under the key in use.")
        if found["lost"]:
            raise CommandError(
                f"{found['lost']} secrets fit none of the keys: their owners cannot use them. "
                "Remove those second steps with reset_two_steps; new ones are then asked for."
            )
