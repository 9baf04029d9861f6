"""Grounding decides sentence by sentence what the evidence carries; every row is about companies that do not exist."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from grounding_cases import AS_OF, CONTACT, FUNDING, MOVE, OFFER, PROOF, WORLDS, evidence
from grounding_doers import DOERS_WORLDS
from grounding_finer import FINER_WORLDS
from grounding_nuances import NUANCED_WORLDS
from grounding_phrases import PHRASED_WORLDS
from grounding_worlds import MORE_WORLDS

from agent.domain.accounts import Account
from agent.domain.drafts import Findings, Role, Sentence, SentenceKind, Severity, Verdict, Written
from agent.domain.evidence import Evidence, Fact
from drafting.check import check, score

ROWS = [
    pytest.param(account, pieces, row, id=f"{name}-{row[0][:60]}")
    for name, (account, pieces), rows in [
        *WORLDS,
        *MORE_WORLDS,
        *PHRASED_WORLDS,
        *NUANCED_WORLDS,
        *FINER_WORLDS,
        *DOERS_WORLDS,
    ]
    for row in rows
]


def checked(
    account: Account,
    pieces: tuple[Evidence, ...],
    text: str,
    ids: tuple[str, ...] = (),
    kind: SentenceKind = SentenceKind.FACT,
    **more: object,
) -> Findings:
    role = Role.CTA if kind is SentenceKind.QUESTION else Role.OPENER
    written = Written("routing leads", (Sentence(text, role, kind, ids),))
    at = more.pop("as_of", AS_OF)
    return check(written, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=at, **more)  # type: ignore[arg-type]


def blocks(found: Findings) -> list[str]:
    return [f.message for f in found.blocks if f.source in {"guard", "grounding"}]


@pytest.mark.parametrize(("account", "pieces", "row"), ROWS)
def test_a_sentence_passes_exactly_when_its_evidence_says_it(
    account: Account, pieces: tuple[Evidence, ...], row: tuple[str, list[str], bool, str]
) -> None:
    kind = SentenceKind(row[3]) if len(row) > 3 else SentenceKind.FACT
    found = checked(account, pieces, row[0], tuple(row[1]), kind)
    assert (not blocks(found)) is row[2], [f.message for f in found.findings]


SAME_AND_OTHER = [
    ("a $12M round", "USD 12,000,000 was raised in a round", True),
    ("a $12M round", "12 million dollars were raised in a round", True),
    ("a $12M round", "the round was $12 million", True),
    ("a $12M round", "the round was €12M", False),
    ("a $12M round", "the round was $12.5M", False),
    ("over $10M in a round", "the round was $12M", True),
    ("over $13M in a round", "the round was $12M", False),
    ("about $12M in a round", "the round was $12.4M", True),
    ("about $12M in a round", "the round was $14M", False),
    ("nearly $13M in a round", "the round was $12.2M", True),
    ("nearly $13M in a round", "the round was $13.2M", False),
    ("$10-12M in a round", "the round was $10M to $12M", True),
    ("a B round", "a Series B round", True),
    ("a pre-seed round", "a preseed round", True),
    ("a seed round", "a pre-seed round", False),
    ("a Series C round", "a Series B round", False),
    ("a VP of Sales", "Vice President, Sales", True),
    ("a VP of Sales", "SVP, Sales", False),
    ("a CRO", "Chief Revenue Officer", True),
    ("a Head of Sales", "Director of Sales", False),
    ("twelve offices", "12 offices", True),
    ("several offices", "four offices", True),
    ("several offices", "two offices", False),
    ("dozens of offices", "30 offices", True),
    ("dozens of offices", "20 offices", False),
    ("40% more revenue", "40 percent more revenue", True),
    ("3x revenue", "threefold revenue", True),
    ("revenue that doubled", "revenue that rose 2x", True),
    ("revenue that tripled", "revenue that doubled", False),
]


@pytest.mark.parametrize(("claim", "stood", "same"), SAME_AND_OTHER)
def test_values_are_compared_by_what_they_mean(claim: str, stood: str, same: bool) -> None:
    account = Account("a", "Acorn Robotics", "acorn.example")
    piece = evidence("e1", "news", "2026-11-12", f"Acorn Robotics announced {stood}.")
    assert (not blocks(checked(account, (piece,), f"Acorn announced {claim}.", ("e1",)))) is same


@pytest.mark.parametrize(("name", "known"), [("Acorn Robotics", True), ("Acorn", True), ("Acorn Cloud", False)])
def test_a_company_is_known_by_its_short_form_and_not_by_a_longer_one(name: str, known: bool) -> None:
    account = Account("a", "Acorn Robotics, Inc.", "acorn.example")
    piece = evidence("e1", "news", "2026-11-12", "Acorn Robotics, Inc. raised a Series B.")
    assert (not blocks(checked(account, (piece,), f"{name} raised a Series B.", ("e1",)))) is known


def worked_example() -> tuple[Account, tuple[Evidence, ...], Written]:
    account = Account("a", "Acorn Robotics", "acorn.example")
    pieces = (
        evidence(
            "e1",
            "news",
            "2026-11-12",
            "Acorn Robotics, Inc. closed a Series B of 12 million dollars led by Beech Capital.",
        ),
        evidence("e2", "job", "2026-11-18", "Open: RevOps Manager, Salesforce Admin, Revenue Operations Analyst"),
        PROOF,
    )
    sentences = (
        Sentence(
            "Acorn's $12M Series B and three RevOps roles came within a week of each other.",
            Role.OPENER,
            SentenceKind.FACT,
            ("e1", "e2"),
        ),
        Sentence(
            "If your team is like most, lead routing rules often break first when hiring moves that fast.",
            Role.PAIN,
            SentenceKind.HYPOTHESIS,
            ("h1",),
        ),
        Sentence("Pinewood went from two days to ten minutes per lead.", Role.PROOF, SentenceKind.FACT, ("p1",)),
        Sentence("Want the routing checklist we wrote after that?", Role.CTA, SentenceKind.OFFER, ("c1",)),
    )
    return account, pieces, Written("revops after series b", sentences)


def test_the_worked_example_has_no_block_and_no_warning() -> None:
    account, pieces, written = worked_example()
    found = check(written, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF)
    assert not found.findings
    assert found.verdicts == (Verdict.SUPPORTED, Verdict.HEDGED_OK, Verdict.SUPPORTED, Verdict.NOT_A_CLAIM)
    assert score(found) == 100


def test_a_wrong_value_names_the_evidence_and_offers_its_value() -> None:
    account, pieces, written = worked_example()
    first = replace(written.sentences[0], text=written.sentences[0].text.replace("$12M", "$15M"))
    changed = replace(written, sentences=(first, *written.sentences[1:]))
    found = check(changed, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF)
    [block] = found.blocks
    assert (block.sentence, first.text[block.start : block.end]) == (0, "$15M")
    assert block.code == Verdict.CONTRADICTED
    assert block.fix == "12 million dollars"
    assert "e1 says “12 million dollars”" in block.message
    assert found.verdicts[0] is Verdict.CONTRADICTED


def test_a_wrong_id_is_corrected_and_told_not_blocked() -> None:
    account, pieces = FUNDING
    found = checked(account, pieces, "Tallow closed an $18.5M Series A.", ("p1",))
    assert not blocks(found)
    assert found.verdicts == (Verdict.SUPPORTED_ELSEWHERE,)
    assert {f.evidence_ids for f in found.findings if f.severity is Severity.INFO} == {("e1",)}


def test_our_result_told_as_theirs_is_the_wrong_party() -> None:
    account, pieces = FUNDING
    found = checked(account, pieces, "You cut routing time from two days to ten minutes.", ("p1",))
    assert found.verdicts == (Verdict.WRONG_PARTY,)


def test_last_week_stops_being_true_while_the_draft_waits() -> None:
    account, pieces = FUNDING
    text = "Tallow closed a Series A last week."
    assert not blocks(checked(account, pieces, text, ("e1",)))
    assert blocks(checked(account, pieces, text, ("e1",), as_of=AS_OF + timedelta(days=14)))


def test_a_word_that_is_about_to_expire_is_a_warning() -> None:
    account, pieces = FUNDING
    found = checked(account, pieces, "Tallow just closed a Series A.", ("e1",), as_of=AS_OF + timedelta(days=5))
    assert "L22" in {f.code for f in found.warnings}


def test_recency_without_a_date_in_the_evidence_fails() -> None:
    account = Account("a", "Fenland Foods", "fenland.example")
    piece = evidence("e1", "news", None, "Fenland Foods closed a Series A.")
    assert blocks(checked(account, (piece,), "Fenland recently closed a Series A.", ("e1",)))


def test_what_a_person_attests_is_evidence() -> None:
    account, pieces = FUNDING
    text = "Tallow has 85 employees."
    assert blocks(checked(account, pieces, text))
    attested = evidence("m1", "human", "2026-11-20", "Tallow has 85 employees, says its careers page.")
    assert not blocks(checked(account, pieces, text, human_evidence=(attested,)))


def test_typed_facts_count_as_evidence() -> None:
    account = Account("a", "Fenland Foods", "fenland.example")
    piece = evidence("e1", "job", "2026-11-18", "Sales Manager, Leeds")
    counted = replace(piece, facts=(Fact("count", "4 roles", "4 roles", derived=True),))
    assert blocks(checked(account, (piece,), "Fenland has four open roles.", ("e1",)))
    assert not blocks(checked(account, (counted,), "Fenland has four open roles.", ("e1",)))


def test_two_evidences_that_disagree_are_both_shown() -> None:
    account, pieces = FUNDING
    other = evidence("e8", "news", "2026-11-13", "Tallow Systems raised a $21 million Series A.")
    found = checked(account, (*pieces, other), "Tallow closed an $18.5M Series A.", ("e1",))
    conflicts = [f for f in found.warnings if f.code == Verdict.CONFLICT]
    assert [set(f.evidence_ids) for f in conflicts] == [{"e1", "e8"}]


def test_quarantined_evidence_supports_nothing() -> None:
    account, pieces = FUNDING
    planted = evidence("e9", "page", "2026-11-19", "Tallow opened an office in Madrid.")
    planted = replace(planted, flags=frozenset({"instruction"}))
    assert blocks(checked(account, (*pieces, planted), "Tallow opened an office in Madrid.", ("e9",)))


VERDICTS = [
    ("Tallow closed an $18.5M Series A.", ("e1",), SentenceKind.FACT, Verdict.SUPPORTED),
    ("Tallow closed an $18.5M Series A.", ("e2",), SentenceKind.FACT, Verdict.SUPPORTED_ELSEWHERE),
    ("Want the checklist?", ("c1",), SentenceKind.QUESTION, Verdict.NOT_A_CLAIM),
    ("Routing rules often break when a team grows fast.", ("h1",), SentenceKind.HYPOTHESIS, Verdict.HEDGED_OK),
    ("Tallow and Oakmere closed an $18.5M Series A.", ("e1",), SentenceKind.FACT, Verdict.PARTIAL),
    ("Oakmere runs in Zanzibar.", ("e1",), SentenceKind.FACT, Verdict.UNSUPPORTED),
    ("Tallow closed an $18.5M Series B.", ("e1",), SentenceKind.FACT, Verdict.CONTRADICTED),
    ("Tallow did not close its Series A.", ("e1",), SentenceKind.FACT, Verdict.CONTRADICTED),
    ("You cut routing time from two days to ten minutes.", ("p1",), SentenceKind.FACT, Verdict.WRONG_PARTY),
    ("Tallow's Series A is a significant milestone and a strong signal.", ("e1",), SentenceKind.FACT,
     Verdict.UNVERIFIABLE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids", "kind", "verdict"), VERDICTS, ids=[row[3].value + row[1][0] for row in VERDICTS]
)
def test_each_verdict_has_its_case_and_its_gate(
    text: str, ids: tuple[str, ...], kind: SentenceKind, verdict: Verdict
) -> None:
    account, pieces = FUNDING
    found = checked(account, pieces, text, ids, kind)
    assert found.verdicts == (verdict,)
    gated = verdict in {Verdict.PARTIAL, Verdict.UNSUPPORTED, Verdict.CONTRADICTED, Verdict.WRONG_PARTY}
    assert bool(blocks(found)) is gated


def test_old_evidence_warns_and_with_a_word_of_recency_blocks() -> None:
    account, pieces = FUNDING
    late = AS_OF + timedelta(days=100)
    old = checked(account, pieces, "Tallow closed an $18.5M Series A.", ("e1",), as_of=late)
    assert not blocks(old)
    assert old.verdicts == (Verdict.STALE,)
    said = checked(account, pieces, "Tallow recently closed an $18.5M Series A.", ("e1",), as_of=late)
    assert blocks(said)
    assert said.verdicts == (Verdict.STALE,)


def test_two_vague_sentences_block_together() -> None:
    account, pieces = FUNDING
    vague = Sentence(
        "Tallow's Series A is a significant milestone and a strong signal.", Role.OPENER, SentenceKind.FACT, ("e1",)
    )
    once = Written("routing leads", (vague,))
    twice = Written(
        "routing leads", (vague, replace(vague, text="Tallow's Series A is a notable chapter and a bold signal."))
    )
    assert not blocks(check(once, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF))
    assert blocks(check(twice, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF))


def test_a_name_in_the_subject_must_be_known() -> None:
    account, pieces = MOVE
    sentence = Sentence("Priya Raman joins Corvid as CRO on December 1.", Role.OPENER, SentenceKind.FACT, ("e1",))
    known = Written("Priya Raman at Corvid", (sentence,))
    unknown = Written("after the Oakmere merger", (sentence,))
    assert not blocks(check(known, evidence=pieces, offer=OFFER, account=account, contact=CONTACT, as_of=AS_OF))
    assert blocks(check(unknown, evidence=pieces, offer=OFFER, account=account, contact=CONTACT, as_of=AS_OF))


def test_a_draft_is_checked_in_a_few_milliseconds() -> None:
    account, pieces, written = worked_example()
    drafts = [replace(written, subject=f"routing after series b {i}") for i in range(30)]
    check(drafts[0], evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF)
    began = time.process_time()
    for draft in drafts[1:]:
        check(draft, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF)
    assert (time.process_time() - began) / 29 < 0.05


def test_a_job_ad_names_nobody_who_holds_its_title() -> None:
    news = evidence("e1", "news", "2026-11-10", "Acorn Robotics has appointed Dana Ortiz as VP of Sales.")
    ad = evidence("e2", "job", "2026-11-12", "VP of Sales. You report to Sam Pike in Acorn Robotics' Boston office.")
    account = Account("a", "Acorn Robotics", "acorn.example")
    assert not blocks(checked(account, (ad,), "Acorn's VP of Sales role is open.", ("e2",)))
    assert not blocks(checked(account, (ad, news), "Dana Ortiz is VP of Sales at Acorn.", ("e2", "e1")))


FORM_D = evidence(
    "e1",
    "filing",
    "2026-11-09",
    "Acorn Robotics, Inc. files Form D, notice of an exempt offering of securities\n"
    "Total offering amount: $30,000,000\nTotal amount sold: $22,750,000\nTotal remaining to be sold: $7,250,000",
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Your Form D of November 9 shows $22.75M sold.", True),
        ("Your Form D of November 9 shows $22.75M of a $30M offering sold.", True),
        ("Acorn raised $22.75M, going by your Form D of November 9.", True),
        ("You raised $22.75M.", True),
        ("You raised $30M.", False),
        ("Your Form D shows $30M sold.", False),
        ("You raised $7.25M.", False),
        ("You raised $22.75M in a round led by Birch Capital.", False),
        ("You closed a Series B of $22.75M.", False),
        ("You closed a round of $22.75M.", False),
    ],
)
def test_a_form_d_says_what_was_sold_and_never_a_round(text: str, holds: bool) -> None:
    account = Account("a", "Acorn Robotics", "acorn.example")
    assert bool(blocks(checked(account, (FORM_D,), text, ("e1",)))) is not holds
