"""`manage.py send_digest`: one mail to each person with something to do. Off until DIGEST=true."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from aabenraa_plan.formats import counted
from reports.due.digest import Digest, digests_on

OFF = "The digest is off: set DIGEST=true to send it. --dry-run shows what would be sent."
NOTHING = "Nobody with an e-mail address has anything to do: nothing is sent."
REFUSALS = [
    (SMTPRecipientsRefused, "the mail server refused the address"),
    (SMTPSenderRefused, "the mail server refused the sender, see DEFAULT_FROM_EMAIL"),
    (SMTPDataError, "the mail server refused the text"),
    (ValueError, "the address is not a valid one"),
]


class Command(BaseCommand):
    help = (
        "Send everyone with an e-mail address a mail of what waits for them. Exit 1 where a mail could not be sent; "
        "the others get theirs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="print the mails; works while the digest is off")

    def handle(self, *args, dry_run, **options):
        if not settings.DIGEST and not dry_run:
            self.stdout.write(OFF)
            return
        digests = digests_on(timezone.localdate(), site=settings.SITE_URL)
        if not digests:
            self.stdout.write(NOTHING)
        for digest in digests if dry_run else []:
            self.stdout.write(f"To {digest.user.username}: {digest.subject}\n\n{digest.body}")
        if digests and not dry_run:
            self.send_all(digests)

    def send_all(self, digests: list[Digest]):
        refuse_silence()
        failed = [problem for digest in digests if (problem := self.sent(digest))]
        if failed:
            count = f"{len(failed)} of {counted(len(digests), 'mail', 'mails')}"
            raise CommandError(f"{count} could not be sent: {'; '.join(failed)}.")

    def sent(self, digest: Digest) -> str:
        """Why it could not be sent; empty where it was."""
        try:
            EmailMessage(digest.subject, digest.body, to=[digest.user.email]).send()
        except (OSError, ValueError) as problem:
            return f"{digest.user.username} ({reason_of(problem)})"
        self.stdout.write(f"Sent to {digest.user.username}: {counted(len(digest.tasks), 'task', 'tasks')}.")
        return ""


def refuse_silence():
    """Say once that the server is away, and not once for everybody."""
    try:
        with get_connection():
            pass
    except OSError as problem:
        server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        raise CommandError(f"The mail server {server} cannot be used ({problem}). Nothing was sent.") from None


def reason_of(problem: Exception) -> str:
    """Without what the server says of the address."""
    known = [words for kind, words in REFUSALS if isinstance(problem, kind)]
    return known[0] if known else "the connection to the mail server broke"
