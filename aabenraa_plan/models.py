"""Users, what was done to their accounts, and the log of their signing in. What a role may do: `access.py`."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from aabenraa_plan.audit.models import AuditEntry, EntryQuerySet, EntryStands

__all__ = ["AccountChange", "AccountStep", "AuditEntry", "Role", "SignIn", "SignInEvent", "User"]


class Role(models.TextChoices):
    ANALYST = "analytiker", "Analytiker"
    MANAGER = "leder", "Leder"
    APPROVER = "godkender", "Godkender"
    COMMITTEE = "udvalg", "Udvalgsmedlem"
    ADMINISTRATOR = "administrator", "Administrator"
    SYSTEM = "system", "Systemet"


class AccountManager(UserManager):
    def system(self, username: str = "system"):
        """The user that stands behind what the command line does on its own; cannot log in."""
        user, created = self.get_or_create(username=username, defaults={"role": Role.SYSTEM})
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return user


class User(AbstractUser):
    role = models.CharField("rolle", max_length=20, choices=Role)

    objects = AccountManager()

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_has_a_known_role"),
        ]

    def __str__(self):
        return self.get_full_name() or self.username


class WrittenOnce(models.Model):
    """A row of a log: put in, and then neither changed nor taken out by itself."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise EntryStands
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise EntryStands


class SignInEvent(models.TextChoices):
    IN = "in", "logget ind"
    OUT = "out", "logget ud"
    REFUSED = "refused", "afvist"
    LOCKED = "locked", "lukket ude for en tid"


class SignInQuerySet(models.QuerySet):
    def update(self, **changed):
        """Of a deleted account nothing is known any more; nothing else changes."""
        if changed != {"user": None}:
            raise EntryStands
        return super().update(**changed)


class SignIn(WrittenOnce):
    """One attempt to get in, or a leaving. Append-only, and deleted when it has been kept long enough."""

    LOGGED = False

    at = models.DateTimeField("tidspunkt", auto_now_add=True, db_index=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sign_ins", verbose_name="bruger")
    """None where the name that was typed belongs to nobody: it is not kept, for it may have been a password."""
    event = models.CharField("hændelse", max_length=10, choices=SignInEvent)
    how = models.CharField("måde", max_length=40, blank=True)
    """The means that was tried: `password`, `totp`, `webauthn`, `recovery_codes`, `openid_connect`."""
    address = models.GenericIPAddressField("IP-adresse", null=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "login"
        verbose_name_plural = "log over login"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(event__in=SignInEvent.values), name="sign_in_event_is_known"),
        ]

    def __str__(self):
        return f"{self.user or 'ukendt'}: {self.get_event_display()}"


class AccountStep(models.TextChoices):
    INVITED = "invited", "inviteret"
    LINKED = "linked", "fik et nyt link til at vælge adgangskode"
    ROLE = "role", "fik en anden rolle"
    CLOSED = "closed", "adgang lukket"
    OPENED = "opened", "adgang åbnet igen"
    SECOND_STEP = "second_step", "andet trin fjernet"
    EXPORTED = "exported", "oplysninger hentet af administratoren"
    DELETED = "deleted", "konto slettet"


class AccountChange(WrittenOnce):
    """What an administrator did to somebody's account, and why. Append-only."""

    account = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="account_changes", verbose_name="konto"
    )
    """None where the account is deleted; its name stays."""
    username = models.CharField("brugernavn", max_length=150)
    step = models.CharField("hvad", max_length=12, choices=AccountStep)
    before = models.CharField("før", max_length=20, blank=True)
    after = models.CharField("efter", max_length=20, blank=True)
    reason = models.CharField("begrundelse", max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af")
    at = models.DateTimeField("tidspunkt", auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "ændring af konto"
        verbose_name_plural = "ændringer af konti"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(step__in=AccountStep.values), name="account_step_is_known"),
            models.CheckConstraint(
                condition=~models.Q(step__in=["role", "closed", "opened", "second_step"]) | ~models.Q(reason=""),
                name="account_change_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.username}: {self.get_step_display()}"
