"""Queries on the tools of accounts: their states, and at which there is something new to judge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, or_, select

from agent.domain.accounts import Account
from agent.domain.items import Item, ItemKind
from agent.domain.tools import PLACES, AccountTools
from agent.store import account_states
from agent.store.items import item_to_domain
from agent.tables.items import ItemRow, TargetRow
from agent.tables.tools import ToolStateRow


@dataclass(frozen=True, slots=True)
class Crawl:
    """The last good reading of an account's site or DNS: when, and what it showed."""

    source: str
    at: datetime
    items: tuple[Item, ...]


def get(session: Session, account_id: str) -> AccountTools:
    """What is known of the account's tools; nothing where none were ever judged."""
    return of_accounts(session, [account_id]).get(account_id, AccountTools())


def of_accounts(session: Session, account_ids: Sequence[str]) -> dict[str, AccountTools]:
    """What is known of the tools of those of these accounts that were ever judged."""
    return account_states.of_accounts(session, ToolStateRow, AccountTools, account_ids)


def put(session: Session, account_id: str, known: AccountTools, *, now: datetime) -> None:
    account_states.put(session, ToolStateRow, account_id, known, now=now)


def accounts_with_news(session: Session, sources: Collection[str], *, ads_too: bool) -> list[str]:
    """The accounts of which a site or DNS was read well, or (`ads_too`) a posting came, since they were last judged."""
    found = account_states.read_since_judged(session, ToolStateRow, sources)
    if ads_too:
        newer = or_(col(ToolStateRow.read_at).is_(None), col(ToolStateRow.read_at) < ItemRow.first_seen_at)
        posted = session.exec(
            select(ItemRow.account_id)
            .outerjoin(ToolStateRow, col(ToolStateRow.account_id) == col(ItemRow.account_id))
            .where(ItemRow.kind == str(ItemKind.POSTING), col(ItemRow.account_id).is_not(None), newer)
            .distinct()
        )
        found.update(one for one in posted if one)
    return sorted(found)


def crawls(session: Session, account_id: str, sources: Sequence[str]) -> list[Crawl]:
    """The last good reading by each of `sources`. An answer that was the same as before is a reading of the same."""
    read = session.exec(
        select(TargetRow.source, TargetRow.last_ok_at).where(
            TargetRow.account_id == account_id, col(TargetRow.source).in_(list(sources))
        )
    ).all()
    rows = session.exec(
        select(ItemRow).where(
            ItemRow.account_id == account_id,
            ItemRow.kind == str(ItemKind.FINGERPRINT),
            col(ItemRow.source).in_(list(sources)),
        )
    ).all()
    found = []
    for source, at in read:
        pages = [row for row in rows if row.source == source and PLACES in row.fields]
        newest = max((row.last_seen_at for row in pages), default=None)
        if at is not None and newest is not None:
            shown = tuple(item_to_domain(row) for row in pages if row.last_seen_at == newest)
            found.append(Crawl(source, at, shown))
    return found


def with_tools_in_use(session: Session, watched: Sequence[Account]) -> list[Account]:
    """The accounts with the tools that stand as used beside those that the team's own data names."""
    known = of_accounts(session, [account.id for account in watched])
    return [_using(account, known[account.id]) if account.id in known else account for account in watched]


def _using(account: Account, known: AccountTools) -> Account:
    used = [tool.tool for tool in known.in_use]
    return replace(account, technologies=tuple(dict.fromkeys((*account.technologies, *used)))) if used else account
