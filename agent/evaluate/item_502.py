"""The task `item_502`: officers who come and go by item 5.02 of a Form 8-K (EVAL.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Tally, miss
from agent.evaluate.moves import grade_people
from signals.detect import detect

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
        published_at=datetime.fromisoformat(str(filed_on)).replace(tzinfo=UTC) if filed_on else None,
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
    events = Tally()
    misses: list[Miss] = []
    for case in officers:
        want, got = case.expect["event"], bool(case.got and case.got["event"])
        events.count(want=want, got=got)
        misses += miss(case, "event", want, got, want == got)
    people, accuracies, more = grade_people(officers, ("title", "effective_on"))
    return Grades(
        {
            "event_precision": events.precision,
            "event_recall": events.recall,
            "people_precision": people.precision,
            "people_recall": people.recall,
            **{name: accuracy.share for name, accuracy in accuracies.items()},
        },
        {"officers": people.right + people.missed},
        (*misses, *more),
    )


def _officers(answer: Any) -> Any:
    if answer is None:
        return None
    people = [person for person in answer["people"] if person.get("officer")]
    return {"event": bool(people), "people": people}
