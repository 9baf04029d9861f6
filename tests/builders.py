"""A small world for tests of review and the web: a team, accounts with evidence, drafts that the real checks judged.

Everything takes keywords and defaults the rest. All companies and people are invented.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.briefs import Brief
from agent.domain.contacts import Contact, Function, Persona, Seniority
from agent.domain.decisions import Actor
from agent.domain.decisions import Role as UserRole
from agent.domain.drafts import (
    Authorship,
    Draft,
    Drafted,
    DraftState,
    Findings,
    Role,
    Sentence,
    SentenceKind,
    Written,
)
from agent.domain.evidence import Evidence, EvidenceKind, Fact, Party, Quote
from agent.domain.items import Item, ItemKind
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.domain.outcomes import OutcomeKind
from agent.domain.policies import Mailbox, Owner, SendPolicy, Sequence, SourceSetting, Step
from agent.domain.profiles import FitRule, Profile
from agent.domain.replies import Briefing
from agent.domain.runs import RunState, Skip, SkipCode
from agent.domain.scores import Band, Contribution, Score
from agent.domain.sends import SendState
from agent.domain.signals import Signal, SignalEvidence, SignalKind
from agent.domain.teams import Team
from agent.sends import outbox
from agent.store import accounts, contacts, drafts, items, notices, outcomes, queue, runs, signals, users
from agent.store.codec import dump
from agent.store.engine import Store
from agent.tables.sends import ReplyRow, SendRow
from drafting.assemble import assemble
from drafting.check import check
from review_queue import auth

NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)  # a Wednesday, 09:00 in New York
PASSWORD = "a lamp on the pier"

ADA = Mailbox(
    id="ada",
    address="ada@harbor.example",
    display_name="Ada Lowe",
    signature="Ada",
    postal_address="1 Pier Road, Boston MA 02110",
    established=True,
    notice_url="https://harbor.example/privacy",
)
BEN = replace(ADA, id="ben", address="ben@harbor.example", display_name="Ben Ames", signature="Ben")
PERSONA = Persona("revops", "RevOps lead", (Function.REVENUE_OPERATIONS, Function.SALES), (Seniority.VP,))
OFFER = Offer(
    seller="Harbor",
    domain="harbor.example",
    one_liner="lead routing",
    values=(Value("v1", "routes every inbound lead to the right owner in minutes"),),
    pains=(Pain("h1", "lead routing rules tend to break when a team grows fast", ("funding", "hiring>=2"), ("v1",)),),
    proofs=(Proof("p1", "Northwind cut routing time from two days to ten minutes", customer_ok=True),),
    ctas=(Cta("c1", "offer", "Want the checklist we use for this?", asset="routing checklist"),),
)


def team(**changes: object) -> Team:
    plain = Team(
        name="Harbor",
        offer=OFFER,
        personas=(PERSONA,),
        profile=Profile(rules=(FitRule("country", 10, any_of=("US",), label="In the US"),)),
        owners=(
            Owner("ada", "Ada Lowe", "ada@harbor.example", "ada", time_zone="America/New_York"),
            Owner("ben", "Ben Ames", "ben@harbor.example", "ben", time_zone="America/New_York"),
        ),
        mailboxes=(ADA, BEN),
        sequence=Sequence(
            "default",
            (
                Step(1, 0, "mail", "first"),
                Step(2, 3, "mail", "angle"),
                Step(3, 7, "mail", "bump"),
                Step(4, 14, "mail", "close"),
            ),
        ),
        policy=SendPolicy(real_recipients=True),
        sources=(
            SourceSetting("wire", "feed", urls=("https://wire.example/feed.xml",), terms_reviewed_by="Ada Lowe"),
            SourceSetting("boards", "greenhouse", weight=1.2, terms_reviewed_by="Ada Lowe"),
        ),
        time_zone="America/New_York",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def account(key: str = "alder", **changes: object) -> Account:
    plain = Account(
        id=f"acc-{key}",
        name=f"{key.title()} Robotics",
        domain=f"{key}.example",
        country="US",
        region="MA",
        city="Boston",
        headcount=180,
        industry="Robotics",
        owner="ada",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def contact(of: Account, **changes: object) -> Contact:
    plain = Contact(
        id=f"con-{of.id}",
        account_id=of.id,
        name="Dana Ortiz",
        first_name="Dana",
        last_name="Ortiz",
        title="VP Sales",
        email=f"dana@{of.domain}",
        function=Function.SALES,
        seniority=Seniority.VP,
        country=of.country,
        source=f"{of.domain}, team page",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def evidence(of: Account, **changes: object) -> tuple[Evidence, ...]:
    """A financing, three postings, and the seller's own value, proof and pain."""
    news = Evidence(
        id="e1",
        kind=EvidenceKind.NEWS,
        party=Party.PROSPECT,
        quote=f"{of.name} today announced a $12 million Series B financing led by Fenwick Ventures.",
        publisher="Wire",
        url=f"https://wire.example/{of.domain}",
        published_at=NOW - timedelta(days=6),
        facts=(Fact("money", "$12 million", "USD 12000000"), Fact("round", "Series B", "series_b")),
    )
    jobs = Evidence(
        id="e2",
        kind=EvidenceKind.JOB,
        party=Party.PROSPECT,
        quote="Open roles: RevOps Manager, Salesforce Administrator, Revenue Operations Analyst",
        publisher=of.name,
        url=f"https://{of.domain}/careers",
        published_at=NOW - timedelta(days=3),
        facts=(Fact("count", "3", "3", derived=True),),
    )
    ours = (
        Evidence("p1", EvidenceKind.OFFER, Party.SELLER, OFFER.proofs[0].text, publisher="Harbor"),
        Evidence("v1", EvidenceKind.OFFER, Party.SELLER, OFFER.values[0].text, publisher="Harbor"),
        Evidence("h1", EvidenceKind.OFFER, Party.SELLER, OFFER.pains[0].text, publisher="Harbor"),
    )
    return (replace(news, **changes), jobs, *ours)  # type: ignore[arg-type]


