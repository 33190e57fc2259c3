"""No page fetches anything elsewhere: what we serve names no foreign host to load from or send to."""

import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.embedded
SERVED = [settings.BASE_DIR / "templates", settings.BASE_DIR / "static"]
ENDINGS = {".html", ".css", ".js", ".svg", ".txt"}
# What a browser follows by itself, or sends to; a link that a person clicks is no such thing.
FETCHED = re.compile(
    r"""(?:src|srcset|action|data|poster)\s*=\s*["']?\s*(?:https?:)?//|<link[^>]+href\s*=\s*["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
    r"""|(?:fetch|open|import)\(\s*["'`](?:GET["'], ["'])?https?:""",
    re.IGNORECASE,
)


def served() -> list[Path]:
    return [path for folder in SERVED for path in folder.rglob("*") if path.suffix in ENDINGS]


def test_no_template_or_static_file_fetches_from_another_host():
    assert len(served()) > 100
    assert [str(path) for path in served() if FETCHED.search(path.read_text())] == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        "a { background: url(https://example/x.png) }",
        '@import "https://example/x.css";',
        'fetch("https://example/")',
        '<form action="https://example/">',
    ],
)
def test_search_finds_what_would_be_fetched(text):
    assert FETCHED.search(text)


def test_policy_lets_the_browser_fetch_from_us_alone():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    for name in ("script-src", "style-src", "font-src", "connect-src", "form-action"):
        assert [source for source in directives[name] if "//" in source or source == "*"] == [], name
