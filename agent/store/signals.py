"""Queries on signals, scores, briefs and *To find* cards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, update
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from agent.domain.briefs import Brief
from agent.domain.scores import Score
from agent.domain.signals import Signal, SignalEvidence, SignalKind
from agent.store import built
from agent.store.built import AnyRow
from agent.store.bulk import BRIEFS, MENTIONS, SCORES, SIGNAL_EVIDENCE, SIGNALS, chunks, insert_new
from agent.store.codec import dump, load
from agent.tables.accounts import AccountRow
from agent.tables.columns import new_id
from agent.tables.items import ItemRow
from agent.tables.signals import BriefRow, CardRow, ScoreRow, SignalEvidenceRow, SignalRow

_SIGNAL, _PIECE = SIGNALS.c, SIGNAL_EVIDENCE.c
_AT_ACCOUNTS = (
    select_rows(SIGNALS)
    .where(_SIGNAL.account_id.in_(built.given("ids", many=True)), _SIGNAL.merged_into.is_(None))
    .order_by(_SIGNAL.known_at, _SIGNAL.id)
)
_STANDING = _AT_ACCOUNTS.where(_SIGNAL.dismissed.is_(False))
_EVIDENCE = (
    select_rows(_PIECE.signal_id, _PIECE.evidence)
    .where(_PIECE.signal_id.in_(built.given("ids", many=True)))
    .order_by(_PIECE.id)
)
_TOTALS = select_rows(SCORES.c.account_id, SCORES.c.total).where(SCORES.c.account_id.in_(built.given("ids", many=True)))
_KEPT_BRIEFS = select_rows(BRIEFS.c.account_id, BRIEFS.c.sha256, BRIEFS.c.id).where(
    BRIEFS.c.sha256.in_(built.given("hashes", many=True))
)

_OPEN_CARDS = select(CardRow).where(CardRow.account_id == built.given("account"), col(CardRow.found_at).is_(None))


def _to_domain(row: SignalRow | AnyRow, evidence: Sequence[SignalEvidence]) -> Signal:
    return Signal(
        id=row.id,
        account_id=row.account_id,
        kind=SignalKind(row.kind),
        fields=dict(row.fields),
        evidence=tuple(evidence),
        confidence=row.confidence,
        published_at=row.published_at,
        known_at=row.known_at,
        occurred_on=row.occurred_on,
        baseline=row.baseline,
        conflicts=tuple(row.conflicts),
        version=row.version,
        dismissed=row.dismissed,
    )


def _with_evidence(session: Session, rows: Sequence[SignalRow | AnyRow]) -> list[Signal]:
    if not rows:
        return []
    pieces: dict[str, list[SignalEvidence]] = {row.id: [] for row in rows}
    ids = list(pieces)
    for some in chunks(ids):
        for signal_id, evidence in built.rows(session, _EVIDENCE, ids=some):
            pieces[signal_id].append(load(SignalEvidence, evidence))
    return [_to_domain(row, pieces[row.id]) for row in rows]


def get(session: Session, signal_id: str) -> Signal | None:
    row = session.get(SignalRow, signal_id)
    return _with_evidence(session, [row])[0] if row else None


def at_account(
    session: Session, account_id: str, *, as_of: datetime | None = None, dismissed_too: bool = False
) -> list[Signal]:
    """Signals of an account that were known at `as_of`, oldest first; dismissed ones only when asked for."""
    return of_accounts(session, [account_id], as_of=as_of, dismissed_too=dismissed_too).get(account_id, [])


def of_accounts(
    session: Session, account_ids: Sequence[str], *, as_of: datetime | None = None, dismissed_too: bool = False
) -> dict[str, list[Signal]]:
    """The same by account; at most 500 accounts."""
    query, values = (_STANDING if not dismissed_too else _AT_ACCOUNTS), {"ids": list(account_ids)}
    if as_of is not None:
        query = query.where(SIGNALS.c.known_at <= as_of)
    rows = built.rows(session, query, **values).all()
    found: dict[str, list[Signal]] = {}
    for signal in _with_evidence(session, rows):
        found.setdefault(signal.account_id, []).append(signal)
    return found


def latest(
    session: Session, *, limit: int = 50, before_id: str = "", kind: str = "", owner_id: str = ""
) -> list[Signal]:
    """Signals by the day (UTC) that they were found, the newest event of a day first; `before_id` is the last that was
    shown. With `owner_id` of that owner's accounts and of nobody's."""
    found_on: Any = func.date(col(SignalRow.known_at))
    if session.get_bind().dialect.name == "postgresql":  # its dates are of the server's own zone
        found_on = func.date(func.timezone("UTC", col(SignalRow.known_at)))
    dated_at: Any = func.coalesce(col(SignalRow.published_at), col(SignalRow.known_at))
    query = select(SignalRow).where(col(SignalRow.merged_into).is_(None))
    if owner_id:
        seen = select(AccountRow.id).where(col(AccountRow.owner).in_([owner_id, ""]))
        query = query.where(col(SignalRow.account_id).in_(seen))
    shown = session.exec(select(found_on, dated_at).where(SignalRow.id == before_id)).first() if before_id else None
    if shown is not None:
        day, at = shown
        query = query.where(
            or_(
                found_on < day,
                and_(found_on == day, dated_at < at),
                and_(found_on == day, dated_at == at, col(SignalRow.id) < before_id),
            )
        )
    if kind:
        query = query.where(SignalRow.kind == kind)
    order = (found_on.desc(), dated_at.desc(), col(SignalRow.id).desc())
    return _with_evidence(session, session.exec(query.order_by(*order).limit(limit)).all())


def put(session: Session, signal: Signal) -> None:
    """Write a signal with its evidence; what it had and has no more goes."""
    known_row = session.get(SignalRow, signal.id)
    row = known_row or SignalRow(
        id=signal.id,
        account_id=signal.account_id,
        kind=str(signal.kind),
        fields={},
        confidence=0.0,
        known_at=signal.known_at,
        conflicts=[],
        baseline=signal.baseline,
    )
    row.fields = dict(signal.fields)
    row.confidence = signal.confidence
    row.published_at = signal.published_at
    row.known_at = signal.known_at
    row.occurred_on = signal.occurred_on
    row.conflicts = list(signal.conflicts)
    row.version = signal.version
    row.dismissed = signal.dismissed
    session.add(row)
    session.flush()
    wanted = {(evidence.item_id, _field_hash(evidence)) for evidence in signal.evidence}
    known = set()
    standing = select(SignalEvidenceRow).where(SignalEvidenceRow.signal_id == signal.id)
    for piece in session.exec(standing) if known_row else ():
        if (piece.item_id, piece.field_hash) in wanted:
            known.add((piece.item_id, piece.field_hash))
        else:
            session.delete(piece)
    for evidence in signal.evidence:
        key = (evidence.item_id, _field_hash(evidence))
        if key not in known:
            known.add(key)
            session.add(
                SignalEvidenceRow(
                    id=new_id(),
                    signal_id=signal.id,
                    item_id=evidence.item_id,
                    field_hash=key[1],
                    evidence=dump(SignalEvidence, evidence),
                    known_at=signal.known_at,
                )
            )
    session.flush()


def merge_away(session: Session, signal: Signal, *, into: str) -> None:
    """What was one signal is part of another now: it holds no evidence, and counts nowhere."""
    row = session.get(SignalRow, signal.id)
    if row is not None:
        put(session, replace(signal, evidence=(), dismissed=True))
        row.merged_into = into
        session.add(row)
        session.connection().execute(update(MENTIONS).where(MENTIONS.c.signal_id == signal.id).values(signal_id=into))


def move_mentions(session: Session, item_ids: Sequence[str], *, kind: str, old: str, new: str) -> None:
    """Mentions of these items that fed one signal feed another."""
    session.connection().execute(
        update(MENTIONS)
        .where(MENTIONS.c.signal_id == old, MENTIONS.c.kind == kind, MENTIONS.c.item_id.in_(list(item_ids)))
        .values(signal_id=new)
    )


def toggle_dismissed(session: Session, signal_id: str) -> bool:
    """A person says that a signal is not relevant, or is after all. Returns whether there is such a signal."""
    row = session.get(SignalRow, signal_id)
    if row is None:
        return False
    row.dismissed = not row.dismissed
    session.add(row)
    return True


def not_relevant(session: Session, source: str, *, last: int = 20) -> int:
    """How many of the newest `last` signals that `source` reported were called not relevant."""
    newest = (
        select(SignalRow.id, SignalRow.dismissed)
        .join(SignalEvidenceRow, col(SignalEvidenceRow.signal_id) == col(SignalRow.id))
        .join(ItemRow, col(ItemRow.id) == col(SignalEvidenceRow.item_id))
        .where(ItemRow.source == source)
        .distinct()
        .order_by(col(SignalRow.id).desc())
        .limit(last)
    )
    return sum(dismissed for _, dismissed in session.exec(newest))


def _field_hash(evidence: SignalEvidence) -> str:
    values = {name: field.value for name, field in sorted(evidence.fields.items())}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


def accounts_with_signals(session: Session) -> Iterator[str]:
    """Ids of accounts with at least one signal that is not dismissed, in order."""
    last = ""
    while True:
        rows = session.exec(
            select(SignalRow.account_id)
            .where(SignalRow.account_id > last, col(SignalRow.dismissed).is_(False))
            .distinct()
            .order_by(col(SignalRow.account_id))
            .limit(1000)
        ).all()
        if not rows:
            return
        yield from rows
        last = rows[-1]


def accounts_of_items(session: Session, item_ids: Sequence[str]) -> list[str]:
    """The accounts at which these items raised or fed a signal."""
    found: set[str] = set()
    for start in range(0, len(item_ids), 500):
        rows = session.exec(
            select(SignalRow.account_id)
            .join(SignalEvidenceRow, col(SignalEvidenceRow.signal_id) == col(SignalRow.id))
            .where(col(SignalEvidenceRow.item_id).in_(item_ids[start : start + 500]))
        ).all()
        found.update(rows)
    return sorted(found)


def put_score(session: Session, score: Score) -> None:
    put_scores(session, [score])


def put_scores(session: Session, scores: Sequence[Score]) -> None:
    """Write the scores of some accounts, each in the place of its account's last; at most 500."""
    session.flush()
    connection, ids = session.connection(), [score.account_id for score in scores]
    known = set(connection.execute(select(SCORES.c.account_id).where(SCORES.c.account_id.in_(ids))).scalars())
    values = [
        (
            score.account_id,
            {"total": score.total, "band": str(score.band), "as_of": score.as_of, "score": dump(Score, score)},
        )
        for score in scores
    ]
    insert_new(connection, SCORES, [{"account_id": one, **said} for one, said in values if one not in known])
    again = [{"one": one, **said} for one, said in values if one in known]
    if again:
        connection.execute(update(SCORES).where(SCORES.c.account_id == bindparam("one")), again)


