"""The bench `release`: messages a second through the outbox, with every guarantee, to a local SMTP server.

The peer `bare` is a loop over smtplib on one connection with the same bytes. The two take turns.
"""

from __future__ import annotations

import resource
import smtplib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from agent.bench.bench_team import bench_team
from agent.bench.contract import Bench, Peer
from agent.bench.smtp_sink import sink
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import (
    Authorship,
    Content,
    Drafted,
    DraftState,
    Findings,
    Role,
    Sentence,
    SentenceKind,
    Written,
)
from agent.domain.evidence import Evidence, EvidenceKind, Fact, Party
from agent.domain.policies import Mailbox
from agent.domain.sends import SendState
from agent.domain.teams import Team
from agent.errors import ConfigError
from agent.sends import outbox
from agent.sends.channels.smtp import SmtpAccount, SmtpChannel
from agent.sends.contract import Channel
from agent.sends.release import release_due
from agent.store import accounts, contacts, drafts, queue, sends, signals
from agent.store.codec import dump
from agent.store.engine import Store, migrate, open_store

SIZE = 400
TURNS = 4
PEERS = ("bare",)
_NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
_KEY = b"a key for the bench"


def measure(size: int | None, against: str | None) -> Bench:
    """`size` approved mails, then sent. Raises ConfigError for a peer that is not there."""
    if against not in (None, *PEERS):
        raise ConfigError(f"The bench `release` has no peer {against!r}. It has: {', '.join(PEERS)}.")
    mails = size or SIZE
    with tempfile.TemporaryDirectory(prefix="firstlight-bench-") as folder, sink() as port:
        store = open_store(f"sqlite:///{folder}/bench.sqlite3")
        try:
            migrate(store)
            return _measured(store, port, mails, against)
        finally:
            store.close()


def _measured(store: Store, port: int, mails: int, against: str | None) -> Bench:
    team = _team()
    _approve(store, team, mails)
    clock = MovedClock(_NOW + timedelta(minutes=1))
    channel = SmtpChannel(SmtpAccount("127.0.0.1", port, security="none"))
    channels: dict[str, Channel] = {mailbox.id: channel for mailbox in team.mailboxes}
    seconds = bare_seconds = 0.0
    done = bare_done = 0
    for turn in range(TURNS):
        want = mails * (turn + 1) // TURNS - mails * turn // TURNS
        begin = time.perf_counter()
        report = release_due(store, team=team, channels=channels, clock=clock, worker_id="bench", limit=want, key=_KEY)
        seconds += time.perf_counter() - begin
        done += report["sent"]
        if against:
            taken, spent = _bare(store, port, want)
            bare_done += taken
            bare_seconds += spent
    rate = done / seconds if seconds else 0.0
    peer = bare_done / bare_seconds if bare_seconds else 0.0
    return Bench(
        bench="release",
        size=done,
        seconds=seconds,
        rate=rate,
        unit="messages",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        against=Peer(against, peer, rate / peer if peer else 0.0) if against else None,
        details={"asked": mails},
    )


def _bare(store: Store, port: int, count: int) -> tuple[int, float]:
    """Send the bytes of `count` sent mails again, by smtplib on one connection. Returns how many, and the seconds."""
    with store.read() as session:
        gone: Sequence[bytes] = [s.mime for s in sends.listed(session, states=[SendState.SENT], limit=count) if s.mime]
    begin = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        for mime in gone:
            client.sendmail("alice@bench.example", ["dana@account.example"], mime)
    return len(gone), time.perf_counter() - begin


def _team() -> Team:
    """A team whose caps and pace do not hold the bench back; everything else is as ever."""
    team = bench_team()
    mailbox = Mailbox("alice", "alice@bench.example", "Alice", "Alice", "Bench, 1 Bench Road, London", established=True)
    free = replace(
        team.policy, minimum_gap_seconds=0, mean_gap_seconds=0, maximum_gap_seconds=0, undo_seconds=0,
        first_touches_per_day=10**9, all_mail_per_day=10**9, domain_per_day=10**9, per_hour=10**9, real_recipients=True,
    )  # fmt: skip
    return replace(team, policy=free, mailboxes=(mailbox,))


def _approve(store: Store, team: Team, count: int) -> None:
    """`count` accounts with one approved draft each, through the queue and the outbox as review does it."""
    for number in range(count):
        with store.write() as session:
            _approve_one(session, team, number)


def _approve_one(session: Session, team: Team, number: int) -> None:
    mailbox = team.mailboxes[0]
    person = Contact(
        f"c{number}", f"a{number}", "Dana Okafor", "Dana", "Okafor", "VP Sales", f"dana@account{number}.example"
    )
    account = Account(f"a{number}", f"Account {number}", f"account{number}.example", country="US", city="Boston")
    accounts.put(session, account, now=_NOW)
    contacts.put(session, person, now=_NOW)
    session.flush()
    content = _content(mailbox, person, number)
    draft_id = drafts.create(
        session,
        Drafted(_written(account, content.subject), Authorship("bench"), Findings(), "two roles"),
        content,
        drafts.Place(
            account_id=person.account_id,
            contact_id=person.id,
            owner_id="",
            run_id="",
            step=1,
            brief_id=signals.put_brief(session, _brief(account), now=_NOW),
            score=1,
            why_now="",
            expires_at=_NOW + timedelta(days=7),
        ),
        now=_NOW,
    )
    draft = drafts.get(session, draft_id)
    if draft is None:
        raise ConfigError("The bench could not make its drafts.")
    approved = queue.move(
        session, draft, DraftState.APPROVED, content=dump(Content, content), approved_sha256=content.sha256
    )
    outbox.arm(session, approved, team=team, actor_id="bench", now=_NOW)


def _written(account: Account, subject: str) -> Written:
    """Words that the checks pass when the mail is about to leave."""
    fact = Sentence(f"{account.name} posted two sales roles.", Role.OPENER, SentenceKind.FACT, ("e1",))
    middle = (
        Sentence("Teams like yours often route leads by hand at first.", Role.PAIN, SentenceKind.HYPOTHESIS, ()),
        Sentence("Is your team still doing so?", Role.CTA, SentenceKind.QUESTION, ()),
    )
    return Written(subject, (fact, *middle))


def _brief(account: Account) -> Brief:
    posted = Evidence(
        "e1", EvidenceKind.JOB, Party.PROSPECT, f"{account.name} is hiring: Sales Manager, Sales Analyst",
        publisher=account.name, published_at=_NOW - timedelta(days=3), facts=(Fact("count", "2", "2", derived=True),),
    )  # fmt: skip
    return Brief(account, _NOW, (), (posted,), (), (), sha256=f"bench-{account.id}")


def _content(mailbox: Mailbox, person: Contact, number: int) -> Content:
    footer = f"{mailbox.display_name}, {mailbox.postal_address}.\n\n{mailbox.opt_out_line}"
    body = "\n\n".join(["Hi Dana,", "You posted two roles this month. " * 6, "Worth a look?", "Alice"])
    return Content(
        sender=f"{mailbox.display_name} <{mailbox.address}>",
        recipient=person.email,
        subject=f"Two roles at account {number}",
        text=f"{body}\n\n{footer}\n",
        footer=footer,
    )
