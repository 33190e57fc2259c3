import pytest

from aabenraa_plan.signin.groups import account_key, groups_in, role_for, roles_by_group

TABLE = {"alle": "udvalg", "tal": "analytiker", "ledelse": "leder", "godkend": "godkender", "it": "administrator"}


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("", {}),
        ("a=leder", {"a": "leder"}),
        (" a = leder , b=udvalg,", {"a": "leder", "b": "udvalg"}),
        ("CN=a=leder", {"CN=a": "leder"}),
        ("a=leder,a=leder", {"a": "leder"}),
    ],
)
def test_table_of_groups_is_read(text, table):
    assert roles_by_group(text) == table


@pytest.mark.parametrize("text", ["leder", "=leder", "a=", "a=system", "a=chef", "a=leder,a=udvalg"])
def test_table_of_groups_that_cannot_be_meant_is_refused(text):
    with pytest.raises(ValueError, match="group"):
        roles_by_group(text)


@pytest.mark.parametrize(
    ("claims", "groups"),
    [
        ([{"groups": ["a", "b"]}, {}], {"a", "b"}),
        ([{}, {"groups": ["a"]}], {"a"}),
        ([{"groups": ["a"]}, {"groups": ["b"]}], {"a", "b"}),
        ([{"groups": "a"}], {"a"}),
        ([{"groups": None}, {"roles": ["a"]}], set()),
        ([{"groups": [{"id": "a"}, 7, "b"]}], {"b"}),
        ([{"groups": 7}], set()),
        ([{"groups": {"a": 1}}], set()),
    ],
)
def test_groups_are_found_in_both_answers(claims, groups):
    assert groups_in(claims, "groups") == groups


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([], None),
        (["ukendt"], None),
        (["Tal"], None),
        (["tal"], "analytiker"),
        (["tal", "ukendt"], "analytiker"),
        (["it", "godkend", "ledelse", "tal", "alle"], "udvalg"),
        (["it", "godkend", "ledelse", "tal"], "analytiker"),
        (["it", "godkend", "ledelse"], "leder"),
        (["it", "godkend"], "godkender"),
        (["it"], "administrator"),
    ],
)
def test_group_too_many_never_gives_more(groups, role):
    assert role_for(groups, TABLE) == role


def test_account_is_known_by_issuer_and_number_together():
    keys = {account_key("https://a", "1"), account_key("https://a", "2"), account_key("https://b", "1")}
    assert len(keys) == 3
    assert account_key("https://a", "1") == "0d7f172f05b49f7a66c3f4291577a7e265c92acc57e5afed18ee14b0ca68e89f"
