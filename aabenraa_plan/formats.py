"""Numbers as Danish text. The only place where a number is rounded or becomes words to read."""

from datetime import date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction

MINUS = "−"
MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


def round_half_up(number: Decimal | Fraction | int, decimals: int = 0) -> Decimal:
    """Rounded once, halves away from zero: 2,5 → 3 and −2,5 → −3. Exact for fractions too."""
    exact = Fraction(number)
    scale = 10**decimals
    whole, rest = divmod(abs(exact) * scale, 1)
    whole += rest >= Fraction(1, 2)
    with localcontext() as context:
        context.prec = 60
        return (Decimal(int(whole)).scaleb(-decimals)).copy_sign(Decimal(1 if exact >= 0 else -1))


def danish_number(number: Decimal | Fraction | int, decimals: int = 0, *, signed: bool = False) -> str:
    """`1.234,5`; with `signed`, a plus before positive numbers. The minus is a real minus sign."""
    rounded = round_half_up(number, decimals)
    text = f"{abs(rounded):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    if rounded < 0:
        return MINUS + text
    return ("+" if signed and rounded > 0 else "") + text


def plain_number(number: Decimal) -> str:
    """For machines: plain decimal notation without trailing zeros or exponent, `11.6`, `1495`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals_in(number: Decimal) -> int:
    """How many decimals it takes to say the number exactly."""
    return len(plain_number(number).partition(".")[2])


def danish_date(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def danish_moment(moment: datetime) -> str:
    """`12. august 2026 kl. 9.14`; the moment must already be in local time."""
    return f"{danish_date(moment)} kl. {moment.hour}.{moment.minute:02d}"


def counted(count: int, one: str, many: str) -> str:
    """`1 mål`, `3 tal`: a count with the word in its right number."""
    return f"{danish_number(count)} {one if count == 1 else many}"


def listed(words: list[str], last: str = "og") -> str:
    """`a, b og c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def as_sentence(clauses: list[str]) -> str:
    """`3 er for sene, og 2 er på vej.`: whole clauses, with the comma that goes before their `og`."""
    return (f"{', '.join(clauses[:-1])}, og {clauses[-1]}" if len(clauses) > 1 else clauses[0]) + "."


def sort_key(text: str) -> str:
    """Danish alphabetical order (… z æ ø å, aa as å), without a locale of the database's."""
    return text.casefold().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
