"""The settings of a real installation, with one more page: the empty one that the others are held against."""

from aabenraa_plan.settings import *  # noqa: F403
from aabenraa_plan.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]
ROOT_URLCONF = "benchmarks.empty_page"
ALLOWED_HOSTS = ["testserver"]
# Plain names for static files, so that measuring needs no `collectstatic`; the empty page gains as much by it.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None
# The names the tests know: what measures here speaks plain http, where a browser would not take the strict ones.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
