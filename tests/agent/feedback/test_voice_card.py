"""A voice card is measured from ten texts of the sender and keeps no sentence and no name."""

from __future__ import annotations

import pytest

from agent.domain.voices import VoiceCard
from agent.feedback.voice_card import OwnText, in_force, measure, of_mail

MAIL = """Hello {name},

Saw that {firm} raised {money} last month. If it's like most teams, you don't have a plan for routing yet.
Happy to send you our list, your call.

Best,
Ada

Ada Lowe, Harbor

On Tue, 3 Nov 2026 at 10:00, {name} wrote:
> We will not see this line.
"""
FIRMS = ("Brookline", "Caldera", "Fernhill", "Sorrel", "Quillon", "Tarnway", "Umbra", "Vesper", "Willow", "Yarrow")


def mails(count: int = 10) -> list[OwnText]:
    return [
        of_mail(MAIL.format(name=name, firm=f"{firm} Health", money=f"${n + 2}M"))
        for n, (firm, name) in enumerate(zip(FIRMS[:count], ("Dana", "Priya") * 5, strict=False))
    ]


def test_nine_texts_are_too_few() -> None:
    assert measure(mails(9)) is None


def test_a_mail_is_cut_into_greeting_sentences_and_sign_off() -> None:
    (one,) = mails(1)
    assert (one.greeting, one.sign_off) == ("Hello {first_name},", "Best")
    assert len(one.sentences) == 3 and "not see" not in " ".join(one.sentences)


def test_ten_mails_give_the_card() -> None:
    card = measure(mails())
    assert card is not None
    assert card.words == 29 and card.greeting == "Hello {first_name}," and card.sign_off == "Best"
    assert card.contractions == 1.0 and card.you_ratio == pytest.approx(0.67, abs=0.1)
    assert card.grade is not None and 0 < card.grade < 8 and card.measured_from == 10


def test_no_name_and_no_figure_is_in_the_card() -> None:
    card = measure(mails())
    assert card is not None and card.openers
    kept = " ".join([*card.openers, card.greeting, card.sign_off])
    assert not [word for word in (*FIRMS, "Dana", "Priya", "Health", "M ", "$") if word in kept], kept


def test_what_the_owner_set_stands_over_what_was_measured() -> None:
    measured = VoiceCard(words=60, greeting="Hi {first_name},", contractions=0.9, measured_from=12)
    card = in_force(measured, VoiceCard(greeting="Hello {first_name},", contractions=0.0))
    assert (card.words, card.greeting, card.contractions) == (60, "Hello {first_name},", 0.0)
