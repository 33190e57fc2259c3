"""Which models the log follows: every one of our own packages that does not say `LOGGED = False`, and why it may.

A model may also say `LOG_WITHOUT` (fields that are no decision of a person's) and `LOG_HIDES` (counts of citizens,
shown to whoever may upload and to no other reader).
"""

from auditlog.registry import auditlog
from django.apps import apps
from django.db.models.signals import post_delete, post_save, pre_save

from aabenraa_plan.audit.naming import is_heavy
from aabenraa_plan.audit.noticing import notice_before, record_after, record_gone

OWN = ("aabenraa_plan", "extracts", "targets", "budget", "initiatives", "reports")
BOOKKEEPING = {
    *("edited_at", "edited_by", "made_at", "made_by", "recorded_at", "recorded_by", "created_at", "created_by"),
    *("ended_by", "at", "by", "uploaded_at", "uploaded_by", "committed_at", "committed_by", "adopted_at", "adopted_by"),
    *("submitted_at", "submitted_by", "approved_at", "approved_by", "published_at", "published_by"),
    *("granted_at", "granted_by", "withdrawn_at", "withdrawn_by", "last_login", "groups", "user_permissions"),
}
"""Who and when stand on the entry itself."""
MASKED = ("password",)
FOREIGN = {"mfa.Authenticator": ["user", "type"], "socialaccount.SocialAccount": ["user", "provider"]}
"""Of the sign-in library's models only that something was added or taken away; never a secret."""


def is_followed(model) -> bool:
    return model._meta.app_label in OWN and getattr(model, "LOGGED", True)


def follow_all():
    # The library's receivers would write before the change is made, and read uploaded files to compare them.
    auditlog._signals |= {pre_save: notice_before, post_save: record_after, post_delete: record_gone}
    for model in filter(is_followed, apps.get_models()):
        follow(model)
    for label, fields in FOREIGN.items():
        auditlog.register(apps.get_model(label), include_fields=fields)


def follow(model):
    heavy = {field.name for field in model._meta.concrete_fields if is_heavy(field)}
    names = {field.name for field in model._meta.get_fields()}
    auditlog.register(
        model,
        exclude_fields=sorted((heavy | BOOKKEEPING | {"id", *getattr(model, "LOG_WITHOUT", ())}) & names),
        mask_fields=sorted(set(MASKED) & names),
        mask_callable="aabenraa_plan.audit.noticing.masked",
        m2m_fields=[field.name for field in model._meta.local_many_to_many if is_plain(field)],
    )


def is_plain(field) -> bool:
    """Rows of a link with words of its own are followed as a model."""
    return field.remote_field.through._meta.auto_created and field.name not in BOOKKEEPING
