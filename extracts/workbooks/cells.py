"""The text of a cell as a Danish user sees it, from what the file stores: exact decimals, never binary floats."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS

NUMBER = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII)
WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
EXCELS_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel stores 17 digits and shows 15: 0.30000000000000004 is 0,3."""
ALL_DIGITS = Context(prec=1_000)
# What is no placeholder in a number format: quoted, escaped, padding, and [colours] but not [hours].
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LEAP_DAY_OF_1900 = 60
"""Excel's calendar has a 29 February 1900; serial numbers before it are one day behind."""
LAST_SERIAL = 2_958_466
SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Format:
    """What a number format says about how to write a number: in percent, as a date, or filled up with zeros."""

    percent: bool = False
    date: str = ""
    """The placeholders of a date, in order and each once: `dmy`, `my`, `hm`."""
    elapsed: bool = False
    zeros: int = 0

    @classmethod
    def of(cls, code: str) -> "Format":
        plain = LITERALS.sub("", code.split(";", maxsplit=1)[0]).casefold()
        if "general" in plain:
            return cls()
        letters = "".join(dict.fromkeys(re.findall(r"[dmyhs]", plain.replace("am/pm", ""))))
        digits = re.sub(r"[\s-]", "", plain)
        return cls("%" in plain, letters, "[" in plain, len(digits) if re.fullmatch("0+", digits) else 0)


GENERAL = Format()


def built_in(number: int) -> Format:
    return Format.of(BUILTIN_FORMATS.get(number, "General"))


def number_text(stored: str, form: Format = GENERAL, *, epoch: datetime = EPOCH) -> str:
    """`11,6`, `11,6%`, `05-05-2023` or `2023M05`; `ValueError` where the text is no number of Excel's."""
    if not NUMBER.fullmatch(stored):
        raise ValueError("no number")
    if form is GENERAL and len(stored) <= 15 and stored.isdigit() and stored[0] != "0":
        return stored
    number = exact(stored)
    if form.date:
        return date_text(number, form, epoch)
    if form.percent:
        return plain(number.scaleb(2, ALL_DIGITS)) + "%"
    if form.zeros and number == number.to_integral_value():
        return f"{'-' * (number < 0)}{plain(number.copy_abs()):0>{form.zeros}}"
    return plain(number)


def exact(stored: str) -> Decimal:
    """All digits of a whole number, else the 15 that Excel shows."""
    number = Decimal(stored)
    return number if WHOLE.fullmatch(stored) else EXCELS_DIGITS.plus(number)


def plain(number: Decimal) -> str:
    """`-1234,5`: no thousands dots, no exponent, no trailing zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", "0"} else text.replace(".", ",")


def date_text(number: Decimal, form: Format, epoch: datetime) -> str:
    """A month's first day under a format that shows no day is the month. What is no date stays a number."""
    if not 0 <= number < LAST_SERIAL:
        return plain(number)
    seconds = int((number * SECONDS).to_integral_value(ROUND_HALF_UP))
    if form.elapsed or (not set("dy") & set(form.date) and set("hs") & set(form.date)):
        return clock(seconds if form.elapsed else seconds % SECONDS)
    days = 1 if epoch == EPOCH and number < LEAP_DAY_OF_1900 else 0
    return moment_text(epoch + timedelta(days=days, seconds=seconds), form)


def moment_text(moment: datetime, form: Format) -> str:
    shown = set(form.date)
    if not shown & set("dhs") and moment.day == 1:
        if "m" in shown:
            return f"{moment.year}M{moment.month:02d}"
        if moment.month == 1:
            return str(moment.year)
    day = f"{moment:%d-%m}-{moment.year:04d}"
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return f"{day} {clock(seconds)}" if "h" in shown and seconds else day


def clock(seconds: int) -> str:
    """`08:30`, and `08:30:15` where there are seconds; more than a day is counted on in hours."""
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return f"{text}:{seconds % 60:02d}" if seconds % 60 else text


def iso_date_text(stored: str, form: Format) -> str:
    """Dates as some programs store them: `2023-05-01T00:00:00`."""
    moment = datetime.fromisoformat(stored).replace(tzinfo=None)
    return moment_text(moment, form if form.date else Format(date="dmyh"))
