"""Read-only joins for the pages: lists of accounts, sources with their yield, replies, and the facts of the funnel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from agent.domain.replies import Briefing, Intent
from agent.store import contacts, objections
from agent.store.codec import load
from agent.store.objections import Silence
from agent.tables.accounts import AccountRow, ContactRow
from agent.tables.drafts import DraftRow
from agent.tables.items import ItemRow, TargetRow
from agent.tables.sends import OutcomeRow, ReplyRow, SendRow
from agent.tables.signals import BriefRow, CardRow, ScoreRow, SignalEvidenceRow, SignalRow


@dataclass(frozen=True, slots=True)
class ListedAccount:
    id: str
    name: str
    domain: str
    country: str
    owner: str
    relationship: str
    score: int | None
    band: str


def accounts_page(
    session: Session,
    *,
    search: str = "",
    owner: str | None = None,
    after: tuple[int, str] | None = None,
    limit: int = 50,
) -> list[ListedAccount]:
    """Accounts, best score first (unscored ones last), keyset by (score, id). `search` matches name or domain."""
    total = func.coalesce(ScoreRow.total, -1)
    query = select(AccountRow, ScoreRow).outerjoin(ScoreRow, col(ScoreRow.account_id) == col(AccountRow.id))
    clauses: list[ColumnElement[bool]] = []
    if search.strip():
        like = f"%{_escaped(search.strip().lower())}%"
        clauses.append(
            or_(func.lower(AccountRow.name).like(like, escape="\\"), col(AccountRow.domain).like(like, escape="\\"))
        )
    if owner is not None:
        clauses.append(col(AccountRow.owner) == owner)
    if after is not None:
        clauses.append(or_(total < after[0], (total == after[0]) & (col(AccountRow.id) > after[1])))
    rows = session.exec(query.where(*clauses).order_by(total.desc(), col(AccountRow.id)).limit(limit))
    return [
        ListedAccount(
            row.id, row.name, row.domain, row.country, row.owner, row.relationship,
            score.total if score else None, score.band if score else "",
        )
        for row, score in rows
    ]  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def last_failures(session: Session, sources: Iterable[str]) -> dict[str, str]:
    """Why the last target of each source failed that has not been read well since."""
    found: dict[str, str] = {}
    for source in sources:
        reason = session.exec(
            select(TargetRow.last_reason)
            .where(TargetRow.source == source, col(TargetRow.failures) > 0)
            .order_by(col(TargetRow.last_tried_at).desc())
            .limit(1)
        ).first()
        if reason:
            found[source] = reason
    return found


def signals_by_source(session: Session, *, since: datetime) -> dict[str, int]:
    """How many signals stand on each source's items since then; those counted over postings have no mention."""
    rows = session.exec(
        select(ItemRow.source, func.count(func.distinct(SignalEvidenceRow.signal_id)))
        .join(SignalEvidenceRow, col(SignalEvidenceRow.item_id) == col(ItemRow.id))
        .where(col(SignalEvidenceRow.known_at) >= since)
        .group_by(ItemRow.source)
    ).all()
    return dict(rows)


def items_by_source(session: Session, *, since: datetime) -> dict[str, int]:
    rows = session.exec(
        select(ItemRow.source, func.count()).where(col(ItemRow.first_seen_at) >= since).group_by(ItemRow.source)
    ).all()
    return dict(rows)


@dataclass(frozen=True, slots=True)
class DraftFact:
    """What the yield and the funnel need to know of one draft. Times are None where it did not happen."""

    draft_id: str
    account_id: str
    contact_id: str
    run_id: str
    made_at: datetime
    state: str
    edited: bool
    state_reason: str
    cited_items: tuple[str, ...]
    approved_at: datetime | None
    sent_at: datetime | None
    send_id: str
    cost_usd: float = 0.0
    by_model: bool = False
    repairs: int = 0
    asked_in_vain: bool = False


def draft_facts(
    session: Session, *, since: datetime, until: datetime | None = None, run_id: str = "", limit: int = 20_000
) -> list[DraftFact]:
    """The drafts made in a span of time or by a run, with what became of their sends."""
    query = (
        select(DraftRow, BriefRow.brief, SendRow)
        .outerjoin(BriefRow, col(BriefRow.id) == col(DraftRow.brief_id))
        .outerjoin(SendRow, col(SendRow.draft_id) == col(DraftRow.id))
        .where(col(DraftRow.created_at) >= since)
    )
    if until is not None:
        query = query.where(col(DraftRow.created_at) < until)
    if run_id:
        query = query.where(DraftRow.run_id == run_id)
    rows = session.exec(query.order_by(col(DraftRow.id)).limit(limit))
    return [_fact(draft, brief, send) for draft, brief, send in rows]


