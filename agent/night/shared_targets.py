"""Addresses that two accounts name: each is read for one of them alone, and of the others it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.night.targets import DOMAIN_COLLECTORS, Source, targets_of
from agent.night.unread import Elsewhere, what_is_read
from agent.store import accounts, bindings, items


def read_elsewhere(
    session: Session, watched: Sequence[Account], known: Mapping[str, Source], *, tried: bool
) -> dict[str, list[Elsewhere]]:
    """By account what it names and what is read for another one. `tried`: also of sources that nobody confirmed."""
    found: dict[str, list[Elsewhere]] = {}
    for account_id, boards in bindings.refused(session, [account.id for account in watched]).items():
        found[account_id] = [Elsewhere("board", board, domain) for board, domain in boards]
    on = [one for one in known.values() if one.is_scheduled or (tried and one.enabled)]
    asked = [
        target
        for source in on
        if source.setting.collector not in DOMAIN_COLLECTORS
        for target in targets_of(source.setting, watched)
        if target.account_id
    ]
    owner_of = items.read_for(session, asked)
    taken = [one for one in asked if owner_of.get((one.source, one.key), one.account_id) != one.account_id]
    owners = accounts.by_ids(session, [owner_of[one.source, one.key] for one in taken])
    for one in taken:
        owner = owners.get(owner_of[one.source, one.key])
        if owner is not None and one.account_id is not None:
            said = Elsewhere(what_is_read(known[one.source]), f"{one.source} {one.key}", owner.domain)
            found.setdefault(one.account_id, []).append(said)
    return found
