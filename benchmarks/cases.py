"""What is measured, and what it may cost; shared by the judge and the process that measures."""

EMPTY = "empty"
UNCHANGED = "unchanged"
CHANGED = "changed"
"""Read by another process of the server than the one that saved the change."""
ALL_CHANGED = "changed all"
NOTHING_KEPT = "nothing kept"
"""With every cache empty, as the first view of a day may find them."""
CASES = (EMPTY, UNCHANGED, CHANGED, ALL_CHANGED, NOTHING_KEPT)
SAVING = "saving"
"""The time of saving one changed figure, with all that is done on it; no page."""

LIMITS = {UNCHANGED: 1.3, CHANGED: 3.0}
"""The most a page may take, as a ratio to the empty page of the same run."""
ENOUGH = {UNCHANGED: 60, CHANGED: 25}
"""The fewest rounds a verdict is given on."""
FEWEST_ROUNDS = 2
