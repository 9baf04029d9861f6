"""Queries on suppressions: who is never mailed, by address, domain, account or person, and the tokens that opt out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from agent.domain.sends import Suppression, SuppressionReason
from agent.store import built
from agent.store.built import AnyRow
from agent.store.bulk import SUPPRESSIONS, chunks
from agent.store.contacts import canonical_address
from agent.store.objections import PERSON, address_hash, person_key
from agent.tables.accounts import AccountRow, ContactRow
from agent.tables.columns import new_id
from agent.tables.sends import SuppressionRow, UnsubscribeTokenRow

SCOPES = ("address", "domain", "account", PERSON)
_OF_KEYS = select_rows(SUPPRESSIONS).where(SUPPRESSIONS.c.key.in_(built.given("keys", many=True)))
_STRENGTH = {reason: place for place, reason in enumerate(SuppressionReason)}


def to_domain(row: SuppressionRow | AnyRow) -> Suppression:
    return Suppression(
        scope=row.scope,
        key=row.key,
        reason=SuppressionReason(row.reason),
        at=row.at,
        source=row.source,
        until=row.until,
        note=row.note,
    )


def canonical_key(scope: str, key: str) -> str:
    """The form that a key is stored and looked up in; a person's, and an erased address's, is a hash. Raises
    ValueError for an unknown scope or an empty key."""
    if scope not in SCOPES:
        raise ValueError(f"a suppression's scope is one of {', '.join(SCOPES)}, not {scope!r}")
    if scope == "address" and not key.startswith("sha256:"):
        clean = canonical_address(key)
    else:
        clean = key.strip().lower() if scope == "domain" else key
    if not clean:
        raise ValueError(f"{key!r} is no {scope} to suppress")
    return clean


def put(session: Session, suppression: Suppression) -> bool:
    """Write it, once per scope, key and reason; a repeat can only make it last longer. Returns whether it is new."""
    key = canonical_key(suppression.scope, suppression.key)
    row = session.exec(
        select(SuppressionRow).where(
            SuppressionRow.scope == suppression.scope,
            SuppressionRow.key == key,
            SuppressionRow.reason == str(suppression.reason),
        )
    ).first()
    if row is None:
        session.add(
            SuppressionRow(
                id=new_id(),
                scope=suppression.scope,
                key=key,
                reason=str(suppression.reason),
                at=suppression.at,
                until=suppression.until,
                source=suppression.source,
                note=suppression.note,
            )
        )
        session.flush()
        return True
    if row.until is not None and (suppression.until is None or suppression.until > row.until):
        row.until = suppression.until
        session.add(row)
    return False


def matching(session: Session, keys: Iterable[tuple[str, str]], *, now: datetime) -> Suppression | None:
    """The strongest suppression in force for any of these (scope, canonical key) pairs, or for an address's hash."""
    return matching_each(session, {"": keys}, now=now).get("")


def matching_each(
    session: Session, keys: Mapping[str, Iterable[tuple[str, str]]], *, now: datetime
) -> dict[str, Suppression]:
    """The same for many who have keys, by the name that each has here."""
    whose: dict[tuple[str, str], list[str]] = {}
    for name, own in keys.items():
        wanted = {(scope, key) for scope, key in own if key}
        wanted |= {(scope, address_hash(key)) for scope, key in wanted if scope == "address"}
        for one in wanted:
            whose.setdefault(one, []).append(name)
    strongest: dict[str, Suppression] = {}
    for some in chunks(sorted({key for _, key in whose})):
        for row in built.rows(session, _OF_KEYS, keys=some):
            hit = to_domain(row)
            for name in whose.get((row.scope, row.key), ()) if hit.until is None or hit.until > now else ():
                strongest[name] = min(strongest.get(name, hit), hit, key=lambda one: _STRENGTH[one.reason])
    return strongest


def contact_ids(session: Session, suppression: Suppression) -> list[str]:
    """The contacts that it covers."""
    key = canonical_key(suppression.scope, suppression.key)
    query = select(ContactRow.id)
    if suppression.scope == "address":
        query = query.where(ContactRow.email_key == key)
    elif suppression.scope == "account":
        query = query.where(ContactRow.account_id == key)
    elif suppression.scope == PERSON:
        at_account = session.exec(select(ContactRow).where(ContactRow.account_id == key.partition(":")[0]))
        return [row.id for row in at_account if person_key(row.account_id, row.name) == key]
    else:
        at_domain = col(ContactRow.email_key).like(f"%@{key}") | col(ContactRow.email_key).like(f"%.{key}")
        accounts = select(AccountRow.id).where(AccountRow.domain == key)
        query = query.where(at_domain | col(ContactRow.account_id).in_(accounts))
    return list(session.exec(query))


def every(session: Session, *, limit: int = 1000) -> list[Suppression]:
    rows = session.exec(select(SuppressionRow).order_by(col(SuppressionRow.id).desc()).limit(limit))
    return [to_domain(row) for row in rows]


def any_imported(session: Session) -> bool:
    """Whether a never-mail list was imported (DESIGN §2.8)."""
    return (
        session.exec(select(SuppressionRow.id).where(col(SuppressionRow.source).startswith("import")).limit(1)).first()
        is not None
    )


def remember_token(session: Session, token: str, *, contact_id: str, mailbox_id: str, now: datetime) -> None:
    digest = token_sha256(token)
    if session.get(UnsubscribeTokenRow, digest) is None:
        session.add(UnsubscribeTokenRow(token_sha256=digest, contact_id=contact_id, mailbox_id=mailbox_id, made_at=now))


def contact_of_token(session: Session, token: str) -> str | None:
    row = session.get(UnsubscribeTokenRow, token_sha256(token))
    return row.contact_id if row else None


def use_token(session: Session, token: str, *, now: datetime) -> str | None:
    """Mark it used. Returns the contact, or None for a token that we never made."""
    row = session.get(UnsubscribeTokenRow, token_sha256(token))
    if row is None:
        return None
    row.used_at = row.used_at or now
    session.add(row)
    return row.contact_id


def token_sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
