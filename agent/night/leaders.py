"""Whom an account's leadership pages list, and who of them holds an office of a persona."""

from __future__ import annotations

from sqlmodel import Session

from agent.domain.contacts import Persona
from agent.domain.leadership import Seat
from agent.night.people import fits
from agent.store import leadership, objections
from signals.extract.titles import classify
from signals.pages.team_list import is_office

MOST_FITTING = 3


def fitting_leaders(session: Session, account_id: str, persona: Persona | None) -> tuple[Seat, ...]:
    """Up to three people whom the account's leadership page lists in an office of this persona."""
    if persona is None:
        return ()
    seats = leaders(session, account_id)
    return tuple(seat for seat in seats if is_office(seat) and fits(classify(seat.title), persona))[:MOST_FITTING]


def leaders(session: Session, account_id: str) -> tuple[Seat, ...]:
    """Everyone on the page who did not object."""
    seats = leadership.get(session, account_id).seats
    silence = objections.silence(session, account_id) if seats else None
    return tuple(seat for seat in seats if silence is None or not silence.holds(seat.name))
