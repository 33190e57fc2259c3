"""What differs between two reports: each thing told once, with what stood before and after."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparing.differences import differences
from reports.comparing.goal_differences import goal_changes
from reports.comparing.wording import UNCHANGED, summary
from reports.payload.shapes import Frame, Number
from tests.payload_goals import (
    MET,
    MISSED,
    chart,
    comment,
    goal,
    guidepost,
    met_goal,
    percent,
    point,
    target,
    unknown,
)
from tests.payload_money import budget, initiative, kroner, money_row
from tests.reports import meeting, payload
from tests.reports import quarter as named_quarter

FRESH = [("2", 2, "Fleksjobledighed"), ("5", 5, "Fleksjobledighed"), ("9", None, "Erhvervsfrekvens")]


def report(*goals, quarter="2023Q3", **changes) -> dict:
    parts = {"budget": budget(), "initiatives": [initiative()], "guideposts": [guidepost(*goals)]} | changes
    return payload(quarter=named_quarter(quarter), **{"introduction": ""} | parts)


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
        "Sygedagpenge, forsørgelse: forventet regnskab er gået fra 71.280 til 72.000 (1.000 kr.)."
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


def test_two_figures_that_read_the_same_are_told_with_the_decimals_that_part_them():
    # Shown as 2,00 % both; their distance is 0,000647.
    old, new = Number("1.996326", "2,00 %"), Number("1.996973", "2,00 %")
    before = report(goal(targets=[target(number=old)]))
    later = target(number=new, period="2023Q4", period_label="4. kvartal 2023")
    assert sentences(before, report(goal(targets=[target(number=new)]))) == [
        "Mål 2: tallet for 3. kvartal 2023 er rettet fra 1,996 % til 1,997 %."
    ]
    assert told(before, report(goal(targets=[later]), quarter="2023Q4"))[0][2:] == (
        "1,996 % i 3. kvartal 2023",
        "1,997 % i 4. kvartal 2023",
    )


def test_amount_that_changed_by_less_than_a_thousand_is_told_in_kroner():
    after = report(goal(), budget=replace(budget(), support=[money_row(spent=kroner("53460250.5", "53.460"))]))
    [sentence, *_] = sentences(report(goal()), after)
    assert sentence == "Sygedagpenge, forsørgelse: forbrug er gået fra 53.460,0 til 53.460,3 (1.000 kr.)."


def test_line_of_support_and_of_effort_of_one_name_are_two():
    lines = {"support": [money_row()], "effort": [money_row()]}
    dearer = money_row(forecast=kroner("72000000", "72.000"))
    before = report(goal(), budget=budget(**lines))
    after = report(goal(), budget=budget(support=[dearer], effort=[dearer]))
    assert [each["where"] for each in differences(before, after)] == [
        "Sygedagpenge, forsørgelse",
        "Sygedagpenge, indsats",
    ]
    assert summary(differences(before, after)) == ["2 budgetlinjer er ændret."]


def test_sum_is_no_line_of_its_own_in_the_count():
    total = money_row(name="I alt", is_total=True, forecast=kroner("1", "0"))
    after = report(goal(), budget=budget(support=[money_row(forecast=kroner("1", "0")), total]))
    before = report(goal(), budget=budget(support=[money_row(), money_row(name="I alt", is_total=True)]))
    assert summary(differences(before, after)) == [
        "Forsørgelsen ventes nu at koste 0 t.kr. (før 71.280 t.kr.).",
        "1 budgetlinje er ændret.",
    ]


def test_summary_without_a_turn_says_so_before_it_names_the_goals_with_newer_figures():
    newer = target(period="2023Q4", period_label="4. kvartal 2023", number=percent("10.1"))
    before = report(goal(), goal(code="5", number=5), goal(code="9", number=None, title="Erhvervsfrekvens"))
    after = report(
        *(goal(code=code, number=number, title=title, targets=[newer]) for code, number, title in FRESH),
        quarter="2023Q4",
    )
    assert summary(differences(before, after)) == [
        "Ingen mål har skiftet status; 3 har fået nyere tal (mål 2 og 5 og målet «Erhvervsfrekvens»)."
    ]


def test_budget_and_frame_that_were_corrected_are_told():
    frame = Frame("Førtidspension", kroner("275202000", "275.202"), False, "x")
    lines = {"support": [money_row(adopted=kroner("70000000", "70.000"))], "effort": []}
    before = report(goal(), budget=budget(support=[money_row()], effort=[], frames=[frame]))
    dearer = replace(frame, amount=kroner("275203000", "275.203"))
    assert sentences(before, report(goal(), budget=budget(**lines, frames=[dearer]))) == [
        "Sygedagpenge, forsørgelse: vedtaget budget er gået fra 70.061 til 70.000 (1.000 kr.).",
        "Førtidspension, ramme: beløb er gået fra 275.202 til 275.203 (1.000 kr.).",
    ]


def test_earlier_figure_of_a_drawing_that_was_corrected_is_told():
    points = [point("2023Q1", "11.2"), point("2023Q2", "10.9"), point("2023Q3", "10.4")]
    after = report(goal(targets=[target(chart=chart(points=points))]))
    assert sentences(report(goal()), after) == ["Mål 2: tallet for 2. kvt. 2023 er rettet fra 11 % til 10,9 %."]
    points[0] = point("2023Q1", "11.1")
    after = report(goal(targets=[target(chart=chart(points=points))]))
    assert sentences(report(goal()), after) == [
        "Mål 2: 2 tidligere tal er rettet, senest for 2. kvt. 2023 fra 11 % til 10,9 %."
    ]
    assert summary(differences(report(goal()), after)) == ["1 målepunkt har fået rettet tidligere tal."]


def test_figure_that_is_no_longer_provisional_is_told():
    before, after = (report(goal(targets=[target(provisional=marked)])) for marked in (True, False))
    assert sentences(before, after) == ["Mål 2: tallet for 3. kvartal 2023 er ikke længere foreløbigt."]
    assert sentences(after, before) == ["Mål 2: tallet for 3. kvartal 2023 er nu foreløbigt."]
    assert summary(differences(before, after)) == ["1 tal er ikke længere foreløbigt."]


@pytest.mark.parametrize(
    ("part", "value", "what"),
    [
        ("economy", None, "økonomi"),
        ("promises", [], "løfter"),
        ("cohorts", [], "opgørelse af borgere"),
        ("notes", [], "notater"),
        ("goals", [], "mål"),
        ("period", "2018-2023", "periode"),
    ],
)
def test_part_of_an_initiative_that_changed_is_named(part, value, what):
    after = report(goal(), initiatives=[replace(initiative(), **{part: value})])
    assert sentences(report(goal()), after) == [f"KIK II: {what} er ændret."]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"meeting": meeting(recommendation="Godkendes.")}, "Indstillingen er ændret."),
        ({"meeting": meeting(meets_on="2023-12-11")}, "Mødet er ændret."),
        ({"meeting": None}, "Mødet er ændret."),
        ({"marks": []}, "Forbeholdene er ændret."),
        ({"gaps": ["Intet."]}, "Det, der mangler, er ændret."),
        ({"sources": []}, "Kilderne er ændret."),
    ],
)
def test_words_beside_the_figures_are_told_within_a_quarter_alone(changed, sentence):
    assert sentence in sentences(report(goal()), report(goal(), **changed))
    assert sentences(report(goal()), report(goal(), quarter="2023Q4", **changed)) == []


def test_meeting_that_was_moved_is_told_with_both_days():
    after = report(goal(), meeting=meeting(meets_on="2023-12-11", item_number=None))
    assert told(report(goal()), after) == [
        ("introduction", "Mødet", "4. december 2023, punkt 112, sag 22/38279", "11. december 2023, sag 22/38279"),
    ]


def test_description_of_a_goal_that_was_corrected_is_told():
    assert sentences(report(goal()), report(goal(description="Andet."))) == ["Mål 2: beskrivelsen er ændret."]


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
        "1 andet mål har fået nyere tal, men samme status (mål 1).",
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
