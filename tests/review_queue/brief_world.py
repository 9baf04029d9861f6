"""Events with their items, and a draft that stands on the brief that a night would make of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import builders
from builders import NOW
from sqlmodel import Session
from web_world import World

from agent.domain.drafts import Draft
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Quote, Signal, SignalEvidence, SignalKind
from agent.night.known import read_known
from agent.night.plans import Planner
from agent.store import items, signals
from agent.tables.drafts import DraftRow

FIRM = builders.account(industry="")


def told(key: str, *texts: tuple[str, str, str], kind: SignalKind = SignalKind.FUNDING, **more: object) -> Signal:
    """An event told by (publisher, text, quoted amount)."""
    reports = []
    for publisher, text, amount in texts:
        fields = {"amount": FieldValue(re.sub(r"\D", "", amount) + "000000", Quote.of(text, text.find(amount),
                  text.find(amount) + len(amount)))} if amount else {}  # fmt: skip
        reports.append(
            SignalEvidence(
                f"i-{key}-{publisher}", "wire", f"https://{publisher.lower()}.example/{key}", publisher,
                text.split(".")[0], Quote.of(text, 0, len(text)), fields, NOW - timedelta(days=6), NOW, 0.9,
            )
        )  # fmt: skip
    told = {"amount": "12000000", "currency": "USD", "round": "series_b"} if kind is SignalKind.FUNDING else {}
    plain = Signal(
        f"sig-{key}", FIRM.id, kind, told, tuple(reports), 0.9, NOW - timedelta(days=6), NOW - timedelta(days=5)
    )
    return replace(plain, **more)  # type: ignore[arg-type]


RAISED = told(
    "raised",
    ("Wire", "Alder Robotics raised $12 million in a Series B.", "$12 million"),
    ("Post", "Alder Robotics raised $15 million, two people say.", "$15 million"),
    conflicts=("amount: 12,000,000 (Wire), 15,000,000 (Post)",),
)


def put(session: Session, signal: Signal) -> None:
    """A signal with the items that it stands in; evidence names items by their ids."""
    found = []
    for piece in signal.evidence:
        item = Item("wire", piece.item_id, ItemKind.ARTICLE, piece.title, piece.quote.text, piece.url, NOW)
        items.put_items(session, [item], now=NOW)
        item_id = next(one for one, put in items.undetected(session) if put.key == piece.item_id)
        found.append(replace(piece, item_id=item_id))
    signals.put(session, replace(signal, evidence=tuple(found)))


def on_brief(here: World, *known: Signal, owner: str = "ada") -> Draft:
    """A draft that stands on the brief that a night would make of what is known."""
    with here.store.write() as session:
        draft = builders.seed_draft(session, of=replace(FIRM, owner=owner), owner=owner)
        for signal in known:
            put(session, signal)
        firm = read_known(session, builders.team(), [FIRM.id], now=NOW)[FIRM.id]
        brief = Planner(session, builders.team(), NOW).brief(firm)
        row = session.get_one(DraftRow, draft.id)
        row.brief_id, row.evidence_ids = signals.put_brief(session, brief, now=NOW), ["e1", "h1", "p1"]
        session.add(row)
    return here.now_is(draft)
