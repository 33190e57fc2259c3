"""All profiles: those that came with the program, and those made in the browser."""

from extracts.kinds import REGISTERED, Kind, Profile, shipped
from extracts.mapping import Layout, mapped_profile
from extracts.models import ProfileVersion, Upload

Known = tuple[Kind, Profile]


def as_profile(version: ProfileVersion) -> Known:
    kind = REGISTERED[version.kind]
    return kind, mapped_profile(version.code, version.title, kind, Layout.of(version.layout), version.pk)


def known_profiles() -> dict[str, Known]:
    """By code. Those made in the browser come first: they are for one file's very titles."""
    made = {version.code: as_profile(version) for version in ProfileVersion.objects.newest()}
    return made | {code: known for code, known in shipped().items() if code not in made}


def profile_of(upload: Upload) -> Known:
    """The profile an upload was read by, in the version that read it."""
    if upload.profile_version_id:
        return as_profile(upload.profile_version)
    return shipped()[upload.profile]


def kind_of(upload: Upload) -> Kind:
    return profile_of(upload)[0]
