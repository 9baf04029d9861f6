"""Rulings of people, as clustering asks for them: must these two reports be one event, may they (signals §4.3)."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.event_rules import EventRule, RuleKind
from agent.domain.signals import Signal, SignalEvidence
from signals.event_keys import last_and_initial


def report_key(report: SignalEvidence) -> str:
    """What names a report whatever event it is counted to: its item, and the person where it tells of one."""
    person = report.fields.get("person")
    return f"{report.item_id}#{last_and_initial(person.value)}" if person and person.value else report.item_id


class Bonds:
    """Reports ruled to be one event are one group; two groups ruled apart never meet, whatever their reports say."""

    def __init__(self, rules: Sequence[EventRule] = ()) -> None:
        self._parent: dict[str, str] = {}
        for rule in rules:
            if rule.kind is RuleKind.SAME:
                self._parent[self._group(rule.first)] = self._group(rule.second)
        self._apart = {
            frozenset((self._group(rule.first), self._group(rule.second)))
            for rule in rules
            if rule.kind is RuleKind.APART
        }

    def joins(self, signal: Signal, report: SignalEvidence) -> bool:
        """Whether somebody ruled that `report` tells of this event."""
        return bool(self._parent) and self._of(report) in {self._of(piece) for piece in signal.evidence}

    def parts(self, signal: Signal, report: SignalEvidence) -> bool:
        """Whether somebody ruled that `report` does not tell of this event."""
        mine = self._of(report)
        return bool(self._apart) and any(frozenset((mine, self._of(piece))) in self._apart for piece in signal.evidence)

    def _of(self, report: SignalEvidence) -> str:
        return self._group(report_key(report))

    def _group(self, key: str) -> str:
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key
