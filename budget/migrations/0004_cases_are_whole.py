from django.db import migrations

from budget.cases.net_zero import cases_are_whole


class Migration(migrations.Migration):
    dependencies = [("budget", "0003_years_in_progress")]

    operations = [cases_are_whole()]