def _fact(draft: DraftRow, brief: Mapping[str, Any] | None, send: SendRow | None) -> DraftFact:
    cited = set(draft.evidence_ids)
    pieces = brief.get("evidence", []) if brief else []
    live = send is not None and send.state != "cancelled"
    author: Mapping[str, Any] = draft.authorship
    return DraftFact(
        draft_id=draft.id,
        account_id=draft.account_id,
        contact_id=draft.contact_id,
        run_id=draft.run_id,
        made_at=draft.created_at,
        state=draft.state,
        edited=draft.edited,
        state_reason=draft.state_reason,
        cited_items=tuple(one["item_id"] for one in pieces if one["id"] in cited and one.get("item_id")),
        approved_at=draft.approved_at or (send.approved_at if send and live else None),
        sent_at=send.sent_at if send and live else None,
        send_id=send.id if send and live else "",
        cost_usd=author.get("cost_usd", 0.0),
        by_model=bool(author.get("model")),
        repairs=author.get("repairs", 0),
        asked_in_vain=bool(author.get("fell_back")),
    )


def sources_of_items(session: Session, item_ids: Iterable[str]) -> dict[str, str]:
    wanted = sorted(set(item_ids))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        rows = session.exec(
            select(ItemRow.id, ItemRow.source).where(col(ItemRow.id).in_(wanted[start : start + 500]))
        ).all()
        found.update(dict(rows))
    return found


def with_signal(session: Session, *, since: datetime, until: datetime | None = None) -> set[str]:
    """The accounts that got a signal in this span."""
    query = select(SignalRow.account_id).distinct().where(col(SignalRow.known_at) >= since)
    if until is not None:
        query = query.where(col(SignalRow.known_at) < until)
    return set(session.exec(query))


def outcome_kinds(session: Session, account_ids: Sequence[str]) -> dict[str, set[str]]:
    """The kinds of outcome of each account."""
    found: dict[str, set[str]] = {}
    for start in range(0, len(account_ids), 500):
        part = list(account_ids[start : start + 500])
        rows = session.exec(
            select(OutcomeRow.account_id, OutcomeRow.kind).where(col(OutcomeRow.account_id).in_(part))
        ).all()
        for account_id, kind in rows:
            found.setdefault(account_id, set()).add(kind)
    return found


@dataclass(frozen=True, slots=True)
class ListedReply:
    id: str
    account_id: str
    contact_id: str
    owner_id: str
    send_id: str
    account: str
    contact: str
    email: str
    intent: Intent
    subject: str
    text: str
    received_at: datetime
    due_at: datetime | None
    handled_at: datetime | None
    briefing: Briefing | None


def replies(session: Session, *, owners: Sequence[str] | None, handled: bool, limit: int = 100) -> list[ListedReply]:
    """Replies, those with the least time left first; handled ones newest first."""
    query = (
        select(ReplyRow, AccountRow.name, ContactRow.name, ContactRow.email)
        .join(AccountRow, col(AccountRow.id) == col(ReplyRow.account_id))
        .outerjoin(ContactRow, col(ContactRow.id) == col(ReplyRow.contact_id))
    )
    query = query.where(col(ReplyRow.handled_at).is_not(None) if handled else col(ReplyRow.handled_at).is_(None))
    if owners is not None:
        query = query.where(col(ReplyRow.owner_id).in_(list(owners)))
    order = (
        (col(ReplyRow.handled_at).desc(),)
        if handled
        else (func.coalesce(ReplyRow.due_at, ReplyRow.received_at), col(ReplyRow.id))
    )
    return _replies(session, session.exec(query.order_by(*order).limit(limit)))


def _replies(session: Session, rows: Iterable[Any]) -> list[ListedReply]:
    """Rows for a page; who objected is neither named nor quoted (signals §7)."""
    found = list(rows)
    silent = objections.hidden(session, [row.contact_id for row, *_ in found])
    silences = objections.silences(session, {row.account_id for row, *_ in found})
    shown = [_reply(row, account, contact or "", email or "") for row, account, contact, email in found]
    return [_withheld(one) if one.contact_id in silent else _without(one, silences[one.account_id]) for one in shown]


def _withheld(reply: ListedReply) -> ListedReply:
    return replace(reply, contact=objections.WITHHELD, email="", subject="", text="", briefing=None)


