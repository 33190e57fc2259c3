"""What a signing key must be: whoever guesses it can make sessions and links of their own."""

from django.core.exceptions import ImproperlyConfigured

SHORTEST, FEWEST_CHARACTERS = 50, 10
WEAK = (
    "SECRET_KEY er for svag til drift: den skal være tilfældig og på mindst 50 tegn. "
    'Lav en med: python -c "import secrets; print(secrets.token_urlsafe(50))"'
)


def refuse_weak(key: str):
    """The start is refused, in a sentence that says what to do and does not repeat the key."""
    if len(key) < SHORTEST or len(set(key)) < FEWEST_CHARACTERS or key.startswith("django-insecure"):
        raise ImproperlyConfigured(WEAK)
