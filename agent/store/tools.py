"""Queries on the tools of accounts: their states, and at which there is something new to judge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, or_, select

from agent.domain.accounts import Account
from agent.domain.items import Item, ItemKind
from agent.domain.tools import PLACES, AccountTools
from agent.store.codec import dump, load
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
    row = session.get(ToolStateRow, account_id)
    return load(AccountTools, row.state) if row else AccountTools()


def put(session: Session, account_id: str, known: AccountTools, *, now: datetime) -> None:
    row = session.get(ToolStateRow, account_id)
    if row is None:
        row = ToolStateRow(account_id=account_id, state={}, read_at=now)
        session.add(row)
    row.state = dump(AccountTools, known)
    row.read_at = now


def accounts_with_news(session: Session, sources: Collection[str], *, ads_too: bool) -> list[str]:
    """The accounts of which a site or DNS was read well, or (`ads_too`) a posting came, since they were last judged."""
    later = (col(ToolStateRow.read_at).is_(None), col(ToolStateRow.read_at) < TargetRow.last_ok_at)
    crawled = session.exec(
        select(TargetRow.account_id)
        .outerjoin(ToolStateRow, col(ToolStateRow.account_id) == col(TargetRow.account_id))
        .where(
            col(TargetRow.source).in_(list(sources)),
            col(TargetRow.account_id).is_not(None),
            col(TargetRow.last_ok_at).is_not(None),
            or_(*later),
        )
        .distinct()
    )
    found = {one for one in crawled if one}
    if ads_too:
        newer = (col(ToolStateRow.read_at).is_(None), col(ToolStateRow.read_at) < ItemRow.first_seen_at)
        posted = session.exec(
            select(ItemRow.account_id)
            .outerjoin(ToolStateRow, col(ToolStateRow.account_id) == col(ItemRow.account_id))
            .where(ItemRow.kind == str(ItemKind.POSTING), col(ItemRow.account_id).is_not(None), or_(*newer))
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


def with_tools_in_use(session: Session, account: Account) -> Account:
    """The account with the tools that stand as used beside those that the team's own data names."""
    known = get(session, account.id)
    used = [tool.tool for tool in known.tools.values() if tool.in_use_since is not None]
    return replace(account, technologies=tuple(dict.fromkeys((*account.technologies, *used)))) if used else account
