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
from agent.store.bulk import ITEMS, chunks
from agent.store.codec import dump
from agent.store.items import item_to_domain
from agent.tables.items import ItemRow, TargetRow
from agent.tables.tools import ToolStateRow

_TEXTS_AT_ONCE = 500


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


def put(session: Session, account_id: str, known: AccountTools, *, is_new: bool, now: datetime) -> None:
    """Write what is known of an account's tools, of which something was known before unless `is_new`."""
    if is_new:
        session.add(ToolStateRow(account_id=account_id, state=dump(AccountTools, known), read_at=now))
    else:
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


def crawls(session: Session, account_ids: Sequence[str], sources: Sequence[str]) -> dict[str, list[Crawl]]:
    """By account the last good reading by each of `sources`. An answer that was the same as before is a reading of the
    same."""
    found: dict[str, list[Crawl]] = {}
    for some in chunks(account_ids) if sources else ():
        read = session.exec(
            select(TargetRow.account_id, TargetRow.source, TargetRow.last_ok_at).where(
                col(TargetRow.account_id).in_(some), col(TargetRow.source).in_(sources)
            )
        ).all()
        pages = _pages(session, some, sources)
        for account_id, source, at in read:
            shown = pages.get((account_id, source), ())
            newest = max((row.last_seen_at for row in shown), default=None)
            if account_id and at is not None and newest is not None:
                last = tuple(item_to_domain(row) for row in shown if row.last_seen_at == newest)
                found.setdefault(account_id, []).append(Crawl(source, at, last))
    return found


def _pages(
    session: Session, account_ids: Sequence[str], sources: Sequence[str]
) -> dict[tuple[str | None, str], list[ItemRow]]:
    """The fingerprints that name the places they were read at, by account and source."""
    rows = session.exec(
        select(ItemRow).where(
            col(ItemRow.account_id).in_(account_ids),
            ItemRow.kind == str(ItemKind.FINGERPRINT),
            col(ItemRow.source).in_(sources),
        )
    )
    found: dict[tuple[str | None, str], list[ItemRow]] = {}
    for row in rows:
        if PLACES in row.fields:
            found.setdefault((row.account_id, row.source), []).append(row)
    return found


def postings_naming(
    session: Session, account_ids: Sequence[str], names: Collection[str]
) -> dict[str, list[tuple[str, Item]]]:
    """By account the postings that are still there and whose text, case apart, has one of `names`, newest first."""
    c = ITEMS.c
    found: dict[str, list[tuple[str, Item]]] = {}
    for some in chunks(account_ids) if names else ():
        there = (c.account_id.in_(some), c.kind == str(ItemKind.POSTING), c.gone_at.is_(None))
        query = select(c.account_id, c.id, c.text).where(*there).order_by(c.published_at.desc())
        texts = session.connection().execute(query.execution_options(yield_per=_TEXTS_AT_ONCE))
        naming = [(account_id, item_id) for account_id, item_id, text in texts if _has_one(text.casefold(), names)]
        whole = _items(session, [item_id for _, item_id in naming])
        for account_id, item_id in naming:
            found.setdefault(account_id, []).append((item_id, whole[item_id]))
    return found


def _has_one(text: str, names: Collection[str]) -> bool:
    return any(name in text for name in names)


def _items(session: Session, item_ids: Sequence[str]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for some in chunks(item_ids):
        rows = session.exec(select(ItemRow).where(col(ItemRow.id).in_(some)))
        found.update({row.id: item_to_domain(row) for row in rows})
    return found


def with_tools_in_use(session: Session, watched: Sequence[Account]) -> list[Account]:
    """The accounts with the tools that stand as used beside those that the team's own data names."""
    known = of_accounts(session, [account.id for account in watched])
    return [_using(account, known[account.id]) if account.id in known else account for account in watched]


def _using(account: Account, known: AccountTools) -> Account:
    used = [tool.tool for tool in known.in_use]
    return replace(account, technologies=tuple(dict.fromkeys((*account.technologies, *used)))) if used else account
