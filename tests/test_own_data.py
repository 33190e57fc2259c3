"""What is handed over to somebody who asks what is kept about them."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from aabenraa_plan.models import AccountChange, Role, SignIn, User
from aabenraa_plan.people.own_data import everything_about
from aabenraa_plan.people.references import name_of, references_to_users
from initiatives.cohorts.actions import mark_of as cohort_mark
from initiatives.models import Cohort
from reports.models import Meeting
from tests.people import with_second_step
from tests.reports import published_report

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
# Every foreign key to a user. One that is missing here is in the file too; think of whether it should be, and add it.
NAMED_IN = {
    *("aabenraa_plan.AccountChange.account", "aabenraa_plan.AccountChange.by"),
    *("aabenraa_plan.AuditEntry.actor", "aabenraa_plan.SignIn.user"),
    *("aabenraa_plan.User_groups.user", "aabenraa_plan.User_user_permissions.user"),
    *("account.EmailAddress.user", "mfa.Authenticator.user", "socialaccount.SocialAccount.user"),
    *("budget.Appropriation.created_by", "budget.Appropriation.granted_by", "budget.Appropriation.withdrawn_by"),
    *("budget.ClosedMonth.made_by", "budget.ClosedMonth.ended_by"),
    *("budget.ForecastChoice.made_by", "budget.ForecastChoice.ended_by"),
    *("budget.Phasing.made_by", "budget.Phasing.ended_by"),
    *("extracts.CprRelease.by", "extracts.ProfileVersion.by"),
    *("extracts.Upload.uploaded_by", "extracts.Upload.committed_by"),
    *("initiatives.BusinessCase.edited_by", "initiatives.Cohort.edited_by", "initiatives.Initiative.edited_by"),
    *("initiatives.CaseAmount.made_by", "initiatives.CaseAmount.ended_by"),
    *("initiatives.Measurement.made_by", "initiatives.Measurement.ended_by"),
    *("initiatives.Milestone.edited_by", "initiatives.Promise.edited_by"),
    *("initiatives.Note.made_by", "initiatives.Note.ended_by"),
    *("initiatives.Scenario.made_by", "initiatives.Scenario.ended_by"),
    *("reports.CommitteeDecision.made_by", "reports.CommitteeDecision.ended_by", "reports.Meeting.made_by"),
    *("reports.Report.submitted_by", "reports.Report.approved_by", "reports.Report.published_by"),
    "reports.ReportStep.made_by",
    *("targets.Comment.made_by", "targets.Indicator.responsible"),
    *("targets.Judgement.made_by", "targets.Judgement.withdrawn_by"),
    *("targets.Plan.edited_by", "targets.Plan.adopted_by", "targets.Target.recorded_by"),
}


def opened(file) -> dict[str, list]:
    archive = ZipFile(file)
    return {name[:-5]: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


def answered(response) -> dict[str, list]:
    return opened(BytesIO(b"".join(response.streaming_content)))


def test_every_foreign_key_to_a_user_is_known_here_and_in_the_file(users):
    assert {name_of(field) for field in references_to_users()} == NAMED_IN
    found = opened(everything_about(users[Role.MANAGER]))
    assert set(found) == NAMED_IN | {"konto", "aendringer-af-kontoen"}


def test_own_file_holds_what_names_one_and_nothing_of_others(as_role, users):
    client, leader = as_role(Role.MANAGER), users[Role.MANAGER]
    SignIn.objects.all().delete()
    SignIn.objects.create(user=leader, event="in", how="password", address="10.0.0.1")
    SignIn.objects.create(user=users[Role.ANALYST], event="in", address="10.0.0.2")
    Meeting.objects.create(meets_on=date(2027, 6, 5), papers_due_on=date(2027, 5, 25), made_by=leader)
    SocialAccount.objects.create(user=leader, provider="entra", uid="1", extra_data={"groups": ["ledere"]})
    answer = client.get(reverse("own_export"))
    assert answer["Content-Disposition"] == f'attachment; filename="oplysninger-{leader.pk}.zip"'
    assert "no-store" in answer["Cache-Control"]
    found = answered(answer)
    [account] = found["konto"]
    assert (account["username"], account["role"], account["is_active"]) == ("leder", "leder", True)
    [sign_in] = found["aabenraa_plan.SignIn.user"]
    assert (sign_in["event"], sign_in["address"]) == ("in", "10.0.0.1")
    assert [meeting["meets_on"] for meeting in found["reports.Meeting.made_by"]] == ["2027-06-05"]
    assert found["socialaccount.SocialAccount.user"][0]["extra_data"] == {"groups": ["ledere"]}
    assert "10.0.0.2" not in json.dumps(found)


def test_file_holds_neither_password_nor_secrets_nor_files(load, users):
    analyst = with_second_step(users[Role.ANALYST])
    analyst.set_password("en lang sætning til prøven")
    analyst.save()
    load("borgertilfredshed;Aabenraa;2021;84;;;;en helt særlig bemærkning;x")
    published_report()
    for person in (analyst, users[Role.MANAGER], users[Role.APPROVER]):
        found = opened(everything_about(person))
        said_in = {
            name for name, rows in found.items() if "en helt særlig bemærkning" in json.dumps(rows, ensure_ascii=False)
        }
        assert said_in == set()
        everything = json.dumps(found, ensure_ascii=False)
        for kept_out in (analyst.password, "hemmeligheden", "frøet", "en helt særlig bemærkning", "%PDF"):
            assert kept_out not in everything
        assert "password" not in found["konto"][0]
    [upload] = opened(everything_about(analyst))["extracts.Upload.uploaded_by"]
    assert upload["file_name"] == "udtræk.csv"
    assert not {"content", "problems", "reading", "findings", "coverage"} & set(upload)
    assert [each["type"] for each in opened(everything_about(analyst))["mfa.Authenticator.user"]] == [
        "totp",
        "recovery_codes",
    ]


def test_counts_of_citizens_are_not_handed_over_even_to_who_wrote_them(as_role, users):
    found = Cohort.objects.get(initiative__code="kik-ii", code="start")
    where = reverse("cohort_edit", args=["kik-ii", "start"])
    typed = {"name": found.name, "source": found.source, "seen": cohort_mark(found)}
    as_role(Role.ANALYST).post(where, typed | {"size": "4713", "note": "fire tusind og lidt til"})
    assert Cohort.objects.get(pk=found.pk).size == 4713
    found = opened(everything_about(users[Role.ANALYST]))
    [cohort] = found["initiatives.Cohort.edited_by"]
    assert cohort["name"] == "start 1. februar 2018"
    assert not {"size", "note"} & set(cohort)
    [entry] = found["aabenraa_plan.AuditEntry.actor"]
    assert entry["object_repr"] and not {"size", "note"} & set(entry["changes"])
    assert "4713" not in json.dumps(found) and "fire tusind" not in json.dumps(found)


def test_long_text_is_named_by_its_length(users):
    SocialAccount.objects.create(user=users[Role.MANAGER], provider="x", uid="1", extra_data={"a": "x" * 30_000})
    found = opened(everything_about(users[Role.MANAGER]))["socialaccount.SocialAccount.user"]
    assert found[0]["extra_data"] == "udeladt: 30009 tegn. Står på den side, teksten hører til."


def test_questions_do_not_grow_with_what_is_found(users, django_assert_num_queries):
    leader = users[Role.MANAGER]
    everything_about(leader)
    with django_assert_num_queries(len(NAMED_IN) + 2):
        everything_about(leader)
    SignIn.objects.bulk_create(SignIn(user=leader, event="in") for _ in range(500))
    with django_assert_num_queries(len(NAMED_IN) + 2):
        assert len(opened(everything_about(leader))["aabenraa_plan.SignIn.user"]) == 500


def test_administrator_takes_it_for_somebody_and_that_is_kept(as_role, users):
    admin = as_role(Role.ADMINISTRATOR)
    found = answered(admin.post(reverse("user_export", args=[users[Role.MANAGER].pk])))
    assert found["konto"][0]["username"] == "leder"
    change = AccountChange.objects.get()
    assert (change.step, change.username, change.by) == ("exported", "leder", users[Role.ADMINISTRATOR])
    assert (
        "Oplysninger hentet af administratoren"
        in admin.get(reverse("user", args=[users[Role.MANAGER].pk])).content.decode()
    )


def test_file_says_in_danish_what_it_is(users):
    said = ZipFile(everything_about(users[Role.MANAGER])).read("LAES-MIG.txt").decode()
    assert said.startswith("Oplysninger om leder (leder), hentet ")
    assert "Andre personer står kun med deres nummer." in said


def test_every_role_may_take_its_own_home(as_role):
    for role in (Role.ANALYST, Role.COMMITTEE, Role.ADMINISTRATOR):
        assert answered(as_role(role).get(reverse("own_export")))["konto"][0]["role"] == role.value
    assert User.objects.filter(role=Role.SYSTEM).exists()
