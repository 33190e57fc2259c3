"""`manage.py load_plans`: all reference data, from the files of every app. Idempotent."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from aabenraa_plan.audit.acting import acting
from aabenraa_plan.audit.recording import happened, silently
from aabenraa_plan.models import User
from budget.loader import load_budget
from extracts.loader import load_areas
from extracts.models import DataVersion
from extracts.reference_files import ReferenceFileError
from initiatives.loader import load_initiatives
from targets.loader import load_targets

LOADED = (
    "Grunddata er indlæst fra programmets filer: {areas} områder, {indicators} målepunkter, {plans} planer med {goals} "
    "mål, {benefit_types} ydelser og {initiatives} indsatser."
)


class Command(BaseCommand):
    help = "Load areas, indicators, plans and the figures the plans print. Running it again changes nothing."

    @transaction.atomic
    def handle(self, *args, **options):
        system = User.objects.system()
        try:
            # Thousands of rows that the files of the program hold: one entry of the log tells that they were loaded.
            with silently():
                areas = load_areas()
                counts = load_targets(by=system) | load_budget(by=system) | load_initiatives(by=system)
        except ReferenceFileError as wrong:
            raise CommandError("The data files are wrong; nothing was loaded:\n" + str(wrong)) from wrong
        with acting(system):
            happened(DataVersion.locked(), LOADED.format(areas=areas, **counts))
        self.stdout.write(
            f"{areas} areas, {counts['indicators']} indicators, {counts['plans']} plans with {counts['goals']} goals, "
            f"{counts['observations']} printed figures, {counts['benefit_types']} benefit types, "
            f"{counts['budget_lines']} budget lines, {counts['printed_totals']} printed totals, "
            f"{counts['frame_lines']} lines of the committee's frame, "
            f"{counts['initiatives']} initiatives with {counts['cohorts']} cohorts, {counts['outcomes']} printed "
            f"outcomes, {counts['business_cases']} business cases and {counts['promises']} promises."
        )
