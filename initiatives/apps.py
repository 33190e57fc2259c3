from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = "Indsatser"

    def ready(self):
        from extracts.kinds import register
        from initiatives.extract import OUTCOMES

        register(OUTCOMES)
