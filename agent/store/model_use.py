"""Queries on how models are used: when one last answered, what is written by them and why not, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from agent.domain.drafts import Authorship
from agent.store.codec import load
from agent.tables.doubts import ModelAnswerRow
from agent.tables.drafts import DraftRow
from agent.tables.models import EndpointHabitsRow


def answered_at(session: Session, *, since: datetime) -> datetime | None:
    """When a model last wrote a draft or read a doubtful text after `since`; None where it did neither."""
    author = col(DraftRow.authorship)
    drafted = session.exec(
        select(func.max(DraftRow.created_at)).where(
            col(DraftRow.created_at) > since,
            author["drafter"].as_string() == "model",
            author["output_tokens"].as_integer() > 0,
        )
    ).one()
    read = session.exec(select(func.max(ModelAnswerRow.at)).where(col(ModelAnswerRow.at) > since)).one()
    return max((at for at in (drafted, read) if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Use:
    """Who wrote the drafts of some days: how many by a model, how many composed after a model was asked, and why."""

    drafts: int
    by_model: int
    repairs: int
    fell_back: tuple[tuple[str, int], ...]

    @property
    def composed_instead(self) -> int:
        return sum(number for _, number in self.fell_back)


def use(session: Session, *, since: datetime) -> Use:
    """The reasons of fall-backs are counted as they were said, most frequent first."""
    rows = session.exec(select(DraftRow.authorship).where(col(DraftRow.created_at) >= since))
    authors = [load(Authorship, row) for row in rows]
    whys: dict[str, int] = {}
    for author in authors:
        if author.fell_back:
            whys[author.fell_back] = whys.get(author.fell_back, 0) + 1
    ranked = sorted(whys.items(), key=lambda pair: (-pair[1], pair[0]))
    by_model = sum(bool(author.model) for author in authors)
    return Use(len(authors), by_model, sum(author.repairs for author in authors), tuple(ranked))


def paused_until(session: Session, *, now: datetime) -> datetime | None:
    """Until when the endpoint that rests longest is left alone."""
    return session.exec(
        select(func.max(EndpointHabitsRow.paused_until)).where(col(EndpointHabitsRow.paused_until) > now)
    ).one()


def ask_again(session: Session) -> int:
    """Let endpoints that rest be asked at once. Returns how many rested."""
    rows = session.exec(select(EndpointHabitsRow).where(col(EndpointHabitsRow.paused_until).is_not(None))).all()
    for row in rows:
        row.paused_until, row.paused_why = None, ""
        session.add(row)
    session.flush()
    return len(rows)