def written(of: Account, **changes: object) -> Written:
    short = of.name.split()[0]
    plain = Written(
        subject="routing after the raise",
        sentences=(
            Sentence(f"{short} announced a $12M Series B.", Role.OPENER, SentenceKind.FACT, ("e1",)),
            Sentence(
                "If your team is like most, lead routing rules tend to break when a team grows that fast.",
                Role.PAIN,
                SentenceKind.HYPOTHESIS,
                ("h1",),
            ),
            Sentence(
                "Northwind cut routing time from two days to ten minutes.", Role.PROOF, SentenceKind.OFFER, ("p1",)
            ),
            Sentence("Want the checklist we use for this?", Role.CTA, SentenceKind.QUESTION, ()),
        ),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def brief(of: Account, pieces: Many[Evidence], **changes: object) -> Brief:
    plain = Brief(
        account=of, as_of=NOW, lines=(), evidence=tuple(pieces), signals=(), reasons=(), sha256=f"brief-{of.id}"
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def score(of: Account, total: int = 84) -> Score:
    return Score(
        account_id=of.id,
        as_of=NOW,
        total=total,
        uncapped=total,
        fit=36,
        intent=float(total - 46),
        engagement=10,
        band=Band.SQL_READY if total >= 70 else Band.MQL,
        contributions=(
            Contribution("fit", "In the US", 36),
            Contribution("intent", "Series B, 6 d", total - 63),
            Contribution("intent", "RevOps roles, 3 d", 17),
            Contribution("engagement", "Pricing page visit", 10),
        ),
    )


def findings_of(words: Written, of: Account, to: Contact, pieces: Many[Evidence], at: datetime = NOW) -> Findings:
    return check(words, evidence=pieces, offer=OFFER, account=of, contact=to, as_of=at, step=1, earlier=())


def drafted(words: Written, of: Account, to: Contact, pieces: Many[Evidence], at: datetime = NOW) -> Drafted:
    """What stage 6 and 7 give for these words."""
    return Drafted(
        written=words,
        authorship=Authorship("composer", prompt_hash="p" * 8),
        findings=findings_of(words, of, to, pieces, at),
        reason="They raised, and routing breaks.",
        evidence_ids=("e1", "p1", "h1"),
    )


def seed_draft(
    session: Session,
    *,
    key: str = "alder",
    owner: str = "ada",
    total: int = 84,
    now: datetime = NOW,
    words: Written | None = None,
    pieces: Many[Evidence] | None = None,
    of: Account | None = None,
    to: Contact | None = None,
    run_id: str = "",
    why_now: str = "Series B $12M, then three RevOps roles",
    signal_age: timedelta = timedelta(days=6),
    expires: timedelta = timedelta(days=7),
) -> Draft:
    """A pending draft with its account, contact, brief and score; the real checks have judged it."""
    firm = of or account(key, owner=owner)
    person = to or contact(firm)
    mailbox = BEN if owner == "ben" else ADA
    cards = tuple(pieces) if pieces is not None else evidence(firm)
    text = words or written(firm)
    accounts.put(session, firm, now=now)
    contacts.put(session, person, now=now)
    session.flush()
    signals.put_score(session, score(firm, total))
    content = assemble(
        text,
        contact=person,
        mailbox=mailbox,
        offer=OFFER,
        step=1,
        source_line=f"I found your details on {firm.domain}.",
    )
    draft_id = drafts.create(
        session,
        drafted(text, firm, person, cards, now),
        content,
        drafts.Place(
            account_id=firm.id,
            contact_id=person.id,
            owner_id=owner,
            run_id=run_id,
            step=1,
            brief_id=signals.put_brief(session, brief(firm, cards), now=now),
            score=total,
            why_now=why_now,
            expires_at=now + expires,
            signal_at=now - signal_age,
        ),
        now=now,
    )
    found = drafts.get(session, draft_id)
    assert found is not None
    return found


PEOPLE = (
    ("alder", "Alder Robotics", "Dana", "Ortiz", "VP Sales", 84, "Series B $12M, then three RevOps roles", 8),
    ("umbra", "Umbra Systems", "Tom", "Keller", "CFO", 81, "Interim CRO from 31 December", 14),
    ("tarn", "Tarn Energy", "Inés", "Prado", "VP Sales", 72, "Seed €8.5M for Spain, four sales roles", 6),
    ("vesper", "Vesper", "Priya", "Shah", "Head of RevOps", 66, "9 engineering roles in 8 weeks, 2.1 expected", 4),
    ("lumen", "Lumen Foods", "Marc", "Petit", "VP Sales", 63, "New help desk on the site since November", 3),
    ("brook", "Brook Health", "Jo", "Lindqvist", "VP Sales", 58, "New VP Sales, from Caldera", 10),
    ("willow", "Willow Freight", "Ana", "Ruiz", "COO", 49, "Bought Pinecrest Logistics", 10),
    ("yarrow", "Yarrow Dental", "Lee", "Wong", "IT Director", 47, "Mail moved to another provider", 9),
)


def seed_people(session: Session, *, owner: str = "ada", now: datetime = NOW, run_id: str = "") -> list[Draft]:
    """Eight drafts of one owner, best first."""
    made = []
    for key, name, first, last, title, total, why, days in PEOPLE:
        firm = account(key, name=name, owner=owner)
        person = contact(
            firm, name=f"{first} {last}", first_name=first, last_name=last, title=title, email=f"{key}@{key}.example"
        )
        made.append(
            seed_draft(
                session, of=firm, to=person, owner=owner, total=total, why_now=why, signal_age=timedelta(days=days),
                now=now, run_id=run_id,
            )
        )  # fmt: skip
    return made


@dataclass(frozen=True)
class People:
    """The cast: Alice (SDR, works as Ada), Bob (SDR, works as Ben), Carol (RevOps), Dave (admin), Erin (reads only)."""

    alice: Actor
    bob: Actor
    carol: Actor
    dave: Actor
    erin: Actor


def seed_users(session: Session, *, now: datetime = NOW) -> People:
    cast = [
        ("alice", UserRole.SDR, "ada"), ("bob", UserRole.SDR, "ben"), ("carol", UserRole.REVOPS, ""),
        ("dave", UserRole.ADMIN, ""), ("erin", UserRole.READ_ONLY, ""),
    ]  # fmt: skip
    hashed = auth.hash_password(PASSWORD)
    rows = {
        name: users.create(
            session, email=f"{name}@harbor.example", name=f"{name.title()} Harper", role=str(role), owner_id=owner,
            password_hash=hashed, now=now,
        )
        for name, role, owner in cast
    }  # fmt: skip
    return People(**{name: auth.as_actor(row) for name, row in rows.items()})


def seed_run(session: Session, *, now: datetime = NOW) -> str:
    """A finished night with skips of several causes."""
    started = now - timedelta(hours=7)
    row, _ = runs.begin(session, f"{started:%Y-%m-%d}", now=started)
    quiet = [("fern", 31, SkipCode.QUIET), ("gorse", 44, SkipCode.NO_CONTACT), ("hazel", 52, SkipCode.SUPPRESSED)]
    words = {
        SkipCode.QUIET: ("No dated signal in 45 days.", "Add its job board or newsroom feed."),
        SkipCode.NO_CONTACT: ("Nobody there fits a persona.", "Add a contact on To find."),
        SkipCode.SUPPRESSED: ("Opted out on 3 Nov 2026.", ""),
    }
    for key, total, code in quiet:
        firm = account(key, name=f"{key.title()} Works")
        accounts.put(session, firm, now=now)
        session.flush()
        why, fix = words[code]
        runs.put_skips(session, row.id, [Skip(firm.id, code, why, total, fix)])
    runs.add_counts(session, row.id, {"read": 40, "items": 120, "signals": 14, "drafts": 8})
    runs.finish(session, row.id, RunState.DONE, now=now - timedelta(hours=6), cost=0.0)
    return row.id


def seed_world(store: Store, *, now: datetime = NOW) -> People:
    """Users, a run, eight drafts of Ada's and one of Ben's."""
    with store.write() as session:
        people = seed_users(session, now=now)
        run_id = seed_run(session, now=now)
        seed_people(session, now=now, run_id=run_id)
        seed_draft(session, key="bracken", owner="ben", now=now, run_id=run_id)
        return people


def seed_life(session: Session, *, now: datetime = NOW) -> None:
    """What fills the other pages: an item and its signal, a *To find* card, sends in several states, a reply."""
    firm = account("sorrel", name="Sorrel Software", owner="ada")
    accounts.put(session, firm, now=now)
    session.flush()
    text = "Sorrel Software raises $8 million Series A led by Quill Capital."
    items.put_items(
        session,
        [Item("wire", "sorrel-1", ItemKind.ARTICLE, "Sorrel raises", text, "https://wire.example/sorrel", now)],
        now=now,
    )
    item = items.undetected(session)[0][0]
    quote = Quote.of(text, 0, len(text))
    report = SignalEvidence(
        item, "wire", "https://wire.example/sorrel", "Wire", "Sorrel raises", quote, {}, now - timedelta(days=2),
        now, 0.9,
    )  # fmt: skip
    fields = {"amount": "8000000", "currency": "USD", "round": "series_a"}
    signals.put(
        session,
        Signal("sig-sorrel", firm.id, SignalKind.FUNDING, fields, (report,), 0.9, now - timedelta(days=2), now),
    )
    signals.put_score(session, score(firm, 71))
    signals.put_cards(
        session,
        [
            signals.Card(
                account_id=firm.id,
                persona_id="revops",
                owner_id="ada",
                reason="Raised $8M Series A two days ago; nobody there fits RevOps lead.",
                brief_id=signals.put_brief(session, brief(firm, evidence(firm)), now=now),
                score=71,
                run_id="",
            )
        ],
        now=now,
    )
    _seed_sends(session, now)


def _seed_sends(session: Session, now: datetime) -> None:
    """Four sends in their states; the sent one was answered."""
    states = ((SendState.SENT, "clover"), (SendState.AMBIGUOUS, "dock"), (SendState.HANDED_OVER, "elder"))
    for state, key in states:
        draft = seed_draft(session, key=key, now=now - timedelta(days=2))
        approved = queue.move(
            session, draft, DraftState.APPROVED, approved_at=now - timedelta(days=1), approved_by="",
            approved_sha256=draft.content.sha256, decided_at=now - timedelta(days=1),
        )  # fmt: skip
        send = outbox.arm(session, approved, team=team(), actor_id="ada", now=now - timedelta(days=1))
        row = session.get(SendRow, send.id)
        assert row is not None
        row.state = str(state)
        row.pnr_at = now - timedelta(hours=20)
        row.sent_at = now - timedelta(hours=20) if state is SendState.SENT else None
        row.smtp_text = "connection lost after the final dot" if state is SendState.AMBIGUOUS else ""
        session.add(row)
        session.flush()
        if state is SendState.SENT:
            _seed_reply(session, draft, send.id, now)


def _seed_reply(session: Session, draft: Draft, send_id: str, now: datetime) -> None:
    briefing = Briefing(
        reply_id="r",
        who="Dana Ortiz, VP Sales at Clover Robotics",
        why_now="Series B of $12M, six days ago",
        promised=("the routing checklist",),
        bant={"budget": "ask", "need": "routing is a mess here", "authority": "ask", "timing": "before January"},
        missing=("RevOps lead", "finance"),
        questions=("Who routes leads today?", "What breaks first?"),
    )
    session.add(
        ReplyRow(
            inbound_id="in-clover", send_id=send_id, account_id=draft.account_id, contact_id=draft.contact_id,
            owner_id="ada", intent="interested", subject="Re: routing after the raise",
            text="Yes please, send it over. Routing is a mess here, we want it fixed before January.",
            briefing=dump(Briefing, briefing), received_at=now - timedelta(minutes=22),
            due_at=now + timedelta(minutes=8),
        )
    )  # fmt: skip
    session.flush()
    outcomes.put(
        session, account_id=draft.account_id, kind=OutcomeKind.POSITIVE_REPLY, key="in-clover", at=now,
        send_id=send_id, contact_id=draft.contact_id,
    )  # fmt: skip


def seed_notice(session: Session, kind: str, words: str, key: str, *, now: datetime = NOW) -> None:
    """A notice to everybody."""
    notices.put(session, owner_id="", kind=kind, words=words, key=key, now=now)
