"""Batches of questions put to a model ahead of a night, at half price, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BatchState(StrEnum):
    """PLANNED: money is held, and it is not known yet whether the endpoint took it. REFUSED: it surely did not; LOST:
    it took it and knows nothing of it any more. The rest are the endpoint's words."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REFUSED = "refused"
    LOST = "lost"


OPEN = (BatchState.PLANNED, BatchState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a batch ended: how many questions were answered of use, and what all together cost."""

    state: BatchState
    why: str = ""
    answered: int = 0
    cost_usd: float = 0.0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a batch: its draft's key, its answer's, the most tokens it may use, the prompt behind it."""

    id: str
    key: str
    most_input: int
    most_output: int
    prompt_id: str = ""
    prompt_hash: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """What an answer cost that was asked for ahead, and the night that it was asked for."""

    night: str
    cost_usd: float
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch for one night at one endpoint. `held_day`, `hold_id`: the hold on that day's budget."""

    id: str
    night: str
    base_url: str
    model: str
    rung: int
    state: BatchState
    made_at: datetime
    held_day: date
    hold_id: str
    held_usd: float
    held_tokens: int
    remote_id: str = ""
    requests: int = 0
    answered: int = 0
    cost_usd: float = 0.0
    tokens: int = 0
    why: str = ""
    ended_at: datetime | None = None
