from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = "Mål"

    def ready(self):
        from extracts.kinds import register
        from targets.extract import OBSERVATIONS

        register(OBSERVATIONS)
