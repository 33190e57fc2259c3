from django.db import migrations

from extracts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial")]

    operations = [append_only("targets_observation")]
