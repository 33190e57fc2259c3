from django.apps import AppConfig


class AabenraaPlanConfig(AppConfig):
    name = "aabenraa_plan"
    verbose_name = "Aabenraa Plan"
