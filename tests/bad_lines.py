"""Lines that must be turned away: words, periods and numbers that are none, and files of other profiles."""

from tests.bad_files import Bad, at_line, csv, line
from tests.bad_sentences import (
    ABOVE,
    AS_LINE_2,
    CELL_TOO_LONG,
    EMPTY_AREA,
    MEANT_AABENRAA,
    MEANT_FLEX,
    MEANT_SATISFIED,
    NEGATIVE,
    NO_AREA,
    NO_DENOMINATOR,
    NO_INDICATOR,
    NO_NUMBER,
    NO_NUMERATOR,
    NO_PERCENT,
    NO_PERIOD,
    NO_RANK,
    NO_SHARE,
    NOTHING,
    OVER_100,
    POINT,
    TOO_LONG,
    YES_OR_NO,
    ZERO,
)

RANK = "y30r21-placering"


def of_line(cause: str, column: str, sentence: str, **cells: str) -> Bad:
    """A file of one line with one fault."""
    return Bad(cause, csv(line(**cells)), [(2, column, sentence)])


WORDS = [
    of_line("an unknown indicator near a known one", "indikator", MEANT_FLEX, indicator="fleksjobledigheden"),
    of_line("an unknown indicator near none", "indikator", NO_INDICATOR, indicator="zzz"),
    Bad(
        "the same unknown word in two columns",
        csv(line(indicator="aabenra", area="aabenra")),
        [(2, "indikator", NO_INDICATOR), (2, "område", MEANT_AABENRAA)],
    ),
    of_line("no indicator", "indikator", "Målepunktet findes ikke. Feltet er tomt.", indicator=""),
    of_line(
        "an indicator's name for its code",
        "indikator",
        MEANT_SATISFIED,
        indicator="Borgernes tilfredshed med jobcentret",
    ),
    of_line("an unknown area", "område", NO_AREA, area="Atlantis"),
    of_line("an area of another spelling", "område", NO_AREA, area="Åbenrå by"),
    of_line("no area", "område", EMPTY_AREA, area=" "),
    of_line("a character that shows as nothing in a code", "indikator", MEANT_FLEX, indicator="fleks\u200bjobledighed"),
    of_line("text turned round in a code", "indikator", NO_INDICATOR, indicator="\u202ededhgidelbojskelf"),
    of_line("a Cyrillic letter in an area", "område", MEANT_AABENRAA, area="A\u0430benraa"),
    of_line("control characters in a code", "indikator", MEANT_FLEX, indicator="fleks\x07\x1bjobledighed"),
    of_line("a formula for an indicator", "indikator", NO_INDICATOR, indicator="=A1"),
    of_line("a command for an area", "område", NO_AREA, area="=cmd|'/C calc'!A0"),
    of_line("a formula with @ for a period", "periode", NO_PERIOD, period="@SUM(A1:A9)"),
    of_line("a formula with + for a number", "værdi", NO_NUMBER, value="+1+1"),
    of_line("a formula with - for a number", "værdi", NO_NUMBER, value="-1+1"),
    of_line("a formula with = for a number", "værdi", NO_NUMBER, value="=9,1"),
    of_line("an error of a spreadsheet for a number", "værdi", NO_NUMBER, value="#REF!"),
    of_line("neither yes nor no", "foreløbig", YES_OR_NO, beside="måske;"),
    of_line("a remark of 501 letters", "bemærkning", "Teksten er for lang: højst 500 tegn.", beside=";" + "b" * 501),
    of_line("a source of 301 letters", "kilde", "Teksten er for lang: højst 200 tegn.", source="k" * 301),
    of_line("a cell of a megabyte", "indikator", NO_INDICATOR, indicator="a" * 999_000),
    of_line("a cell of more than a million letters", "", CELL_TOO_LONG, beside=";" + "b" * 1_000_001),
    Bad(
        "all that can be wrong with a line",
        csv(line("zzz", "zzz", "zzz", "zzz", parts="1;", beside="zzz;")),
        [
            (2, "foreløbig", YES_OR_NO),
            (2, "indikator", NO_INDICATOR),
            (2, "nævner", NO_DENOMINATOR),
            (2, "område", NO_AREA),
            (2, "periode", NO_PERIOD),
            (2, "værdi", NO_NUMBER),
        ],
    ),
]

PERIODS = [
    of_line("no period", "periode", NO_PERIOD, period=""),
    of_line("month 13", "periode", NO_PERIOD, period="2023M13"),
    of_line("month 0", "periode", NO_PERIOD, period="2023M00"),
    of_line("quarter 5", "periode", NO_PERIOD, period="2023Q5"),
    of_line("half-year 3", "periode", NO_PERIOD, period="3. halvår 2023"),
    of_line("year 0", "periode", NO_PERIOD, period="0000"),
    of_line("a year of five digits", "periode", NO_PERIOD, period="99999"),
    of_line("a year before all figures", "periode", NO_PERIOD, period="1989"),
    of_line("a year of two digits", "periode", NO_PERIOD, period="jan 23"),
    of_line("a school year", "periode", NO_PERIOD, period="2022/23"),
    of_line("a date", "periode", NO_PERIOD, period="31-01-2023"),
    of_line("a date as a spreadsheet counts it", "periode", NO_PERIOD, period="44927"),
    of_line("a month in English", "periode", NO_PERIOD, period="May 2023"),
    of_line("a rolling year that ends in no quarter", "periode", NO_PERIOD, period="2023QMAT05"),
    of_line(
        "a period that has not begun", "periode", "Perioden er ikke begyndt endnu. Ret perioden.", period="2099M01"
    ),
]

