"""The database goes back to the release before this one, and forward again, with its figures in it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from extracts.models import Upload
from targets.models import Observation
from tests.killing import copied, in_use, own_database

pytestmark = [pytest.mark.django_db, pytest.mark.long]
RELEASE_BEFORE = {"aabenraa_plan": "0001", "extracts": "0002"}


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), copied("release", tmp_path_factory.mktemp("release")) as name:
        yield name


def test_release_can_be_taken_back_and_applied_again(begun, db, tmp_path):
    with in_use(begun), own_database("taken_back", tmp_path):
        figures, uploads = Observation.objects.count(), Upload.objects.count()
        for app, number in RELEASE_BEFORE.items():
            call_command("migrate", app, number, verbosity=0)
        assert "aabenraa_plan_auditentry" not in connection.introspection.table_names()
        call_command("migrate", verbosity=0)
        executor = MigrationExecutor(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
        assert (Observation.objects.count(), Upload.objects.count()) == (figures, uploads)
        assert figures > 0
