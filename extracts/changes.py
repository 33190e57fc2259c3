"""Who wants to know that figures, plans or words have changed. The ground floor tells; it knows no names."""

from collections.abc import Callable

from django.db import connection, transaction

LISTENERS: list[Callable[[], None]] = []


def on_change(listener: Callable[[], None]):
    """Have the listener called after every transaction that raised the data version."""
    LISTENERS.append(listener)


def tell():
    for listener in LISTENERS:
        listener()


def tell_when_committed():
    """Once a transaction, after it; what goes wrong in a listener is logged and undoes nothing."""
    waiting = [entry[1] for entry in connection.run_on_commit]
    if tell not in waiting:
        transaction.on_commit(tell, robust=True)
