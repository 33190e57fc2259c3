"""Profiles made in the browser: a new one, a further version of one, and its end. All or nothing.

Nothing is changed: every save writes a further version, so that an upload can always tell how it was read.
"""

from django.db import transaction

from aabenraa_plan.slugs import danish_slug
from extracts.kinds import shipped
from extracts.mapping import Layout, folded
from extracts.models import DataVersion, ProfileVersion

LONGEST = 40
RESERVED = frozenset({"", "ny"})


class ProfileChanged(Exception):
    """Someone saved a further version after the one that was shown."""


class ProfileRetired(Exception):
    """The profile is no longer used."""


class NameTaken(Exception):
    """Another profile is called that, or so nearly that its address would be the same."""


class TitlesTaken(Exception):
    """A file could fit another profile too: `profile` is its newest version."""

    def __init__(self, profile: ProfileVersion):
        super().__init__(profile.title)
        self.profile = profile


@transaction.atomic
def save_profile(
    *, title: str, kind: str, layout: Layout, by, code: str = "", seen: int = 0, reason: str = ""
) -> ProfileVersion:
    """Write a new profile, or with `code` the next version of one; `seen` is the number of the version shown."""
    DataVersion.locked()
    last = version_shown(code, seen) if code else None
    refuse_taken_name(title, code)
    refuse_taken_titles(layout, code)
    return ProfileVersion.objects.create(
        code=code or code_of(title),
        number=last.number + 1 if last else 1,
        title=title,
        kind=kind,
        layout=layout.stored(),
        reason=reason,
        by=by,
    )


@transaction.atomic
def retire_profile(*, code: str, seen: int, reason: str, by) -> ProfileVersion:
    """Write a last version that recognises no file. Uploads keep the version that read them."""
    DataVersion.locked()
    last = version_shown(code, seen)
    return ProfileVersion.objects.create(
        code=code,
        number=last.number + 1,
        title=last.title,
        kind=last.kind,
        layout=last.layout,
        reason=reason,
        retired=True,
        by=by,
    )


def version_shown(code: str, seen: int) -> ProfileVersion:
    """The newest version of a profile in use, where that is what was shown."""
    last = ProfileVersion.objects.filter(code=code).latest("number")
    if last.retired:
        raise ProfileRetired
    if last.number != seen:
        raise ProfileChanged
    return last


def refuse_taken_name(title: str, code: str):
    """An address is never used again, not even a retired profile's, and a name stands for one profile."""
    others = ProfileVersion.objects.exclude(code=code)
    if not code and (code_of(title) in shipped() or others.filter(code=code_of(title)).exists()):
        raise NameTaken
    names = {folded(each.title) for each in others.newest()} | {folded(each.title) for _, each in shipped().values()}
    if folded(title) in names:
        raise NameTaken


def refuse_taken_titles(layout: Layout, code: str):
    for other in ProfileVersion.objects.exclude(code=code).newest():
        if layout.clashes(Layout.of(other.layout)):
            raise TitlesTaken(other)


def code_of(title: str) -> str:
    """The name for addresses, made of a Danish title."""
    slug = danish_slug(title, LONGEST)
    return f"profil-{slug}".strip("-") if slug in RESERVED else slug
