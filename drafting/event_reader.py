"""A language model as reader of doubtful texts: the adapter of `signals.doubts.Reads` over the model's port.

The model has no tools; it is shown the text fenced off as data, with nobody named, and answers in one strict shape a
kind. What it answers is worth nothing until `signals.answers` has held every field to the text (signals §2.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.domain.doubts import Answer, Question, Told
from agent.domain.signals import SignalKind
from drafting.model import Model
from drafting.render import Prompts
from drafting.spotlight import mark
from drafting.untrusted import scan
from drafting.veils import Veil, veils

TASK = "extract"
_STRICT = ConfigDict(extra="forbid", frozen=True)
_Verdict = Literal["event", "not_an_event"]
_RoundName = Literal[
    "pre_seed", "seed", "pre_series_a", "series_a", "series_b", "series_c", "series_d", "series_e", "series_f",
    "series_g", "series_h", "growth",
]  # fmt: skip
_DirectionName = Literal["join", "leave", "promote", "interim"]


class ToldOut(BaseModel):
    """A value and the words of the text that state it."""

    model_config = _STRICT

    value: str = Field(max_length=120)
    quote: str = Field(max_length=300)


class RoundOut(BaseModel):
    model_config = _STRICT

    value: _RoundName
    quote: str = Field(max_length=300)


class DirectionOut(BaseModel):
    model_config = _STRICT

    value: _DirectionName
    quote: str = Field(max_length=300)


class FundingOut(BaseModel):
    model_config = _STRICT

    company: ToldOut
    amount: ToldOut | None
    round: RoundOut | None
    lead_investors: list[ToldOut] = Field(max_length=5)
    other_investors: list[ToldOut] = Field(max_length=10)
    announced_on: ToldOut | None


class MoveOut(BaseModel):
    model_config = _STRICT

    person: ToldOut
    title: ToldOut
    direction: DirectionOut
    company: ToldOut | None
    from_company: ToldOut | None
    effective_on: ToldOut | None
    announced_on: ToldOut | None


class FundingAnswer(BaseModel):
    model_config = _STRICT

    verdict: _Verdict
    events: list[FundingOut] = Field(max_length=1)


class MovesAnswer(BaseModel):
    model_config = _STRICT

    verdict: _Verdict
    events: list[MoveOut] = Field(max_length=3)


SHAPES: Mapping[SignalKind, type[FundingAnswer] | type[MovesAnswer]] = {
    SignalKind.FUNDING: FundingAnswer,
    SignalKind.JOB_CHANGE: MovesAnswer,
}
_LISTS = {"lead_investors": "lead_investor", "other_investors": "investor"}


@dataclass(frozen=True, slots=True)
class Read:
    """An answer and what it cost."""

    answer: Answer
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class EventReader:
    """Asks `model`. `secret` keys the marks around the text: nobody outside can guess them, and equal texts give equal
    requests."""

    model: Model
    prompts: Prompts
    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return self.model.name

    def prompt_hash(self, kind: SignalKind) -> str:
        """Names the very prompt that this kind is asked with; another prompt may be answered otherwise."""
        return self.prompts.resolve(TASK, signal=str(kind)).sha

    def read(self, question: Question) -> Answer:
        """See `signals.doubts.Reads`."""
        return self.ask(question).answer

    def ask(self, question: Question) -> Read:
        """The answer with its bill. Raises ModelUnavailable or ModelOutputInvalid."""
        veiled = _veiled(question)
        told = _told(question, veiled)
        prompt = self.prompts.resolve(TASK, signal=str(question.kind))
        rendered = self.prompts.render(prompt, {"text": told, "fence": mark(self.secret, told, "doubt")})
        given = self.model.write(
            rendered.messages,
            SHAPES[question.kind],
            max_output_tokens=rendered.max_output_tokens,
            about=rendered.about(),
        )
        return Read(_unveiled(answer_of(given.value), list(veiled.values())), given.cost_usd)


def answer_of(out: FundingAnswer | MovesAnswer) -> Answer:
    """The shape as plain values; with the verdict not_an_event nothing counts that stands beside it."""
    return Answer(tuple(dict(_fields(one)) for one in out.events) if out.verdict == "event" else ())


def _fields(event: FundingOut | MoveOut) -> Iterator[tuple[str, Told]]:
    for name in type(event).model_fields:
        told = getattr(event, name)
        if isinstance(told, list):
            yield from ((f"{_LISTS[name]}_{n}", Told(one.value, one.quote)) for n, one in enumerate(told, 1))
        elif told is not None:
            yield name, Told(told.value, told.quote)


def _veiled(question: Question) -> dict[str, Veil]:
    """The parts of the text, without what is invisible in them."""
    parts = {"title": question.title, "begins": question.dateline, "text": question.excerpt}
    return dict(zip(parts, veils(scan(text).clean for text in parts.values()), strict=True))


def _told(question: Question, veiled: Mapping[str, Veil]) -> str:
    """The text as JSON: no letter of it can end its fence."""
    published = question.published_on.isoformat() if question.published_on else "unknown"
    shown = {name: veil.shown for name, veil in veiled.items() if veil.text}
    return json.dumps({"published": published, **shown}, ensure_ascii=False)


def _unveiled(answer: Answer, veiled: Sequence[Veil]) -> Answer:
    """The answer in the text's own words; what was quoted from nowhere stays as it was said."""

    def behind(told: Told) -> Told:
        found = next((pair for veil in veiled if (pair := veil.behind(told.value, told.quote))), None)
        return Told(*found) if found else told

    return Answer(tuple({name: behind(told) for name, told in event.items()} for event in answer.events))
