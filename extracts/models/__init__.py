from extracts.models.areas import Area, AreaKind
from extracts.models.facts import Fact, FactQuerySet, ImmutableFact, State
from extracts.models.profiles import ProfileVersion
from extracts.models.said import Said, SaidQuerySet, ended_later
from extracts.models.uploads import WAITING, CprRelease, Origin, Upload, UploadQuerySet, UploadStatus, Work
from extracts.models.versions import DataVersion

__all__ = [
    "WAITING",
    "Area",
    "AreaKind",
    "CprRelease",
    "DataVersion",
    "Fact",
    "FactQuerySet",
    "ImmutableFact",
    "Origin",
    "ProfileVersion",
    "Said",
    "SaidQuerySet",
    "State",
    "Upload",
    "UploadQuerySet",
    "UploadStatus",
    "Work",
    "ended_later",
]
