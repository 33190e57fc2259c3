"""Users and the log of their signing in. Each user has one role; what a role may do stands in `access.py`."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


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


class SignInEvent(models.TextChoices):
    IN = "in", "logget ind"
    OUT = "out", "logget ud"
    REFUSED = "refused", "afvist"
    LOCKED = "locked", "lukket ude for en tid"


class SignIn(models.Model):
    """One attempt to get in, or a leaving. Append-only, and deleted when it has been kept long enough."""

    at = models.DateTimeField("tidspunkt", auto_now_add=True, db_index=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sign_ins", verbose_name="bruger")
    """None where the name that was typed belongs to nobody: it is not kept, for it may have been a password."""
    event = models.CharField("hændelse", max_length=10, choices=SignInEvent)
    how = models.CharField("måde", max_length=40, blank=True)
    """The means that was tried: `password`, `totp`, `webauthn`, `recovery_codes`, `openid_connect`."""
    address = models.GenericIPAddressField("IP-adresse", null=True)

    class Meta:
        verbose_name = "login"
        verbose_name_plural = "log over login"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(event__in=SignInEvent.values), name="sign_in_event_is_known"),
        ]

    def __str__(self):
        return f"{self.user or 'ukendt'}: {self.get_event_display()}"
