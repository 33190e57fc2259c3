from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    name = "extracts"
    verbose_name = "Udtræk"

    def ready(self):
        from aabenraa_plan.careful import search_with
        from extracts.cpr import holds_cpr

        search_with(holds_cpr)
