"""How a trial tells what it heard."""

from __future__ import annotations

import pytest

from agent.commands.probe_words import print_probes
from agent.domain.documents import FetchOutcome, Target
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Resolution, SignalKind
from agent.sources.probe import Heard, Probe
from signals.collect import Collected


def test_a_quote_of_two_lines_is_shown_on_one(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Amount sold: 4,000,000\nDate: 2026-11-02"
    item = Item(source="form_d", key="1", kind=ItemKind.FILING, title="Form D", text=text, url="https://f.example/1")
    field = FieldValue("4000000", Quote(text, 0, len(text)))
    mention = Mention(
        kind=SignalKind.FUNDING, item_source="form_d", item_key="1", fields={"amount": field}, confidence=0.9
    )
    heard = Heard(mention, Resolution(None, 0.0), "", True)
    probe = Probe(Target("form_d", "1"), Collected(FetchOutcome.OK), (), ((item, (heard,)),))
    print_probes("form_d", [probe], 5)
    assert "amount = 4000000  “Amount sold: 4,000,000 Date: 2026-11-02”" in capsys.readouterr().out
