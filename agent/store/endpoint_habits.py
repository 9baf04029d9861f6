"""Queries on what endpoints of models were found to refuse."""

from __future__ import annotations

from sqlmodel import Session, select

from agent.store.once import insert_once
from agent.tables.models import EndpointHabitsRow


def find(session: Session, base_url: str, model: str) -> EndpointHabitsRow | None:
    return session.get(EndpointHabitsRow, (base_url, model))


def locked(session: Session, blank: EndpointHabitsRow) -> EndpointHabitsRow:
    """The row of `blank`'s endpoint and model, locked for this transaction; `blank` itself where there is none yet."""
    insert_once(session, EndpointHabitsRow, blank.model_dump())
    there = EndpointHabitsRow.base_url == blank.base_url, EndpointHabitsRow.model == blank.model
    return session.exec(select(EndpointHabitsRow).where(*there).with_for_update()).one()
