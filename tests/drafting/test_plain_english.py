"""What may begin a sentence with a capital and be nobody's name."""

from __future__ import annotations

import pytest

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.plain import begins_plainly


def _begins_plainly(text: str) -> bool:
    word = text.split()[0]
    return begins_plainly(Anchor(AnchorType.NAME, word, 0, len(word)), text)


@pytest.mark.parametrize(
    "text",
    [
        "Bigger deals usually bring longer reviews.",
        "Law firms often send long questionnaires.",
        "Supplier contracts may be worth a second look.",
        "Auditors tend to ask for it.",
        "Hiring often slows handovers.",
        "Payroll may hold a surprise.",
    ],
)
def test_an_ordinary_word_may_begin_a_sentence(text: str) -> None:
    assert _begins_plainly(text)


@pytest.mark.parametrize(
    "text",
    [
        "Globex usually wins.",
        "Globex may win.",
        "Globex tends to win.",
        "Toyota already solves this.",
        "Oracle wins your deals.",
        "Acme is faster.",
    ],
)
def test_a_firm_that_the_dictionary_knows_is_a_name_where_it_acts(text: str) -> None:
    assert not _begins_plainly(text)
