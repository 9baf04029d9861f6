"""True drafts edited in one place: whatever the edit makes false is caught. A seed draws the edits, kind by kind."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from grounding_cases import AS_OF, OFFER, PROOF, evidence

from agent.domain.accounts import Account
from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.evidence import Evidence
from drafting.check import check

COMPANIES = ("Tallow Systems", "Petrel Bio", "Oxbow Energy", "Kestrel Labs", "Juniper Dock", "Marlow Freight")
INVESTORS = ("Quarry Hill Partners", "Ember Fund", "Lantern Ventures", "Granite Peak Capital", "Tidewater Growth")
PEOPLE = ("Priya Raman", "Dana Whitlock", "Jonas Falk", "Ruth Adeyemi", "Mateo Silva", "Elena Duarte")
TITLES = ("VP of Sales", "Chief Revenue Officer", "Head of Marketing", "CFO", "Director of Customer Success")
EMPLOYERS = ("Oakvale", "Brightwater", "Corwen Medical", "Solway")
CITIES = ("Lisbon", "Denver", "Leeds", "Porto", "Rotterdam", "Dublin")
TOOLS = ("Salesforce", "HubSpot", "Pipedrive", "Zoho", "Marketo", "Zendesk")
ROUNDS = ("Series A", "Series B", "Series C", "seed round", "pre-seed round")
MONTHS = ("January", "March", "April", "May", "July")
NUMBERS = ("two", "three", "four", "five", "six", "seven")


@dataclass(frozen=True)
class Facts:
    company: str
    investor: str
    second_investor: str
    person: str
    employer: str
    title: str
    city: str
    old_tool: str
    new_tool: str
    round: str
    currency: str
    millions: int
    percent: int
    agents: int
    offices: str
    days_ago: int

    @property
    def short(self) -> str:
        return self.company.split()[0]

    @property
    def on(self) -> str:
        day = AS_OF - timedelta(days=self.days_ago)
        return f"{day:%B} {day.day}"


def drawn(rng: random.Random) -> Facts:
    investors, tools = rng.sample(INVESTORS, 2), rng.sample(TOOLS, 2)
    return Facts(
        company=rng.choice(COMPANIES),
        investor=investors[0],
        second_investor=investors[1],
        person=rng.choice(PEOPLE),
        employer=rng.choice(EMPLOYERS),
        title=rng.choice(TITLES),
        city=rng.choice(CITIES),
        old_tool=tools[0],
        new_tool=tools[1],
        round=rng.choice(ROUNDS),
        currency=rng.choice("$€£"),
        millions=rng.randint(2, 400),
        percent=rng.randint(5, 90),
        agents=rng.randint(10, 400),
        offices=rng.choice(NUMBERS),
        days_ago=rng.randint(15, 60),
    )


def pieces_of(f: Facts) -> tuple[Evidence, ...]:
    day = f"{(AS_OF - timedelta(days=f.days_ago)):%Y-%m-%d}"
    return (
        evidence(
            "e1",
            "news",
            day,
            f"{f.company} raised {f.currency}{f.millions} million in a {f.round} led by {f.investor}, with "
            f"participation from {f.second_investor}. Revenue grew {f.percent}% last year. “We sell to people who fix "
            "things,” it said.",
        ),
        evidence(
            "e2",
            "news",
            day,
            f"{f.company} appointed {f.person}, previously of {f.employer}, as {f.title} in {f.city}.",
        ),
        evidence(
            "e3",
            "job",
            day,
            f"You will move {f.agents} agents in {f.offices} offices from {f.old_tool} to {f.new_tool}.",
        ),
        PROOF,
    )


def told(f: Facts) -> list[tuple[str, str]]:
    """What is true of the facts, in several wordings, each with the evidence it stands on."""
    return [
        (f"{f.company} raised {f.currency}{f.millions}M on {f.on}.", "e1"),
        (f"You closed a {f.currency}{f.millions} million {f.round} led by {f.investor}.", "e1"),
        (f"{f.investor} led your {f.round}, and {f.second_investor} took part.", "e1"),
        (f"Your revenue grew {f.percent} percent last year.", "e1"),
        (f"You said “We sell to people who fix things” when the {f.round} came out.", "e1"),
        (f"{f.short} appointed {f.person} as {f.title} in {f.city}.", "e2"),
        (f"{f.person} joined {f.short} from {f.employer} as {f.title}.", "e2"),
        (f"Your job ad mentions a move from {f.old_tool} to {f.new_tool} for {f.agents} agents.", "e3"),
        (f"You are moving teams in {f.offices} offices from {f.old_tool} to {f.new_tool}, going by your job ad.", "e3"),
    ]


def _other(rng: random.Random, options: tuple[str, ...], *but: str) -> str:
    return rng.choice([option for option in options if option not in but])


def _scaled(text: str, f: Facts, rng: random.Random) -> str:
    return text.replace(f"{f.millions}M", f"{f.millions}K").replace(f"{f.millions} million", f"{f.millions} billion")


def _amount(text: str, f: Facts, rng: random.Random) -> str:
    other = rng.choice([n for n in range(2, 401) if n != f.millions])
    return text.replace(f"{f.currency}{f.millions}", f"{f.currency}{other}")


def _currency(text: str, f: Facts, rng: random.Random) -> str:
    other = rng.choice([c for c in "$€£" if c != f.currency])
    return text.replace(f"{f.currency}{f.millions}", f"{other}{f.millions}")


def _percent(text: str, f: Facts, rng: random.Random) -> str:
    other = rng.choice([n for n in range(5, 91) if n != f.percent])
    return text.replace(f"{f.percent} percent", f"{other} percent")


def _count(text: str, f: Facts, rng: random.Random) -> str:
    agents = rng.choice([n for n in range(10, 401) if n != f.agents])
    edited = text.replace(f"{f.agents} agents", f"{agents} agents")
    return edited if edited != text else text.replace(f"{f.offices} off", f"{_other(rng, NUMBERS, f.offices)} off")


def _date(text: str, f: Facts, rng: random.Random) -> str:
    day = AS_OF - timedelta(days=rng.choice([n for n in range(1, 90) if n != f.days_ago]))
    if rng.random() < 0.3:
        return text.replace(f"on {f.on}", f"in {rng.choice(MONTHS)}")
    return text.replace(f.on, f"{day:%B} {day.day}")


def _swapped(text: str, f: Facts, rng: random.Random) -> str:
    if f.old_tool in text:
        return text.replace(f.old_tool, "\0").replace(f.new_tool, f.old_tool).replace("\0", f.new_tool)
    if f.second_investor in text:
        return text.replace(f.investor, "\0").replace(f.second_investor, f.investor).replace("\0", f.second_investor)
    if f.employer in text:
        return text.replace(f.short, "\0").replace(f.employer, f.short).replace("\0", f.employer)
    return text


def _we(text: str, f: Facts, rng: random.Random) -> str:
    edited = re.sub(r"^(?:You|" + re.escape(f.company) + r") (?=raised|closed)", "We ", text)
    return edited.replace("Your revenue", "Pinewood's revenue")


def _negated(text: str, f: Facts, rng: random.Random) -> str:
    pairs = (
        (" raised ", " did not raise "),
        ("You closed ", "You never closed "),
        (" grew ", " fell "),
        (" appointed ", " parted ways with "),
        (" joined ", " left "),
        ("are moving", "are not moving"),
        ("mentions a move", "rules out a move"),
        (" led your ", " pulled out of your "),
    )
    return next((text.replace(a, b) for a, b in pairs if a in text), text)


def _future(text: str, f: Facts, rng: random.Random) -> str:
    pairs = (
        (" raised ", " will raise "),
        ("You closed ", "You plan to close "),
        (" appointed ", " is going to appoint "),
        (" joined ", " will join "),
        ("You are moving", "You finished moving"),
    )
    return next((text.replace(a, b) for a, b in pairs if a in text), text)


def _claim(text: str, f: Facts, rng: random.Random) -> str:
    ends = (
        " because sales were too slow.",
        " due to churn.",
        ", the largest of its kind.",
        ", the first in its market.",
    )
    return text.removesuffix(".") + rng.choice(ends)


def _recent(text: str, f: Facts, rng: random.Random) -> str:
    return text.replace("You closed", "You just closed").replace(" appointed ", " recently appointed ")


def _quote(text: str, f: Facts, rng: random.Random) -> str:
    swaps = (("people", "teams"), ("fix", "build"), ("sell", "ship"), ("We sell", "We only sell"))
    old, new = rng.choice(swaps)
    return text.replace(old, new) if "“" in text else text


EDITS = {
    "money amount": _amount,
    "money scale": _scaled,
    "currency": _currency,
    "percent": _percent,
    "count": _count,
    "date": _date,
    "round": lambda t, f, r: t.replace(f.round, _other(r, ROUNDS, f.round)),
    "person": lambda t, f, r: t.replace(f.person, _other(r, PEOPLE, f.person)),
    "title": lambda t, f, r: t.replace(f.title, _other(r, TITLES, f.title)),
    "org": lambda t, f, r: t.replace(f.company, _other(r, COMPANIES, f.company)),
    "employer": lambda t, f, r: t.replace(f.employer, _other(r, EMPLOYERS, f.employer)),
    "investor": lambda t, f, r: t.replace(f.investor, _other(r, INVESTORS, f.investor, f.second_investor)),
    "place": lambda t, f, r: t.replace(f.city, _other(r, CITIES, f.city)),
    "tech": lambda t, f, r: t.replace(f.new_tool, _other(r, TOOLS, f.new_tool, f.old_tool)),
    "quote": _quote,
    "polarity": _negated,
    "future": _future,
    "recency": _recent,
    "party": _we,
    "swap": _swapped,
    "superlative or cause": _claim,
}


def blocks(text: str, key: str, facts: Facts) -> list[str]:
    written = Written("lead routing", (Sentence(text, Role.OPENER, SentenceKind.FACT, (key,)),))
    account = Account("a", facts.company, f"{facts.short.lower()}.example")
    found = check(written, evidence=pieces_of(facts), offer=OFFER, account=account, contact=None, as_of=AS_OF)
    return [f.message for f in found.blocks if f.source in {"guard", "grounding"}]


def edits(number: int, seed: int) -> tuple[Counter[str], list[tuple[str, str]]]:
    """`number` true sentences, each with one edit that changed it: how many of each kind, and those not caught."""
    rng = random.Random(seed)
    done: Counter[str] = Counter()
    missed: list[tuple[str, str]] = []
    kinds = sorted(EDITS)
    while done.total() < number:
        facts, kind = drawn(rng), kinds[done.total() % len(kinds)]
        changed = [(t, edited, k) for t, k in told(facts) if (edited := EDITS[kind](t, facts, rng)) != t]
        _, edited, key = rng.choice(changed)
        done[kind] += 1
        if not blocks(edited, key, facts):
            missed.append((kind, edited))
    return done, missed


def test_every_wording_of_the_truth_passes() -> None:
    rng = random.Random(7)
    wrong = [(t, b) for f in (drawn(rng) for _ in range(25)) for t, k in told(f) if (b := blocks(t, k, f))]
    assert not wrong


def test_an_edit_of_one_anchor_is_caught() -> None:
    done, missed = edits(630, seed=11)
    assert set(done) == set(EDITS)
    assert len(missed) <= 0.01 * done.total(), missed


@pytest.mark.faults
@pytest.mark.timeout(900)
def test_five_thousand_edits_are_caught() -> None:
    done, missed = edits(5_000, seed=2026)
    assert len(missed) <= 0.01 * done.total(), Counter(kind for kind, _ in missed)
