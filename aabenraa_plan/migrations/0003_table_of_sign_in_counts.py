from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS sign_in_counts")


class Migration(migrations.Migration):
    dependencies = [("aabenraa_plan", "0002_sign_ins")]

    operations = [migrations.RunPython(make_table, drop_table)]
