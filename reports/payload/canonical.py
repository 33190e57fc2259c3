"""A payload as the one text that is kept and hashed. Pure."""

import hashlib
import json


def canonical(payload: dict) -> str:
    """JSON with sorted keys and nothing between: the same payload is always the same text. `TypeError` for a float."""
    refuse_floats(payload)
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def refuse_floats(found):
    if isinstance(found, float):
        raise TypeError(f"a report holds no floating point number: {found!r}")
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list | tuple) else ()
    for each in inside:
        refuse_floats(each)


def sha256_of(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
