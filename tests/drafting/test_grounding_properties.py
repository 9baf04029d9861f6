"""A true draft, written from random facts, is approvable; with any one fact altered it is blocked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from grounding_cases import AS_OF, OFFER, PROOF, evidence
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.accounts import Account
from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.evidence import Evidence
from drafting.check import check

_COMPANIES = ("Tallow Systems", "Petrel Bio", "Oxbow Energy", "Kestrel Labs", "Juniper Dock", "Marlow Freight")
_INVESTORS = ("Quarry Hill Partners", "Ember Fund", "Lantern Ventures", "Granite Peak Capital", "Tidewater Growth")
_PEOPLE = ("Priya Raman", "Dana Whitlock", "Jonas Falk", "Ruth Adeyemi", "Mateo Silva", "Elena Duarte")
_TITLES = (
    "VP of Sales",
    "Chief Revenue Officer",
    "Head of Marketing",
    "Director of Customer Success",
    "CFO",
    "VP of Product",
)
_CITIES = ("Lisbon", "Denver", "Leeds", "Porto", "Rotterdam", "Dublin")
_TOOLS = ("Salesforce", "HubSpot", "Pipedrive", "Zoho", "Marketo", "Zendesk")
_ROUNDS = ("Series A", "Series B", "Series C", "seed round", "pre-seed round")
_CURRENCIES = ("$", "€", "£")


@dataclass(frozen=True)
class Facts:
    company: str
    investor: str
    person: str
    title: str
    city: str
    old_tool: str
    new_tool: str
    round: str
    currency: str
    millions: int
    offices: int
    days_ago: int


def _others(options: tuple[str, ...], value: str) -> st.SearchStrategy[str]:
    return st.sampled_from([option for option in options if option != value])


FACTS = st.builds(
    Facts,
    company=st.sampled_from(_COMPANIES),
    investor=st.sampled_from(_INVESTORS),
    person=st.sampled_from(_PEOPLE),
    title=st.sampled_from(_TITLES),
    city=st.sampled_from(_CITIES),
    old_tool=st.sampled_from(_TOOLS[:3]),
    new_tool=st.sampled_from(_TOOLS[3:]),
    round=st.sampled_from(_ROUNDS),
    currency=st.sampled_from(_CURRENCIES),
    millions=st.integers(2, 400),
    offices=st.integers(2, 40),
    days_ago=st.integers(0, 60),
)
_CHANGES = {
    "company": lambda f: _others(_COMPANIES, f.company),
    "investor": lambda f: _others(_INVESTORS, f.investor),
    "person": lambda f: _others(_PEOPLE, f.person),
    "title": lambda f: _others(_TITLES, f.title),
    "city": lambda f: _others(_CITIES, f.city),
    "old_tool": lambda f: _others(_TOOLS[:3], f.old_tool),
    "new_tool": lambda f: _others(_TOOLS[3:], f.new_tool),
    "round": lambda f: _others(_ROUNDS, f.round),
    "currency": lambda f: _others(_CURRENCIES, f.currency),
    "millions": lambda f: st.integers(2, 400).filter(lambda n: n != f.millions),
    "offices": lambda f: st.integers(2, 40).filter(lambda n: n != f.offices),
    "days_ago": lambda f: st.integers(0, 60).filter(lambda n: n != f.days_ago),
}


def pieces_of(facts: Facts) -> tuple[Evidence, ...]:
    day = f"{(AS_OF - timedelta(days=facts.days_ago)):%Y-%m-%d}"
    money = f"{facts.currency}{facts.millions} million"
    return (
        evidence("e1", "news", day, f"{facts.company} raised {money} in a {facts.round} led by {facts.investor}."),
        evidence("e2", "news", day, f"{facts.company} appointed {facts.person} as {facts.title} in {facts.city}."),
        evidence(
            "e3", "job", day, f"You will move us from {facts.old_tool} to {facts.new_tool} in {facts.offices} offices."
        ),
        PROOF,
    )


def told(facts: Facts) -> Written:
    day = AS_OF - timedelta(days=facts.days_ago)
    sentences = (
        (f"{facts.company} raised {facts.currency}{facts.millions}M on {day:%B} {day.day}.", "e1"),
        (f"{facts.investor} led your {facts.round}.", "e1"),
        (f"{facts.company} appointed {facts.person} as {facts.title} in {facts.city}.", "e2"),
        (f"Your job ad mentions a move from {facts.old_tool} to {facts.new_tool} in {facts.offices} offices.", "e3"),
    )
    return Written(
        "lead routing", tuple(Sentence(text, Role.OPENER, SentenceKind.FACT, (key,)) for text, key in sentences)
    )


def blocked(written: Written, facts: Facts) -> bool:
    account = Account("a", facts.company, f"{facts.company.split()[0].lower()}.example")
    found = check(written, evidence=pieces_of(facts), offer=OFFER, account=account, contact=None, as_of=AS_OF)
    return any(f.source in {"guard", "grounding"} for f in found.blocks)


@settings(max_examples=150, deadline=None)
@given(FACTS)
def test_a_draft_that_says_what_its_evidence_says_is_not_blocked(facts: Facts) -> None:
    assert not blocked(told(facts), facts)


@settings(max_examples=400, deadline=None)
@given(st.data(), FACTS, st.sampled_from(sorted(_CHANGES)))
def test_a_draft_with_one_anchor_changed_is_blocked(data: st.DataObject, facts: Facts, name: str) -> None:
    changed = replace(facts, **{name: data.draw(_CHANGES[name](facts))})
    assert blocked(told(changed), facts)
