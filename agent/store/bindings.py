"""Queries on bindings: which boards are whose, and what says so. What is read stays in the account's `boards`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.store.bulk import MOST_KEYS, chunks
from agent.store.codec import load
from agent.store.once import insert_once
from agent.tables.accounts import AccountRow
from agent.tables.bindings import BindingRow
from agent.tables.items import TargetRow

_RANK = {
    BindingState.REJECTED: -1,  # nothing that is found goes before what a person said
    BindingState.VERIFIED: 0,
    BindingState.PARKED: 1,
    BindingState.CANDIDATE: 2,
    BindingState.DEAD: 3,
}


def of_account(session: Session, account_id: str) -> list[Binding]:
    """What is kept of one account's boards, in the order in which they were found."""
    rows = session.exec(
        select(BindingRow)
        .where(BindingRow.account_id == account_id)
        .order_by(col(BindingRow.seen_at), col(BindingRow.board))
    )
    return [_to_domain(row) for row in rows]


def candidates(session: Session, *, account_ids: Collection[str] | None = None, limit: int) -> list[Binding]:
    """Boards that somebody named and nothing confirmed yet, of these accounts or all, the longest known first."""
    query = select(BindingRow).where(BindingRow.state == str(BindingState.CANDIDATE))
    if account_ids is not None:
        query = query.where(col(BindingRow.account_id).in_(list(account_ids)[:MOST_KEYS]))
    return [_to_domain(row) for row in session.exec(query.order_by(col(BindingRow.seen_at)).limit(limit))]


def bound_accounts(session: Session) -> list[str]:
    """Ids of the accounts of which a board is known, in order."""
    return list(session.exec(select(BindingRow.account_id).distinct().order_by(col(BindingRow.account_id))))


def of_others(session: Session, account_id: str, boards: Collection[str]) -> dict[str, str]:
    """Those of `boards` that are bound to, or read for, another account: each with the domain of that one."""
    bound = (
        select(BindingRow.board, AccountRow.domain)
        .join(AccountRow, col(AccountRow.id) == col(BindingRow.account_id))
        .where(
            col(BindingRow.board).in_(list(boards)),
            BindingRow.account_id != account_id,
            BindingRow.state == str(BindingState.VERIFIED),
        )
    )
    read = (
        select(TargetRow.source, TargetRow.key, AccountRow.domain, AccountRow.boards)
        .join(AccountRow, col(AccountRow.id) == col(TargetRow.account_id))
        .where(
            col(TargetRow.source).in_([board.partition(":")[0] for board in boards]),
            col(TargetRow.key).in_([_token(board) for board in boards]),
            TargetRow.account_id != account_id,
        )
    )
    asked = {f"{source}:{key}": domain for source, key, domain, kept in session.exec(read) if f"{source}:{key}" in kept}
    return {board: domain for board, domain in asked.items() if board in boards} | dict(session.exec(bound).all())


def refused(session: Session, account_ids: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """By account the boards that something named for it and that are another's: each with the domain it is bound to."""
    owned = aliased(BindingRow)
    found: dict[str, list[tuple[str, str]]] = {}
    for some in chunks(list(account_ids)):
        query = (
            select(BindingRow.account_id, BindingRow.board, AccountRow.domain)
            .join(owned, (col(owned.board) == col(BindingRow.board)) & (owned.account_id != BindingRow.account_id))
            .join(AccountRow, col(AccountRow.id) == col(owned.account_id))
            .where(
                col(BindingRow.account_id).in_(some),
                BindingRow.state == str(BindingState.CANDIDATE),
                owned.state == str(BindingState.VERIFIED),
            )
            .order_by(col(BindingRow.board))
        )
        for account_id, board, domain in session.exec(query):
            found.setdefault(account_id, []).append((board, domain))
    return found


def note(session: Session, binding: Binding, words: str) -> None:
    """Write down why a board stands as it does."""
    row = session.get(BindingRow, (binding.account_id, binding.board))
    if row is not None:
        row.note = words


def put(session: Session, found: Iterable[Binding]) -> list[Binding]:
    """Keep what was found. What is known stays as it is, unless it is found to be more: a candidate confirmed, a dead
    board named anew. Returns those that are new or rose."""
    changed = []
    for binding in found:
        row = session.get(BindingRow, (binding.account_id, binding.board))
        if row is None:
            insert_once(session, BindingRow, _values(binding))
        elif _RANK[binding.state] < _RANK[BindingState(row.state)]:
            _write(row, binding)
        else:
            continue
        changed.append(binding)
    return changed


def decide(session: Session, binding: Binding) -> None:
    """Keep what a person said of a board, whatever was known of it."""
    insert_once(session, BindingRow, _values(binding))
    row = session.get(BindingRow, (binding.account_id, binding.board))
    if row is not None:
        _write(row, binding)


def taken_off(session: Session, account_id: str, boards: Collection[str]) -> set[str]:
    """Those of `boards` that a person took off this account."""
    if not boards:
        return set()
    query = select(BindingRow.board).where(
        BindingRow.account_id == account_id,
        col(BindingRow.board).in_(list(boards)),
        BindingRow.state == str(BindingState.REJECTED),
    )
    return set(session.exec(query))


def bury(session: Session, account_id: str, boards: Iterable[str], *, note: str) -> None:
    """These boards answer no more and another took their place."""
    for board in boards:
        row = session.get(BindingRow, (account_id, board))
        if row is not None:
            row.state, row.note = str(BindingState.DEAD), note


def standing(session: Session, account: Account, *, now: datetime) -> list[Binding]:
    """The account's bindings as they are now: those kept, with boards that stand in its record alone, and what its
    targets say of boards that answer no more (three times "nothing here" over a week, §8.5)."""
    kept = {one.board: one for one in of_account(session, account.id)}
    for board in account.boards:
        kept.setdefault(
            board, Binding(account.id, board, BindingState.VERIFIED, SeenAs.IMPORT, "", now, "in its record")
        )
    lost = _lost(session, account.id)
    return [_dead(one, lost[token]) if (token := _token(one.board)) in lost else one for one in kept.values()]


def _dead(binding: Binding, since: datetime) -> Binding:
    note = f"answers “nothing here” since {since:%Y-%m-%d}; it is asked again and looked for on the site"
    return Binding(
        binding.account_id, binding.board, BindingState.DEAD, binding.seen_as, binding.seen_on, binding.seen_at, note
    )


def _lost(session: Session, account_id: str) -> dict[str, datetime]:
    """By the key of each of the account's targets that is gone, since when. A source may have any name."""
    query = select(TargetRow).where(TargetRow.account_id == account_id, col(TargetRow.lost_at).is_not(None))
    return {row.key: row.failing_since or row.lost_at for row in session.exec(query) if row.lost_at}


def _token(board: str) -> str:
    return board.partition(":")[2]


def _to_domain(row: BindingRow) -> Binding:
    return load(Binding, row.model_dump())


def _values(binding: Binding) -> dict[str, object]:
    return {
        "account_id": binding.account_id,
        "board": binding.board,
        "state": str(binding.state),
        "seen_as": str(binding.seen_as),
        "seen_on": binding.seen_on,
        "seen_at": binding.seen_at,
        "note": binding.note,
    }


def _write(row: BindingRow, binding: Binding) -> None:
    for name, value in _values(binding).items():
        setattr(row, name, value)
