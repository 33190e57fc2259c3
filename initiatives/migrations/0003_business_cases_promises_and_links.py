import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import extracts.fields


def call_it_by_its_short_code(apps, schema_editor):
    """The code is the address and the slug of `initiative_status`."""
    initiatives = apps.get_model("initiatives", "Initiative").objects
    initiatives.filter(code="arbejdsmarkedet-taettere-paa").update(code="jobformidling")


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0004_cases_are_whole"),
        ("extracts", "0002_upload_steps_and_profiles"),
        ("initiatives", "0002_outcomes_are_append_only"),
        ("targets", "0005_who_adopted_and_who_took_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BenefitLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(max_length=300, verbose_name="sådan ventes den at virke")),
                (
                    "benefit_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiative_links",
                        to="budget.benefittype",
                        verbose_name="ydelse",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="benefit_links",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["benefit_type__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "benefit_type"), name="one_link_per_initiative_and_benefit_type"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how", ""), _negated=True), name="benefit_link_says_how"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edited_at",
                    models.DateTimeField(
                        help_text="When someone last changed it in the browser; `load_plans` then leaves it alone.",
                        null=True,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("thousand", "1.000 kr."), ("million", "mio. kr.")],
                        max_length=10,
                        verbose_name="enhed",
                    ),
                ),
                (
                    "sign",
                    models.CharField(
                        choices=[("gain", "+ er gevinst"), ("cost", "+ er nettoudgift")],
                        max_length=10,
                        verbose_name="fortegn",
                    ),
                ),
                ("frame", extracts.fields.ScaledDecimalField(null=True, places=2, verbose_name="afsat i alt")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="bemærkning")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="business_case",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["thousand", "million"])), name="business_case_has_a_known_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sign__in", ["gain", "cost"])), name="business_case_has_a_known_sign"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("frame", None), ("frame__gt", 0), _connector="OR"),
                        name="business_case_frame_is_money",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(verbose_name="fra")),
                ("ends", models.DateField(verbose_name="indtil")),
                ("payer", models.CharField(blank=True, max_length=60, verbose_name="betaler")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("investment", "Investering"),
                            ("saving", "Besparelse"),
                            ("financing", "Øvrig finansiering"),
                            ("net", "Netto"),
                        ],
                        max_length=12,
                        verbose_name="art",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="linje")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="initiatives.businesscase"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["investment", "saving", "financing", "net"])),
                        name="case_line_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="case_line_ends_after_it_starts"
                    ),
                    models.UniqueConstraint(
                        fields=("case", "starts", "ends", "payer", "kind", "name"),
                        name="one_case_line_per_span_payer_and_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseAmount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                (
                    "side",
                    models.CharField(
                        choices=[("promised", "Lovet"), ("realised", "Realiseret")], max_length=10, verbose_name="side"
                    ),
                ),
                ("amount", extracts.fields.ScaledDecimalField(places=2, verbose_name="beløb")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amounts", to="initiatives.caseline"
                    ),
                ),
            ],
            options={
                "ordering": ["line", "side", "-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["promised", "realised"])), name="case_amount_has_a_known_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ended_reason", "")),
                            models.Q(("ended_at__gt", models.F("made_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_amount_is_ended_by_someone_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("line", "side"),
                        name="one_current_case_amount_per_line_and_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(max_length=300, verbose_name="sådan ventes den at virke")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="initiative_links",
                        to="targets.goal",
                        verbose_name="mål",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_links",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["-goal__plan__start", "goal__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "goal"), name="one_link_per_initiative_and_goal"),
                    models.CheckConstraint(condition=models.Q(("how", ""), _negated=True), name="goal_link_says_how"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edited_at",
                    models.DateTimeField(
                        help_text="When someone last changed it in the browser; `load_plans` then leaves it alone.",
                        null=True,
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=120, verbose_name="løfte")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("at_least", "mindst"),
                            ("at_most", "højst"),
                            ("about", "omkring"),
                            ("increase", "en stigning på mindst"),
                        ],
                        max_length=10,
                        verbose_name="regel",
                    ),
                ),
                ("value", extracts.fields.ScaledDecimalField(places=4, verbose_name="lovet")),
                ("unit", models.CharField(max_length=60, verbose_name="enhed")),
                ("per", models.PositiveSmallIntegerField(null=True, verbose_name="fordelt på")),
                ("per_unit", models.CharField(blank=True, max_length=60, verbose_name="fordelt på hvad")),
                ("baseline", extracts.fields.ScaledDecimalField(null=True, places=4, verbose_name="udgangspunkt")),
                ("due", models.CharField(blank=True, max_length=12, verbose_name="gælder")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="bemærkning")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "code"), name="one_promise_of_a_code_per_initiative"),
                    models.CheckConstraint(
                        condition=models.Q(("rule__in", ["at_least", "at_most", "about", "increase"])),
                        name="promise_has_a_known_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("per", None), ("per_unit", "")),
                            models.Q(("per__gt", 0), ("per__isnull", False), models.Q(("per_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="promise_says_what_it_is_spread_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("day", models.DateField(verbose_name="opgjort pr.")),
                ("value", extracts.fields.ScaledDecimalField(places=4, verbose_name="målt")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="initiatives.promise",
                    ),
                ),
            ],
            options={
                "ordering": ["promise", "-day", "-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ended_reason", "")),
                            models.Q(("ended_at__gt", models.F("made_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="measurement_is_ended_by_someone_later",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("promise", "day"),
                        name="one_current_measurement_per_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edited_at",
                    models.DateTimeField(
                        help_text="When someone last changed it in the browser; `load_plans` then leaves it alone.",
                        null=True,
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=200, verbose_name="milepæl")),
                ("due", models.CharField(blank=True, max_length=12, verbose_name="frist")),
                ("reached", models.CharField(blank=True, max_length=12, verbose_name="nået")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="bemærkning")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["reached", "due", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "code"), name="one_milestone_of_a_code_per_initiative"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("code", models.SlugField(blank=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("activity", "Aktivitet"), ("note", "Notat")], max_length=10, verbose_name="slags"
                    ),
                ),
                ("day", models.DateField(verbose_name="dato")),
                ("when", models.CharField(blank=True, max_length=12, verbose_name="hvornår")),
                ("text", models.TextField(max_length=2000, verbose_name="tekst")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="initiatives.initiative"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ended_reason", "")),
                            models.Q(("ended_at__gt", models.F("made_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="initiative_note_is_ended_by_someone_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["activity", "note"])), name="initiative_note_has_a_known_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="initiative_note_says_something"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), models.Q(("code", ""), _negated=True)),
                        fields=("initiative", "code"),
                        name="one_current_note_of_a_code_per_initiative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40)),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                (
                    "unit",
                    models.CharField(
                        choices=[("thousand", "1.000 kr."), ("million", "mio. kr.")],
                        max_length=10,
                        verbose_name="enhed",
                    ),
                ),
                ("decimals", models.PositiveSmallIntegerField(verbose_name="decimaler")),
                ("position", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_tables",
                        to="initiatives.businesscase",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["thousand", "million"])), name="printed_table_has_a_known_unit"
                    ),
                    models.UniqueConstraint(fields=("case", "code"), name="one_printed_table_of_a_code_per_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=80, verbose_name="række")),
                ("group", models.CharField(blank=True, max_length=80, verbose_name="gruppe")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("promised", "Lovet"),
                            ("realised", "Realiseret"),
                            ("difference", "Realiseret minus lovet"),
                        ],
                        default="promised",
                        max_length=10,
                    ),
                ),
                ("picks", models.JSONField(default=list)),
                ("is_sum", models.BooleanField(default=False)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="initiatives.printedtable"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["promised", "realised", "difference"])),
                        name="printed_row_has_a_known_side",
                    ),
                    models.UniqueConstraint(fields=("table", "position"), name="one_printed_row_per_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(verbose_name="fra")),
                ("ends", models.DateField(verbose_name="indtil")),
                ("amount", extracts.fields.ScaledDecimalField(places=2, verbose_name="trykt")),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cells", to="initiatives.printedrow"
                    ),
                ),
            ],
            options={
                "ordering": ["starts", "ends"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="printed_cell_ends_after_it_starts"
                    ),
                    models.UniqueConstraint(fields=("row", "starts", "ends"), name="one_printed_cell_per_row_and_span"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("percent", extracts.fields.ScaledDecimalField(places=2, verbose_name="trykt andel")),
                ("base", models.PositiveIntegerField(verbose_name="af")),
                ("promised", extracts.fields.ScaledDecimalField(null=True, places=2, verbose_name="lovet andel")),
                ("dated", models.CharField(max_length=120, verbose_name="opgjort")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_shares",
                        to="initiatives.cohort",
                    ),
                ),
                (
                    "outcome_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.outcometype"
                    ),
                ),
            ],
            options={
                "ordering": ["cohort", "outcome_type__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "outcome_type"), name="one_printed_share_per_cohort_and_outcome"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0), ("percent__lte", 100)),
                        name="printed_share_is_a_percent",
                    ),
                    models.CheckConstraint(condition=models.Q(("base__gt", 0)), name="printed_share_is_of_someone"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500, verbose_name="begrundelse")),
                ("name", models.CharField(max_length=80, verbose_name="navn")),
                ("is_document", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("unit_price", extracts.fields.ScaledDecimalField(places=2, verbose_name="takst")),
                (
                    "other_price",
                    extracts.fields.ScaledDecimalField(null=True, places=2, verbose_name="takst på anden forsørgelse"),
                ),
                ("reimbursement", extracts.fields.ScaledDecimalField(places=4, verbose_name="refusion i procent")),
                (
                    "first_year_months",
                    extracts.fields.ScaledDecimalField(places=4, verbose_name="måneder i det første år"),
                ),
                (
                    "investment_percent",
                    extracts.fields.ScaledDecimalField(default=100, places=4, verbose_name="investering i procent"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="bemærkning")),
                ("source", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scenarios",
                        to="initiatives.businesscase",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-is_document", "position", "made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None), ("ended_reason", "")),
                            models.Q(("ended_at__gt", models.F("made_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="scenario_is_ended_by_someone_later",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="scenario_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("unit_price__gte", 0)), name="scenario_price_is_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other_price", None), ("other_price__gte", 0), _connector="OR"),
                        name="scenario_other_price_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reimbursement__gte", 0), ("reimbursement__lte", 100)),
                        name="scenario_reimbursement_is_a_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_year_months__gte", 0), ("first_year_months__lte", 12)),
                        name="scenario_first_year_has_twelve_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("investment_percent__gte", 0)), name="scenario_investment_is_not_negative"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "name"),
                        name="one_current_scenario_of_a_name_per_case",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("is_document", True)),
                        fields=("case",),
                        name="one_current_scenario_of_the_document_per_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScenarioYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                (
                    "self_support",
                    extracts.fields.ScaledDecimalField(null=True, places=4, verbose_name="til selvforsørgelse"),
                ),
                (
                    "other_support",
                    extracts.fields.ScaledDecimalField(null=True, places=4, verbose_name="til anden forsørgelse"),
                ),
                (
                    "target_group",
                    extracts.fields.ScaledDecimalField(null=True, places=4, verbose_name="skift af målgruppe"),
                ),
                ("contacts", extracts.fields.ScaledDecimalField(null=True, places=4, verbose_name="kontaktforløb")),
                ("printed_left", extracts.fields.ScaledDecimalField(null=True, places=4, verbose_name="trykt i alt")),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="years", to="initiatives.scenario"
                    ),
                ),
            ],
            options={
                "ordering": ["year"],
                "constraints": [
                    models.UniqueConstraint(fields=("scenario", "year"), name="one_scenario_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("self_support", None), ("self_support__gte", 0), _connector="OR"),
                            models.Q(("other_support", None), ("other_support__gte", 0), _connector="OR"),
                            models.Q(("target_group", None), ("target_group__gte", 0), _connector="OR"),
                            models.Q(("contacts", None), ("contacts__gte", 0), _connector="OR"),
                            models.Q(("printed_left", None), ("printed_left__gte", 0), _connector="OR"),
                        ),
                        name="scenario_year_has_no_negative_persons",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="cohort",
            name="edited_at",
            field=models.DateTimeField(
                help_text="When someone last changed it in the browser; `load_plans` then leaves it alone.", null=True
            ),
        ),
        migrations.AddField(
            model_name="cohort",
            name="edited_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="cohort",
            name="whole",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="initiatives.cohort",
                verbose_name="del af holdet",
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="edited_at",
            field=models.DateTimeField(
                help_text="When someone last changed it in the browser; `load_plans` then leaves it alone.", null=True
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="edited_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="guideposts",
            field=models.ManyToManyField(related_name="initiatives", to="targets.guidepost"),
        ),
        migrations.AddField(
            model_name="initiative",
            name="office",
            field=models.CharField(blank=True, max_length=120, verbose_name="ansvarlig"),
        ),
        migrations.AddField(
            model_name="initiative",
            name="programme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="initiatives",
                to="budget.programme",
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planlagt"),
                    ("running", "I gang"),
                    ("closed", "Afsluttet"),
                    ("unknown", "Ikke oplyst"),
                ],
                default="unknown",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="status_period",
            field=models.CharField(blank=True, max_length=12, verbose_name="status er fra"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="promised",
            field=extracts.fields.ScaledDecimalField(null=True, places=0, verbose_name="lovet"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="promised_on",
            field=models.DateField(null=True, verbose_name="lovet pr."),
        ),
        migrations.AlterField(
            model_name="initiative",
            name="description",
            field=models.TextField(blank=True, verbose_name="beskrivelse"),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("whole__isnull", True), models.Q(("whole", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="cohort_is_not_part_of_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("promised", None), ("promised_on", None)),
                    models.Q(("promised__gte", 0), ("promised__isnull", False)),
                    _connector="OR",
                ),
                name="outcome_promise_is_not_negative_and_has_a_figure",
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="benefit_types",
            field=models.ManyToManyField(
                related_name="initiatives", through="initiatives.BenefitLink", to="budget.benefittype"
            ),
        ),
        migrations.AddField(
            model_name="initiative",
            name="goals",
            field=models.ManyToManyField(related_name="initiatives", through="initiatives.GoalLink", to="targets.goal"),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["planned", "running", "closed", "unknown"])),
                name="initiative_has_a_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "unknown"), ("status_period", "")),
                    models.Q(
                        models.Q(("status", "unknown"), _negated=True), models.Q(("status_period", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="initiative_status_says_when_it_is_from",
            ),
        ),
        migrations.RunPython(call_it_by_its_short_code, migrations.RunPython.noop),
    ]
