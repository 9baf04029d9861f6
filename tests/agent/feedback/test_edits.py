"""What a person changed in a draft: how much, how many words, and what each change was about."""

from __future__ import annotations

import pytest

from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.edits import EditBand, EditClass
from agent.feedback.edits import change_of

OPENER = "Alder announced a $12M Series B."
PAIN = "If your team is like most, lead routing rules tend to break when a team grows that fast."
PROOF = "Northwind cut routing time from two days to ten minutes."
ASK = "Want the checklist we use for this?"


def mail(subject: str = "routing after the raise", **parts: str) -> Written:
    """A draft; a part given as "" is left out."""
    said = {"opener": OPENER, "pain": PAIN, "proof": PROOF, "cta": ASK, **parts}
    return Written(subject, tuple(Sentence(text, Role(role), SentenceKind.FACT) for role, text in said.items() if text))


def test_nothing_changed_is_approved_as_is() -> None:
    change = change_of(mail(), mail())
    assert (change.ratio, change.words_changed, change.band, change.hunks) == (0.0, 0, EditBand.AS_IS, ())


@pytest.mark.parametrize(
    ("ratio", "band"),
    [(0.0199, EditBand.AS_IS), (0.02, EditBand.LIGHT), (0.1499, EditBand.LIGHT), (0.15, EditBand.HEAVY)],
)
def test_bands_end_at_two_and_fifteen_per_cent(ratio: float, band: EditBand) -> None:
    assert EditBand.of(ratio) is band


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (EditClass.TYPO, mail(pain=PAIN.replace("rules tend", "rules tends"))),
        (EditClass.TYPO, mail(pain=PAIN.replace("most,", "most"))),
        (EditClass.TONE, mail(opener=OPENER.replace(".", "!"))),
        (EditClass.TONE, mail(pain=PAIN.replace("team is", "team's"))),
        (EditClass.TONE, mail(pain=PAIN.replace("fast", "quickly"))),
        (EditClass.SHORTEN, mail(pain=PAIN.replace(" when a team grows that fast", ""))),
        (EditClass.SHORTEN, mail(proof="")),
        (EditClass.FACT_FIX, mail(opener=OPENER.replace("$12M", "$13M"))),
        (EditClass.FACT_FIX, mail(opener=OPENER.replace("Series B", "Series C"))),
        (EditClass.CTA, mail(cta="Who owns lead routing with you?")),
        (EditClass.CTA, mail(cta="Would the checklist we use for this help?")),
        (EditClass.SUBJECT, mail(subject="lead routing")),
        (EditClass.PERSONALISATION, mail(opener="Alder announced a $12M Series B led by Fenwick Ventures.")),
        (EditClass.STRUCTURE, mail(pain=PAIN.replace("most, lead", "most. Lead"), proof="")),
    ],
)
def test_each_change_has_its_class(kind: EditClass, changed: Written) -> None:
    if kind is EditClass.STRUCTURE:  # a sentence cut in two: what follows the cut stood there before
        first, second = PAIN.split(", ", 1)
        sentences = (first + ".", second[0].upper() + second[1:])
        cut = tuple(Sentence(text, Role.PAIN, SentenceKind.HYPOTHESIS) for text in sentences)
        changed = Written("routing after the raise", (mail().sentences[0], *cut, *mail().sentences[2:]))
    assert kind in change_of(mail(), changed).classes


def test_a_misspelt_word_is_a_typo_and_another_word_is_not() -> None:
    assert change_of(mail(pain=PAIN.replace("break", "braek")), mail()).classes == {EditClass.TYPO: 1}
    assert change_of(mail(pain=PAIN.replace("routing", "sorting")), mail()).classes == {EditClass.TONE: 1}


def test_sentences_that_change_places_are_paired_again() -> None:
    first, pain, proof, ask = mail().sentences
    change = change_of(mail(), Written(mail().subject, (first, proof, pain, ask)))
    assert change.ratio > 0.15
    assert change.hunks == ()


def test_words_changed_counts_words_not_letters() -> None:
    assert change_of(mail(), mail(pain=PAIN.replace("that fast", "so very quickly"))).words_changed == 3
