"""Who may do what (review §4.2). Every route carries one of these; a route without one stops the app from starting."""

from __future__ import annotations

from enum import StrEnum

from agent.domain.decisions import Actor, Role


class May(StrEnum):
    """What a route lets people do. `ANYONE` needs no sign-in; `READ` any signed-in user."""

    ANYONE = "anyone"
    READ = "read"
    DECIDE = "decide"
    TUNE = "tune"
    SEE_ASKED = "see_asked"
    RUN = "run"
    RESOLVE = "resolve"
    PAUSE = "pause"
    MANAGE_USERS = "manage_users"


_ROLES: dict[May, frozenset[Role]] = {
    May.READ: frozenset(Role),
    May.DECIDE: frozenset({Role.SDR, Role.REVOPS}),
    May.TUNE: frozenset({Role.REVOPS}),
    May.SEE_ASKED: frozenset({Role.REVOPS, Role.ADMIN}),
    May.RUN: frozenset({Role.REVOPS, Role.ADMIN}),
    May.RESOLVE: frozenset({Role.SDR, Role.REVOPS}),
    May.PAUSE: frozenset({Role.SDR, Role.REVOPS, Role.ADMIN}),
    May.MANAGE_USERS: frozenset({Role.ADMIN}),
}


def allows(actor: Actor, may: May) -> bool:
    """Whether this person may. An admin who works accounts of their own is an SDR too."""
    if may is May.ANYONE or actor.role in _ROLES[may]:
        return True
    return may in {May.DECIDE, May.RESOLVE} and actor.may_decide
