"""A model that answers at once and truly: what is left of a draft's time is the pipeline around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from drafting.model import NOTHING_SAID, About, Message, ModelAnswer, Shape

_OURS = re.compile(r"^- (pain|value|call to action) \[(\w+)\]: (.+)$", re.MULTILINE)
_EVIDENCE = re.compile(r'"id": "(e\d+)"')
_OPENER = "Your job board lists two Account Executive roles."


@dataclass(frozen=True, slots=True)
class InstantModel:
    """Knows the bench's boards: it writes of the two roles that they tell of, and else in the offer's own words."""

    name: str = "instant"

    def write(
        self,
        messages: Sequence[Message],
        shape: type[Shape],
        *,
        max_output_tokens: int = 900,
        about: About = NOTHING_SAID,
    ) -> ModelAnswer[Shape]:
        told = messages[-1].text
        ours = {kind: (each, text) for kind, each, text in _OURS.findall(told)}
        written = [
            _sentence("opener", "fact", _EVIDENCE.findall(told)[:2], _OPENER),
            _sentence("pain", "hypothesis", [ours["pain"][0]], f"Often {ours['pain'][1]}."),
            _sentence("value", "offer", [ours["value"][0]], f"Bench {ours['value'][1]}."),
            _sentence("cta", "question", [ours["call to action"][0]], ours["call to action"][1]),
        ]
        value = shape.model_validate({"subject": "account executives", "sentences": written})
        return ModelAnswer(value, self.name, 1000, 100, 0.001, mode="instant")


def _sentence(role: str, kind: str, ids: list[str], text: str) -> dict[str, Any]:
    return {"role": role, "kind": kind, "evidence_ids": ids, "text": text}
