"""A small world for tests of sending: a team, an account, people, drafts, and the steps of a send by keyword."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import (
    Authorship,
    Content,
    Draft,
    Drafted,
    DraftState,
    Findings,
    Role,
    Sentence,
    SentenceKind,
    Written,
)
from agent.domain.evidence import Evidence, EvidenceKind, Fact, Party
from agent.domain.offers import Cta, Offer, Pain, Value
from agent.domain.policies import Mailbox, Owner, SendPolicy, Sequence, Step
from agent.domain.profiles import Profile
from agent.domain.sends import Accepted, Send
from agent.domain.teams import Team
from agent.domain.transitions import DraftEvent, next_draft_state
from agent.sends import outbox
from agent.sends.contract import Proof
from agent.store import accounts, contacts, drafts, queue, signals
from agent.store.codec import dump
from agent.store.engine import Store

# A Friday, 15:00 in London, 10:00 in New York: inside every window.
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
KEY = b"a key for tests"
SUBJECT = "Two RevOps roles at Alder"
BODY = "Hi Dana,\n\nAlder posted two RevOps roles this month. Is routing still done by hand?\n\nMara"

MAILBOX = Mailbox(
    id="mara",
    address="mara@tern.example",
    display_name="Mara Lindqvist",
    signature="Mara",
    postal_address="Tern Labs, 4 Quay Street, Bristol BS1 4QA",
    established=True,
    notice_url="https://tern.example/privacy",
)
OPEN_POLICY = SendPolicy(real_recipients=True)
FREE_POLICY = replace(
    OPEN_POLICY, minimum_gap_seconds=0, mean_gap_seconds=0, maximum_gap_seconds=0, people_per_company_7d=10**6,
    first_touches_per_day=10**6, all_mail_per_day=10**6, domain_per_day=10**6, per_hour=10**6, undo_seconds=0,
)  # fmt: skip


def team(*, policy: SendPolicy = OPEN_POLICY, mailbox: Mailbox = MAILBOX) -> Team:
    return Team(
        name="Tern Labs",
        offer=Offer(
            seller="Tern Labs",
            domain="tern.example",
            one_liner="Routing for revenue teams",
            values=(Value("v1", "Leads reach the right person in a minute."),),
            pains=(Pain("p1", "Routing by hand is slow.", ("hiring",)),),
            proofs=(),
            ctas=(Cta("c1", "interest", "Worth a look?"),),
        ),
        personas=(),
        profile=Profile(rules=()),
        owners=(Owner("mara", "Mara Lindqvist", "mara@tern.example", "mara", time_zone="Europe/London"),),
        mailboxes=(mailbox,),
        sequence=Sequence(
            "default",
            (
                Step(1, 0, "mail", "first"),
                Step(2, 3, "mail", "angle"),
                Step(3, 5, "task", "call"),
                Step(4, 7, "mail", "bump"),
                Step(5, 14, "mail", "close"),
            ),
        ),
        policy=policy,
        sources=(),
    )


def account(number: int = 1, **changes: object) -> Account:
    plain = Account(
        id=f"a{number}", name=f"Alder {number}", domain=f"alder{number}.example", country="US", city="Boston"
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def contact(number: int = 1, **changes: object) -> Contact:
    plain = Contact(
        id=f"c{number}",
        account_id=f"a{number}",
        name="Dana Okafor",
        first_name="Dana",
        last_name="Okafor",
        title="VP Sales",
        email=f"dana.okafor@alder{number}.example",
        source="the team page",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def content(to: Contact, *, subject: str = SUBJECT, body: str = BODY, mailbox: Mailbox = MAILBOX) -> Content:
    footer = (
        f"{mailbox.display_name}, Tern Labs, {mailbox.postal_address}. I found your address on {to.source}. "
        f"How we use and protect it: {mailbox.notice_url}\n\n{mailbox.opt_out_line}"
    )
    return Content(
        sender=f"{mailbox.display_name} <{mailbox.address}>",
        recipient=to.email,
        subject=subject,
        text=f"{body}\n\n{footer}\n",
        links=(mailbox.notice_url,),
        footer=footer,
    )


_LATER = {
    2: "Is routing on your list this month?",
    4: "Are you the right person for this at Alder?",
    5: "Shall I leave it here, or would this still be of use to you?",
}


def written(step: int = 1) -> Written:
    """Words that the checks pass: a first mail, or a few other words for a later one."""
    if step > 1:
        return Written(SUBJECT, (Sentence(_LATER[step], Role.CTA, SentenceKind.QUESTION, ()),))
    return Written(
        SUBJECT,
        (
            Sentence("Alder posted two RevOps roles.", Role.OPENER, SentenceKind.FACT, ("e1",)),
            Sentence(
                "If your team is like most, routing by hand is slow.", Role.PAIN, SentenceKind.HYPOTHESIS, ("p1",)
            ),
            Sentence("Leads reach the right person in a minute.", Role.VALUE, SentenceKind.OFFER, ("v1",)),
            Sentence("Worth a look?", Role.CTA, SentenceKind.QUESTION, ()),
        ),
    )


def brief(number: int = 1) -> Brief:
    """What an account posted, and what the seller says of itself."""
    offer = team().offer
    posted = Evidence(
        "e1", EvidenceKind.JOB, Party.PROSPECT, "Alder is hiring: RevOps Manager, RevOps Analyst", publisher="Alder",
        published_at=NOW - timedelta(days=3), facts=(Fact("count", "2", "2", derived=True),),
    )  # fmt: skip
    ours = (
        Evidence("v1", EvidenceKind.OFFER, Party.SELLER, offer.values[0].text),
        Evidence("p1", EvidenceKind.OFFER, Party.SELLER, offer.pains[0].text),
    )
    return Brief(account(number), NOW, (), (posted, *ours), (), (), sha256=f"brief-{number}")


def add_draft(
    session: Session, *, number: int = 1, step: int = 1, now: datetime = NOW, text: Content | None = None, **who: object
) -> str:
    """An account, a person and a pending draft to them. Returns the draft's id."""
    person = contact(number, **who)
    accounts.put(session, account(number), now=now)
    contacts.put(session, person, now=now)
    session.flush()
    return drafts.create(
        session,
        Drafted(written(step), Authorship("composer"), Findings(), "two roles"),
        text or content(person),
        drafts.Place(
            account_id=person.account_id,
            contact_id=person.id,
            owner_id="mara",
            run_id="r1",
            step=step,
            brief_id=signals.put_brief(session, brief(number), now=now),
            score=50,
            why_now="two roles",
            expires_at=now + timedelta(days=30),
        ),
        now=now,
    )


