"""Ledger entries and closed months for the tests of a year in progress."""

from datetime import date

from aabenraa_plan.models import Role, User
from budget.actions import close_months
from budget.models import BenefitType, Programme
from budget.reporting import LineStatus, year_status
from extracts.actions import commit_upload, preview, receive_upload

FORBRUG = "ydelse;art;konto;måned;brutto;refusion;netto;helårspersoner;kilde"
LATER = date(2026, 11, 22)
# The first quarter of the hand-worked line: gross, reimbursement, net, full-year persons of the month.
SICKNESS = (
    "Sygedagpenge;;5.57.71;2023M01;8.400.000;2.400.000-;6.000.000;520;Prøve",
    "Sygedagpenge;;5.57.71;2023M02;8.000.000;−2.300.000;5.700.000;510;Prøve",
    "Sygedagpenge;;5.57.71;2023M03;8.600.000;-2.480.000;6.120.000;530;Prøve",
)
LATE = "Sygedagpenge;;5.57.71;2023M02;8.150.000;−2.345.000;5.805.000;514;Prøve"


def load_ledger(*lines, header=FORBRUG, profile="forbrug"):
    """Commit lines of the format `forbrug`, or another, whatever they warn of."""
    by = User.objects.get_or_create(username="regnskab", defaults={"role": Role.ANALYST})[0]
    data = "\r\n".join([header, *lines]).encode()
    upload = receive_upload(data=data, file_name="forbrug.csv", by=by, profile=profile)
    assert not upload.errors, upload.errors
    return commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Prøve")


def close(year: int, through: int, **said):
    by = User.objects.get_or_create(username="regnskab", defaults={"role": Role.ANALYST})[0]
    return close_months(year=year, through=through, by=by, today=LATER, **said)


def line_of(year: int, code: str, kind="support", programme="ordinaer", **options) -> LineStatus:
    key = (BenefitType.objects.get(code=code).pk, kind, Programme.objects.get(code=programme).pk)
    return next(line for line in year_status(year, **options).lines if line.key == key)


def even_year(year: int, net: int, *, name="Sygedagpenge", persons: int = 10, months: int = 12) -> list[str]:
    """The same net amount every month, nothing reimbursed."""
    return [f"{name};;1;{year}M{month:02d};{net};0;{net};{persons};Prøve" for month in range(1, months + 1)]
