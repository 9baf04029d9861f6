"""What "wrong company" teaches: the third within a name's last twenty decisions quarantines it (signals §3.4)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from agent.domain.drafts import Draft
from agent.domain.event_rules import QuarantinedAlias
from agent.store import accounts, aliases, notices

LIMIT = 3
LAST = 20


def note_wrong_company(session: Session, draft: Draft, *, now: datetime) -> None:
    """Count a rejection as the wrong company against the names that linked what the draft stands on."""
    for alias in aliases.behind(session, draft):
        row = aliases.row_of(session, draft.account_id, alias)
        since = row.lifted_at if row else None
        judged = aliases.judged(session, draft.account_id, alias, last=LAST, since=since)
        if sum(judged) < LIMIT:
            continue
        found = QuarantinedAlias(draft.account_id, alias, wrong=sum(judged), decided=len(judged))
        if aliases.quarantine(session, found, now=now):
            _tell(session, found, now)


def _tell(session: Session, found: QuarantinedAlias, now: datetime) -> None:
    account = accounts.get(session, found.account_id)
    name = account.name if account else found.account_id
    words = (
        f"“{found.alias}” no longer links news to {name} by itself: {found.wrong} of its last {found.decided} drafts "
        "were rejected as the wrong company. See the account's names to lift it."
    )
    key = f"alias_quarantined:{found.account_id}:{found.alias}:{now:%Y%m%dT%H%M%S}"
    notices.put(session, owner_id="", kind="alias_quarantined", words=words, key=key, now=now)
