"""The task `stream`: accepted funding and job-change mentions in titles of which nearly none is a signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import ratio
from signals.detect import detect

_ALARMS = frozenset({SignalKind.FUNDING, SignalKind.DEBT, SignalKind.JOB_CHANGE})


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The alarms of one title: the kinds of the mentions that stage 2 accepts."""
    text = str(given["text"])
    item = Item(source="eval", key="eval", kind=ItemKind.ARTICLE, title=text.partition("\n")[0], text=text, url="")
    return {"alarms": [str(mention.kind) for mention in detect(item) if mention.kind in _ALARMS]}


def grade(cases: Sequence[Case]) -> Grades:
    """Alarms a thousand titles; every title with an alarm is listed for a person to judge."""
    raised = [case for case in cases if case.got and case.got["alarms"]]
    alarms = sum(len(case.got["alarms"]) for case in raised)
    misses = tuple(Miss(case.id, "alarms", case.given["text"], case.got["alarms"]) for case in raised)
    return Grades({"alarms_per_1000": 1000 * ratio(alarms, len(cases))}, {"alarms": alarms}, misses)
