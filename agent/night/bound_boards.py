"""An account's boards as they stand tonight: verified, a candidate, parked for a terms review, dead (signals §1.5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState
from agent.domain.teams import Team
from agent.night.targets import BOARD_COLLECTORS, sources
from agent.store import bindings


def bound_boards(session: Session, team: Team, account: Account, *, now: datetime) -> list[Binding]:
    """The account's bindings; a verified board whose source nobody confirmed the terms of is parked, with why."""
    known = list(sources(session, team).values())
    scheduled = {one.setting.collector for one in known if one.is_scheduled}
    off = {one.setting.collector for one in known if not one.enabled} - scheduled
    found = bindings.standing(session, account, now=now)
    return [parked_for_review(one, scheduled=scheduled, off=off) for one in found]


def parked_for_review(binding: Binding, *, scheduled: Collection[str], off: Collection[str] = ()) -> Binding:
    """The binding, parked where its board is verified and nothing is scheduled to read it. Pure."""
    if binding.state is not BindingState.VERIFIED or binding.system in scheduled:
        return binding
    why = f"its board ({binding.system}) waits for a terms review"
    if binding.system in off:
        why = f"its board ({binding.system}) is switched off in sources.yaml"
    if binding.system not in BOARD_COLLECTORS:
        why = f"nothing reads {binding.system} yet"
    return replace(binding, state=BindingState.PARKED, note=why)
