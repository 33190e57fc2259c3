"""The logs of accounts are written once: the models and their QuerySets refuse what would change a row."""

import pytest
from django.db import transaction

from aabenraa_plan.audit.models import EntryStands
from aabenraa_plan.models import AccountChange, Role, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def sign_in(users):
    return SignIn.objects.create(user=users[Role.MANAGER], event="refused", how="password", address="10.0.0.9")


@pytest.fixture
def change(users):
    by, account = users[Role.ADMINISTRATOR], users[Role.MANAGER]
    return AccountChange.objects.create(account=account, username="leder", step="closed", reason="Fratrådt", by=by)


@pytest.mark.parametrize(
    "act",
    [
        lambda row: row.save(),
        lambda row: row.save(update_fields=["event"]),
        lambda row: row.delete(),
        lambda row: SignIn.objects.filter(pk=row.pk).update(event="in"),
        lambda row: SignIn.objects.filter(pk=row.pk).update(user=None, event="in"),
        lambda row: row.user.sign_ins.update(address=None),
        lambda row: SignIn.objects.bulk_update([row], ["event"]),
    ],
)
def test_sign_in_refuses_to_be_changed(act, sign_in):
    sign_in.event = "in"
    with pytest.raises(EntryStands), transaction.atomic():
        act(sign_in)
    assert SignIn.objects.values_list("event", "address").get(pk=sign_in.pk) == ("refused", "10.0.0.9")


@pytest.mark.parametrize(
    "act",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: AccountChange.objects.update(reason="x"),
        lambda row: row.account.account_changes.update(reason="x"),
        lambda row: AccountChange.objects.filter(pk=row.pk).delete(),
        lambda row: AccountChange.objects.bulk_update([row], ["reason"]),
    ],
)
def test_change_of_an_account_refuses_to_be_changed_or_deleted(act, change):
    change.reason = "x"
    with pytest.raises(EntryStands), transaction.atomic():
        act(change)
    assert AccountChange.objects.get(pk=change.pk).reason == "Fratrådt"
