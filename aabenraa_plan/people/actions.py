"""What an administrator does to an account: all or nothing, kept with who, when and why."""

from django.db import transaction
from django.db.models import Q

from aabenraa_plan.models import AccountChange, AccountStep, Role, User
from aabenraa_plan.people.references import has_done_something
from aabenraa_plan.people.sessions import end_sessions
from aabenraa_plan.refusals import NotPossible
from aabenraa_plan.signin.actions import remove_second_step

OWN_ACCESS = "Du kan ikke fjerne din egen adgang. Bed en anden administrator om det."
OWN_LINK = "Du kan ikke give dig selv et link. Skift din adgangskode under Min konto."
OWN_STEP = "Dit eget andet trin fjerner du under Min konto, hvor du bliver spurgt om din adgangskode først."
NO_STEP = "Personen har intet andet trin, der kan fjernes. Intet er ændret."
BY_MUNICIPALITY = "Personen logger ind med kommunens login og kan ikke få en adgangskode her."
TAKEN = "Brugernavnet er taget i brug imens. Vælg et andet."
NO_LONGER = "Du er ikke længere administrator, så intet er ændret."
SAME_ROLE = "Personen har allerede den rolle. Intet er ændret."
ALREADY = "Adgangen er allerede, som du ønsker. Intet er ændret."
NOT_ACTIVE = "Adgangen er lukket. Åbn den først, og giv så et nyt link."
HAS_DONE = (
    "Kontoen kan ikke slettes, for der står noget i systemet med dens navn, eller den har været logget ind. "
    "Luk adgangen i stedet."
)
CHANGED = "Nogen har ændret kontoen imens. Se den igen. Intet er ændret."


@transaction.atomic
def invite(*, person: User, by: User) -> User:
    """Make the account, without a password; the link to choose one is `invitations.link_to`."""
    locked(by, by=by)
    if User.objects.filter(username=person.username).exists():
        raise NotPossible(TAKEN)
    person.set_unusable_password()
    person.save(force_insert=True)
    log(person, AccountStep.INVITED, by=by, after=person.role)
    return person


@transaction.atomic
def renew_link(*, account: User, by: User) -> User:
    """So that earlier invitations lead nowhere. A password that was chosen holds until another one is."""
    account = locked(account, by=by)
    if account == by:
        raise NotPossible(OWN_LINK)
    if not account.is_active:
        raise NotPossible(NOT_ACTIVE)
    if account.socialaccount_set.exists():
        raise NotPossible(BY_MUNICIPALITY)
    if not account.has_usable_password():
        forget_links(account)
    log(account, AccountStep.LINKED, by=by)
    return account


@transaction.atomic
def correct_name(*, account: User, by: User, **names: str) -> User:
    """`names`: the fields of the account that say what the person is called, and where mail reaches them."""
    account = locked(account, by=by)
    for name, said in names.items():
        setattr(account, name, said)
    account.save(update_fields=list(names))
    return account


@transaction.atomic
def change_role(*, account: User, role: str, reason: str, by: User) -> User:
    account = locked(account, by=by)
    if account.role == role:
        raise NotPossible(SAME_ROLE)
    if account == by:
        raise NotPossible(OWN_ACCESS)
    before, account.role = account.role, role
    account.save(update_fields=["role"])
    log(account, AccountStep.ROLE, by=by, before=before, after=role, reason=reason)
    return account


@transaction.atomic
def close_access(*, account: User, reason: str, by: User) -> User:
    """They may not log in, and are logged out wherever they are; links they were sent lead nowhere meanwhile."""
    account = locked(account, by=by)
    if not account.is_active:
        raise NotPossible(ALREADY)
    if account == by:
        raise NotPossible(OWN_ACCESS)
    account.is_active = False
    account.save(update_fields=["is_active"])
    if not account.has_usable_password():
        forget_links(account)
    end_sessions(account)
    log(account, AccountStep.CLOSED, by=by, reason=reason)
    return account


@transaction.atomic
def open_access(*, account: User, reason: str, by: User) -> User:
    account = locked(account, by=by)
    if account.is_active:
        raise NotPossible(ALREADY)
    account.is_active = True
    account.save(update_fields=["is_active"])
    log(account, AccountStep.OPENED, by=by, reason=reason)
    return account


@transaction.atomic
def drop_second_step(*, account: User, reason: str, by: User) -> User:
    """For somebody who lost their phone: they log in with the password alone, and set a new second step."""
    account = locked(account, by=by)
    if account == by:
        raise NotPossible(OWN_STEP)
    if not remove_second_step(user=account, by=by):
        raise NotPossible(NO_STEP)
    log(account, AccountStep.SECOND_STEP, by=by, reason=reason)
    return account


@transaction.atomic
def delete_account(*, account: User, by: User):
    """Only an account that never did anything: what is signed must have an owner."""
    account = locked(account, by=by)
    if account == by:
        raise NotPossible(OWN_ACCESS)
    if has_done_something(account):
        raise NotPossible(HAS_DONE)
    log(account, AccountStep.DELETED, by=by, before=account.role)
    end_sessions(account)
    account.sign_ins.update(user=None)  # others' tries: from now on of a name that nobody has
    account.delete()


def locked(account: User, *, by: User) -> User:
    """The account as it is now, held with all active administrators.

    Of two who act at once, the second sees what the first did. Since nobody ends their own access, and whoever
    acts must be an administrator still, one is always left. Held in the order of their keys, so that no two wait
    for each other.
    """
    administrators = Q(role=Role.ADMINISTRATOR, is_active=True)
    held = User.objects.select_for_update().filter(administrators | Q(pk=account.pk)).order_by("pk")
    found = {user.pk: user for user in held}
    if not is_administrator(found.get(by.pk)):
        raise NotPossible(NO_LONGER)
    if account.pk not in found or found[account.pk].role == Role.SYSTEM:
        raise NotPossible(CHANGED)
    return found[account.pk]


def is_administrator(user: User | None) -> bool:
    return user is not None and user.is_active and user.role == Role.ADMINISTRATOR


def forget_links(account: User):
    """Links are made of the stored password: another unusable one, and they hold no more."""
    account.set_unusable_password()
    account.save(update_fields=["password"])


def log(account: User, step: AccountStep, *, by: User, **said):
    AccountChange.objects.create(account=account, username=account.username, step=step, by=by, **said)
