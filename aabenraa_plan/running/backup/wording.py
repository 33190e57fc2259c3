"""A backup in one line."""

from aabenraa_plan.running.backup.file import Manifest

MEGABYTE = 1_000_000


def told(manifest: Manifest) -> str:
    rows, size = sum(manifest.counts.values()), manifest.size / MEGABYTE
    engine = f"PostgreSQL {manifest.server}" if manifest.server else "SQLite"
    held = f"{rows} rows in {len(manifest.counts)} tables, {size:.1f} MB"
    return f"{engine}, release {manifest.app_version}, {manifest.made_at}: {held}."