def get_score(session: Session, account_id: str) -> Score | None:
    row = session.get(ScoreRow, account_id)
    return load(Score, row.score) if row else None


def totals_of(session: Session, account_ids: Sequence[str]) -> dict[str, int]:
    """The totals of those of these accounts that were scored."""
    found: dict[str, int] = {}
    for some in chunks(account_ids):
        found.update((one, total) for one, total in built.rows(session, _TOTALS, ids=some))
    return found


def ranked_accounts(session: Session) -> list[tuple[str, int]]:
    """Every scored account with its total, best first; ties by id, so that a night can be played again."""
    rows = session.exec(
        select(ScoreRow.account_id, ScoreRow.total).order_by(col(ScoreRow.total).desc(), col(ScoreRow.account_id))
    ).all()
    return list(rows)


def put_brief(session: Session, brief: Brief, *, now: datetime) -> str:
    """Keep a brief; the same brief of the same account is kept once. Returns its id."""
    return put_briefs(session, [brief], now=now)[0]


def put_briefs(session: Session, briefs: Sequence[Brief], *, now: datetime) -> list[str]:
    """The same for many, in their order; at most 500."""
    kept = built.rows(session, _KEPT_BRIEFS, hashes=[brief.sha256 for brief in briefs])
    ids = {(account_id, sha256): brief_id for account_id, sha256, brief_id in kept}
    fresh = {(brief.account.id, brief.sha256): brief for brief in briefs if (brief.account.id, brief.sha256) not in ids}
    rows = [
        {"id": new_id(), "account_id": one, "sha256": sha256, "brief": dump(Brief, brief), "made_at": now}
        for (one, sha256), brief in fresh.items()
    ]
    insert_new(session.connection(), BRIEFS, rows)
    ids.update({(row["account_id"], row["sha256"]): row["id"] for row in rows})
    return [ids[brief.account.id, brief.sha256] for brief in briefs]


