"""What was read of an account itself: its job boards and what binds them, its tools in use, its leadership page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.bindings import Binding, SeenAs
from agent.domain.leadership import Seat
from agent.domain.teams import Team
from agent.night.bound_boards import bound_boards
from agent.night.leaders import leaders
from agent.store import tools

MOST_LEADERS = 30
_SEEN = {
    SeenAs.LINK: "linked on",
    SeenAs.IFRAME: "framed on",
    SeenAs.SCRIPT: "loaded by a script on",
    SeenAs.JSON: "named in a script on",
    SeenAs.JSON_LD: "named in structured data on",
    SeenAs.REDIRECT: "redirected to from",
    SeenAs.CNAME: "pointed to by",
    SeenAs.IMPORT: "given by",
    SeenAs.DRY_RUN: "confirmed by reading it; named by",
}
_MARKS = {"verified": ("good", "✓"), "dead": ("bad", "✕"), "rejected": ("plain", "✕")}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A bound board with its state's chip and, in words, what binds it."""

    board: str
    state: str
    tone: str
    mark: str
    note: str
    seen: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool that stands as used: since when, and the words of the site, DNS or ad that show it."""

    name: str
    category: str
    since: datetime
    shown_by: str


@dataclass(frozen=True, slots=True)
class AccountReads:
    boards: tuple[BoardLine, ...] = ()
    tools: tuple[ToolLine, ...] = ()
    leaders: tuple[Seat, ...] = ()


def reads_of(session: Session, team: Team, account: Account, now: datetime) -> AccountReads:
    """What the account's page shows of its boards, tools and leaders."""
    return AccountReads(
        tuple(_board(one) for one in bound_boards(session, team, account, now=now)),
        _tools(session, account.id),
        leaders(session, account.id)[:MOST_LEADERS],
    )


def _board(one: Binding) -> BoardLine:
    tone, mark = _MARKS.get(one.state, ("warn", "!"))
    seen = f"{_SEEN[one.seen_as]} {one.seen_on}" if one.seen_on else "in its record"
    return BoardLine(one.board, str(one.state), tone, mark, one.note, seen, one.seen_at)


def _tools(session: Session, account_id: str) -> tuple[ToolLine, ...]:
    """The tools in use, those found last first."""
    used = []
    for tool in tools.get(session, account_id).tools.values():
        if tool.in_use_since is not None:
            newest = max(tool.pieces, key=lambda piece: piece.last_at, default=None)
            used.append(ToolLine(tool.tool, tool.category, tool.in_use_since, newest.found if newest else ""))
    return tuple(sorted(used, key=lambda one: (one.since, one.name), reverse=True))