def approve(session: Session, draft_id: str, *, by: Team, now: datetime = NOW, text: Content | None = None) -> Send:
    """What review does: the draft's state, its hash, and the armed send, in one transaction."""
    draft = drafts.get(session, draft_id)
    assert draft is not None
    approved = _move(session, draft, DraftEvent.APPROVE, now=now, text=text or draft.content)
    return outbox.arm(session, approved, team=by, actor_id="u1", now=now)


def _move(session: Session, draft: Draft, event: DraftEvent, *, now: datetime, text: Content) -> Draft:
    approving = event is DraftEvent.APPROVE
    return queue.move(
        session,
        draft,
        next_draft_state(draft.state, event),
        content=dump(Content, text),
        content_sha256=text.sha256,
        approved_at=now if approving else None,
        approved_by="u1" if approving else "",
        approved_sha256=text.sha256 if approving else "",
    )


def undo(session: Session, draft_id: str, *, now: datetime = NOW) -> bool:
    """What review does on undo. Returns False when the mail has left."""
    draft = drafts.get(session, draft_id)
    assert draft is not None and draft.state is DraftState.APPROVED
    if not outbox.cancel(session, draft_id, reason="undone", by="u1", now=now):
        return False
    _move(session, draft, DraftEvent.UNDO, now=now, text=draft.content)
    return True


def approved_send(store: Store, *, by: Team, number: int = 1, now: datetime = NOW) -> Send:
    with store.write() as session:
        return approve(session, add_draft(session, number=number, now=now), by=by, now=now)


def clock(at: datetime = NOW) -> MovedClock:
    return MovedClock(at)


@dataclass
class RecordingChannel:
    """The fake of the one edge that is ours: remembers what it was given, and misbehaves on demand."""

    sent: list[tuple[str, bytes]] = field(default_factory=list)
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None
    reply: str = "250 ok"
    name: str = "recording"
    reaches_recipients: bool = True
    hands_over: bool = False
    after_body_s: float = 840.0

    def send(self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]) -> Accepted:
        if self.before:
            self.before()
        before_body()
        self.sent.append((ref, mime))
        if self.after:
            self.after()
        return Accepted(reply=self.reply, handed_over=self.hands_over)

    def close(self) -> None:
        pass

    def find(self, ref: str) -> Proof:
        return Proof.UNKNOWN
