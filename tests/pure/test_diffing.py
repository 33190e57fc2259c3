from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extracts.batch import Batch, ParsedRow
from extracts.diffing import difference as batch_difference
from tests.pure import bounded

KEY = ("fleksjobledighed", "Aabenraa", "2020M05")


@dataclass(frozen=True)
class Known:
    """What stands in the table: only what the comparison looks at."""

    pk: int = 1
    state: str = "value"
    value: Decimal | None = Decimal("11.6")
    provisional: bool = False
    note: str = ""


def row(value="11.6", line=2, key=KEY, **content) -> ParsedRow:
    return ParsedRow(line, key, {"state": "value", "value": Decimal(value)} | content)


def difference(rows, current):
    return batch_difference(Batch.of(rows), current)


def counts(diff):
    return len(diff.new), len(diff.changed), len(diff.unchanged)


def test_difference_unknown_key_is_new():
    diff = difference([row()], {})
    assert counts(diff) == (1, 0, 0)
    assert diff.new[0].before is None


def test_difference_same_figure_is_unchanged_and_writes_nothing():
    diff = difference([row()], {KEY: Known()})
    assert counts(diff) == (0, 0, 1)
    assert not diff.writes


def test_difference_same_figure_with_more_zeros_is_unchanged():
    assert counts(difference([row("11.60")], {KEY: Known()})) == (0, 0, 1)


def test_difference_other_figure_is_changed_and_keeps_what_it_replaces():
    known = Known(pk=7)
    diff = difference([row("11.7")], {KEY: known})
    assert counts(diff) == (0, 1, 0)
    assert diff.changed[0].before is known


def test_difference_final_instead_of_provisional_is_changed():
    known = Known(provisional=True)
    assert counts(difference([row(provisional=False)], {KEY: known})) == (0, 1, 0)


def test_difference_looks_only_at_what_the_row_states():
    known = Known(provisional=True, note="foreløbigt tal")
    assert counts(difference([row()], {KEY: known})) == (0, 0, 1)
    assert counts(difference([row(note="")], {KEY: known})) == (0, 1, 0)


def test_difference_suppressed_is_not_zero():
    suppressed = Known(state="suppressed", value=None)
    assert counts(difference([row("0")], {KEY: suppressed})) == (0, 1, 0)
    back = ParsedRow(2, KEY, {"state": "suppressed", "value": None})
    assert counts(difference([back], {KEY: Known(value=Decimal(0))})) == (0, 1, 0)
    assert counts(difference([back], {KEY: suppressed})) == (0, 0, 1)


def test_difference_withdrawn_figure_is_new_again_and_remembers_it():
    withdrawn = Known(pk=9, state="withdrawn", value=None)
    diff = difference([row()], {KEY: withdrawn})
    assert counts(diff) == (1, 0, 0)
    assert diff.new[0].before is withdrawn


def test_writes_are_in_file_order():
    rows = [row("1", line=2, key="a"), row("2", line=3, key="b"), row("3", line=4, key="c")]
    diff = difference(rows, {"a": Known(), "c": Known()})
    assert [change.row.line for change in diff.writes] == [2, 3, 4]
    assert counts(diff) == (1, 2, 0)


def test_digest_same_preview_is_the_same():
    one = difference([row("1"), row("2", 3, "b")], {KEY: Known(pk=4)})
    other = difference([row("1"), row("2", 3, "b")], {KEY: Known(pk=4)})
    assert one.digest == other.digest


def test_digest_tells_what_would_be_written_or_replaced():
    seen = difference([row("1")], {KEY: Known(pk=4)}).digest
    someone_committed_in_between = difference([row("1")], {KEY: Known(pk=5)}).digest
    other_figure = difference([row("2")], {KEY: Known(pk=4)}).digest
    not_there = difference([row("1")], {}).digest
    other_key = difference([row("1", key="b")], {"b": Known(pk=4)}).digest
    nothing = difference([row()], {KEY: Known(pk=4)}).digest
    assert len({seen, someone_committed_in_between, other_figure, not_there, other_key, nothing}) == 6


def test_digest_ignores_what_is_not_written():
    alone = difference([row("1", 3, "b")], {}).digest
    beside_a_known_one = difference([row(), row("1", 3, "b")], {KEY: Known()}).digest
    assert alone == beside_a_known_one


figures = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(min_value=-3, max_value=3))


@bounded
@given(figures, figures)
def test_difference_sorts_every_row_into_exactly_one_heap(in_file, in_table):
    rows = [row(str(value), line, key) for line, (key, value) in enumerate(in_file.items(), 2)]
    diff = difference(rows, {key: Known(value=Decimal(value)) for key, value in in_table.items()})
    heaps = [change.row.line for change in [*diff.new, *diff.changed]] + [known.row.line for known in diff.unchanged]
    assert sorted(heaps) == [each.line for each in rows]
    assert {change.row.key for change in diff.new} == in_file.keys() - in_table.keys()
    assert {known.row.key for known in diff.unchanged} == {key for key in in_file if in_file[key] == in_table.get(key)}


@bounded
@given(figures)
def test_difference_of_the_same_file_again_writes_nothing(in_file):
    rows = [row(str(value), line, key) for line, (key, value) in enumerate(in_file.items(), 2)]
    written = {change.row.key: Known(value=change.row.content["value"]) for change in difference(rows, {}).writes}
    assert not difference(rows, written).writes
