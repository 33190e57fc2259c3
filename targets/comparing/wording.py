"""A comparison in Danish sentences. Pure; numbers become text through `wording` and `formats` only."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from aabenraa_plan.formats import counted, danish_date, danish_number, listed, round_half_up
from extracts.periods import Kind as PeriodKind
from extracts.periods import Period
from targets.comparing.comparison import (
    FEW_IN_DENOMINATOR,
    FEW_IN_NUMERATOR,
    MUNICIPALITIES,
    RANKED_UNITS,
    Kind,
    Line,
    Row,
    has_place,
)
from targets.wording import DISTANCES, USUAL_DECIMALS, amount, decimals_for, distance, telling_decimals

REASONS = {
    "missing": "intet tal",
    "suppressed": "diskretioneret",
    "not_available": "ikke oplyst",
    "zero_denominator": "nævneren er 0",
    "rank": "placeringer kan ikke lægges sammen",
    "members_unknown": "ikke indlæst",
    "parts_missing": "kan ikke dannes: tæller og nævner mangler",
    "own_missing": "kan ikke regnes ud: {own} har intet tal",
    "own_above_whole": "kan ikke regnes ud: tallet for {own} er større end gruppens",
}
STANDINGS = {"better": "bedre", "worse": "dårligere"}
FEW = "få borgere: små udsving flytter placeringen"
PERIODS = {
    PeriodKind.MONTH: "måneder",
    PeriodKind.QUARTER: "kvartaler",
    PeriodKind.HALF_YEAR: "halvår",
    PeriodKind.YEAR: "år",
    PeriodKind.ROLLING_YEAR: "opgørelser",
    PeriodKind.ROLLING_12: "opgørelser",
}
ORDERS = {
    "lower": "Lavere er bedre: nr. 1 har det laveste tal. Kommuner med samme tal deler en plads.",
    "higher": "Højere er bedre: nr. 1 har det højeste tal. Kommuner med samme tal deler en plads.",
    "none": "Målepunktet har ingen god retning. Kommunerne står efter størrelse: nr. 1 har det højeste tal.",
}
ROUNDED = "Forskelle er regnet af de nøjagtige tal, så den sidste decimal kan afvige fra de tal, der vises."
UNRANKED = (
    "Antal, timer og kroner kan ikke rangordnes, for kommunerne er ikke lige store. Siden viser i stedet, hvor meget "
    "hvert område har ændret sig siden samme periode året før."
)
FEW_MEANS = (
    f"«Få borgere» står, hvor tælleren er under {FEW_IN_NUMERATOR} eller nævneren under {FEW_IN_DENOMINATOR}: små "
    "udsving flytter placeringen."
)
PARTS_UNKNOWN = "Nogle andele er indlæst uden tæller og nævner. Så kan siden ikke se, om der kun er få borgere bag dem."
ONLY_ALL = "Det dannes kun, når alle gruppens kommuner har tal."
SUMMED = f"En gruppes tal er summen af kommunernes tal. {ONLY_ALL}"
GROUPS = dict.fromkeys(["persons", "count", "hours", "kroner"], SUMMED) | {
    "percent": "En gruppes tal er kommunernes tællere lagt sammen og delt med deres nævnere lagt sammen, ikke et "
    f"gennemsnit af procenter. {ONLY_ALL}"
}
CROSSED = "Opgørelsen er lagt om {day}, så ændringen på et år kan ikke regnes ud."
GOOD_DIRECTIONS = ("lower", "higher")
STEPS = DISTANCES | {"percent": ("\u00a0pct.point", "\u00a0pct.point")}
CHANGE_DECIMALS = 1
MOST_NAMES = 3


def reason_text(row: Row, own: str) -> str:
    """Why the row has no figure: `kun 4 af 17 har tal`."""
    group = row.together
    if row.reason == "members_missing":
        return f"kun {group.known} af {group.size} har tal" if group.known else f"ingen af {group.size} har tal"
    return REASONS[row.reason].format(own=own)


def origin_text(row: Row) -> str:
    """Where a group's figure comes from, and what its members say against it."""
    group = row.together
    if group is None or row.exact is None:
        return ""
    if not group.loaded:
        return f"dannet af {counted(group.size, 'kommune', 'kommuner')}"
    return "regnet af det indlæste tal" if row.kind == Kind.REST else "indlæst"


def contradiction_text(row: Row, unit: str) -> str:
    against = row.together.contradicts if row.together else None
    if against is None:
        return ""
    most = telling_decimals(row.exact, against, unit)
    return f"kommunernes egne tal giver {amount(against, unit, most)}"


def notes_of(row: Row, unit: str) -> list[str]:
    notes = ["nabo"] * (row.kind == Kind.NEIGHBOUR) + [origin_text(row), contradiction_text(row, unit)]
    return [note for note in [*notes, FEW if row.few else ""] if note]


