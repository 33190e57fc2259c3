"""Business cases for the tests of what they add up to, as the slides of 2018 print them."""

from decimal import Decimal

from initiatives.economy.case import COST, GAIN, Case, Line
from initiatives.spans import span_of

KIK_II_SPANS = ("2018M06-2018M12", "2019", "2020", "2021", "2022M01-2022M05", "2022M06-2022M12", "2023")
# In 1.000 kr.
KIK_II_LINES = {
    ("investment", "ØK", ""): (4253, 7223, 5705, 4438, 1832, 2140, 3587),
    ("investment", "AU", ""): (7408, 12450, 10450, 4771, 2083, 2917, 3000),
    ("saving", "AU", ""): (0, -5039, -13223, -18779, -8614, -12060, -20674),
    ("financing", "ØK", "Virksomhedskonsulenter"): (1007, 1726, 1726, 1726, 719, 1007, 1726),
    ("financing", "AU", "Beskæftigelsesbonus"): (1000, 0, 0, 0, 0, 0, 0),
    ("financing", "AU/ØK", "Rest af KIK's budget"): (7077, 0, 0, 0, 0, 0, 0),
}
# In mill. kr.
KIK_LINES = {"2016": ("-18.1", "6.1"), "2017": ("-8.6", "25.3"), "2018M01-2018M05": ("4", "11.4"), "2019": ("22", None)}


def kik_ii(realised=None):
    """The case in kroner; `realised` are other amounts of the same shape, in 1.000 kr., shorter where less is known."""
    lines = []
    for (kind, payer, name), amounts in KIK_II_LINES.items():
        came = (realised or {}).get((kind, payer, name), ())
        for at, (code, amount) in enumerate(zip(KIK_II_SPANS, amounts, strict=True)):
            found = thousand(came[at]) if at < len(came) else None
            lines.append(Line(span_of(code), kind, payer, name, thousand(amount), found, len(lines)))
    return Case(COST, tuple(lines))


def kik():
    lines = [
        Line(span_of(code), "net", promised=million(promised), realised=million(realised), key=at)
        for at, (code, (promised, realised)) in enumerate(KIK_LINES.items())
    ]
    return Case(GAIN, tuple(lines))


def kijos():
    return Case(COST, (Line(span_of("2019-2023"), "investment", promised=million("16.7"), key=0),))


def case(sign, **kinds):
    """`case("cost", investment=(5, 0), saving=(0, -5))`: a line a year from 2020 of each kind, in kroner."""
    lines = [
        Line(span_of(str(2020 + at)), kind, promised=None if amount is None else Decimal(amount), key=at)
        for kind, amounts in kinds.items()
        for at, amount in enumerate(amounts)
    ]
    return Case(sign, tuple(lines))


def thousand(amount):
    return Decimal(amount) * 1000


def million(amount):
    return None if amount is None else Decimal(amount) * 1_000_000


def in_thousands(amounts):
    """By span, kroner as whole thousands."""
    return {span.code: None if amount is None else int(amount / 1000) for span, amount in amounts.items()}
