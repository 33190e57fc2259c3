from django.apps import AppConfig


class AabenraaPlanConfig(AppConfig):
    name = "aabenraa_plan"
    verbose_name = "Aabenraa Plan"

    def ready(self):
        from aabenraa_plan.audit.registering import follow_all
        from aabenraa_plan.signin import log, sessions  # noqa: F401

        follow_all()
