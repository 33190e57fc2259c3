"""Everything that changes a saved scenario. All or nothing, and no version is ever overwritten."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from aabenraa_plan.audit.recording import parts_rewritten
from aabenraa_plan.formats import danish_moment, danish_number, decimals_in
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from initiatives.models import BusinessCase, Scenario, ScenarioYear
from initiatives.whatif.method import OUTCOMES, Assumptions
from initiatives.whatif.reporting import assumptions_of, scenarios_of

OWN = "Regnet på siden «Regn på forudsætningerne»"
DOCUMENTS_OWN = "Oplæggets eget scenarie kan ikke ændres. Vælg et andet navn. Intet er gemt."
NOT_WITHDRAWN = "Oplæggets eget scenarie kan ikke trækkes tilbage. Intet er ændret."
ALREADY_GONE = "Scenariet er ændret eller trukket tilbage imens. Intet er ændret. Se efter på siden."
TAKEN = (
    "Der er allerede et scenarie af det navn, gemt af {by} {when}. Intet er gemt. Åbn det for at ændre det, eller "
    "vælg et andet navn."
)


def same_name(one: str, other: str) -> bool:
    """Whether two names would be read as the same."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def seen_name(case: BusinessCase, name: str) -> Scenario | None:
    return next((each for each in scenarios_of(case) if same_name(each.name, name)), None)


@transaction.atomic
def save_scenario(*, case: BusinessCase, name: str, assumed: Assumptions, note: str, seen: str, by) -> Scenario:
    """A new scenario, or a further version of the one of that name where that is what the person had on the screen.

    `seen` is the key of the scenario they started from. The same sent twice by a double click is one scenario.
    """
    moment = DataVersion.raised().moment
    standing = seen_name(case, name)
    if standing and standing.is_document:
        raise NotPossible(DOCUMENTS_OWN)
    if standing and standing.note == note and assumptions_of(standing) == assumed:
        return standing
    if standing and str(standing.pk) != seen:
        when = danish_moment(timezone.localtime(standing.made_at))
        raise NotPossible(TAKEN.format(by=standing.made_by, when=when))
    place = standing.position if standing else case.scenarios.count()
    if standing:
        end(standing, moment, by=by)
    return write(case, standing.name if standing else name, assumed, note=note, position=place, by=by, moment=moment)


def end(scenario: Scenario, moment: datetime, *, by, reason: str = ""):
    scenario.ended_at, scenario.ended_by, scenario.ended_reason = moment, by, reason
    scenario.save(update_fields=["ended_at", "ended_by", "ended_reason"])


def write(case, name: str, assumed: Assumptions, *, note: str, position: int, by, moment: datetime) -> Scenario:
    scenario = Scenario.objects.create(
        case=case,
        name=name,
        position=position,
        unit_price=assumed.unit_price,
        other_price=assumed.other_price,
        reimbursement=assumed.reimbursement,
        first_year_months=assumed.first_year_months,
        investment_percent=assumed.investment_percent,
        note=note,
        source=OWN,
        made_by=by,
        made_at=moment,
    )
    with parts_rewritten(scenario, "years", year_told):
        ScenarioYear.objects.bulk_create(
            ScenarioYear(scenario=scenario, year=each.year, **{outcome: getattr(each, outcome) for outcome in OUTCOMES})
            for each in assumed.leavers
        )
    return scenario


def year_told(year: ScenarioYear) -> str:
    """`2026: 45 / – / 12`, in the order of the table."""
    figures = [getattr(year, outcome) for outcome in OUTCOMES]
    texts = ["–" if figure is None else danish_number(figure, decimals_in(figure)) for figure in figures]
    return f"{year.year}: {' / '.join(texts)}"


@transaction.atomic
def withdraw_scenario(*, scenario: Scenario, reason: str, by) -> Scenario:
    """Nobody is to work with it any longer; it stays to be read, with the reason. The same sent twice is one."""
    moment = DataVersion.raised().moment
    stored = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if stored.is_document:
        raise NotPossible(NOT_WITHDRAWN)
    if stored.ended_at and (stored.ended_by, stored.ended_reason) == (by, reason):
        return stored
    if stored.ended_at:
        raise NotPossible(ALREADY_GONE)
    end(stored, moment, by=by, reason=reason)
    return stored
