import django_tables2 as tables


class LogTable(tables.Table):
    when = tables.Column(verbose_name="Tidspunkt", linkify=("log_entry", [tables.A("entry__pk")]))
    sentence = tables.Column(verbose_name="Hvad skete der?", attrs={"td": {"class": "log-change"}})

    class Meta:
        orderable = False
        empty_text = "Ingen hændelser."
