"""Honest drafts pass and false ones are blocked, sentence by sentence, however they are put."""

from __future__ import annotations

import pytest
from grounding_drafts import WORLDS, Drafts, Row
from grounding_drafts_fifth import WORLDS_FIFTH
from grounding_drafts_fourth import WORLDS_FOURTH
from grounding_drafts_more import WORLDS_MORE
from grounding_drafts_third import WORLDS_THIRD

from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from drafting.check import check

_KINDS = {
    "f": (Role.OPENER, SentenceKind.FACT),
    "g": (Role.PAIN, SentenceKind.HYPOTHESIS),
    "o": (Role.CTA, SentenceKind.OFFER),
    "q": (Role.CTA, SentenceKind.QUESTION),
}


def blocks(drafts: Drafts, row: Row) -> list[str]:
    kind, text, ids = row
    said = Written(text, ()) if kind == "s" else Written("", (Sentence(text, *_KINDS[kind], tuple(ids.split())),))
    found = check(
        said, evidence=drafts.evidence, offer=drafts.offer, account=drafts.account, contact=None, as_of=drafts.as_of
    )
    return [f.message for f in found.blocks if f.source in {"guard", "grounding"}]


@pytest.mark.parametrize(
    ("drafts", "row"),
    [
        pytest.param(world, row, id=row[1][:60])
        for world in (*WORLDS, *WORLDS_MORE, *WORLDS_THIRD, *WORLDS_FOURTH, *WORLDS_FIFTH)
        for row in world.true
    ],
)
def test_what_the_evidence_says_or_a_hedge_guesses_is_not_blocked(drafts: Drafts, row: Row) -> None:
    assert not blocks(drafts, row)


@pytest.mark.parametrize(
    ("drafts", "row"),
    [
        pytest.param(world, row, id=row[1][:60])
        for world in (*WORLDS, *WORLDS_MORE, *WORLDS_THIRD, *WORLDS_FOURTH, *WORLDS_FIFTH)
        for row in world.false
    ],
)
def test_what_the_evidence_does_not_say_is_blocked(drafts: Drafts, row: Row) -> None:
    assert blocks(drafts, row)
