"""What a benefit type's page says first: how its budget has moved, and whether that was people or price."""

from collections.abc import Sequence

from budget.benefits.years import BenefitYear
from budget.wording import kroner, persons_text, price_text, reads_as_nothing, thousands


def lead(name: str, years: Sequence[BenefitYear]) -> str:
    """From the first budget to the newest where each has an amount; else what there is."""
    known = [each for each in years if each.amount is not None]
    if not known:
        return f"{name} har ikke et budget endnu."
    newest = known[-1]
    if len(known) == 1:
        return only_year(name, newest)
    before = known[-2]
    moved = newest.amount - before.amount
    if reads_as_nothing(moved):
        return f"Budgettet til {lowered(name)} er {kroner(newest.amount)} i både {before.year} og {newest.year}."
    verb = "faldet" if moved < 0 else "steget"
    said = (
        f"Fra {before.year} til {newest.year} er budgettet til {lowered(name)} {verb} fra {thousands(before.amount)} "
        f"til {thousands(newest.amount)} t.kr."
    )
    return said + because(newest) if newest.change else said


def only_year(name: str, year: BenefitYear) -> str:
    people = f" til {persons_text(year.persons)} helårspersoner" if year.persons else ""
    return f"Budgettet til {lowered(name)} er {kroner(year.amount)} i {year.year}{people}."


def because(year: BenefitYear) -> str:
    """`: −22.788 t.kr. fra antallet af helårspersoner og −867 t.kr. fra prisen.`"""
    volume, price = (thousands(part, signed=True) for part in (year.change.volume, year.change.price))
    return f": {volume} t.kr. fra antallet af helårspersoner og {price} t.kr. fra prisen."


def lowered(name: str) -> str:
    """A benefit type's name inside a sentence; `A-dagpenge` keeps its capital."""
    return name if name[1:2] == "-" else name[:1].lower() + name[1:]


def price_finding(years: Sequence[BenefitYear]) -> str:
    """`Prisen for en helårsperson: 104,53 t.kr. i 2021 og 102,79 t.kr. i 2023`"""
    known = [each for each in years if each.unit_price is not None]
    if not known:
        return "År for år"
    said = [f"{price_text(each.unit_price)} t.kr. i {each.year}" for each in (known[-2:] if len(known) > 1 else known)]
    return "Prisen for en helårsperson: " + " og ".join(said)
