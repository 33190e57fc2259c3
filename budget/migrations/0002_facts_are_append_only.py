from django.db import migrations

from extracts.immutability import append_only


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_initial")]

    operations = [append_only("budget_ledgerentry"), append_only("budget_budgetline")]
