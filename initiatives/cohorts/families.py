"""Cohorts with those they can be subtracted from, and what is hidden of them for who may not see small groups."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.conf import settings

from aabenraa_plan.formats import decimals_in
from extracts.models import State
from initiatives.cohorts.filling import Cell, Family, Table, Unknown
from initiatives.cohorts.masking import Hidden, hidden_in, shares_reveal
from initiatives.models import Cohort, Outcome, PrintedShare


@dataclass(frozen=True)
class Mask:
    """What is hidden of a cohort: figures and sums, its size, the shares that documents print of it."""

    cohort: int
    hidden: Hidden
    shares: bool

    def hides(self, fact: Outcome) -> bool:
        return self.hidden.hides(self.cohort, fact.outcome_type_id, fact.status_date)

    def hides_sum(self, day: date) -> bool:
        return self.hidden.hides_sum(self.cohort, day)

    @property
    def size(self) -> bool:
        return self.hidden.hides_size(self.cohort)


def masks_of(
    cohorts: Sequence[Cohort], versions: Sequence[Outcome], shares: dict[int, list[PrintedShare]]
) -> dict[int, Mask]:
    """What is hidden of each cohort. `versions` are all there ever were, in the order they were recorded."""
    sizes = {cohort.pk: cohort.size for cohort in cohorts}
    masks = {}
    for family in families_of(cohorts, versions):
        hidden = hidden_in(family, settings.SMALL_GROUP_BELOW)
        for pk in family.members:
            masks[pk] = Mask(pk, hidden, hidden.is_something or hides_shares(family, shares[pk], sizes[pk]))
    return masks


def hides_shares(family: Family, shares: Iterable[PrintedShare], size: int | None) -> bool:
    """A share of one cohort beside figures of another that it is part of says too much to be weighed here."""
    by_base = defaultdict(dict)
    for share in shares:
        half = Decimal(1).scaleb(-decimals_in(share.percent)) / 2
        by_base[share.base][share.outcome_type_id] = (share.percent, half)
    reveals = (shares_reveal(found, base, size, settings.SMALL_GROUP_BELOW) for base, found in by_base.items())
    return bool(by_base) and (len(family.members) > 1 or any(reveals))


def families_of(cohorts: Sequence[Cohort], versions: Sequence[Outcome]) -> list[Family]:
    """Each cohort in one family."""
    whole_of = {cohort.pk: cohort.whole_id for cohort in cohorts}
    by_root = defaultdict(list)
    for cohort in cohorts:
        by_root[root_of(cohort.pk, whole_of)].append(cohort)
    facts = defaultdict(list)
    for fact in versions:
        facts[root_of(fact.cohort_id, whole_of)].append(fact)
    return [family_of(root, members, facts[root]) for root, members in by_root.items()]


def root_of(cohort: int, whole_of: dict[int, int | None]) -> int:
    """The whole of wholes; in a circle, the same one for all of them."""
    seen = [cohort]
    while (whole := whole_of.get(seen[-1])) is not None:
        if whole in seen:
            return min(seen[seen.index(whole) :])
        seen.append(whole)
    return seen[-1]


def family_of(root: int, members: Sequence[Cohort], facts: Sequence[Outcome]) -> Family:
    parts = tuple(cohort.pk for cohort in members if cohort.pk != root)
    kinds = {fact.outcome_type_id: fact.outcome_type for fact in facts}
    order = tuple(sorted(kinds, key=lambda pk: (kinds[pk].position, kinds[pk].code)))
    days = {day: tables_of(found) for day, found in by_day(facts).items()}
    # A whole that is none of these cohorts is another initiative's: what it shows is not weighed here.
    has_root = any(cohort.pk == root for cohort in members)
    is_plain = has_root and all(cohort.whole_id == (None if cohort.pk == root else root) for cohort in members)
    return Family(
        parts=parts or (root,),
        whole=root if parts else None,
        sizes={cohort.pk: cohort.size for cohort in members},
        order=order,
        days={day: tables for day, tables in days.items() if tables[-1]},
        is_plain=is_plain,
    )


def by_day(facts: Sequence[Outcome]) -> dict[date, list[Outcome]]:
    found = defaultdict(list)
    for fact in facts:
        found[fact.status_date].append(fact)
    return found


def tables_of(facts: Sequence[Outcome]) -> list[Table]:
    """A day's figures after each change of them, by cohort and outcome; those taken back are not in them."""
    cells, tables = {}, []
    for _, changes in groupby(facts, key=lambda fact: fact.recorded_at):
        for fact in changes:
            cells[fact.cohort_id, fact.outcome_type_id] = fact
        table = defaultdict(dict)
        for (cohort, kind), fact in cells.items():
            if fact.state != State.WITHDRAWN:
                table[cohort][kind] = cell_of(fact)
        tables.append(dict(table))
    return tables


def cell_of(fact: Outcome) -> Cell:
    if fact.persons is not None:
        return int(fact.persons)
    return Unknown.SUPPRESSED if fact.state == State.SUPPRESSED else Unknown.NOT_COUNTED
