"""What protects the site, each with the text that does it and the test that fails where it is taken out.

`python -m scripts.take_out` tries every one of them. A protection is listed once; its text stands exactly once in
its file, and `instead` is what stands there when it is gone. `docs/security.md` holds the same list as a table.
"""

from tests.protections.accounts import ACCOUNTS
from tests.protections.browsers import BROWSERS
from tests.protections.entering import ENTERING
from tests.protections.files import FILES
from tests.protections.records import RECORDS
from tests.protections.shape import Protection
from tests.protections.sources import SOURCES

__all__ = ["PROTECTIONS", "Protection"]
PROTECTIONS = [*ENTERING, *ACCOUNTS, *BROWSERS, *FILES, *RECORDS, *SOURCES]
