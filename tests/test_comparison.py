"""The comparison page on the real extracts: figures worked by hand from the files, who is compared, bad input."""

from pathlib import Path

import pytest

from aabenraa_plan.models import Role
from extracts.actions import commit_upload, preview, receive_upload
from extracts.periods import parse
from targets.comparing.chart import lines_of
from targets.comparing.rows import load_comparison
from targets.models import Indicator
from tests.reading import text_of

pytestmark = pytest.mark.embedded
REAL = Path(__file__).parent.parent / "examples" / "real"
MONTHLY, BENCHMARK = REAL / "maalepunkter-jobindsats-2021-2026.csv", REAL / "jobindsats-y30r21-v2-sydjylland.csv"
UNEMPLOYMENT = "/maalepunkter/ledighedsprocent/sammenlign/"
LONG_TERM = "/maalepunkter/langtidsledige-andel/sammenlign/"


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


@pytest.fixture
def load_file(analyst):
    def load_path(path):
        upload = receive_upload(data=path.read_bytes(), file_name=path.name, by=analyst)
        assert not upload.errors
        commit_upload(upload=upload, seen=preview(upload).digest, by=analyst)

    return load_path


@pytest.fixture
def monthly(load_file):
    load_file(MONTHLY)


@pytest.fixture
def benchmark(load_file):
    load_file(BENCHMARK)


def words(response):
    return text_of(response).replace("\u00a0", " ")


def comparison_of(code, **asked):
    return load_comparison(Indicator.objects.prefetch_related("breaks").get(code=code), **asked)


def figures_of(found):
    return {row.area: row.exact for row in found.rows}


def test_page_answers_with_the_place_among_the_municipalities(reader, monthly):
    # July 2026: Tønder 1,5 · Aabenraa 2 · Haderslev 2,2 · Sønderborg 2,3 · Kolding 2,5 · Hele landet 3.
    page = words(reader.get(UNEMPLOYMENT))
    assert "Aabenraa ligger nr. 2 af 5 kommuner: 2 % i juli 2026. Hele landet: 3 %." in page
    assert "Tønder ligger bedst med 1,5 % og Kolding ligger dårligst med 2,5 %" in page
    assert "Aabenraa ligger 1 procentpoint under hele landet" in page
    assert "kun 5 af 12 har tal" in page and "kun 3 af 17 har tal" in page
    assert "kan ikke dannes: tæller og nævner mangler" in page


def test_earlier_period_is_ranked_on_its_own_figures(reader, monthly):
    # July 2025: Tønder 1,7 · Aabenraa 2,3 · Haderslev and Sønderborg 2,5 · Kolding 2,6 · Hele landet 2,9.
    page = words(reader.get(UNEMPLOYMENT, {"periode": "2025M07"}))
    assert "Aabenraa ligger nr. 2 af 5 kommuner: 2,3 % i juli 2025. Hele landet: 2,9 %." in page
    assert words(reader.get(UNEMPLOYMENT, {"periode": "juli 2025"})) == page


def test_neighbours_are_formed_as_the_ratio_of_their_sums(reader, monthly):
    # July 2026: Haderslev 105/589, Tønder 53/248, Aabenraa 118/548, Sønderborg 193/778 = 17,83 21,37 21,53 24,81 %;
    # the neighbours together 351/1.615 = 21,73 %, where the mean of their shares would be 21,34 %.
    page = words(reader.get(LONG_TERM, {"mod": "naboer"}))
    assert "Aabenraa ligger nr. 3 af 4 kommuner: 21,53 % i juli 2026. Hele landet: 18,79 %." in page
    assert "Nabokommunerne 21,73 % 351 / 1.615 +0,20 pct.point, dårligere dannet af 3 kommuner" in page
    assert "Kolding 21,18 %" not in page
    assert "21,34" not in page


def test_all_municipalities_are_compared_unless_told_otherwise(reader, monthly):
    # Kolding 255/1.204 = 21,18 % comes between Haderslev and Tønder.
    page = words(reader.get(LONG_TERM))
    assert "Aabenraa ligger nr. 4 af 5 kommuner: 21,53 % i juli 2026." in page
    assert "2 Kolding 21,18 % 255 / 1.204" in page


def test_counts_are_told_by_their_change_and_not_ranked(reader, monthly):
    # July 2025 to July 2026: Aabenraa 619 → 548 (−11,5 %), Tønder 279 → 248 (−11,1 %), Haderslev 659 → 589 (−10,6 %),
    # Sønderborg 846 → 778 (−8,0 %), Kolding 1.255 → 1.204 (−4,1 %), Hele landet 87.564 → 91.583 (+4,6 %);
    # the neighbours 1.784 → 1.615 (−9,5 %).
    page = words(reader.get("/maalepunkter/ledige-fuldtidspersoner/sammenlign/"))
    lead = "Aabenraa: 548 personer i juli 2026, et fald på 11,5 % på et år. Hele landet: en stigning på 4,6 %."
    assert lead in page
    assert "Fra −11,5 % i Aabenraa til −4,1 % i Kolding på et år" in page
    assert "Nabokommunerne 1.615 personer 1.784 personer −9,5 % dannet af 3 kommuner" in page
    assert "kan ikke rangordnes" in page
    assert " nr. " not in page


