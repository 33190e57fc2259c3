"""Whether a figure is of so few citizens that it can point at someone. Pure."""

import re
from decimal import Decimal

from aabenraa_plan.formats import round_half_up

PEOPLE = {
    *("borger", "borgere", "person", "personer", "menneske", "mennesker", "ung", "unge", "ledig", "ledige"),
    *("elev", "elever", "kursist", "kursister", "deltager", "deltagere", "modtager", "modtagere"),
    *("kvinde", "kvinder", "mand", "mænd", "forælder", "forældre"),
    *("flygtning", "flygtninge", "indvandrer", "indvandrere"),
}
"""Words that count citizens, alone or with others: «unge i job»."""
WORDS = re.compile(r"[a-zæøå]+")
SO_MANY = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,8})\s+([a-zæøå]+)")


def counts_people(unit: str) -> bool:
    return not PEOPLE.isdisjoint(WORDS.findall(unit.casefold()))


def people_told(text: str) -> set[int]:
    """How many citizens a text speaks of: 20 in «Af 20 unge.»"""
    found = SO_MANY.findall(text.casefold())
    return {int(number.replace(".", "")) for number, word in found if word in PEOPLE}


def is_few(persons: Decimal, below: int) -> bool:
    """Nobody is not a group."""
    return 0 < persons < below


def is_share_of_few(percent: Decimal, base: int, below: int) -> bool:
    """Whether a share in percent says that few have something, or that all but few have: 10 % or 90 % of 20."""
    persons = round_half_up(percent * base / 100)
    return is_few(persons, below) or is_few(base - persons, below)
