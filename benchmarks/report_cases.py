"""What is measured of reports, and what it may cost; shared by the judge and the process that measures."""

COLLECT, FIRST_PDF, PDF = "collect", "first PDF", "PDF"
EMPTY, FRONT = "empty", "front"
MOST_SECONDS = 3.0
"""A whole report as PDF, its payload collected and its fonts read for the first time."""
MOST_RATIO = 1.3
"""The committee's front page to an empty logged-in page of the same run."""
ENOUGH = 60
"""The fewest rounds a verdict is given on."""
