"""What the settings say of the municipality's own sign-in, from the values in the environment."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER_ID = "kommune"


def one_provider(*, server: str, client: str, secret: str, name: str, scopes: list[str], encrypted: bool) -> dict:
    """As allauth takes it. The provider's answers are trusted because they come over an encrypted connection."""
    if encrypted and not server.startswith("https://"):
        raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https://")
    app = {"provider_id": PROVIDER_ID, "name": name, "client_id": client, "secret": secret}
    app["settings"] = {"server_url": server, "scope": ["openid", "profile", "email", *scopes]}
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def origins(*urls: str) -> list[str]:
    """Where a form's answer may lead: the browser follows it to the provider only if the page's policy names it."""
    return [f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in urls if url]