def get_brief(session: Session, brief_id: str) -> Brief | None:
    row = session.get(BriefRow, brief_id)
    return load(Brief, row.brief) if row else None


@dataclass(frozen=True, slots=True)
class Card:
    """What a *To find* card says."""

    account_id: str
    persona_id: str
    owner_id: str
    reason: str
    brief_id: str
    score: int
    run_id: str


def put_cards(session: Session, cards: Sequence[Card], *, now: datetime) -> int:
    """Put accounts on *To find*, once for each persona; at most 500. Returns how many cards are new."""
    accounts = [card.account_id for card in cards]
    rows = session.exec(select(CardRow).where(col(CardRow.account_id).in_(accounts)))
    known = {(row.account_id, row.persona_id): row for row in rows}
    for card in cards:
        row = known.get((card.account_id, card.persona_id))
        if row is None:
            session.add(CardRow(id=new_id(), created_at=now, **asdict(card)))
        elif row.dismissed_at is None:  # whoever was found once is gone again: left, bounced or kept too long
            row.reason, row.brief_id, row.score, row.found_at = card.reason, card.brief_id, card.score, None
    return sum((card.account_id, card.persona_id) not in known for card in cards)


def open_cards(session: Session, *, owner_id: str | None = None, limit: int = 200) -> list[CardRow]:
    """Cards still without a person, best score first."""
    query = select(CardRow).where(col(CardRow.found_at).is_(None), col(CardRow.dismissed_at).is_(None))
    if owner_id is not None:
        query = query.where(CardRow.owner_id == owner_id)
    return list(session.exec(query.order_by(col(CardRow.score).desc(), col(CardRow.id)).limit(limit)).all())


def note_enrichment(session: Session, card_id: str, words: str) -> None:
    """Say on a card what came of asking a provider of contacts; the words name nobody."""
    row = session.get(CardRow, card_id)
    if row is not None:
        row.enrichment = words
        session.add(row)


def close_cards(session: Session, account_id: str, *, now: datetime) -> None:
    """Somebody was found at this account."""
    for row in session.exec(_OPEN_CARDS, params={"account": account_id}):
        row.found_at = now