NUMBERS = [
    of_line("no figure at all", "værdi", NOTHING, value=""),
    of_line("a decimal point", "værdi", POINT, value="9.1"),
    of_line("English thousands and a decimal point", "værdi", NO_NUMBER, value="1,234.5"),
    of_line("two decimal commas", "værdi", NO_NUMBER, value="1,2,3"),
    of_line("thousands apart by a space", "værdi", NO_NUMBER, value="1 234"),
    of_line("thousands in wrong places", "værdi", NO_NUMBER, value="1.23.456"),
    of_line("an exponent", "værdi", NO_NUMBER, value="1e400"),
    of_line("NaN", "værdi", NO_NUMBER, value="NaN"),
    of_line("infinite", "værdi", NO_NUMBER, value="inf"),
    of_line("hexadecimal", "værdi", NO_NUMBER, value="0x1F"),
    of_line("digits of another script", "værdi", NO_NUMBER, value="٩"),
    of_line("a fraction", "værdi", NO_NUMBER, value="½"),
    of_line("a number in words", "værdi", NO_NUMBER, value="ni"),
    of_line("a number with its currency", "værdi", NO_NUMBER, value="9 kr."),
    of_line("about a number", "værdi", NO_NUMBER, value="ca. 9"),
    of_line("a minus before and after", "værdi", NO_NUMBER, value="-9,1-"),
    of_line("two minuses", "værdi", NO_NUMBER, value="--9"),
    of_line("a plus", "værdi", NO_NUMBER, value="+9,1"),
    of_line("a negative share, the minus after", "værdi", NEGATIVE, value="9,1-"),
    of_line("a negative share, a real minus", "værdi", NEGATIVE, value="−9,1"),
    of_line("above 100 percent", "værdi", OVER_100, value="100,1"),
    of_line("thirteen digits before the comma", "værdi", TOO_LONG, indicator="kontanthjaelp-personer", value="1" * 13),
    of_line("seven digits after the comma", "værdi", TOO_LONG, value="9,1234567"),
    of_line("a number longer than any number", "værdi", "Feltet er for langt til at være et tal.", value="1" * 61),
    of_line("a percentage of a count", "værdi", NO_PERCENT, indicator="kontanthjaelp-personer", value="5 %"),
    of_line("a percentage for a part", "tæller", NO_PERCENT, value="", parts="5%;100"),
    of_line("a negative count", "værdi", NEGATIVE, indicator="kontanthjaelp-personer", value="-5"),
    of_line("parts of a count", "tæller", NO_SHARE, indicator="kontanthjaelp-personer", value="", parts="5;6"),
    of_line("rank 0", "værdi", NO_RANK, indicator=RANK, period="2019QMAT04", value="0"),
    of_line("half a rank", "værdi", NO_RANK, indicator=RANK, period="2019QMAT04", value="1,5"),
    of_line("a numerator above its denominator", "tæller", ABOVE, value="", parts="12;11"),
    of_line("a denominator of zero", "nævner", ZERO, value="", parts="0;0"),
    Bad("a negative denominator", csv(line(value="", parts="1;-2")), [(2, "nævner", NEGATIVE), (2, "tæller", ABOVE)]),
    of_line("no denominator", "nævner", NO_DENOMINATOR, value="", parts="12;"),
    of_line("no numerator", "tæller", NO_NUMERATOR, value="9,1", parts=";12"),
    of_line("a suppressed numerator beside a denominator", "tæller", NO_NUMERATOR, value="", parts="*;12"),
    Bad(
        "a mark and a number that is none",
        csv(line(value="*", parts="tolv;..")),
        [(2, "nævner", NO_DENOMINATOR), (2, "tæller", NO_NUMBER)],
    ),
]

KEYS = [
    at_line("the same key twice", csv(line(), line(value="9,2")), 3, AS_LINE_2),
    at_line("the same line twice", csv(line(), line()), 3, AS_LINE_2),
    Bad(
        "the same period in three spellings",
        csv(line(period="2023Q1"), line(period="1. kvt. 2023"), line(period="1. kvartal 2023")),
        [(3, "", AS_LINE_2), (4, "", AS_LINE_2)],
    ),
    Bad(
        "the same area in three spellings",
        csv(line(), line(area="580"), line(area="Aabenraa Kommune")),
        [(3, "", AS_LINE_2), (4, "", AS_LINE_2)],
    ),
]

LINES = [*WORDS, *PERIODS, *NUMBERS, *KEYS]