def test_change_is_not_told_across_a_break(reader, monthly):
    # The reform of 1 July 2025 lies between June 2025 and June 2026.
    where = "/maalepunkter/kontanthjaelp-personer/sammenlign/"
    page = words(reader.get(where, {"periode": "2026M06"}))
    assert "Aabenraa: 653 personer i juni 2026. Ændringen på et år kan ikke regnes ud." in page
    assert "Opgørelsen er lagt om 1. juli 2025" in page
    # 610 → 629 = +3,1 %: both after the reform began.
    assert "en stigning på 3,1 % på et år" in words(reader.get(where))


def test_benchmark_ranks_are_compared_but_never_added(reader, benchmark):
    # Y30R21, the year to the 4th quarter of 2022: Tønder 33, Aabenraa 34, Sønderborg 36, Haderslev 83.
    page = words(reader.get("/maalepunkter/y30r21-placering/sammenlign/"))
    assert "Aabenraa ligger nr. 2 af 4 kommuner: plads 34 i året til 4. kvartal 2022." in page
    assert "+49 pladser, dårligere" in page
    assert "placeringer kan ikke lægges sammen" in page


def test_benchmark_shares_without_a_good_direction_stand_by_size(reader, benchmark):
    # Expected shares: Tønder 8,51, Haderslev 8,44, Sønderborg 7,68, Aabenraa 6,71.
    page = words(reader.get("/maalepunkter/y30r21-forventet-andel/sammenlign/"))
    assert "Aabenraa ligger nr. 4 af 4 kommuner, når det højeste tal står først: 6,71 %" in page
    assert "dårligere" not in page


def test_loaded_region_stands_with_and_without_the_own_area(reader, load):
    load(
        "fleksjobledighed;Aabenraa;2023M05;;128;1588;;;x",
        "fleksjobledighed;RAR Sydjylland;2023M05;;1443;14075;;;x",
    )
    # 1.443/14.075 = 10,25 %; without Aabenraa 1.315/12.487 = 10,53 %.
    page = words(reader.get("/maalepunkter/fleksjobledighed/sammenlign/", {"periode": "2023M05", "mod": "rar"}))
    assert "RAR Sydjylland 10,25 % 1.443 / 14.075" in page
    assert "RAR Sydjylland uden Aabenraa 10,53 % 1.315 / 12.487" in page
    assert "Uden tal for målepunktet: Billund, Esbjerg, Fanø" in page


def test_suppressed_area_is_last_without_a_rank_and_never_zero(reader, load):
    load(
        "langtidsledige-andel;Aabenraa;2023M05;;118;548;;;x",
        "langtidsledige-andel;Tønder;2023M05;;5;90;;;x",
        "langtidsledige-andel;Fanø;2023M05;*;;;;;x",
    )
    page = words(reader.get(LONG_TERM))
    assert "Aabenraa ligger nr. 2 af 2 kommuner: 21,53 % i maj 2023." in page
    assert "Tønder 5,56 % 5 / 90 −15,98 pct.point, bedre nabo · få borgere: små udsving flytter placeringen" in page
    assert page.index("Fanø diskretioneret") > page.index("2 Aabenraa 21,53 %")
    assert "Fanø 0" not in page


def test_invented_and_provisional_figures_are_marked(reader, load):
    load(
        "ledighedsprocent;Aabenraa;2023M05;2;;;ja;;x",
        "ledighedsprocent;Hele landet;2023M05;3;;;;;eksempeldata",
    )
    page = words(reader.get(UNEMPLOYMENT))
    assert "Nogle tal på siden er eksempeldata" in page
    assert "Hele landet 3 % +1 pct.point, dårligere eksempeldata" in page
    assert "Aabenraa 2 % foreløbigt" in page


def test_figure_leads_to_where_it_came_from(reader, monthly):
    found = comparison_of("ledighedsprocent")
    version = next(row for row in found.rows if row.area == "Tønder").figure.version
    assert f'href="/tal/{version}/"' in reader.get(UNEMPLOYMENT).content.decode()


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"periode": "hvornår"}, "Der er ikke tal at sammenligne i den periode. Siden viser juli 2026."),
        ({"periode": "2019M01"}, "Der er ikke tal at sammenligne i den periode. Siden viser juli 2026."),
        ({"periode": "\x00' OR 1=1"}, "Der er ikke tal at sammenligne i den periode. Siden viser juli 2026."),
        ({"mod": "ingen"}, "Det kan der ikke sammenlignes med. Siden viser alle kommuner."),
    ],
)
def test_bad_choice_is_answered_in_a_sentence_and_with_the_default(asked, problem, reader, monthly):
    page = words(reader.get(UNEMPLOYMENT, asked))
    assert problem in page
    assert "Aabenraa ligger nr. 2 af 5 kommuner: 2 % i juli 2026." in page