def _without(reply: ListedReply, silence: Silence) -> ListedReply:
    """The reply without the lines that name a colleague who objected."""
    if silence.is_empty:
        return reply
    briefing = reply.briefing
    if briefing is not None:
        briefing = replace(
            briefing,
            why_now="" if silence.holds(briefing.why_now) else briefing.why_now,
            promised=_quiet(briefing.promised, silence),
            bant={name: "ask" if silence.holds(words) else words for name, words in briefing.bant.items()},
            known=_quiet(briefing.known, silence),
            questions=_quiet(briefing.questions, silence),
        )
    return replace(
        reply,
        subject="" if silence.holds(reply.subject) else reply.subject,
        text="\n".join(_quiet(reply.text.split("\n"), silence)),
        briefing=briefing,
    )


def _quiet(lines: Iterable[str], silence: Silence) -> tuple[str, ...]:
    return tuple(line for line in lines if not silence.holds(line))


def _reply(row: ReplyRow, account: str, contact: str, email: str) -> ListedReply:
    return ListedReply(
        id=row.id,
        account_id=row.account_id,
        contact_id=row.contact_id,
        owner_id=row.owner_id,
        send_id=row.send_id,
        account=account,
        contact=contact,
        email=email,
        intent=Intent(row.intent),
        subject=row.subject,
        text=row.text,
        received_at=row.received_at,
        due_at=row.due_at,
        handled_at=row.handled_at,
        briefing=load(Briefing, row.briefing) if row.briefing else None,
    )


def count_replies(session: Session, *, owners: Sequence[str] | None) -> int:
    query = select(func.count()).select_from(ReplyRow).where(col(ReplyRow.handled_at).is_(None))
    if owners is not None:
        query = query.where(col(ReplyRow.owner_id).in_(list(owners)))
    return session.exec(query).one()


def reply(session: Session, reply_id: str) -> ListedReply | None:
    found = session.exec(
        select(ReplyRow, AccountRow.name, ContactRow.name, ContactRow.email)
        .join(AccountRow, col(AccountRow.id) == col(ReplyRow.account_id))
        .outerjoin(ContactRow, col(ContactRow.id) == col(ReplyRow.contact_id))
        .where(ReplyRow.id == reply_id)
    )
    return next(iter(_replies(session, found)), None)


def handle_reply(session: Session, reply_id: str, *, by: str, now: datetime) -> bool:
    """Stop a reply's clock: somebody took it. Returns whether that is new."""
    row = session.get(ReplyRow, reply_id)
    if row is None or row.handled_at is not None:
        return False
    row.handled_at = now
    row.handled_by = by
    session.add(row)
    session.flush()
    return True


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an account and a person, for lists."""

    account: str
    contact: str


def names_of(session: Session, contact_ids: Iterable[str]) -> dict[str, Names]:
    """Names by contact id."""
    wanted = sorted(set(contact_ids))
    found: dict[str, Names] = {}
    for start in range(0, len(wanted), 500):
        rows = session.exec(
            select(ContactRow.id, AccountRow.name, ContactRow.name)
            .join(AccountRow, col(AccountRow.id) == col(ContactRow.account_id))
            .where(col(ContactRow.id).in_(wanted[start : start + 500]))
        ).all()
        found.update({contact_id: Names(account, contact) for contact_id, account, contact in rows})
    for contact_id in objections.hidden(session, found):
        found[contact_id] = Names(found[contact_id].account, objections.WITHHELD)
    return found


def colleagues(session: Session, account_id: str, *, but: str, limit: int = 3) -> list[tuple[str, str]]:
    """Name and title of some others at the account."""
    people = [one for one in contacts.at_account(session, account_id) if one.id != but]
    silent = objections.objecting(session, people)
    return [(one.name, one.title) for one in people if one.id not in silent][:limit]


def count_cards(session: Session, *, owners: Sequence[str] | None) -> int:
    """How many *To find* cards still want a person."""
    query = (
        select(func.count())
        .select_from(CardRow)
        .where(col(CardRow.found_at).is_(None), col(CardRow.dismissed_at).is_(None))
    )
    if owners is not None:
        query = query.where(col(CardRow.owner_id).in_(list(owners)))
    return session.exec(query).one()


def card(session: Session, card_id: str) -> CardRow | None:
    return session.get(CardRow, card_id)


def dismiss_card(session: Session, card_id: str, *, now: datetime) -> None:
    row = session.get(CardRow, card_id)
    if row is not None and row.dismissed_at is None:
        row.dismissed_at = now
        session.add(row)
