"""Fakes of the edges that we own: a model that answers by script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from agent.errors import ModelOutputInvalid
from drafting.model import NOTHING_SAID, About, Message, ModelAnswer, Shape

Script = Mapping[str, Any] | Exception | Callable[[Sequence[Message]], Mapping[str, Any]]


@dataclass
class FakeModel:
    """Gives the scripted answers in turn, the last one for ever. What it was asked is kept in `asked`."""

    script: Sequence[Script]
    name: str = "fake-model"
    cost_usd: float = 0.001
    asked: list[list[Message]] = field(default_factory=list)

    def write(
        self,
        messages: Sequence[Message],
        shape: type[Shape],
        *,
        max_output_tokens: int = 900,
        about: About = NOTHING_SAID,
    ) -> ModelAnswer[Shape]:
        answer = self.script[min(len(self.asked), len(self.script) - 1)]
        self.asked.append(list(messages))
        if isinstance(answer, Exception):
            raise answer
        data = answer(messages) if callable(answer) else answer
        try:
            value = shape.model_validate(data)
        except ValidationError as error:
            raise ModelOutputInvalid(f"{self.name} gave no valid answer") from error
        return ModelAnswer(value, self.name, 1000, 100, self.cost_usd, True, "fake")
