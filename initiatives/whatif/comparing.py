"""Two saved scenarios side by side: what they assume, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aabenraa_plan.exports import ExportTable
from initiatives.models import Scenario
from initiatives.whatif.inputs import Pair, pairs_of
from initiatives.whatif.method import CaseMoney, full_year_effect, payback, worked_out
from initiatives.whatif.page import Setting
from initiatives.whatif.reporting import assumptions_of
from initiatives.whatif.rows import Row, compared_columns, exported, groups_of, pairs_table, shown
from initiatives.whatif.wording import SIGN, comparison_lead, day_text, notes_of, spoken


@dataclass(frozen=True)
class Compared:
    """`unknown` where a scenario was asked for that there is none of; another stands in its place."""

    scenarios: tuple[Scenario, Scenario]
    lead: str
    pairs: list[Pair]
    results: list[Pair]
    groups: dict[str, int]
    rows: list[Row]
    notes: list[str]
    tables: list[ExportTable]
    unknown: bool
    sign: str = SIGN


def compared(setting: Setting, one: str, other: str) -> Compared:
    """`one` and `other` are keys of scenarios; "" for the first, and for the first other one."""
    chosen, unknown = chosen_of(setting, one, other)
    first, second = (assumptions_of(each) for each in chosen)
    own, others = (worked_out(setting.money, each) for each in (first, second))
    columns, pairs = compared_columns(own, others), pairs_of(first, second)
    effects = Pair("Sparer om året, når alle er ude", spoken(full_year_effect(first)), spoken(full_year_effect(second)))
    notes = list(dict.fromkeys([*notes_of(first, setting.money), *notes_of(second, setting.money)]))
    said = comparison_lead([each.name for each in chosen], own, others)
    headings = tuple(f"{letter}: {each.name}" for letter, each in zip("AB", chosen, strict=True))
    return Compared(
        chosen,
        said,
        pairs,
        [effects, *homes(own, others)],
        groups_of(columns),
        shown(columns, own),
        notes,
        [exported(columns, own, [said, f"{'; '.join(headings)}.", *notes]), pairs_table(pairs, headings)],
        unknown,
    )


def chosen_of(setting: Setting, one: str, other: str) -> tuple[tuple[Scenario, Scenario], bool]:
    by_key = {str(each.pk): each for each in setting.versions}
    first = by_key.get(one) or (setting.standing or setting.versions)[0]
    rest = [each for each in setting.standing if each != first]
    second = by_key.get(other) or next(iter(rest), first)
    return (first, second), any(key and key not in by_key for key in (one, other))


def homes(own: Sequence[CaseMoney], others: Sequence[CaseMoney]) -> list[Pair]:
    """When the money is home, with and without what others pay."""
    sides = (("Tjent hjem, med øvrig finansiering", True), ("Tjent hjem, uden øvrig finansiering", False))
    return [
        Pair(title, *(day_text(payback(each, with_financing=with_others), each) for each in (own, others)))
        for title, with_others in sides
    ]
