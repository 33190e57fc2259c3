"""What the what-if page shows: the scenario it starts from, the form, what comes of it, and what is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.models import Role
from budget.wording import price_text
from initiatives.models import BusinessCase, Scenario
from initiatives.whatif.chart import cumulative_chart
from initiatives.whatif.contacts import ContactYear, differing
from initiatives.whatif.forms import AssumptionsForm
from initiatives.whatif.inputs import inputs_of
from initiatives.whatif.method import Assumptions, CaseMoney, Leavers, full_year_effect, payback, worked_out
from initiatives.whatif.reporting import (
    BudgetPrice,
    assumptions_of,
    budget_prices,
    is_whole,
    money_of,
    stands,
    versions_of,
)
from initiatives.whatif.rows import (
    contact_rows,
    contacts_table,
    exported,
    groups_of,
    inputs_table,
    result_columns,
    shown,
)
from initiatives.whatif.wording import (
    FIXED,
    ROUNDED,
    SIGN,
    chart_title,
    contacts_title,
    day_text,
    lacks_of,
    lead,
    notes_of,
    price_hint,
    spoken,
    too_many,
)


@dataclass(frozen=True)
class Setting:
    """A case as it was known at a moment, and the scenario that a reader starts from."""

    case: BusinessCase
    money: list[CaseMoney]
    versions: list[Scenario]
    prices: list[BudgetPrice]
    moment: datetime | None = None
    start: Scenario | None = None

    @property
    def standing(self) -> list[Scenario]:
        return [each for each in self.versions if stands(each, self.moment)]

    @property
    def ended(self) -> list[Scenario]:
        found = [each for each in self.versions if not stands(each, self.moment)]
        return sorted(found, key=lambda each: each.ended_at, reverse=True)

    @property
    def document(self) -> Scenario | None:
        return next((each for each in self.standing if each.is_document), None)

    @property
    def promised(self) -> list[CaseMoney]:
        """What the document itself promises; nothing where it does not tell all of it."""
        return self.money if is_whole(self.money) else []

    @property
    def years(self) -> list[int]:
        """Those in which somebody can leave: the case's, and what the scenario has beside them."""
        own = {each.year for scenario in self.versions for each in scenario.years.all()}
        return sorted({row.span.starts.year for row in self.money} | own)

    @property
    def contacts(self) -> list[ContactYear]:
        return contacts_of(self.document) if self.document else []


def setting_of(case: BusinessCase, moment: datetime | None, asked: str = "") -> Setting:
    """`asked` is the key of a scenario, in whatever version; else the first there is."""
    money, versions = money_of(case, moment), versions_of(case, moment)
    found = [each for each in versions if str(each.pk) == asked]
    start = next(iter([*found, *(each for each in versions if stands(each, moment))]), None)
    return Setting(case, money, versions, budget_prices(case, moment), moment, start)


def contacts_of(scenario: Scenario) -> list[ContactYear]:
    """The years of which the document says how many there are."""
    return [
        ContactYear(
            Leavers(each.year, each.self_support, each.other_support, each.target_group),
            each.contacts,
            each.printed_left,
        )
        for each in scenario.years.all()
        if each.contacts is not None
    ]


def form_of(setting: Setting, asked: Mapping) -> AssumptionsForm:
    start = assumptions_of(setting.start) if setting.start else None
    hint = price_hint([(each.benefit, each.year, price_text(each.price)) for each in setting.prices])
    return AssumptionsForm(asked, years=setting.years, start=start, hint=hint)


@dataclass(frozen=True)
class Result:
    """What comes of the assumptions: words, drawing and tables."""

    lead: str
    context: dict
    tables: list[ExportTable] = field(default_factory=list)


def result_of(setting: Setting, assumed: Assumptions) -> Result:
    rows, promised = worked_out(setting.money, assumed), setting.promised
    said = lead(str(setting.case.initiative), assumed, rows)
    columns, title = result_columns(rows, promised), chart_title(rows, promised)
    began, document = (each and assumptions_of(each) for each in (setting.start, setting.document))
    name = setting.start.name if setting.start else ""
    inputs = inputs_of(assumed, document=document, start=began, start_name=name)
    to_say = notes_of(assumed, setting.money)
    notes = [said, *to_say]
    context = {
        "title": title,
        "chart": cumulative_chart(rows, promised, f"{title}. Tallene står i tabellen nedenfor."),
        "columns": columns,
        "groups": groups_of(columns),
        "rows": shown(columns, rows),
        "inputs": inputs,
        "notes": to_say,
        "warning": too_many(assumed, setting.contacts[0].contacts if setting.contacts else None),
        "paybacks": paybacks(rows, promised),
    }
    tables = [exported(columns, rows, notes), inputs_table(inputs, [*notes, *FIXED])]
    return Result(said, context, tables)


def paybacks(rows: Sequence[CaseMoney], promised: Sequence[CaseMoney]) -> list[tuple[str, str, str]]:
    """What it is, in the scenario, in the document."""
    sides = [("Med øvrig finansiering", True), ("Uden øvrig finansiering", False)]
    if not any(row.financing for row in rows):
        sides = [("Netto lagt sammen", True)]
    return [
        (title, *(day_text(payback(each, with_financing=own), each) if each else "" for each in (rows, promised)))
        for title, own in sides
    ]


def contacts_section(setting: Setting) -> dict:
    years = setting.contacts
    if not years:
        return {}
    return {"contacts": contact_rows(years), "contacts_title": contacts_title(years, differing(years))}


def contacts_export(setting: Setting) -> list[ExportTable]:
    if not setting.contacts:
        return []
    return [contacts_table(setting.contacts, [f"− er færre borgere. Kilde: {setting.document.source}."])]


@dataclass(frozen=True)
class SavedRow:
    """A scenario that stands, with what it gives."""

    scenario: Scenario
    effect: str
    home: str
    is_loaded: bool


def saved_rows(setting: Setting) -> list[SavedRow]:
    return [saved_row(each, setting.money) for each in setting.standing] if setting.money else []


def saved_row(scenario: Scenario, money: Sequence[CaseMoney]) -> SavedRow:
    assumed = assumptions_of(scenario)
    rows = worked_out(money, assumed)
    home = day_text(payback(rows), rows)
    return SavedRow(scenario, spoken(full_year_effect(assumed)), home, scenario.made_by.role == Role.SYSTEM)


def words_of(setting: Setting) -> dict:
    return {
        "case": setting.case,
        "initiative": setting.case.initiative,
        "setting": setting,
        "lacks": lacks_of(has_money=bool(setting.money), has_saving=bool(setting.promised)),
        "saved": saved_rows(setting),
        "fixed": FIXED,
        "sign": SIGN,
        "rounded": ROUNDED,
    }
