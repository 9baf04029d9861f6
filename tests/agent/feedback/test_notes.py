"""Preference notes: what three alike edits propose, and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.voices import PreferenceKind
from agent.feedback.notes import propose
from agent.store.edits import Revised

PARTS = {
    "opener": "Alder announced a $12M Series B.",
    "pain": "If your team is like most, lead routing rules tend to break when a team grows that fast.",
    "proof": "Northwind cut routing time from two days to ten minutes.",
    "cta": "Want the checklist we use for this?",
}


def mail(subject: str = "routing after the raise", **parts: str) -> Written:
    said = {**PARTS, **parts}
    return Written(subject, tuple(Sentence(text, Role(role), SentenceKind.FACT) for role, text in said.items() if text))


def edits(*pairs: tuple[Written, Written], same_person: bool = False) -> list[Revised]:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    return [
        Revised(f"d{n}", "c" if same_person else f"c{n}", at, generated, final)
        for n, (generated, final) in enumerate(pairs)
    ]


def rules(found: Sequence[Revised], **settled: object) -> list[str]:
    return [one.preference.words for one in propose(found, **settled)]  # type: ignore[arg-type]


LOUD = mail(opener="Alder announced a $12M Series B!")
CASES = [
    ("Drop exclamation marks.", LOUD, mail()),
    ("In the question, ask who owns it.", mail(), mail(cta="Who owns lead routing on your side?")),
    ("Leave out the proof sentence.", mail(), mail(proof="")),
    ("Say “quickly” instead of “fast”.", mail(), mail(pain=PARTS["pain"].replace("fast", "quickly"))),
    ("Write the subject in lower case.", mail("Routing after the raise"), mail()),
    ("Keep the subject to 2 words.", mail(), mail("lead routing")),
    (
        "Write contractions: it's, don't, you're.",
        mail(cta="We do not call. Want it?"),
        mail(cta="We don't call. Want it?"),
    ),
    (
        "Never write “if your team is like most”.",
        mail(),
        mail(pain="Lead routing rules tend to break when a team grows that fast."),
    ),
    (
        "No dash between clauses: use a comma or a new sentence.",
        mail(pain="Routing breaks — it often does."),
        mail(pain="Routing breaks, it often does."),
    ),
]


@pytest.mark.parametrize(("words", "generated", "final"), CASES, ids=[words for words, _, _ in CASES])
def test_three_alike_edits_propose_one_rule(words: str, generated: Written, final: Written) -> None:
    found = propose(edits(*[(generated, final)] * 3))
    assert words in [one.preference.words for one in found]
    one = next(one for one in found if one.preference.words == words)
    assert len(one.examples) == 3 and one.examples[0].before


@pytest.mark.parametrize(("words", "generated", "final"), CASES, ids=[words for words, _, _ in CASES])
def test_two_are_not_enough(words: str, generated: Written, final: Written) -> None:
    assert words not in rules(edits(*[(generated, final)] * 2))


def test_three_edits_to_one_person_are_one_voice() -> None:
    assert rules(edits(*[(LOUD, mail())] * 3, same_person=True)) == []


def test_edits_that_go_both_ways_propose_nothing() -> None:
    both = [*[(LOUD, mail())] * 3, *[(mail(), LOUD)] * 2]
    assert "Drop exclamation marks." not in rules(edits(*both))


def test_what_was_decided_is_not_proposed_again() -> None:
    found = edits(*[(LOUD, mail())] * 3)
    key = propose(found)[0].preference.key
    assert rules(found, settled={key}) == []


def test_a_phrase_deleted_in_other_places_each_time_is_still_one_ban() -> None:
    pairs = [
        (mail(pain=f"{start}, at the end of the day, rules break{end}."), mail(pain=f"{start}, rules break{end}."))
        for start, end in (("Often", ""), ("When teams grow", " first"), ("In a new quarter", " again"))
    ]
    assert "Never write “at the end of the day”." in rules(edits(*pairs))


def test_a_phrase_that_stays_elsewhere_as_often_is_not_banned() -> None:
    cut = (mail(), mail(pain="Lead routing rules tend to break when a team grows that fast."))
    kept = (mail(), mail(cta="Shall I send it?"))
    assert not [words for words in rules(edits(*[cut] * 3, *[kept] * 3)) if "like most" in words]


@pytest.mark.parametrize("name", ["Dana", "Brookline Health", "$12M", "dana@alder.example"])
def test_no_rule_names_anybody_or_a_figure(name: str) -> None:
    pairs = [(mail(pain=f"Teams like {name} tell us that rules break."), mail(pain="Teams tell us that rules break."))]
    assert not [words for words in rules(edits(*pairs * 3)) if name.casefold() in words.casefold()]


def test_length_is_asked_for_by_the_median_rounded_up_to_five() -> None:
    short = mail(proof="", pain="Routing rules often break then.")
    found = propose(edits(*[(mail(), short)] * 3))
    (one,) = [one for one in found if one.preference.kind is PreferenceKind.SHORTER]
    assert one.preference.number == 20
