from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Overblik og rapporter"

    def ready(self):
        from extracts.changes import on_change
        from reports.overview_page import write_anew

        on_change(write_anew)
