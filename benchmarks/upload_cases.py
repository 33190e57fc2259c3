"""What is measured of uploads, and what it may cost; shared by the judge and the process that measures."""

COMMIT = "commit"
"""`commit_upload`: the file read, searched, checked, compared, and every figure written as a version."""
RAW = "raw"
"""The same rows, ready made, by COPY or executemany into the same table, in a transaction of their own."""
AGAIN = "again"
"""The commit of a file in which half of the figures have changed, over those already there."""
LIBRARY = "library"
"""django-import-export with its defaults: a dry run and an import of the same lines."""
PREVIEW = "preview"
"""The whole page that shows what a file would change."""

MOST_TIMES_RAW = {"postgresql": 1.5, "sqlite": 2.5}
LEAST_TIMES_FASTER = 50
MOST_SECONDS_OF_PREVIEW = 2
MOST_MEGABYTES = 1000
LIBRARY_LINES = 10_000
PREVIEW_LINES = 20_000