def decimals_by_value(rows: Sequence[Row], unit: str) -> dict[Fraction, int]:
    """Decimals enough that two areas with different figures never read the same."""
    values = sorted({row.exact for row in rows if row.exact is not None})
    most = dict.fromkeys(values, USUAL_DECIMALS.get(unit, 1))
    for pair in pairwise(values):
        for value in pair:
            most[value] = max(most[value], telling_decimals(*pair, unit))
    return most


def spoken(value: Fraction, unit: str, most: int | None = None) -> str:
    """The figure inside a sentence: a rank says that it is one."""
    return f"plads {amount(value, unit)}" if unit == "rank" else amount(value, unit, most)


def difference_text(row: Row, own: Fraction, unit: str) -> str:
    """`+1 pct.point, dårligere`; the sign says whether the area's figure is higher than the own."""
    if row.difference is None:
        return ""
    if not row.difference:
        return "samme tal"
    most = telling_decimals(row.exact, own, unit)
    number = danish_number(row.difference, decimals_for(row.difference, unit, most), signed=True)
    text = number + STEPS[unit][abs(row.difference) != 1]
    return f"{text}, {STANDINGS[row.standing]}" if row.standing else text


def change_decimals(change: Fraction) -> int:
    shows = round_half_up(change, CHANGE_DECIMALS)
    return CHANGE_DECIMALS if shows or not change else telling_decimals(change, Fraction(0), "percent")


def change_text(change: Fraction) -> str:
    """`−11,5 %`, `uændret`."""
    if not change:
        return "uændret"
    return danish_number(change, decimals_for(change, "percent", change_decimals(change)), signed=True) + " %"


def change_words(change: Fraction) -> str:
    if not change:
        return "uændret"
    size = amount(abs(change), "percent", change_decimals(change))
    return f"en stigning på {size}" if change > 0 else f"et fald på {size}"


def with_figure(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if has_place(row)]


def own_of(rows: Sequence[Row]) -> Row:
    return next(row for row in rows if row.kind == Kind.OWN)


def benchmark_of(rows: Sequence[Row]) -> Row | None:
    """The country, or where it has no figure the first group with one."""
    return next((row for row in rows if row.kind not in MUNICIPALITIES and row.exact is not None), None)


def in_sentence(name: str, kind: Kind) -> str:
    """`hele landet` inside a sentence; every other area is a name."""
    return name[0].lower() + name[1:] if kind == Kind.COUNTRY else name


def lead(rows: Sequence[Row], unit: str, direction: str, period: Period) -> str:
    """The page's answer: `Aabenraa ligger nr. 2 af 5 kommuner: 2 % i juli 2026. Hele landet: 3 %.`"""
    own = own_of(rows)
    if own.exact is None:
        return lead_without_own(own, period)
    if unit not in RANKED_UNITS:
        return lead_of_changes(rows, unit, period)
    most = decimals_by_value(rows, unit)
    said = [f"{placed(rows, direction)}: {spoken(own.exact, unit, most[own.exact])} i {period.label}."]
    if benchmark := benchmark_of(rows):
        said.append(f"{benchmark.area}: {spoken(benchmark.exact, unit, most[benchmark.exact])}.")
    if len(with_figure(rows)) == 1:
        said.append("Der er ikke tal for andre kommuner.")
    return " ".join(said)


def lead_without_own(own: Row, period: Period) -> str:
    if own.reason == "missing":
        return f"Der er ikke indlæst tal for {own.area} i {period.label}."
    return f"Tallet for {own.area} i {period.label} kan ikke vises: {reason_text(own, own.area)}."


def placed(rows: Sequence[Row], direction: str) -> str:
    """`Aabenraa ligger nr. 2 af 5 kommuner`, with whom it shares the place."""
    own, ranked = own_of(rows), with_figure(rows)
    if len(ranked) == 1:
        return own.area
    equals = [row.area for row in ranked if row.rank == own.rank and row.kind != Kind.OWN]
    together = f" sammen med {few_names(equals, 'andre')}" if equals else ""
    order = "" if direction in GOOD_DIRECTIONS else ", når det højeste tal står først"
    return f"{own.area} ligger nr. {own.rank} af {len(ranked)} kommuner{together}{order}"


def few_names(names: Sequence[str], many: str) -> str:
    return listed(list(names)) if len(names) <= MOST_NAMES else f"{len(names)} {many}"


def lead_of_changes(rows: Sequence[Row], unit: str, period: Period) -> str:
    own, benchmark = own_of(rows), benchmark_of(rows)
    first = f"{own.area}: {amount(own.exact, unit)} i {period.label}"
    if own.change is None:
        return f"{first}. Ændringen på et år kan ikke regnes ud."
    said = [f"{first}, {change_words(own.change)} på et år."]
    if benchmark and benchmark.change is not None:
        said.append(f"{benchmark.area}: {change_words(benchmark.change)}.")
    return " ".join(said)


