"""What differs between two reports: each thing told once, with what stood before and after."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparing.differences import differences, goal_changes
from reports.comparing.wording import UNCHANGED, summary
from tests.payload_goals import MET, MISSED, comment, goal, guidepost, met_goal, percent, target, unknown
from tests.payload_money import budget, initiative, kroner, money_row


def report(*goals, quarter="2023Q3", **changes) -> dict:
    parts = {"budget": budget(), "initiatives": [initiative()]} | changes
    money = asdict(parts["budget"]) if parts["budget"] else None
    return {
        "quarter": {"code": quarter},
        "introduction": parts.get("introduction", ""),
        "guideposts": [asdict(guidepost(*goals))],
        "budget": money,
        "initiatives": [asdict(each) for each in parts["initiatives"]],
    }


def told(before, after) -> list[tuple[str, str, str, str]]:
    return [(each["kind"], each["where"], each["before"], each["after"]) for each in differences(before, after)]


def sentences(before, after) -> list[str]:
    return [each["sentence"] for each in differences(before, after)]


def test_differences_of_a_report_with_itself_are_none():
    assert differences(report(goal(), met_goal()), report(goal(), met_goal())) == []


def test_newer_figure_that_turns_the_verdict_is_told_as_both():
    later = goal(
        standing=MET,
        targets=[target(number=percent("9.8"), period="2023Q4", period_label="4. kvartal 2023")],
    )
    before, after = report(goal()), report(later, quarter="2023Q4")
    assert told(before, after) == [
        ("standing", "Mål 2", "ikke opfyldt", "opfyldt"),
        ("figure", "Mål 2", "10,4 % i 3. kvartal 2023", "9,8 % i 4. kvartal 2023"),
    ]
    assert sentences(before, after) == [
        "Mål 2 er gået fra «ikke opfyldt» til «opfyldt».",
        "Mål 2: 10,4 % i 3. kvartal 2023 blev til 9,8 % i 4. kvartal 2023.",
    ]


def test_other_figure_of_the_same_period_is_a_revision():
    after = report(goal(targets=[target(number=percent("10.6"))]))
    assert sentences(report(goal()), after) == ["Mål 2: tallet for 3. kvartal 2023 er rettet fra 10,4 % til 10,6 %."]
    assert told(report(goal()), after)[0][0] == "revised"


def test_first_figure_and_lost_figure_are_told_without_a_zero():
    silent, spoken = report(goal(targets=[unknown()])), report(goal(targets=[unknown(number=percent("84"))]))
    assert told(silent, spoken) == [("figure", "Mål 2", "–", "84 %")]
    assert sentences(spoken, silent) == ["Mål 2: der er ikke længere noget tal."]


def test_amended_demand_and_new_name_are_told():
    after = report(goal(title="Ledighed blandt fleksjobbere", targets=[target(promise="Højst 9 %")]))
    assert sentences(report(goal()), after) == [
        "Mål 2 hed «Fleksjobledighed» og hedder nu «Ledighed blandt fleksjobbere».",
        "Mål 2: kravet var «Højst 10 %» og er nu «Højst 9 %».",
    ]


def test_goal_that_came_or_went_is_told():
    assert sentences(report(goal()), report(goal(), met_goal())) == ["Mål 1 er kommet til."]
    assert sentences(report(goal(), met_goal()), report(goal())) == ["Mål 1 er ikke med længere."]


def test_demand_that_came_or_went_is_told():
    more = report(goal(targets=[target(), unknown()]))
    assert sentences(report(goal()), more) == ["Mål 2: kravet «Mindst 85 %» er kommet til."]
    assert sentences(more, report(goal())) == ["Mål 2: kravet «Mindst 85 %» er ikke med længere."]


def test_words_are_compared_within_a_quarter_and_not_across_two():
    other = replace(comment(), why="En aftale udløb.")
    before, after = report(goal()), report(goal(comment=other), introduction="Kort sagt")
    assert sentences(before, after) == [
        "Mål 2: kommentaren om hvorfor er ændret.",
        "Lederens sammenfatning er ændret.",
    ]
    assert sentences(before, report(goal(comment=other), introduction="Kort sagt", quarter="2023Q4")) == []


def test_budget_line_says_what_changed_in_1000_kroner():
    dearer = money_row(forecast=kroner("72000000", "72.000"))
    after = report(goal(), budget=replace(budget(), support=[dearer, *budget().support[1:]]))
    assert sentences(report(goal()), after) == [
        "Sygedagpenge: forventet regnskab er gået fra 71.280 til 72.000 (1.000 kr.)."
    ]


def test_budget_of_another_year_is_one_difference():
    after = report(goal(), budget=replace(budget(), year=2024))
    assert sentences(report(goal()), after) == ["Rapporten viser nu budget 2024."]
    assert sentences(report(goal()), report(goal(), budget=None)) == ["Rapporten viser ikke længere et budget."]
    assert sentences(report(goal(), budget=None), report(goal())) == ["Rapporten viser nu budget 2023."]


def test_initiative_that_came_went_or_changed_is_told():
    closed = replace(initiative(), status="afsluttet")
    assert sentences(report(goal()), report(goal(), initiatives=[closed])) == ["KIK II: status er ændret."]
    assert sentences(report(goal()), report(goal(), initiatives=[])) == ["Indsatsen KIK II er ikke med længere."]
    assert sentences(report(goal(), initiatives=[]), report(goal())) == ["Indsatsen KIK II er kommet til."]


def test_goal_changes_are_of_goals_alone():
    before, after = report(goal())["guideposts"], report(goal(comment=None, standing=MET))["guideposts"]
    assert [each["kind"] for each in goal_changes(before, after)] == ["standing"]


def test_summary_of_nothing_says_so():
    assert summary([]) == [UNCHANGED]


def test_summary_names_turned_goals_together_and_counts_the_rest():
    figure = target(number=percent("10.6"))
    before = report(goal(), goal(code="5", number=5), met_goal())
    after = report(
        goal(standing=MET),
        goal(code="5", number=5, standing=MET),
        met_goal(targets=[replace(figure, period="2023Q4", period_label="4. kvartal 2023")]),
        budget=replace(budget(), support=[money_row(forecast=kroner("1", "0")), *budget().support[1:]]),
        quarter="2023Q4",
    )
    assert summary(differences(before, after)) == [
        "Mål 2 og 5 er gået fra «ikke opfyldt» til «opfyldt».",
        "1 mål har fået nyere tal, uden at status er ændret.",
        "1 krav er ændret.",
        "1 budgetlinje er ændret.",
    ]


@pytest.mark.parametrize("numbers", [(MET, MISSED), (MISSED, MET)])
def test_turn_is_told_the_way_it_went(numbers):
    before, after = (report(goal(standing=standing, targets=[])) for standing in numbers)
    [sentence] = sentences(before, after)
    first, last = (standing.word.lower() for standing in numbers)
    assert sentence == f"Mål 2 er gået fra «{first}» til «{last}»."


values = st.decimals(0, 100, places=2).map(str)


@given(values, values)
def test_figure_that_changes_is_told_once_and_back_again(one, other):
    before = report(goal(targets=[target(number=percent(one))]))
    after = report(goal(targets=[target(number=percent(other))]))
    there, back = told(before, after), told(after, before)
    assert len(there) == (one != other)
    assert [(kind, where, new, old) for kind, where, old, new in there] == back
