"""Is a published report still what was signed? Its hashes again, and its PDF made anew from nothing but its content."""

from dataclasses import dataclass

from reports.models import Report
from reports.payload.canonical import canonical, sha256_of
from reports.pdf.rendering import PDF_MAKER, pdf_of

CONTENT = "the content is not what was hashed when it was published"
NOT_CANONICAL = "the content is not in its canonical form"
PDF = "the PDF is not what was hashed when it was published"
REPORT = "the content is of another report: {named}"
ANOTHER_PDF = "the PDF made anew has other bytes, though it is made by the same {maker}"


@dataclass(frozen=True)
class Verified:
    """`problems` is empty where all holds; `rendered` says what came of making the PDF anew, "" where it was not."""

    name: str
    problems: list[str]
    rendered: str = ""


def verify(report: Report, *, render: bool = False) -> Verified:
    problems = [*of_content(report), *([PDF] if sha256_of(bytes(report.pdf)) != report.pdf_sha256 else [])]
    rendered = ""
    if render and not problems:
        rendered, found = made_anew(report)
        problems += found
    return Verified(f"{report.plan}/{report.quarter}/{report.version}", problems, rendered)


def of_content(report: Report) -> list[str]:
    if sha256_of(report.content) != report.sha256:
        return [CONTENT]
    payload = report.payload
    named = (payload["plan"]["slug"], payload["quarter"]["code"], payload["version"])
    problems = [] if canonical(payload) == report.content else [NOT_CANONICAL]
    if named != (report.plan, report.quarter, report.version):
        problems.append(REPORT.format(named="/".join(map(str, named))))
    return problems


def made_anew(report: Report) -> tuple[str, list[str]]:
    """The same bytes where the same program made it; another one is free to set it otherwise, and is said."""
    same = pdf_of(report.payload) == bytes(report.pdf)
    if same:
        return f"made anew, byte for byte the same ({PDF_MAKER})", []
    if report.pdf_maker != PDF_MAKER:
        return f"made anew by {PDF_MAKER}, kept as {report.pdf_maker} made it: other bytes, as must be expected", []
    return "", [ANOTHER_PDF.format(maker=PDF_MAKER)]
