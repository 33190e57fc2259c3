"""Files of outcomes for the tests, received and committed without the browser."""

from aabenraa_plan.models import User
from extracts.actions import commit_upload, preview, receive_upload
from initiatives.models import Outcome

HEADER = "indsats;hold;statusdato;udfald;antal;foreløbig;bemærkning;kilde"
WHOLE = "indsats;hold;statusdato;udfald;antal;lovet;lovet pr.;foreløbig;bemærkning;kilde"
"""Every column of the format; most files promise nothing."""
WIDE = "indsats;hold;statusdato;selvforsørgende;anden ydelse;kilde"
START = "KIK II, start 1. februar 2018"
PRINTED = 17
"""How many figures the documents print: five of KIK, four of each of KIK II's three cohorts."""


def system():
    return User.objects.system()


def received(*lines, header=HEADER):
    data = "\r\n".join([header, *lines]).encode()
    return receive_upload(data=data, file_name="udfald.csv", by=system(), profile="udfald")


def committed(upload, **options):
    return commit_upload(upload=upload, seen=preview(upload).digest, by=system(), **options)


def loaded(*lines, header=HEADER):
    """Receive lines and commit them; the file must be without errors."""
    upload = received(*lines, header=header)
    assert not upload.errors, upload.errors
    return committed(upload, accepted="prøve")


def counts(initiative, cohort, day=None):
    """Today's figures of a cohort by outcome; a state where there is no number."""
    found = Outcome.objects.current().filter(cohort__initiative__code=initiative, cohort__code=cohort)
    found = found.filter(status_date=day) if day else found
    rows = found.values_list("outcome_type__code", "persons", "state")
    return {code: int(persons) if persons is not None else state for code, persons, state in rows}


def errors(upload):
    return [(problem["line"], problem["column"], problem["message"]) for problem in upload.errors]


def figure():
    """269 of those who started in KIK II, as printed."""
    return Outcome.objects.get(cohort__code="start", outcome_type__code="selvforsoergelse")
