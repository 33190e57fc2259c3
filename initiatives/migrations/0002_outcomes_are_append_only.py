from django.db import migrations

from extracts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]

    operations = [append_only("initiatives_outcome")]
