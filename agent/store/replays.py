"""What a replay of past nights reads: every account with a signal, and what people decided about drafts for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice

from sqlmodel import Session, col, select

from agent.domain.accounts import Account
from agent.domain.outcomes import OutcomeKind
from agent.domain.signals import Signal
from agent.store import accounts, signals
from agent.tables.accounts import ContactRow
from agent.tables.drafts import DraftRow
from agent.tables.sends import OutcomeRow

BATCH = 500
_REPLIES = (str(OutcomeKind.REPLIED), str(OutcomeKind.POSITIVE_REPLY))


def known_accounts(
    session: Session, roles: Collection[tuple[str, str]]
) -> Iterator[tuple[Account, list[Signal], bool]]:
    """Each account that has a signal, in order of id, with its signals and whether anyone there has one of `roles`
    (function, seniority). Read in batches, so that memory stays flat."""
    ids = signals.accounts_with_signals(session)
    while some := list(islice(ids, BATCH)):
        watched = accounts.by_ids(session, some)
        told = signals.of_accounts(session, some)
        people = select(ContactRow.account_id, ContactRow.function, ContactRow.seniority).where(
            col(ContactRow.account_id).in_(some)
        )
        with_persona = {one for one, function, seniority in session.exec(people) if (function, seniority) in roles}
        yield from ((watched[one], told.get(one, []), one in with_persona) for one in some if one in watched)
        session.expunge_all()


def ends(session: Session, *, since: datetime, until: datetime) -> dict[str, str]:
    """What became of drafts made in that time, by account: "replied" before "approved" before "rejected"."""
    made = (col(DraftRow.created_at) >= since, col(DraftRow.created_at) < until)
    found: dict[str, str] = {}
    for account_id, state, approved_at in session.exec(
        select(DraftRow.account_id, DraftRow.state, DraftRow.approved_at).where(*made)
    ):
        if approved_at is not None:
            found[account_id] = "approved"
        elif state == "rejected":
            found.setdefault(account_id, "rejected")
    replied = select(OutcomeRow.account_id).where(col(OutcomeRow.at) >= since, col(OutcomeRow.kind).in_(_REPLIES))
    found.update((account_id, "replied") for account_id in session.exec(replied) if account_id in found)
    return found
