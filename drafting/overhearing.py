"""A model that keeps the question and gives no answer: so a night's questions are known before it (§5, Batch)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.errors import ModelPaused
from drafting.ladder import Ask
from drafting.model import NOTHING_SAID, About, Message, ModelAnswer, Shape


@dataclass
class OverhearingModel:
    """Whoever drafts with it must wait for the budget, else the composer writes what nobody needs. One thread."""

    name: str
    heard: list[Ask] = field(default_factory=list)

    def write(
        self,
        messages: Sequence[Message],
        shape: type[Shape],
        *,
        max_output_tokens: int = 900,
        about: About = NOTHING_SAID,
    ) -> ModelAnswer[Shape]:
        self.heard.append(Ask(tuple(messages), shape, max_output_tokens, about))
        raise ModelPaused("only what would be asked is wanted", over_budget=True)
