from datetime import date, datetime
from decimal import Decimal

import pytest

from extracts.reference_files import (
    ReferenceFileError,
    Table,
    check_sections,
    day,
    decimal_text,
    flag,
    number,
    one_of,
    period_text,
    read_toml,
    repeated,
    tables,
    text,
    texts,
)

SHAPE = Table({"code": text, "limit": decimal_text}, {"strict": flag, "span": period_text})


@pytest.mark.parametrize(("written", "read"), [("11.6", "11.6"), ("-3", "-3"), ("0", "0"), ("1388248", "1388248")])
def test_decimal_text_quoted_plain_decimal_is_exact(written, read):
    assert decimal_text(written) == Decimal(read)
    assert type(decimal_text(written)) is Decimal


@pytest.mark.parametrize("written", [11.6, 11, True, None, ["1"]])
def test_decimal_text_unquoted_is_refused(written):
    with pytest.raises(ValueError, match="in quotes"):
        decimal_text(written)


@pytest.mark.parametrize("written", ["11,6", "", "abc", "1.234,5", "10 %", "−3", "1.2.3"])
def test_decimal_text_no_number_is_refused(written):
    with pytest.raises(ValueError, match="plain decimal"):
        decimal_text(written)


@pytest.mark.parametrize("written", ["NaN", "sNaN", "Infinity", "-inf", "1e5", "1_000", "٣"])
def test_decimal_text_what_only_python_calls_a_decimal_is_refused(written):
    with pytest.raises(ValueError, match="plain decimal"):
        decimal_text(written)


@pytest.mark.parametrize("written", ["2023M05", "2023Q1", "2023H2", "2023", "2022QMAT04", "2022MAT05"])
def test_period_text_stored_spelling_is_kept(written):
    assert period_text(written) == written


@pytest.mark.parametrize(("written", "stored"), [("maj 2023", "2023M05"), ("2023K1", "2023Q1"), ("2023m5", "2023M05")])
def test_period_text_other_spelling_is_told_the_stored_one(written, stored):
    with pytest.raises(ValueError, match=f"write the period as {stored}"):
        period_text(written)


@pytest.mark.parametrize("written", ["2023Q5", "snart", "", 2023, None, date(2023, 1, 1)])
def test_period_text_no_period_is_refused(written):
    with pytest.raises(ValueError, match="is not a period"):
        period_text(written)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (text, "x", 1),
        (number, 3, True),
        (number, 3, 3.0),
        (flag, False, 0),
        (day, date(2026, 1, 1), datetime(2026, 1, 1)),
        (texts, ["a"], "a"),
        (one_of(["higher", "lower"]), "lower", "down"),
    ],
)
def test_check_takes_exactly_its_own_type(check, good, bad):
    assert check(good) == good
    with pytest.raises(ValueError, match=r"must be|is none of"):
        check(bad)


def test_cleaned_table_has_the_checked_values():
    mistakes = []
    cleaned = SHAPE.cleaned({"code": "a", "limit": "11.6", "strict": True}, "bp.toml: target 1", mistakes)
    assert cleaned == {"code": "a", "limit": Decimal("11.6"), "strict": True}
    assert mistakes == []


def test_cleaned_table_reports_every_mistake_with_its_place():
    mistakes = ["earlier"]
    cleaned = SHAPE.cleaned({"limit": "11,6", "strict": "ja", "colour": "red"}, "bp.toml: target 1", mistakes)
    assert cleaned == {}
    assert mistakes == [
        "earlier",
        "bp.toml: target 1: 'code' is missing",
        "bp.toml: target 1: 'limit' = '11,6' is not a plain decimal number",
        "bp.toml: target 1: 'strict' = 'ja' must be bool",
        "bp.toml: target 1: 'colour' is not a known key",
    ]


def test_tables_places_count_from_one():
    mistakes = []
    raw = {"target": [{"code": "a", "limit": "1"}, {"code": "b"}]}
    assert tables(raw, "target", SHAPE, "bp.toml", mistakes) == [{"code": "a", "limit": Decimal(1)}, {"code": "b"}]
    assert mistakes == ["bp.toml: target 2: 'limit' is missing"]


def test_tables_without_the_section_are_none():
    assert tables({}, "target", SHAPE, "bp.toml", []) == []


@pytest.mark.parametrize("section", [{"code": "a", "limit": "1"}, "a", ["a"], 3])
def test_tables_of_another_shape_are_a_mistake_not_a_crash(section):
    """`[target]` instead of `[[target]]` is an easy slip."""
    mistakes = []
    tables({"target": section}, "target", SHAPE, "bp.toml", mistakes)
    assert mistakes
    assert all(mistake.startswith("bp.toml: ") for mistake in mistakes)


def test_check_sections_names_the_unknown_ones():
    mistakes = []
    check_sections({"goal": [], "gaol": []}, {"goal"}, "bp.toml", mistakes)
    assert mistakes == ["bp.toml: section 'gaol' is not known"]


def test_repeated_values_are_named_once_each_time_they_come_again():
    assert repeated(["a", "b", "a"], "code", "bp.toml") == ["bp.toml: code 'a' stands more than once"]
    assert repeated(["a", "b"], "code", "bp.toml") == []


def test_read_toml_keeps_danish_letters(tmp_path):
    path = tmp_path / "bp.toml"
    path.write_text('title = "Større arbejdsstyrke"\n', encoding="utf-8")
    assert read_toml(path) == {"title": "Større arbejdsstyrke"}


def test_read_toml_broken_file_is_refused_with_name_and_place(tmp_path):
    path = tmp_path / "bp.toml"
    path.write_text('title = "åben\n', encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"bp\.toml: .*line 1"):
        read_toml(path)


def test_read_toml_other_encoding_is_refused_with_its_name(tmp_path):
    path = tmp_path / "bp.toml"
    path.write_bytes('title = "Større"\n'.encode("cp1252"))
    with pytest.raises(ReferenceFileError, match=r"bp\.toml"):
        read_toml(path)


def test_reference_file_error_says_every_mistake():
    problem = ReferenceFileError(["first", "second"])
    assert problem.mistakes == ["first", "second"]
    assert str(problem) == "first\nsecond"
