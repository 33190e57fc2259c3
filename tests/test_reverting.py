"""Back again: what a revert restores, what it leaves, and the revert of a revert."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.models import Upload, UploadStatus
from extracts.reverting import revert_upload
from targets.models import Observation
from tests.reading import text_of
from tests.uploading import current, page_of, questions


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


def test_revert_after_half_was_changed_restores_the_other_half_and_lists_the_rest(uploader, load, receive, commit):
    load("borgertilfredshed;Aabenraa;2020;70;;;;;x", "borgertilfredshed;Aabenraa;2021;71;;;;;x")
    first = load(*[f"borgertilfredshed;Aabenraa;202{year};8{year};;;;;x" for year in range(4)])
    lines = [f"borgertilfredshed;Aabenraa;202{year};9{year};;;;;x" for year in (1, 3)]
    later = commit(receive(*lines, name="b.csv"), accepted="De to år")
    page = text_of(uploader.post(reverse("upload_revert", args=[first.pk]), follow=True))
    assert "2 tal er ført tilbage. 2 tal er ændret siden og bliver stående." in page
    # 2020 as before the file, 2022 gone as before it; 2021 and 2023 as the later file says.
    assert [current(f"202{year}") for year in range(4)] == [70, 91, None, 93]
    assert "Tal, der blev stående" in page
    assert "2021 b.csv analytiker" in page and "2023 b.csv analytiker" in page
    assert reverse("upload", args=[later.pk]) in uploader.get(reverse("upload", args=[first.pk])).content.decode()
    step = Upload.objects.get(reverts=first)
    assert "2 tal er ført tilbage." in page_of(uploader, step)


def test_figures_left_alone_are_found_by_as_many_questions_for_three_as_for_one(uploader, load, analyst):
    def asked(years):
        first = load(*[f"borgertilfredshed;Aabenraa;{year};84;;;;;x" for year in years])
        load(*[f"borgertilfredshed;Aabenraa;{year};85;;;;;x" for year in years])
        revert_upload(upload=first, by=analyst)
        return questions(uploader, reverse("upload", args=[first.pk]))

    asked([2009])
    assert asked([2010]) == asked([2011, 2012, 2013])


def test_revert_of_the_revert_brings_the_figures_back(uploader, load):
    load("borgertilfredshed;Aabenraa;2023;80;;;;;x")
    first = load("borgertilfredshed;Aabenraa;2022;84;;;;;x", "borgertilfredshed;Aabenraa;2023;85;;;;;x", name="a.csv")
    uploader.post(reverse("upload_revert", args=[first.pk]))
    step = first.reverted_by.get()
    assert (current("2022"), current("2023")) == (None, 80)
    assert "Fortryd fortrydelsen" in page_of(uploader, step)
    page = text_of(uploader.post(reverse("upload_revert", args=[step.pk]), follow=True))
    assert "2 tal er ført tilbage." in page
    assert "Fortrydelsen er selv fortrudt." in page
    assert (current("2022"), current("2023")) == (84, 85)
    for each in (first, step):
        each.refresh_from_db()
    assert (first.status, step.status) == (UploadStatus.COMMITTED, UploadStatus.REVERTED)
    assert "men fortrydelsen er selv fortrudt" in page_of(uploader, first)
    again = step.reverted_by.get()
    assert (again.file_name, again.can_be_reverted) == ("Fortrydelse af fortrydelsen af a.csv", False)
    # And back once more.
    revert_upload(upload=first, by=first.uploaded_by)
    assert (current("2022"), current("2023")) == (None, 80)
    assert Observation.objects.filter(indicator__code="borgertilfredshed", period="2023").count() == 5


def test_revert_of_the_revert_leaves_what_was_changed_since(load, analyst):
    first = load("borgertilfredshed;Aabenraa;2022;84;;;;;x", "borgertilfredshed;Aabenraa;2023;85;;;;;x")
    step = revert_upload(upload=first, by=analyst)
    load("borgertilfredshed;Aabenraa;2023;95;;;;;x")
    back = revert_upload(upload=step, by=analyst)
    assert (back.changed, back.unchanged) == (1, 1)
    assert (current("2022"), current("2023")) == (84, 95)


def test_reverting_from_the_newest_to_the_oldest_leaves_nothing(load, analyst):
    first = load("borgertilfredshed;Aabenraa;2022;81;;;;;x")
    second = load("borgertilfredshed;Aabenraa;2022;82;;;;;x")
    revert_upload(upload=second, by=analyst)
    assert current("2022") == 81
    assert revert_upload(upload=first, by=analyst).changed == 1
    assert current("2022") is None


def test_figure_that_was_taken_back_does_not_return_by_a_later_revert(load, analyst):
    first = load("borgertilfredshed;Aabenraa;2022;81;;;;;x")
    second = load("borgertilfredshed;Aabenraa;2022;82;;;;;x")
    revert_upload(upload=second, by=analyst)
    third = load("borgertilfredshed;Aabenraa;2022;83;;;;;x")
    revert_upload(upload=first, by=analyst)
    revert_upload(upload=third, by=analyst)
    assert current("2022") is None


def test_upload_whose_revert_was_reverted_counts_again(load, analyst):
    first = load("borgertilfredshed;Aabenraa;2022;81;;;;;x")
    second = load("borgertilfredshed;Aabenraa;2022;82;;;;;x")
    revert_upload(upload=revert_upload(upload=first, by=analyst), by=analyst)
    revert_upload(upload=second, by=analyst)
    assert current("2022") == 81


def test_double_click_on_revert_reverts_once(uploader, load):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    where = reverse("upload_revert", args=[first.pk])
    assert "1 tal er ført tilbage." in text_of(uploader.post(where, follow=True))
    assert "Intet er ændret." in text_of(uploader.post(where, follow=True))
    assert Upload.objects.filter(reverts=first).count() == 1