def reference_finding(rows: Sequence[Row], unit: str) -> str:
    """The title of the table with country and groups."""
    own, benchmark = own_of(rows), benchmark_of(rows)
    if benchmark is None:
        return "Hverken landet eller grupperne har et tal i perioden"
    if own.exact is None:
        return "Landet og grupperne"
    if unit not in RANKED_UNITS:
        return change_finding(own, benchmark)
    gap, other = -benchmark.difference, in_sentence(benchmark.area, benchmark.kind)
    if not gap:
        return f"{own.area} ligger på niveau med {other}"
    size = distance(gap, unit, telling_decimals(benchmark.exact, own.exact, unit))
    return f"{own.area} ligger {size} {'over' if gap > 0 else 'under'} {other}"


def change_finding(own: Row, benchmark: Row) -> str:
    changed = [row for row in (own, benchmark) if row.change is not None]
    if not changed:
        return f"{own.area} og {in_sentence(benchmark.area, benchmark.kind)}"
    return "På et år: " + listed([f"{in_sentence(row.area, row.kind)} {change_text(row.change)}" for row in changed])


def municipality_finding(rows: Sequence[Row], unit: str, direction: str) -> str:
    """The title of the table with the municipalities: who stands at either end."""
    if unit not in RANKED_UNITS:
        return finding_of_changes(rows)
    most, ranked = decimals_by_value(rows, unit), with_figure(rows)
    first, last = min(ranked, key=lambda row: row.rank), max(ranked, key=lambda row: row.rank)
    if first.rank == last.rank:
        return "Kommunerne har samme tal"
    best, worst = ("bedst", "dårligst") if direction in GOOD_DIRECTIONS else ("højest", "lavest")
    ends = [
        f"{few_names([row.area for row in ranked if row.rank == end.rank], 'kommuner')} ligger {word} "
        f"med {spoken(end.exact, unit, most[end.exact])}"
        for end, word in ((first, best), (last, worst))
    ]
    return listed(ends)


def finding_of_changes(rows: Sequence[Row]) -> str:
    changed = [row for row in with_figure(rows) if row.change is not None]
    if len(changed) < 2:
        return "Kommunernes tal"
    low, high = min(changed, key=lambda row: row.change), max(changed, key=lambda row: row.change)
    if low.change == high.change:
        return f"Alle kommuner: {change_text(low.change)} på et år"
    return f"Fra {change_text(low.change)} i {low.area} til {change_text(high.change)} i {high.area} på et år"


def series_finding(own: Line, other: Line, *, changes: bool) -> str:
    """The title of the chart: the side of the other line that the own has mostly been on; empty if never beside it."""
    beside = {figure.period: figure.exact for figure in other.figures}
    gaps = [figure.exact - beside[figure.period] for figure in own.figures if figure.period in beside]
    if not gaps:
        return ""
    sides = {"over": sum(gap > 0 for gap in gaps), "under": sum(gap < 0 for gap in gaps)}
    sides["på niveau med"] = len(gaps) - sum(sides.values())
    side = max(sides, key=sides.get)
    what = f"Ændringen på et år i {own.name}" if changes else own.name
    beyond, many = in_sentence(other.name, other.kind), PERIODS[own.figures[0].period.kind]
    if side == "over" and sides["over"] == sides["under"]:
        return f"{what} har ligget over og under {beyond} lige ofte i {len(gaps)} {many}"
    return f"{what} har ligget {side} {beyond} i {sides[side]} af {len(gaps)} {many}"


def caveats(rows: Sequence[Row], unit: str, direction: str, crossed: Sequence[date]) -> list[str]:
    """How the comparison is to be read; `crossed` holds the breaks that lie within the year before."""
    ranked, shares = unit in RANKED_UNITS, [row for row in rows if row.exact is not None and unit == "percent"]
    said = [ORDERS[direction] if ranked else UNRANKED]
    said += [FEW_MEANS] * any(row.few for row in rows)
    said += [PARTS_UNKNOWN] * any(not row.figure.is_ratio for row in shares)
    if unit in GROUPS and any(row.together for row in rows):
        said.append(GROUPS[unit])
    said += rest_caveat(rows) + [ROUNDED] * ranked
    return said if ranked else said + [CROSSED.format(day=danish_date(day)) for day in crossed]


def rest_caveat(rows: Sequence[Row]) -> list[str]:
    if not any(row.kind == Kind.REST for row in rows):
        return []
    own = own_of(rows).area
    return [f"En gruppe, som {own} er en del af, står også uden {own}, hvor tallene tillader det."]
