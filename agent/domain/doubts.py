"""Doubtful texts: what somebody is asked about one, and what is answered (signals §2.2 stage 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agent.domain.signals import Mention, SignalKind


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader is shown of one text. `excerpt` are whole sentences of it, in order; `dateline` opens the text."""

    kind: SignalKind
    title: str
    dateline: str
    excerpt: str
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A value as a reader gives it, and the words that it says it read it from."""

    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says happened, field by field; no events: the text tells of none."""

    events: tuple[Mapping[str, Told], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that may tell an event of `mention.kind`. `mention` is what the rules read, too unsure to count."""

    mention: Mention
    question: Question
