"""The page in place of one that the database could not give: what is the matter, and whether anything was saved."""

import errno
import sys
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

NOT_SAVED = "Intet er gemt."
PERHAPS_SAVED = "Enten er alt det gemt, som du bad om, eller intet af det. Se efter, før du gør det igen."
READERS_METHODS = ("GET", "HEAD", "OPTIONS")
SECONDS_TO_WAIT = "30"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Trouble:
    """`outcome` is what became of something that was to be saved."""

    title: str
    what_to_do: str
    outcome: str = NOT_SAVED


LOST = Trouble("Databasen svarer ikke lige nu", "Prøv igen om et øjeblik.", PERHAPS_SAVED)
FULL = Trouble(
    "Der er ikke mere plads i systemet",
    "Giv systemets ansvarlige besked. Tal og tekster, der er gemt før, kan stadig læses.",
)
READ_ONLY = Trouble(
    "Der kan ikke gemmes lige nu",
    "Systemet kan kun læses, så længe der arbejdes på databasen. Gem igen senere.",
)
BUSY = Trouble("Der er for travlt i systemet lige nu", "Prøv igen om et øjeblik.")

# By the beginning of PostgreSQL's SQLSTATE, or of SQLite's own name for the error.
TROUBLES = {
    **dict.fromkeys(["53100", "SQLITE_FULL"], FULL),
    **dict.fromkeys(["25006", "SQLITE_READONLY"], READ_ONLY),
    **dict.fromkeys(["40001", "40P01", "53300", "55P03", "57014", "SQLITE_BUSY", "SQLITE_LOCKED"], BUSY),
    **dict.fromkeys(["08", "57P", "58", "SQLITE_IOERR", "SQLITE_CANTOPEN"], LOST),
}


def trouble_of(problem: BaseException | None) -> Trouble | None:
    """None where the problem is a mistake in the program, and not the state of the database or its disk."""
    if isinstance(problem, OSError) and problem.errno in NO_ROOM:
        return FULL
    if type(problem) is DatabaseError:  # the driver knows no more than that its connection makes no sense
        return LOST
    if not isinstance(problem, (OperationalError, InterfaceError, InternalError)):
        return None
    code = code_of(problem)
    if code is None:
        return None if isinstance(problem, InternalError) else LOST
    return next((trouble for begins, trouble in TROUBLES.items() if code.startswith(begins)), None)


def code_of(problem: Exception) -> str | None:
    """None where the connection was gone before the database could name its trouble."""
    cause = problem.__cause__
    return getattr(cause, "pgcode", None) or getattr(cause, "sqlite_errorname", None)


def server_error(request):
    """The site's answer to every error: of the database in words, of the program as ever. Asks the database nothing."""
    trouble = trouble_of(sys.exc_info()[1])
    if trouble is None:
        return defaults.server_error(request)
    outcome = "" if request.method in READERS_METHODS else trouble.outcome
    page = render_to_string("503.html", {"trouble": trouble, "outcome": outcome})
    return HttpResponse(page, status=503, headers={"Retry-After": SECONDS_TO_WAIT, "Cache-Control": "no-store"})
