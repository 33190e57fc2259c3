"""The lists of people, of what was done to an account, and of sign-ins."""

import django_tables2 as tables
from django.db.models import F
from django.utils.timezone import localtime

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import danish_moment
from aabenraa_plan.models import AccountChange, AccountStep, Role, SignIn, User
from aabenraa_plan.people.reporting import means
from aabenraa_plan.signin.texts import MEANS

NEVER = "aldrig"
UNKNOWN = "ukendt brugernavn"
MOST_EXPORTED = 20_000


class PeopleTable(tables.Table):
    name = tables.Column(
        verbose_name="Navn", accessor="pk", linkify=("user", [tables.A("pk")]), order_by=("first_name", "last_name")
    )
    username = tables.Column(verbose_name="Brugernavn")
    role = tables.Column(verbose_name="Rolle")
    is_active = tables.Column(verbose_name="Adgang")
    last_login = tables.Column(verbose_name="Sidst logget ind", empty_values=())
    has_two_steps = tables.Column(verbose_name="To trin")
    means = tables.Column(verbose_name="Logger ind med", empty_values=(), orderable=False)

    class Meta:
        model = User
        fields = ("name", "username", "role", "is_active", "last_login", "has_two_steps", "means")
        order_by = "username"
        empty_text = "Ingen brugere passer til det, du søger."

    def order_last_login(self, queryset, is_descending):
        """Who never came in stands last either way, on either engine."""
        last = F("last_login")
        how = last.desc(nulls_last=True) if is_descending else last.asc(nulls_last=True)
        return queryset.order_by(how, "username"), True

    def render_name(self, record):
        return str(record)

    def render_is_active(self, value):
        return "åben" if value else "lukket"

    def render_last_login(self, value):
        return danish_moment(localtime(value)) if value else NEVER

    def render_has_two_steps(self, value):
        return "ja" if value else "nej"

    def render_means(self, record):
        return means(record)


class ChangesTable(tables.Table):
    at = tables.Column(verbose_name="Hvornår")
    step = tables.Column(verbose_name="Hvad")
    reason = tables.Column(verbose_name="Begrundelse", default="–")
    by = tables.Column(verbose_name="Af")

    class Meta:
        model = AccountChange
        fields = ("at", "step", "reason", "by")
        orderable = False
        empty_text = "Der er ikke ændret noget, siden kontoen blev lavet."

    def render_at(self, value):
        return danish_moment(localtime(value))

    def render_step(self, value, record):
        said = value.capitalize()
        if record.step == AccountStep.ROLE:
            return f"{said}: {Role(record.before).label} → {Role(record.after).label}"
        return f"{said} som {Role(record.after).label.lower()}" if record.step == AccountStep.INVITED else said


class SignInTable(tables.Table):
    at = tables.Column(verbose_name="Hvornår")
    user = tables.Column(verbose_name="Hvem", empty_values=())
    event = tables.Column(verbose_name="Hændelse")
    how = tables.Column(verbose_name="Hvordan", default="–")
    address = tables.Column(verbose_name="IP-adresse", default="–")

    class Meta:
        model = SignIn
        fields = ("at", "user", "event", "how", "address")
        orderable = False
        empty_text = "Ingen login passer til det, du søger."

    def render_at(self, value):
        return danish_moment(localtime(value))

    def render_user(self, record):
        return str(record.user) if record.user else UNKNOWN

    def render_how(self, value):
        return MEANS.get(value, value)


def sign_in_export(sign_ins) -> ExportTable:
    """The newest ones, for a file."""
    rows = [
        [
            f"{localtime(each.at):%Y-%m-%d %H:%M:%S}",
            each.user.username if each.user else UNKNOWN,
            each.get_event_display(),
            MEANS.get(each.how, each.how),
            each.address,
        ]
        for each in sign_ins[: MOST_EXPORTED + 1]
    ]
    cut = "Filen har de nyeste 20.000 login. Vælg en kortere periode for at få resten."
    header = ("Tidspunkt", "Brugernavn", "Hændelse", "Hvordan", "IP-adresse")
    return ExportTable("login", "Login", header, rows[:MOST_EXPORTED], [cut] if len(rows) > MOST_EXPORTED else [])
