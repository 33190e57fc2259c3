from django.db import migrations

from reports.immutability import published_stays


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_follow_up_reports")]

    operations = [published_stays()]
