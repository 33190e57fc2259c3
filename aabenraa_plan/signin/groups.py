"""From the groups a person has at the municipality's own sign-in to one role here, and whose account it is."""

import hashlib
from collections.abc import Iterable, Mapping

LEAST_FIRST = ("udvalg", "analytiker", "leder", "godkender", "administrator")
"""Who is in groups of several roles gets the first of these: a group too many can only take rights away.

Whoever may approve stands behind whoever writes, so that no one comes to approve their own report; last
stands who may give rights away.
"""


def roles_by_group(text: str) -> dict[str, str]:
    """`group=role,group=role` as a table. The role is what follows the last `=`; a group's name holds no comma."""
    table = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        group, _, role = (part.strip() for part in pair.rpartition("="))
        if not group or role not in LEAST_FIRST:
            raise ValueError(f"{pair!r} is not group=role with a role among {', '.join(LEAST_FIRST)}")
        if table.get(group, role) != role:
            raise ValueError(f"the group {group!r} is given two roles")
        table[group] = role
    return table


def groups_in(claims: Iterable[Mapping], name: str) -> set[str]:
    """Entra ID and ADFS say the groups in the id_token, Keycloak there or in the userinfo; one group may be a text."""
    found = set()
    for said in claims:
        groups = said.get(name)
        listed = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
        found |= {group for group in listed if isinstance(group, str)}
    return found


def role_for(groups: Iterable[str], table: Mapping[str, str]) -> str | None:
    """None where no group is known: then nobody is let in. Names are compared to the letter."""
    roles = {table[group] for group in groups if group in table}
    return min(roles, key=LEAST_FIRST.index, default=None)


def account_key(issuer: str, subject: str) -> str:
    """What an account is known by: the provider and its own number for the person; never a name or an address."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()
