"""The port to a language model: messages and a shape go in, a validated value and its bill come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from agent.domain.drafts import Asked
from agent.errors import ModelError, ModelOutputInvalid, ModelPaused, ModelUnavailable

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """What a call is for, beside its messages: which prompt it came from, and `nonce`, which asks for a new answer
    where the same question was answered before ("Regenerate"). `temperature` and `reasoning_effort` are the prompt's;
    None and "" leave them to the endpoint."""

    prompt_id: str = ""
    prompt_hash: str = ""
    nonce: str = ""
    temperature: float | None = None
    reasoning_effort: str = ""


NOTHING_SAID = About()


@dataclass(frozen=True, slots=True)
class ModelAnswer(Generic[Shape]):
    """`mode` is the rung of the ladder that gave it; `priced` is False where nobody knows the model's price; `cached`
    says that the same question was answered before, which costs nothing, `batched` that a batch gave it."""

    value: Shape
    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    priced: bool = True
    mode: str = ""
    cached: bool = False
    batched: bool = False


@dataclass(slots=True)
class Bill:
    """What one draft cost, all calls together: also those that gave nothing; and what was asked for it."""

    cost_usd: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    priced: bool = True
    model: str = ""
    paid: bool = False
    batched: bool = False
    repairs: int = 0
    asked: list[Asked] = field(default_factory=list)

    def add(self, answer: ModelAnswer[Shape]) -> None:
        self._add(answer)
        self.priced = self.priced and answer.priced
        self.model = answer.model
        self.paid = self.paid or not answer.cached
        self.batched = self.batched or answer.batched

    def add_vain(self, error: ModelError) -> None:
        self._add(error)
        self.paid = True
        if isinstance(error, ModelPaused):  # the last question never left
            del self.asked[-1:]

    def onto(self, answer: ModelAnswer[Shape]) -> ModelAnswer[Shape]:
        """`answer` with this bill on top of its own."""
        return replace(
            answer,
            cost_usd=answer.cost_usd + self.cost_usd,
            input_tokens=answer.input_tokens + self.input_tokens,
            output_tokens=answer.output_tokens + self.output_tokens,
            cached=answer.cached and not self.paid,
        )

    def onto_error(self, error: ModelError) -> ModelError:
        error.cost_usd += self.cost_usd
        error.input_tokens += self.input_tokens
        error.output_tokens += self.output_tokens
        return error

    def _add(self, billed: ModelAnswer[Shape] | ModelError) -> None:
        self.cost_usd += billed.cost_usd
        self.input_tokens += billed.input_tokens
        self.output_tokens += billed.output_tokens


class Model(Protocol):
    """Has no tools and no memory. Its answer is data until `drafting.check` has passed it."""

    @property
    def name(self) -> str: ...

    def write(
        self,
        messages: Sequence[Message],
        shape: type[Shape],
        *,
        max_output_tokens: int = 900,
        about: About = NOTHING_SAID,
    ) -> ModelAnswer[Shape]:
        """One answer that validates as `shape`. Raises ModelUnavailable (compose instead; the message says why; as
        ModelPaused where no model is to be asked) or ModelOutputInvalid (nothing valid after every rung)."""
        ...


@dataclass(frozen=True, slots=True)
class Models:
    """Several models as one: the next is asked where one refuses, fails or gives nothing valid (drafting §5)."""

    in_order: tuple[Model, ...]

    @property
    def name(self) -> str:
        return self.in_order[0].name

    def write(
        self,
        messages: Sequence[Message],
        shape: type[Shape],
        *,
        max_output_tokens: int = 900,
        about: About = NOTHING_SAID,
    ) -> ModelAnswer[Shape]:
        """See `Model`. The error, when all fail, is the last one's with the others' reasons before it."""
        vain, whys = Bill(), list[str]()
        for model in self.in_order:
            try:
                answer = model.write(messages, shape, max_output_tokens=max_output_tokens, about=about)
                return vain.onto(answer)
            except ModelPaused:
                raise
            except (ModelUnavailable, ModelOutputInvalid) as error:
                vain.add_vain(error)
                whys.append(str(error))
                last = error
        raise vain.onto_error(type(last)("; ".join(whys))) from last
