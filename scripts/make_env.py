"""Write a `.env` for running on one's own machine: a random secret key, and debug pages on."""

import secrets
import sys
from pathlib import Path

Path(sys.argv[1]).write_text(f"SECRET_KEY={secrets.token_urlsafe(50)}\nDEBUG=true\n", encoding="utf-8")
