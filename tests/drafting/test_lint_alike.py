"""L20: nobody at an account is sent what a colleague was sent, whatever the facts in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from grounding_cases import AS_OF
from test_lint import GOOD, linted

from agent.domain.drafts import Sentence, Severity, Written
from drafting.lint_alike import masked, similarity


def swapped(written: Written, **facts: str) -> Written:
    """The same wording about other facts."""
    sentences: list[Sentence] = []
    for sentence in written.sentences:
        text = sentence.text
        for one, other in facts.items():
            text = text.replace(one.replace("_", " "), other)
        sentences.append(replace(sentence, text=text))
    return replace(written, sentences=tuple(sentences))


def l20(written: Written, *colleagues: Written, **more: object) -> list[tuple[Severity, int | None]]:
    found = linted(written, colleagues=colleagues, **more).findings
    return [(one.severity, one.sentence) for one in found if one.code == "L20"]


def test_nothing_is_said_of_a_mail_that_has_no_colleagues() -> None:
    assert l20(GOOD) == []


def test_the_same_mail_to_a_colleague_is_blocked() -> None:
    assert (Severity.BLOCK, None) in l20(GOOD, GOOD)


def test_other_facts_in_the_same_words_are_the_same_mail() -> None:
    other = swapped(GOOD, Acorn="Birch", three="four")
    assert GOOD.sentences[0].text != other.sentences[0].text
    assert (Severity.BLOCK, None) in l20(GOOD, other)


def test_half_of_a_colleagues_mail_warns() -> None:
    half = replace(GOOD, subject="something else", sentences=GOOD.sentences[:3])
    [(severity, _)] = l20(replace(GOOD, sentences=GOOD.sentences), half)
    assert severity in {Severity.WARN, Severity.BLOCK}
    third = replace(GOOD, subject="something else", sentences=GOOD.sentences[2:3])
    assert l20(GOOD, third) == []


def test_the_subject_of_a_colleagues_mail_warns() -> None:
    other = replace(GOOD, sentences=(replace(GOOD.sentences[0], text="Nothing of this is alike."),))
    assert l20(GOOD, other) == [(Severity.WARN, -1)]


def test_a_follow_up_keeps_the_subject_of_its_thread() -> None:
    bump = Written(GOOD.subject, (replace(GOOD.sentences[-1], text="Is routing on your list this month?"),))
    assert l20(bump, replace(GOOD, sentences=GOOD.sentences[:1]), step=2) == []
    assert l20(bump, bump, step=2) == [(Severity.BLOCK, None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("You raised $12 million in March.", "You raised money in date."),
        ("Your Series B came first.", "Your round came first."),
    ],
)
def test_facts_are_masked_by_their_type(text: str, wanted: str) -> None:
    assert masked(text, AS_OF) == wanted


def test_words_without_a_trigram_are_like_nothing() -> None:
    assert similarity("Worth it?", "Worth it?") == 0.0
