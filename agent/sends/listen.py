"""What comes back. Stage 10 of 12: mailbox → Replies, Bounces, Complaints, Opt-outs.

Store raw, then move the cursor, then process each once (sending §5). Any human answer stops the sequence, whatever it
says; a report counts only if it cites a mail of ours; what cannot be read stops the sequence too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.replies import InboundKind
from agent.domain.teams import Team
from agent.errors import SourceUnavailable
from agent.sends import inbound
from agent.sends.mailboxes import MailboxReader, RawMail
from agent.sends.replies import Read, classify
from agent.store import replies
from agent.store.engine import Store
from agent.store.replies import Cursor

_RESCAN = timedelta(days=30)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class ListenReport:
    """How many messages were what: kinds, and "replied", "opted_out", "unmatched"; `error` when it broke off."""

    counts: Mapping[str, int] = field(default_factory=dict)
    error: str = ""

    def __getitem__(self, word: str) -> int:
        return self.counts.get(word, 0)


def listen(store: Store, reader: MailboxReader, *, team: Team, mailbox_id: str, clock: Clock) -> ListenReport:
    """Read what is new in every folder of a mailbox and act on it. Repeating it, or dying in it, changes nothing."""
    error = ""
    for folder in reader.folders:
        try:
            fetch(store, reader, folder=folder, team=team, mailbox_id=mailbox_id, now=clock.now())
        except SourceUnavailable as problem:
            error = str(problem)
            with store.write() as session:
                replies.note_error(session, mailbox_id, folder, error)
    counts = process(store, team=team, mailbox_id=mailbox_id, clock=clock)
    return ListenReport(dict(counts), error)


def fetch(
    store: Store, reader: MailboxReader, *, folder: str, team: Team, mailbox_id: str, now: datetime
) -> int:  # fmt: skip
    """Keep every new raw message, and move the cursor behind it in the same transaction. Returns how many are new."""
    with store.read() as session:
        at = replies.cursor(session, mailbox_id, folder)
    validity = reader.validity(folder)
    last = at.last_uid if at.uid_validity == validity else 0
    new = 0
    for mail in reader.read(folder, after=at, since=(now - _RESCAN).date()):
        last = max(last, mail.uid)
        with store.write() as session:
            new += _keep(session, mail, mailbox_id=mailbox_id, now=now)
            replies.advance(session, mailbox_id, folder, to=Cursor(validity, last), now=now)
    with store.write() as session:
        replies.advance(session, mailbox_id, folder, to=Cursor(validity, last), now=now)
    return new


def _keep(session: Session, mail: RawMail, *, mailbox_id: str, now: datetime) -> bool:
    raw = _mark_oversize(mail.raw) if mail.oversize else mail.raw
    read = classify(raw, now=now)
    kind = InboundKind.MALFORMED if mail.oversize else read.inbound.kind
    return replies.keep(
        session,
        mailbox_id=mailbox_id,
        message_id=read.inbound.message_id[:500],
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        kind=kind,
        now=now,
    )


_OVERSIZE = b"X-Firstlight-Oversize: yes\r\n"


def _mark_oversize(header: bytes) -> bytes:
    """Only the header of a message that is too big is kept; it must not pass for a whole one later."""
    return _OVERSIZE + header


def process(store: Store, *, team: Team, mailbox_id: str, clock: Clock) -> Counter[str]:
    """Act on every kept message that was not acted on yet, each in one transaction with the mark that it is done."""
    counts: Counter[str] = Counter()
    own = frozenset(mailbox.address.lower() for mailbox in team.mailboxes)
    while True:
        with store.read() as session:
            waiting = replies.unprocessed(session, mailbox_id, limit=_BATCH)
        for kept in waiting:
            now = clock.now()
            read = _read(kept.raw, own, now)
            with store.write() as session:
                counts[inbound.act(session, read, inbound_id=kept.id, team=team, mailbox_id=mailbox_id, now=now)] += 1
        if len(waiting) < _BATCH:
            return counts


def _read(raw: bytes, own: frozenset[str], now: datetime) -> Read:
    read = classify(raw, own=own, now=now)
    if not raw.startswith(_OVERSIZE):
        return read
    return inbound.quarantine(read, "larger than 25 MB")
