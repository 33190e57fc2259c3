from allauth.account.auth_backends import AuthenticationBackend

from aabenraa_plan.models import Role


class PeopleOnly(AuthenticationBackend):
    """Asked at the sign-in and again at every page: the system's own users are nobody who logs in."""

    def user_can_authenticate(self, user) -> bool:
        return user.role != Role.SYSTEM and super().user_can_authenticate(user)
