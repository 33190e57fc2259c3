"""The columns of the formats `forbrug` and `budget`: what they are called, and what unit their amounts are in."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from extracts.lookup import nearest
from extracts.problems import Problem, error
from extracts.reading import Sheet

PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
# `netto (kr.)`, `beløb i 1.000 kr.`, `brutto, t.kr.` once they are folded.
WITH_UNIT = re.compile(r"(?P<name>.+?)(?:(?P<thousands>i?(?:1000|t|tusinde?)kr(?:oner)?)|i?kr(?:oner)?)")


def folded(text: str) -> str:
    """What tells two texts apart: letters and digits, with æøå spelled out."""
    return "".join(mark for mark in text.casefold().translate(PLAIN_LETTERS) if mark.isalnum())


@dataclass(frozen=True)
class Column:
    """What a column holds; `factor` is how many kroner one of its units is."""

    name: str
    factor: int = 1


@dataclass(frozen=True)
class Contract:
    """A format's columns by name, each with the titles it may have; the first title is the one to write."""

    titles: dict[str, tuple[str, ...]]
    amounts: frozenset[str]

    @cached_property
    def names(self) -> dict[str, str]:
        return {folded(title): name for name, titles in self.titles.items() for title in titles}

    @cached_property
    def header(self) -> list[str]:
        return [first for first, *_ in self.titles.values()]

    def title(self, name: str) -> str:
        return self.titles[name][0]

    def column(self, title: str) -> Column | None:
        """What a column of that title holds; None where the format has no such column."""
        text = folded(title)
        if text in self.names:
            return Column(self.names[text])
        unit = WITH_UNIT.fullmatch(text)
        name = self.names.get(unit["name"]) if unit else None
        return Column(name, 1000 if unit["thousands"] else 1) if name in self.amounts else None

    def columns(self, header: list[str]) -> list[Column | None]:
        return [self.column(title) for title in header]

    def names_in(self, header: list[str]) -> list[str]:
        """The name of each column, "" where it is not known."""
        return [column.name if column else "" for column in self.columns(header)]


FORBRUG = Contract(
    {
        "benefit_type": ("ydelse", "ydelsestype"),
        "kind": ("art", "forsørgelse/indsats"),
        "programme": ("program",),
        "account": ("konto", "kontonummer", "kontonr", "funktion"),
        "period": ("måned", "periode", "regnskabsperiode"),
        "gross": ("brutto", "bruttoudgift", "bruttoudgifter", "bruttoforbrug"),
        "reimbursement": ("refusion", "statsrefusion"),
        "net": ("netto", "nettoudgift", "nettoudgifter", "nettoforbrug", "forbrug"),
        "persons": ("helårspersoner", "antal helårspersoner"),
        "provisional": ("foreløbig",),
        "note": ("bemærkning", "bemærkninger"),
        "source": ("kilde",),
    },
    amounts=frozenset({"gross", "reimbursement", "net"}),
)
BUDGET = Contract(
    {
        "year": ("år", "budgetår"),
        "version": ("version", "budgetversion"),
        "benefit_type": ("ydelse", "ydelsestype"),
        "kind": ("art", "forsørgelse/indsats"),
        "programme": ("program",),
        "persons": ("helårspersoner", "antal helårspersoner"),
        "amount": ("beløb", "nettobudget", "budget", "budgetbeløb"),
        "source": ("kilde",),
    },
    amounts=frozenset({"amount"}),
)


def unknown_columns(sheet: Sheet, contract: Contract, known: Collection[int], allowed: str) -> list[Problem]:
    """An error for each column that is neither in the contract nor `known` by its place."""
    titles = [title for several in contract.titles.values() for title in several]
    return [
        error(
            f"Kolonnen er ukendt.{nearest(title, titles)} Tilladte kolonner: {allowed}.",
            line=sheet.header_line,
            column=title,
            text=title,
        )
        for at, title in enumerate(sheet.header)
        if at not in known and not contract.column(title)
    ]


def repeated_columns(sheet: Sheet, contract: Contract) -> list[Problem]:
    """An error at each title that says what an earlier column is called too."""
    first: dict[str, str] = {}
    problems = []
    for title, name in zip(sheet.header, contract.names_in(sheet.header), strict=True):
        if name and first.setdefault(name, title) != title:
            message = f"Kolonnen er den samme som «{first[name]}». Behold den ene."
            problems.append(error(message, line=sheet.header_line, column=title, text=title))
    return problems


def missing_columns(sheet: Sheet, contract: Contract, required: Collection[str]) -> list[Problem]:
    found = contract.names_in(sheet.header)
    return [
        error(f"Kolonnen «{contract.title(name)}» mangler.", line=sheet.header_line, column=contract.title(name))
        for name in required
        if name not in found
    ]
