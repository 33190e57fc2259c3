"""How the pure tests write a comparison: areas with figures as texts."""

from hypothesis import strategies as st

from extracts.periods import parse
from targets.comparing.comparison import Circle, compare
from tests.pure import figure

JULY = "2026M07"
NEIGHBOURS = ("Haderslev", "Sønderborg", "Tønder")
PAIR = {"Par": ("Aabenraa", "Tønder")}
# The real extract, July 2026: unemployed in percent, and long-term unemployed as parts.
UNEMPLOYED = {"Aabenraa": "2", "Haderslev": "2.2", "Sønderborg": "2.3", "Tønder": "1.5", "Kolding": "2.5"}
LONG_TERM = {
    "Aabenraa": "118/548",
    "Haderslev": "105/589",
    "Sønderborg": "193/778",
    "Tønder": "53/248",
    "Kolding": "255/1204",
    "Hele landet": "17208/91583",
}


def at(texts, code=JULY):
    return {name: figure(code, said) if said else None for name, said in texts.items()}


def circle(groups=None):
    return Circle("Aabenraa", "Hele landet", groups or {}, frozenset(NEIGHBOURS))


def rows(texts, unit="percent", direction="lower", *, groups=None, earlier=None, breaks=()):
    before = None if earlier is None else at(earlier, "2025M07")
    return compare(at(texts), circle(groups), unit, direction, earlier=before, breaks=breaks)


def by_area(*args, **options):
    return {row.area: row for row in rows(*args, **options)}


def ranks(*args, **options):
    return {row.area: row.rank for row in rows(*args, **options) if row.rank}


def series_of(**areas):
    return {name: {parse(code): figure(code, said) for code, said in known.items()} for name, known in areas.items()}


NAMES = [*NEIGHBOURS, "Aabenraa", "Kolding", "Vejle"]
shares = st.tuples(st.integers(0, 500), st.integers(1, 900)).map(lambda parts: f"{parts[0]}/{sum(parts)}")
fields = st.dictionaries(st.sampled_from(NAMES), shares, min_size=1)
