"""Stage 2's verifier: nothing stands that is not verbatim in the text."""

from __future__ import annotations

from agent.domain.evidence import Quote
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detect import verify

TEXT = "Tessellate raises $9M"


def mention(**quotes: Quote) -> Mention:
    fields = {name: FieldValue(quote.text, quote) for name, quote in quotes.items()}
    return Mention(SignalKind.FUNDING, "feed", "k", fields, 0.9)


def test_a_verbatim_mention_stands_as_it_is() -> None:
    whole = mention(company=Quote(TEXT[:10], 0, 10), amount=Quote("$9M", 18, 21))
    assert verify(whole, TEXT) is whole


def test_a_field_whose_quote_is_not_verbatim_falls() -> None:
    kept = verify(mention(company=Quote(TEXT[:10], 0, 10), amount=Quote("$8M", 18, 21)), TEXT)
    assert kept is not None
    assert set(kept.fields) == {"company"}


def test_a_mention_falls_with_a_required_field() -> None:
    assert verify(mention(company=Quote("Tesselate", 0, 9), amount=Quote("$9M", 18, 21)), TEXT) is None


def test_a_round_stands_before_anyone_says_whose() -> None:
    nameless = mention(amount=Quote("$9M", 18, 21))
    assert verify(nameless, TEXT) == nameless
    assert verify(mention(amount=Quote("$8M", 18, 21)), TEXT) is None
