"""A brief says what it does not know."""

from __future__ import annotations

from dataclasses import replace

from drafting_builders import AS_OF, account, evidence, funding_signal, offer, persona, signal

from agent.domain.briefs import Brief
from agent.domain.signals import Signal, SignalKind
from drafting.gaps import gaps
from drafting.research import research


def brief(*known: Signal, **changes: object) -> Brief:
    firm = replace(account(), **changes)  # type: ignore[arg-type]
    return research(firm, known, offer=offer(), personas=[persona()], as_of=AS_OF)


def test_one_source_is_said_and_what_it_tells_is_not_asked_for() -> None:
    found = gaps(brief(funding_signal(account())))
    assert "Series B $12M: only one source tells of it." in found
    assert not any("nobody says" in words for words in found)


def test_what_nobody_says_of_an_event_is_named() -> None:
    report = evidence(f"{account().name} raised money.", headline="Raised")
    found = gaps(brief(signal(account(), SignalKind.FUNDING, report, round="unspecified")))
    assert "Funding: nobody says how much, which round, who led it." in found


def test_what_is_missing_of_the_account_is_named() -> None:
    assert "Not known of the account: industry, staff." in gaps(brief(headcount=None))
    assert not any("account:" in words for words in gaps(brief(industry="Robotics")))


def test_undated_evidence_is_named() -> None:
    report = replace(evidence("Alder raised money.", headline="x"), published_at=None)
    bare = replace(signal(account(), SignalKind.FUNDING, report), known_at=AS_OF)
    assert "No date of its own: e1." in gaps(brief(bare))


def test_a_brief_without_facts_says_so() -> None:
    assert gaps(brief())[0] == "No fact is kept that a mail could stand on."


def test_what_their_own_newsroom_tells_is_of_their_own_site() -> None:
    said = "No page of the account's own site is among the facts."
    report = evidence(f"{account().name} raised money.", headline="Raised")
    assert said in gaps(brief(signal(account(), SignalKind.FUNDING, report)))
    own = replace(report, url=f"https://www.{account().domain}/news/1")
    assert said not in gaps(brief(signal(account(), SignalKind.FUNDING, own)))
