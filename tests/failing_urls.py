"""The site with one more page, which fails and says in its messages what was sent to it."""

from django.db import OperationalError
from django.urls import path

from aabenraa_plan.access import public
from aabenraa_plan.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]


class QuotesWhatWasSent(Exception):
    pass


@public
def fails(request):
    local = f"{request.POST['q']} {request.headers['Referer']}"
    try:
        int(request.POST["q"])
    except ValueError as problem:
        raise QuotesWhatWasSent(local) from problem
    raise OperationalError(f"server closed the connection\nDETAIL: {local}")


urlpatterns = [path("fejler/", fails, name="fails"), *urlpatterns]
