"""What allauth asks us about second steps: how their secrets are kept, drawn and named, and which may go."""

import re

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings

from aabenraa_plan.signin import ciphers, texts
from aabenraa_plan.signin.gate import came_by_provider, second_steps


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | texts.SECOND_STEP_ERRORS

    def encrypt(self, text: str) -> str:
        return ciphers.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that cannot be read fits no code, as a new one does not."""
        return ciphers.opened(encrypted_text) or generate_totp_secret()

    def build_totp_svg(self, url: str) -> str:
        """To stand in the page itself: a picture from an address would need a wider content policy."""
        drawing = super().build_totp_svg(url)
        return re.sub(r"^.*?<svg ", '<svg role="img" aria-label="QR-kode til din app" ', drawing, flags=re.DOTALL)

    def can_delete_authenticator(self, authenticator) -> bool:
        """The last second step stays where everybody must have one."""
        others = second_steps(authenticator.user).exclude(pk=authenticator.pk)
        return not settings.MFA_REQUIRED or came_by_provider(self.request) or others.exists()

    def generate_authenticator_name(self, user, type) -> str:
        return f"Nøgle {second_steps(user).filter(type=type).count() + 1}"

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER
