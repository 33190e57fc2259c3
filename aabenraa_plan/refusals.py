"""Saying no to a person: what was asked cannot be done as things are."""


class NotPossible(Exception):
    """What was asked cannot be done; the text says in Danish why, and what to do."""
