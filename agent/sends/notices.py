"""Notices to the product's own users. A notice names a user or the whole team; it has no way to name a prospect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from agent.store import notices


class NoticeKind(StrEnum):
    QUEUE_READY = "queue_ready"
    POSITIVE_REPLY = "positive_reply"
    REPLY_WAITING = "reply_waiting"
    SENDING_PAUSED = "sending_paused"
    SEND_IN_QUESTION = "send_in_question"
    SEND_HELD = "send_held"
    MAIL_QUARANTINED = "mail_quarantined"
    SOURCE_FAILING = "source_failing"
    MODEL = "model"
    PROMPTS = "prompts"


@dataclass(frozen=True, slots=True)
class Notice:
    """`owner_id` is whose it is ("" the team's); `key` makes the repeat a no-op."""

    kind: NoticeKind
    words: str
    key: str
    owner_id: str = ""


def notify(session: Session, notice: Notice, *, now: datetime) -> bool:
    """Write it, once per key. Returns whether it is new."""
    return notices.put(
        session, owner_id=notice.owner_id, kind=str(notice.kind), words=notice.words, key=notice.key, now=now
    )


def queue_ready(session: Session, run_id: str, *, now: datetime) -> bool:
    """The night is over: say so, once a run."""
    waiting = notices.pending_drafts(session)
    words = f"The queue is ready: {waiting} {'draft waits' if waiting == 1 else 'drafts wait'}."
    return notify(session, Notice(NoticeKind.QUEUE_READY, words, f"queue-ready:{run_id}"), now=now)
