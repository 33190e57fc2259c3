"""Reports for the tests: a payload made by hand, small enough to be read, and reports that hold it."""

from dataclasses import asdict, replace
from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from aabenraa_plan.models import Role, User
from extracts.periods import parse
from reports.models import CommitteeDecision, Report, ReportState, ReportStep
from reports.payload import shapes
from reports.payload.canonical import canonical, sha256_of
from tests.payload_goals import FILE_HASH, MET, MISSED, NO_DATA, goal, guidepost, met_goal, unknown_goal
from tests.payload_money import budget, initiative

PDF = b"%PDF-1.7 the paper"


def difference(**changes) -> shapes.Difference:
    made = shapes.Difference(
        kind="standing",
        section="Mål",
        where="Mål 2 · Fleksjobledighed",
        what="status",
        before="Tæt på",
        after="Ikke opfyldt",
        sentence="Mål 2 (Fleksjobledighed) er skiftet fra «tæt på» til «ikke opfyldt».",
        goal="2",
    )
    return replace(made, **changes)


def since(**changes) -> shapes.Since:
    made = shapes.Since(
        plan="bp23",
        quarter="2023Q2",
        version=1,
        label="2. kvartal 2023",
        published_at="2023-08-14T12:00:00+02:00",
        sha256="cd" * 32,
        sentences=["1 mål har skiftet status: mål 2 er nu «ikke opfyldt»."],
        differences=[difference()],
    )
    return replace(made, **changes)


def meeting(**changes) -> shapes.Meeting:
    words = "Administrationen indstiller, at udvalget tager opfølgningen til efterretning."
    return replace(shapes.Meeting("2023-12-04", 112, "22/38279", words), **changes)


def plan(**changes) -> shapes.Plan:
    made = shapes.Plan(
        slug="bp23",
        title="Beskæftigelsesplan 2023-26",
        guidepost_word="pejlemærke",
        start="2023-01-01",
        end="2027-01-01",
        source="Beskæftigelsesplan 2023-26",
    )
    return replace(made, **changes)


def quarter(code: str) -> shapes.Quarter:
    when = parse(code)
    return shapes.Quarter(code, when.label, when.start.isoformat(), when.end.isoformat())


def made_payload(**changes) -> shapes.Payload:
    across = guidepost(unknown_goal(), position=5, label="På tværs", title="På tværs", efforts=[])
    made = shapes.Payload(
        schema=shapes.SCHEMA,
        plan=plan(),
        quarter=quarter("2023Q3"),
        version=1,
        correction="",
        is_example=False,
        figures_at="2023-11-03T09:14:00+01:00",
        title="Opfølgning på Beskæftigelsesplan 2023-26, 3. kvartal 2023",
        sentence="1 af 3 mål er ikke opfyldt (mål 2), 1 er opfyldt, og 1 kan ikke vurderes endnu.",
        introduction="Kvartalet var præget af flere ledige fleksjobbere.\n\nResten går som ventet.",
        tiles=[shapes.Tile(MET, 1), shapes.Tile(MISSED, 1), shapes.Tile(NO_DATA, 1)],
        gaps=["2 af 3 mål har et tal.", "Mål 16 mangler tal fra egen undersøgelse."],
        marks=["Tallet for mål 2 er foreløbigt."],
        guideposts=[guidepost(met_goal(), goal()), across],
        budget=budget(),
        initiatives=[initiative()],
        since=since(),
        corrects=None,
        sources=[shapes.Source("Jobindsats, tabel Y09A02", 2, "3. kvartal 2023", False)],
        files=[shapes.File("maalepunkter-2023Q3.csv", "Asta Analytiker", "2023-10-20T09:14:00+02:00", FILE_HASH)],
        meeting=meeting(),
        signatures=[],
    )
    return replace(made, **changes)


def payload(**changes) -> dict:
    """The payload of bp23's third quarter of 2023 as plain JSON; `changes` are fields of `shapes.Payload`."""
    return asdict(made_payload(**changes))


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of November 2023."""
    return datetime(2023, 11, day, hour, minute, tzinfo=get_current_timezone())


def person(username: str, first: str, last: str, role: Role) -> User:
    """One of the reports' own people: never the users of `conftest.py`, who may not be there yet."""
    return User.objects.get_or_create(
        username=username, defaults={"first_name": first, "last_name": last, "role": role}
    )[0]


def submitter() -> User:
    return person("lise", "Lise", "Leder", Role.MANAGER)


def approver() -> User:
    return person("gorm", "Gorm", "Godkender", Role.APPROVER)


def signatures() -> list[shapes.Signature]:
    return [
        shapes.Signature("submitted", "Sendt til godkendelse", "Lise Leder", at(6, 10).isoformat(), ""),
        shapes.Signature("approved", "Godkendt", "Gorm Godkender", at(7, 11).isoformat(), ""),
        shapes.Signature("published", "Udgivet", "Gorm Godkender", at(8).isoformat(), ""),
    ]


def published_report(
    *, plan_slug: str = "bp23", code: str = "2023Q3", version: int = 1, fields: dict | None = None, **changes
) -> Report:
    """A published report; `changes` are fields of the payload, `fields` those of the row."""
    correction = "Tallet for mål 2 er rettet." if version > 1 else ""
    named = {"plan": plan(slug=plan_slug), "quarter": quarter(code), "version": version, "correction": correction}
    text = canonical(payload(**named | {"signatures": signatures()} | changes))
    row = {
        **{"state": ReportState.PUBLISHED, "content": text, "sha256": sha256_of(text), "correction": correction},
        **{"pdf": PDF, "pdf_sha256": sha256_of(PDF), "pdf_maker": "typst 0.15.2"},
        **{"submitted_by": submitter(), "submitted_at": at(6, 10), "figures_at": at(3, 9, 14)},
        **{"approved_by": approver(), "approved_at": at(7, 11)},
        **{"published_by": approver(), "published_at": at(8)},
        **{"meets_on": date(2023, 12, 4), "item_number": 112, "case_number": "22/38279"},
    }
    return Report.objects.create(plan=plan_slug, quarter=code, version=version, **row | (fields or {}))


def report_in_hand(
    state: str = "draft", *, plan_slug: str = "bp23", code: str = "2023Q3", version: int = 1, **changes
) -> Report:
    """A report somebody still works on, in any of its states; `changes` are fields of its payload once it has one."""
    named = {"plan": plan(slug=plan_slug), "quarter": quarter(code), "version": version}
    row = {"correction": "Tallet for mål 2 er rettet." if version > 1 else ""}
    if state in (ReportState.SUBMITTED, ReportState.APPROVED):
        row |= {"content": canonical(payload(**named | changes)), "figures_at": at(3, 9, 14)}
        row |= {"submitted_by": submitter(), "submitted_at": at(6, 10)}
    if state == ReportState.APPROVED:
        row |= {"approved_by": approver(), "approved_at": at(7, 11)}
    return Report.objects.create(plan=plan_slug, quarter=code, version=version, state=state, **row)


def decide(report: Report, **changes) -> CommitteeDecision:
    """What the committee decided on 4 December; `changes` are fields of the row."""
    words = {"kind": "noted", "meets_on": date(2023, 12, 4), "item_number": 112, "case_number": "22/38279"}
    return CommitteeDecision.objects.create(report=report, made_by=approver(), made_at=at(20), **words | changes)


def step(report: Report, kind: str, day: int, **changes) -> ReportStep:
    """A line of its log, of a day in November."""
    place = {"plan": report.plan, "quarter": report.quarter, "version": report.version}
    return ReportStep.objects.create(kind=kind, made_by=submitter(), made_at=at(day), **place | changes)
