"""Stage 2's verifier: nothing stands that is not verbatim in the text."""

from __future__ import annotations

from importlib import import_module

import pytest

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detect import verify
from signals.registry import DETECTORS, detectors

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


TELLING = (
    "Tessellate raises $9M Series A led by Alder Ventures\n"
    "Tessellate names Mara Quill chief revenue officer. We are migrating to HubSpot this quarter."
)
FIELDS = (
    {"kind": "funding", "company": "Tessellate", "amount": "$9M", "round": "Series A"},
    {"kind": "job_change", "company": "Tessellate", "person": "Mara Quill", "title": "chief revenue officer"},
    {"kind": "technology", "tool": "HubSpot", "direction": "migrating"},
    {"kind": "visit", "domain": "Tessellate", "page": "HubSpot"},
)


@pytest.mark.parametrize("kind", ItemKind)
@pytest.mark.parametrize("name", DETECTORS)
def test_no_detector_finds_anything_in_a_kind_that_it_is_not_asked_about(name: str, kind: ItemKind) -> None:
    dotted, kinds = DETECTORS[name]
    if kind in kinds:
        return
    module, _, function = dotted.partition(":")
    find = getattr(import_module(module), function)
    title = TELLING.partition("\n")[0]
    for fields in FIELDS:
        item = Item("feed", "k", kind, title, TELLING, "https://n.example/1", company="Tessellate", fields=fields)
        assert find(item) == ()
        assert find not in detectors(kind)
