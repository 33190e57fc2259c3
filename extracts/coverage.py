"""Which series and periods a file had, so that the next file of its kind can be missed in. Pure.

A key's last part is its period; what stands before it names the series. Periods of a month and of a year
are told apart by their shape.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

Series = tuple
Missing = dict[Series, list[str]]
"""Series → the periods that are missing; all that the earlier file had where the whole series is."""


def coverage_of(keys: Iterable[tuple]) -> dict:
    """Ready for JSON; equal lists of periods, of which there are few, are kept once."""
    periods, places = defaultdict(list), {}
    for key in keys:
        periods[key[:-1], shape(key[-1])].append(key[-1])
    found = [
        [*series, kind, places.setdefault(tuple(sorted(map(str, held))), len(places))]
        for (series, kind), held in periods.items()
    ]
    return {"periods": [list(held) for held in places], "series": found}


@lru_cache(maxsize=4096)
def shape(period) -> str:
    return re.sub(r"\d", "0", str(period))


def by_series(coverage: dict) -> dict[Series, list[str]]:
    return {tuple(series): coverage["periods"][place] for *series, place in coverage["series"]}


def lacking(before: dict, now: dict) -> Missing:
    """What an earlier file had and this one has not: whole series, and periods after a series' first one here.

    Periods before that have left a moving window; where a series has no period in common, it is another span.

    Files that have no series in common are not the same extract, and nothing is missing.
    """
    here, there, missing = by_series(now), by_series(before), {}
    if not here.keys() & there.keys():
        return {}
    for series, periods in there.items():
        held = here.get(series)
        if held and not set(held) & set(periods):
            continue
        later = [period for period in periods if period > held[0]] if held else periods
        if gone := sorted(set(later).difference(held or ())):
            missing[series] = gone
    return missing
