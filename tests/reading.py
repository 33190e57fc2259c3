"""How the tests read a page."""

import re


def text_of(response):
    """The page as one line of words."""
    page = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def page_text(client, where, **query) -> str:
    """What a page says when it is asked for with a query."""
    return text_of(client.get(where, query))
