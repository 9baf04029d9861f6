"""The task `item_502`: officers who come and go by item 5.02 of a Form 8-K (EVAL.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from agent.evaluate.contract import Case, Grades
from agent.evaluate.moves import grade_moves
from signals.detect import detect
from signals.extract.stated_dates import instant

_FIELDS = ("person", "title", "direction", "effective_on")


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The officers that stage 2 finds in the item's text; `path` names a filing with the text under "item_5.02"."""
    filing = json.loads((folder / str(given["path"])).read_text(encoding="utf-8"))
    text, filed_on = str(filing["item_5.02"]), given.get("filed_on") or filing.get("filing_date")
    item = Item(
        source="sec_8k",
        key="eval",
        kind=ItemKind.FILING,
        title=text.partition("\n")[0][:200],
        text=text,
        url="",
        published_at=instant(filed_on),
        company=str(given.get("company") or filing.get("company") or ""),
    )
    mentions = [mention for mention in detect(item) if mention.kind is SignalKind.JOB_CHANGE]
    people = [
        {name: mention.value(name) for name in _FIELDS} | {"officer": mention.value("officer") == "true"}
        for mention in mentions
    ]
    return {"event": bool(people), "people": people}


def grade(cases: Sequence[Case]) -> Grades:
    """As `moves`, over officers only: expected and predicted people who are none are left out."""
    officers = [replace(case, expect=_officers(case.expect), got=_officers(case.got)) for case in cases]
    return grade_moves(officers, ("title", "effective_on"), counted="officers")


def _officers(answer: Any) -> Any:
    if answer is None:
        return None
    people = [person for person in answer["people"] if person.get("officer")]
    return {"event": bool(people), "people": people}
