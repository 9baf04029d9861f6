"""Values that the drafting tests work on: one invented prospect, one invented seller; everything can be overridden."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from agent.domain.accounts import Account
from agent.domain.contacts import Contact, Function, Persona, Seniority
from agent.domain.evidence import Quote
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.domain.policies import Mailbox
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from drafting.research import research
from drafting.telling import Telling, telling

AS_OF = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def account(**changes: Any) -> Account:
    plain = Account(id="acc-alder", name="Alder Robotics, Inc.", domain="alder.example", country="US", headcount=180)
    return replace(plain, **changes)


def persona(**changes: Any) -> Persona:
    plain = Persona(
        id="revops",
        name="RevOps lead",
        functions=(Function.REVENUE_OPERATIONS, Function.SALES),
        seniorities=(Seniority.VP,),
    )
    return replace(plain, **changes)


def contact(of: Account, **changes: Any) -> Contact:
    plain = Contact(
        id=f"con-{of.id}",
        account_id=of.id,
        name="Dana Ortiz",
        first_name="Dana",
        last_name="Ortiz",
        title="VP Sales",
        email="dana@alder.example",
        function=Function.SALES,
        seniority=Seniority.VP,
        country=of.country,
        source="team page",
    )
    return replace(plain, **changes)


def offer(**changes: Any) -> Offer:
    plain = Offer(
        seller="Harbor",
        domain="harbor.example",
        one_liner="lead routing",
        values=(Value("v1", "routes every inbound lead to the right owner in minutes"),),
        pains=(
            Pain(
                "h1",
                "lead routing rules tend to break when a team grows fast",
                ("funding", "hiring>=2", "job_change", "technology"),
                ("v1",),
                ("revops",),
            ),
        ),
        proofs=(Proof("p1", "Northwind cut routing time from two days to ten minutes", customer_ok=True),),
        ctas=(Cta("c1", "offer", "Want the checklist we use for this?", asset="routing checklist"),),
    )
    return replace(plain, **changes)


def mailbox(**changes: Any) -> Mailbox:
    plain = Mailbox(
        id="mb-ada",
        address="ada@harbor.example",
        display_name="Ada Lowe",
        signature="Ada",
        postal_address="1 Pier Road, Boston MA 02110",
        notice_url="https://harbor.example/privacy",
    )
    return replace(plain, **changes)


def evidence(
    text: str, *, days_ago: int = 8, source: str = "newsroom", headline: str = "", **fields: tuple[str, str]
) -> SignalEvidence:
    """A report whose every field is quoted: field=(value, quote)."""
    values = {}
    for name, (value, quote) in fields.items():
        start = text.index(quote)
        values[name] = FieldValue(value, Quote.of(text, start, start + len(quote)))
    at = AS_OF - timedelta(days=days_ago)
    return SignalEvidence(
        item_id=f"{source}/{headline or text[:20]}",
        source=source,
        url="https://wire.example/1",
        publisher="wire.example",
        title=headline,
        quote=Quote.of(text, 0, len(text)),
        fields=values,
        published_at=at,
        fetched_at=at + timedelta(hours=3),
        confidence=0.95,
    )


def signal(of: Account, kind: SignalKind, *reports: SignalEvidence, **fields: str) -> Signal:
    first = reports[0]
    named = {name: value.value for report in reports for name, value in report.fields.items()}
    return Signal(
        id=f"sig-{of.id}-{kind}",
        account_id=of.id,
        kind=kind,
        fields={**named, **fields},
        evidence=reports,
        confidence=0.95,
        published_at=first.published_at,
        known_at=first.published_at or AS_OF,
    )


def funding_signal(of: Account) -> Signal:
    name = of.name
    text = f"{name} today announced a $12 million Series B financing led by Fenwick Ventures."
    return signal(
        of,
        SignalKind.FUNDING,
        evidence(
            text,
            company=(name, name),
            amount=("12000000", "$12 million"),
            currency=("USD", "$12 million"),
            round=("series_b", "Series B"),
            lead_investor_1=("Fenwick Ventures", "Fenwick Ventures"),
        ),
    )


def hiring_signal(of: Account) -> Signal:
    titles = ("RevOps Manager", "Salesforce Administrator", "Revenue Operations Analyst")
    reports = [
        evidence(title, days_ago=3, source="greenhouse", headline=title, **{f"role_{n}": (title, title)})
        for n, title in enumerate(titles, start=1)
    ]
    return signal(of, SignalKind.RELEVANT_ROLES, *reports, function="revenue_operations", count="3")


def join_signal(of: Account) -> Signal:
    text = (
        f"{of.name} has appointed Priya Shah as Vice President, Sales, effective November 10. She joins from Caldera."
    )
    return signal(
        of,
        SignalKind.JOB_CHANGE,
        evidence(
            text,
            person=("Priya Shah", "Priya Shah"),
            title=("Vice President, Sales", "Vice President, Sales"),
            direction=("join", "appointed"),
            company=(of.name, of.name),
            from_company=("Caldera", "Caldera"),
            effective_on=("2026-11-10", "November 10"),
        ),
        function="sales",
    )


def tech_signal(of: Account) -> Signal:
    text = "Script from js.hubspot.example found on 5 of 5 pages: HubSpot."
    return signal(
        of,
        SignalKind.TECHNOLOGY,
        evidence(text, source="site_tech", tool=("HubSpot", "HubSpot"), direction=("adopt", "found")),
        category="crm",
    )


def first_telling() -> Telling:
    """What a model is told for a first mail on a funding round."""
    of = account()
    brief = research(of, [funding_signal(of)], offer=offer(), personas=[persona()], as_of=AS_OF)
    return telling(
        brief,
        brief.reasons[0],
        contact=contact(of),
        persona=persona(),
        offer=offer(),
        plan="first",
        earlier=(),
        secret=b"test",
        as_of=AS_OF,
    )


ALDER_MAIL: dict[str, Any] = {
    "subject": "routing after series b",
    "sentences": [
        {
            "text": "Your $12M Series B was led by Fenwick Ventures.",
            "role": "opener",
            "kind": "fact",
            "evidence_ids": ["e1"],
        },
        {
            "text": "If your team is like most, lead routing rules tend to break when a team grows fast.",
            "role": "pain",
            "kind": "hypothesis",
            "evidence_ids": ["h1"],
        },
        {
            "text": "Northwind cut routing time from two days to ten minutes.",
            "role": "proof",
            "kind": "fact",
            "evidence_ids": ["p1"],
        },
        {"text": "Want the checklist we use for this?", "role": "cta", "kind": "offer", "evidence_ids": ["c1"]},
    ],
}
"""What a model answers with that heeds the evidence of `account()`: a whole first mail."""
