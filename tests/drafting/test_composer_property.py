"""Whatever facts come in, what the composer says is supported, grammatical and clean, at every touch (drafting §9)."""

from __future__ import annotations

import re

import pytest
from drafting_builders import AS_OF, contact, mailbox, persona
from hypothesis import given, settings
from hypothesis import strategies as st
from random_facts import cases, offers

from agent.domain.accounts import Account
from agent.domain.contacts import Function
from agent.domain.drafts import Drafted, NoReason, Written
from agent.domain.offers import Offer
from agent.domain.signals import Signal
from agent.evaluate.accounts import PERSONAS
from drafting.check import check
from drafting.composer import compose
from drafting.draft import Drafter, draft
from drafting.research import research

A = re.compile(r"\b[Aa] (?:[AEIOaeio](?!ne\b|uro)|HR|SDR|MLOps|SRE)")
AN = re.compile(r"\b[Aa]n (?:[BCDGJKPQTVWYZbcdgjkpqtvwyz]|UX|European)")
MANY = r"(?:two|three|four|five|six|seven|eight|nine|several|many|\d{2,}|[2-9])"
DISAGREE = re.compile(
    rf"\b{MANY} (?:new |open )?(?:\w+ )?(?:role|week|day|month|posting|quarter)\b(?!-)"
    r"|\bone (?:new |open )?(?:roles|weeks|days|months|postings)\b"
    r"|\b(?:roles|postings) (?:is|was|has|comes|stands)\b|\b(?:role|posting) (?:are|were|have|come|stand)\b"
    r"|\b(?:it|this|that|he|she) (?:are|were|have)\b",
    re.IGNORECASE,
)
TWICE = re.compile(r"\b(?!that\b|had\b)(\w+) \1\b", re.IGNORECASE)
SEAMS = re.compile(
    r"\s[.,?;]|[{}]|\bNone\b|\bnan\b|\bundefined\b|\.\.|,[.,?]|\w's's|s's\b|\(\s*\)|“\s*”", re.IGNORECASE
)
PLANS = (("angle", 2), ("bump", 3), ("close", 4))


def fault(text: str, of: Account) -> str:
    """What is wrong with the sentence as English, or ""."""
    own = of.name.split()[0]
    many = re.compile(rf"\b{re.escape(own)} (?:have|are|were|raise|hire|post)\b")
    rules = {
        "article": A,
        "article before a consonant": AN,
        "number": DISAGREE,
        "word twice": TWICE,
        "seam": SEAMS,
        "plural": many,
    }
    found = next((name for name, rule in rules.items() if rule.search(text)), "")
    if "  " in text or text != text.strip():
        return "space"
    return found or ("" if re.match(r"[A-Zd]", text) and text[-1] in ".?!" else "edge")


def assert_english(written: Written, of: Account) -> None:
    for sentence in written.sentences:
        assert not fault(sentence.text, of), (fault(sentence.text, of), sentence.text)
    assert 1 <= len(written.subject.split()) <= 4 and not SEAMS.search(written.subject), written.subject


def hold(of: Account, signals: list[Signal], ours: Offer, salt: int) -> None:
    """Every reason that there is gives a first mail without a block, whoever it is written to."""
    people = [persona(functions=(Function.REVENUE_OPERATIONS, Function.SALES)), *PERSONAS]
    brief = research(of, signals, offer=ours, personas=people, as_of=AS_OF)
    who = contact(of)
    for reason in brief.reasons:
        to = next(one for one in people if one.id == reason.persona_id)
        found = compose(brief, reason, contact=who, persona=to, offer=ours, salt=salt, as_of=AS_OF)
        if isinstance(found, NoReason):
            assert found.code == "no_frame", found
            continue
        assert_english(found.written, of)
        findings = check(found.written, evidence=brief.evidence, offer=ours, account=of, contact=who, as_of=AS_OF)
        assert findings.approvable, (found.written, findings.blocks)


def hold_later(of: Account, signals: list[Signal], ours: Offer, salt: int) -> None:
    """Four touches, each after those before it."""
    to = next(one for one in PERSONAS if one.id == "sales_leader")
    brief = research(of, signals, offer=ours, personas=[to], as_of=AS_OF)
    written: list[Written] = []
    for plan, step in (("first", 1), *PLANS):
        found = draft(
            brief, contact=contact(of), persona=to, offer=ours, mailbox=mailbox(), step=step, plan=plan,
            earlier=tuple(written), salt=salt, drafter=Drafter(), as_of=AS_OF, risks_seen=True,
        )  # fmt: skip
        if isinstance(found, Drafted):
            assert_english(found.written, of)
            written.append(found.written)
            continue
        assert found.code != "blocked", found
        return


@given(cases(), offers, st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_random_facts_give_supported_grammatical_mail(
    case: tuple[Account, list[Signal]], ours: Offer, salt: int
) -> None:
    hold(*case, ours, salt)


@given(cases(), offers, st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_random_facts_give_four_grammatical_touches(case: tuple[Account, list[Signal]], ours: Offer, salt: int) -> None:
    hold_later(*case, ours, salt)


@pytest.mark.faults
@given(cases(), offers, st.integers(0, 3))
@settings(max_examples=2_000, deadline=None)
def test_two_thousand_random_sets_of_facts(case: tuple[Account, list[Signal]], ours: Offer, salt: int) -> None:
    hold(*case, ours, salt)


@pytest.mark.faults
@given(cases(), offers, st.integers(0, 3))
@settings(max_examples=500, deadline=None)
def test_four_touches_of_five_hundred_random_sets_of_facts(
    case: tuple[Account, list[Signal]], ours: Offer, salt: int
) -> None:
    hold_later(*case, ours, salt)
