"""The model behind any endpoint that speaks OpenAI's Responses or chat completions (drafting §5).

Five rungs of asking for structure, every answer validated whatever the endpoint promised; under them is the composer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pydantic import ValidationError

from agent.clock import Clock, SystemClock
from agent.domain.batches import Owed
from agent.errors import ModelError, ModelOutputInvalid, ModelUnavailable
from drafting.answers import Answers, KnownAnswer, key_of
from drafting.balanced import first_json
from drafting.budget import Budget
from drafting.endpoint import Endpoint, EndpointMemory, InMemoryEndpoints, Rung
from drafting.ladder import Ask
from drafting.model import NOTHING_SAID, About, Bill, Message, ModelAnswer, Shape
from drafting.prices import Prices, Used
from drafting.wire import Billed, Refused, Wire


class OpenAIModel:
    """Thread-safe. Without `answers` nothing is answered from before; without `memory` a process learns by itself."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        budget: Budget | None = None,
        prices: Prices | None = None,
        clock: Clock | None = None,
        answers: Answers | None = None,
        memory: EndpointMemory | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._clock = clock or SystemClock()
        self._answers = answers
        self._wire = Wire(
            endpoint,
            budget=budget,
            prices=prices or Prices(),
            memory=memory or InMemoryEndpoints(),
            clock=self._clock,
        )

    @property
    def name(self) -> str:
        return self._endpoint.model

    def write(
        self,
        messages: Sequence[Message],
        shape: type[Shape],
        *,
        max_output_tokens: int = 900,
        about: About = NOTHING_SAID,
    ) -> ModelAnswer[Shape]:
        """See `drafting.model.Model`."""
        ask = Ask(tuple(messages), shape, max_output_tokens, about)
        known = self._answers.find(key_of(self._endpoint, ask), now=self._clock.now()) if self._answers else None
        before = _bill_of(known.owed) if known and known.owed else Bill()
        if known and (value := _value(known, shape)):
            found = ModelAnswer(value, self.name, mode=known.mode, cached=True, batched=known.owed is not None)
            return before.onto(found)
        try:
            answer = self._climb_down(ask, shape)
        except ModelError as error:
            raise before.onto_error(error) from error.__cause__
        if self._answers is not None:
            kept = KnownAnswer(answer.value.model_dump_json(), answer.mode)
            self._answers.keep(key_of(self._endpoint, ask), kept, model=self.name, now=self._clock.now())
        return before.onto(answer)

    def _climb_down(self, ask: Ask, shape: type[Shape]) -> ModelAnswer[Shape]:
        """The answer with the bill of all calls that it took. Errors carry theirs, too."""
        bill = _Bill()
        try:
            value, rung = self._first_valid(ask, shape, bill)
        except ModelError as error:
            error.cost_usd, error.input_tokens, error.output_tokens = float(bill.usd), bill.used.input, bill.used.output
            raise
        return bill.answer(value, self.name, rung)

    def _first_valid(self, ask: Ask, shape: type[Shape], bill: _Bill) -> tuple[Shape, Rung]:
        """Each rung in turn, from the one that answered last. A rung is remembered when those above it were refused or
        ignored, not when an answer was merely wrong."""
        start = self._wire.habits().rung or self._endpoint.start
        last, unheard = "no answer", False
        for rung in (each for each in Rung if each >= start):
            try:
                value = self._valid(rung, ask, shape, bill)
            except Refused as refusal:
                last, unheard = refusal.why, True
            except ValidationError as error:
                last, unheard = words_of(error), unheard or _is_no_json(error)
            else:
                if unheard:
                    self._remember(rung)
                return value, rung
        if unheard:
            self._remember(Rung.TEXT)
        raise ModelOutputInvalid(f"{self.name} gave no valid answer: {last}")

    def _valid(self, rung: Rung, ask: Ask, shape: type[Shape], bill: _Bill) -> Shape:
        """The answer of one rung; asked once more with the error where it is not valid, and with twice the tokens
        where it was cut."""
        for attempt in (1, 2):
            billed = self._wire.ask(rung, ask)
            bill.add(billed)
            if billed.reply.refused:
                raise ModelUnavailable(f"{self.name} refused to write this")
            try:
                return shape.model_validate_json(first_json(billed.reply.text).strip())
            except ValidationError as error:
                if attempt == 2 and billed.reply.cut:
                    raise ModelOutputInvalid(
                        f"{self.name} gave no valid answer: it was cut short at {ask.max_tokens} tokens"
                    ) from error
                if attempt == 2:
                    raise
                ask = _longer(ask) if billed.reply.cut else _told(ask, error)
        raise AssertionError("unreachable")

    def _remember(self, rung: Rung) -> None:
        self._wire.learn(lambda known: replace(known, rung=rung))


def _bill_of(owed: Owed) -> Bill:
    """What an answer cost in its batch, of which this is the first to be told."""
    return Bill(owed.cost_usd, owed.input_tokens, owed.output_tokens, paid=True)


def _value(known: KnownAnswer, shape: type[Shape]) -> Shape | None:
    """The answer to the same question within 30 days; one out of a batch that is not of its shape is as none."""
    try:
        return shape.model_validate_json(known.text)
    except ValidationError:
        return None


def _longer(ask: Ask) -> Ask:
    return replace(ask, max_tokens=ask.max_tokens * 2)


def _told(ask: Ask, error: ValidationError) -> Ask:
    again = Message("user", f"That was not valid: {words_of(error)} Answer again, JSON only.")
    return replace(ask, messages=(*ask.messages, again))


def words_of(error: ValidationError) -> str:
    """The first fault, without the model's own text."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'answer'}: {first['msg']}."


def _is_no_json(error: ValidationError) -> bool:
    return error.errors()[0]["type"] == "json_invalid"


@dataclass(slots=True)
class _Bill:
    """All calls of one answer together."""

    used: Used = field(default_factory=Used)
    usd: Decimal = Decimal()
    priced: bool = True

    def add(self, billed: Billed) -> None:
        self.used += billed.used
        self.usd += billed.usd or Decimal()
        self.priced = self.priced and billed.usd is not None

    def answer(self, value: Shape, model: str, rung: Rung) -> ModelAnswer[Shape]:
        return ModelAnswer(
            value=value,
            model=model,
            input_tokens=self.used.input,
            output_tokens=self.used.output,
            cost_usd=float(self.usd),
            priced=self.priced,
            mode=rung.name.lower(),
        )
