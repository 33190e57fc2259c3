"""Every foreign key to a user, in whatever app: read off the models, so that a new one cannot be forgotten."""

from django.db import models

from aabenraa_plan.models import SignInEvent, User

ABOUT_THE_ACCOUNT = frozenset(
    {
        *("aabenraa_plan.AccountChange.account", "aabenraa_plan.User_groups.user"),
        *("aabenraa_plan.User_user_permissions.user", "account.EmailAddress.user"),
        *("aabenraa_plan.SignIn.user", "mfa.Authenticator.user", "socialaccount.SocialAccount.user"),
    }
)
"""What others or the sign-in wrote of an account, and what goes with it: it is nothing the person did."""


def references_to_users() -> list[models.ForeignKey]:
    """In order of their names. `related_objects` would leave out those without a way back (`related_name="+"`)."""
    found = [
        field.field
        for field in User._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and not field.many_to_many
    ]
    return sorted(found, key=name_of)


def name_of(field: models.ForeignKey) -> str:
    return f"{field.model._meta.label}.{field.name}"


def has_done_something(user: User) -> bool:
    """Whether the user has ever come in, or anything that was written, decided or uploaded names them.

    That others tried to come in by the name is nothing the person did.
    """
    if user.sign_ins.filter(event=SignInEvent.IN).exists():
        return True
    fields = [field for field in references_to_users() if name_of(field) not in ABOUT_THE_ACCOUNT]
    return any(field.model._base_manager.filter(**{field.name: user}).exists() for field in fields)