@pytest.mark.parametrize("asked", [{"page": "99"}, {"k-page": "x"}, {"t-page": "-1"}, {"periode": ""}, {"mod": ""}])
def test_odd_pages_and_empty_choices_are_no_trouble(asked, reader, monthly):
    assert reader.get(UNEMPLOYMENT, asked).status_code == 200


def test_indicator_with_one_area_only_says_what_is_needed(reader, as_role, load):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    where = "/maalepunkter/borgertilfredshed/sammenlign/"
    page = words(reader.get(where))
    assert "Der er ikke en periode, hvor mere end ét område har et tal." in page
    assert 'href="/udtraek/"' in as_role(Role.ANALYST).get(where).content.decode()


def test_unknown_indicator_is_not_found(reader):
    assert reader.get("/maalepunkter/ukendt/sammenlign/").status_code == 404


def test_indicator_page_leads_to_the_comparison(reader):
    assert f'href="{UNEMPLOYMENT}"' in reader.get("/maalepunkter/ledighedsprocent/").content.decode()


def test_looking_back_shows_the_figures_of_that_day_and_stays_there(reader, monthly):
    page = reader.get(UNEMPLOYMENT, {"som_set": "2020-01-01"})
    assert "Der er ikke en periode, hvor mere end ét område har et tal." in words(page)
    assert 'href="/maalepunkter/ledighedsprocent/?som_set=2020-01-01"' in page.content.decode()


def test_default_period_has_the_own_area_then_most_areas_then_the_newest(load):
    load(
        "ledighedsprocent;Aabenraa;2023M04;2;;;;;x",
        "ledighedsprocent;Tønder;2023M04;2;;;;;x",
        "ledighedsprocent;Aabenraa;2023M05;2;;;;;x",
        "ledighedsprocent;Tønder;2023M05;2;;;;;x",
        "ledighedsprocent;Aabenraa;2023M06;2;;;;;x",
        "ledighedsprocent;Tønder;2023M07;2;;;;;x",
        "ledighedsprocent;Kolding;2023M07;2;;;;;x",
        "ledighedsprocent;Hele landet;2023M07;2;;;;;x",
    )
    found = comparison_of("ledighedsprocent")
    assert [period.code for period in found.periods] == ["2023M07", "2023M05", "2023M04"]
    assert found.period == parse("2023M05")
    assert "Kolding" in figures_of(found)  # it has figures, though not in this period


def test_chart_draws_own_country_formed_group_and_the_others_of_the_same_kind_of_period(monthly):
    lines = lines_of(comparison_of("langtidsledige-andel", choice="naboer"))
    assert [line.name for line in lines] == [
        *("Aabenraa", "Hele landet", "Nabokommunerne", "Haderslev", "Sønderborg", "Tønder"),
    ]
    # 36 months from August 2023; the group's last is 351/1.615.
    assert [len(line.figures) for line in lines] == [36] * 6
    assert (lines[2].figures[-1].numerator, lines[2].figures[-1].denominator) == (351, 1615)


def test_chart_of_a_count_draws_changes_that_cross_no_break(monthly):
    own = lines_of(comparison_of("kontanthjaelp-personer"))[0]
    # August 2022 to June 2025 are 35 months with a year before them; after the reform only July 2026 has one.
    assert [figure.period.code for figure in own.figures][-2:] == ["2025M06", "2026M07"]
    assert len(own.figures) == 36


def test_chart_title_and_table_hold_the_same_figures(reader, monthly):
    page = words(reader.get(UNEMPLOYMENT))
    assert "Aabenraa har ligget under hele landet i 60 af 60 måneder" in page
    assert "juli 2026 2 % 3 % 2,2 % 2,3 % 1,5 % 2,5 %" in page


def test_many_municipalities_are_paged_and_only_the_neighbours_drawn(reader, load):
    names = [
        "Aabenraa",
        "Tønder",
        "Vejle",
        "Esbjerg",
        "Varde",
        "Vejen",
        "Billund",
        "Fanø",
        "Kolding",
        "Odense",
        "Assens",
    ]
    load(*(f"ledighedsprocent;{name};2023M0{at};{at};;;;;x" for name in names for at in (4, 5)))
    assert [line.name for line in lines_of(comparison_of("ledighedsprocent"))] == ["Aabenraa", "Tønder"]
    assert "sammen med 10 andre" in words(reader.get(UNEMPLOYMENT))


def queries(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_page_costs_as_many_queries_with_many_areas_as_with_two(reader, load, django_assert_max_num_queries):
    load("ledighedsprocent;Aabenraa;2023M05;2;;;;;x", "ledighedsprocent;Tønder;2023M05;2;;;;;x")
    reader.get(UNEMPLOYMENT)
    few = queries(reader, UNEMPLOYMENT, django_assert_max_num_queries)
    load(*(f"ledighedsprocent;{name};2023M0{at};2;;;;;x" for name in ("Vejle", "Kolding", "Fanø") for at in (5, 6)))
    load("ledighedsprocent;Aabenraa;2023M06;2;;;;;x", "ledighedsprocent;RAR Sydjylland;2023M06;2;;;;;x")
    assert queries(reader, UNEMPLOYMENT, django_assert_max_num_queries) == few
