"""One file of a request: checked, put aside for the worker, or refused."""

import logging
import traceback

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.shortcuts import redirect

from extracts.actions import refuse_upload
from extracts.large import take_in
from extracts.models import Upload
from extracts.reading import FOUND_OUT, Choices, too_large
from extracts.tasks import BROKEN

logger = logging.getLogger(__name__)


def is_by_script(request) -> bool:
    """Whether upload.js sent it: it shows how far it is, and then goes where it is told."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def onward(request, where: str):
    return JsonResponse({"to": where}) if is_by_script(request) else redirect(where)


def received(file, *, by, choices: Choices = FOUND_OUT, why_released: str = "") -> Upload:
    """Whatever is the matter with the file, it is recorded, and the next one gets its turn."""
    limit, about = settings.MAX_UPLOAD_BYTES, {"file_name": file.name, "by": by}
    if file.size > limit:
        return refuse_upload(size=file.size, message=too_large(file.size, limit), **about)
    try:
        return take_in(data=file.read(), choices=choices, why_released=why_released, **about)
    except (OperationalError, InterfaceError):
        # Nothing is the matter with the file, and nothing could be recorded of it.
        raise
    except Exception as problem:
        # Where it happened, but not its message: that could quote the file.
        place = "".join(traceback.format_tb(problem.__traceback__))
        logger.error("%s while a file was read\n%s", type(problem).__name__, place)
        return refuse_upload(size=file.size, message=BROKEN, **about)
