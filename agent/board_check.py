"""Boards that somebody named, read once without writing what they hold: those that prove to be the account's are
bound (signals §1.5).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs, is_anothers
from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.domain.policies import SourceSetting
from agent.domain.teams import Team
from agent.errors import SourceChanged
from agent.night.targets import BOARD_COLLECTORS
from agent.store import accounts, bindings
from agent.store.engine import Store
from signals.board_match import Match, match_board
from signals.collect import collect
from signals.contract import Fetcher
from signals.registry import collector

MOST = 50
MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """One candidate after a dry run: whether it is the account's, and why."""

    account: Account
    binding: Binding
    match: Match


async def check_candidates(
    store: Store, team: Team, fetcher: Fetcher, *, now: datetime, account_ids: Collection[str] | None = None
) -> list[Checked]:
    """Read up to fifty candidates, of these accounts where they are given, and bind those that prove to be theirs.

    A board proves to be an account's by its company's name and a posting that links to the account's domain. Nothing of
    what it holds is kept; from the next night on a bound board is read.
    """
    with store.read() as session:
        waiting = bindings.candidates(session, account_ids=account_ids, limit=MOST)
        known = accounts.by_ids(session, [one.account_id for one in waiting])
    checked = [
        Checked(known[one.account_id], one, await _match(known[one.account_id], one, team, fetcher))
        for one in waiting
        if one.account_id in known
    ]
    with store.write() as session:
        return [_settle(session, one, now) for one in checked]


def _settle(session: Session, one: Checked, now: datetime) -> Checked:
    """Bind the board where it is proven and nobody else's; else write down why not."""
    account, board = accounts.get(session, one.account.id), one.binding.board
    others = bindings.of_others(session, one.account.id, [board])
    if one.match.theirs and board in others:
        one = replace(one, match=Match(False, is_anothers(others[board])))
    if one.match.theirs and account is not None:
        boards = tuple(dict.fromkeys((*account.boards, board)))
        accounts.put(session, replace(account, boards=boards), now=now)
        bindings.put(session, [_bound(one, now)])
    elif account is not None:
        bindings.note(session, one.binding, one.match.why)
    return one


def _bound(one: Checked, now: datetime) -> Binding:
    seen_on = one.binding.seen_on
    return Binding(
        one.account.id, one.binding.board, BindingState.VERIFIED, SeenAs.DRY_RUN, seen_on, now, one.match.why
    )


async def _match(account: Account, binding: Binding, team: Team, fetcher: Fetcher) -> Match:
    system, _, token = binding.board.partition(":")
    if system not in BOARD_COLLECTORS:
        return Match(False, f"nothing reads {system} yet")
    setting = next((one for one in team.sources if one.collector == system), SourceSetting(system, system))
    target = Target(setting.name, token, account.id, dict(setting.params))
    try:
        read = await collect(collector(system), target, Cursor(), Validators(), fetcher, max_pages=MOST_PAGES)
    except SourceChanged as changed:
        return Match(False, f"it could not be read: {changed}")
    if read.outcome is not FetchOutcome.OK:
        return Match(False, f"it could not be read: {read.reason or read.outcome}")
    companies = [item.company or "" for item in read.items]
    return match_board(account, companies, [document.text for document in read.documents])
