"""The port to a language model: messages and a shape go in, a validated value and its bill come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class ModelAnswer(Generic[Shape]):
    """`mode` is the rung of the ladder that gave it; `priced` is False where nobody knows the model's price."""

    value: Shape
    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    priced: bool = True
    mode: str = ""


class Model(Protocol):
    """Has no tools and no memory. Its answer is data until `drafting.check` has passed it."""

    @property
    def name(self) -> str: ...

    def write(
        self, messages: Sequence[Message], shape: type[Shape], *, max_output_tokens: int = 900
    ) -> ModelAnswer[Shape]:
        """One answer that validates as `shape`. Raises ModelUnavailable (compose instead; the message says why) or
        ModelOutputInvalid (nothing valid after every rung)."""
        ...
