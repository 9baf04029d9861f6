"""One signal: its reports, and what people rule about them. Merge, split, "not the same" (signals §4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.accounts import Account
from agent.domain.decisions import Role
from agent.domain.signals import Signal
from agent.errors import BadInput, NotFound
from agent.store import accounts, event_rules, objections, signals, users
from review_queue import words
from review_queue.event_rulings import find_signal, merge, split, tell_apart
from review_queue.fragments import go, page
from review_queue.guard import Reader, Resolver, Visit
from review_queue.labels import Told, told
from review_queue.pages.signals import headline
from signals.bonds import report_key
from signals.why_now import how_it_was_counted

router = APIRouter(prefix="/signals")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report: `number` names its box, `told` are the fields it tells, `copy` says that it confirms nothing."""

    number: int
    publisher: str
    at: datetime | None
    quote: str
    url: str
    title: str
    told: tuple[Told, ...]
    is_copy: bool
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class OtherSignal:
    id: str
    headline: str
    at: datetime
    reports: int


@dataclass(frozen=True, slots=True)
class EventView:
    id: str
    headline: str
    account: Account
    confidence: int
    groups: int
    conflicts: tuple[str, ...]
    reports: tuple[ReportLine, ...]
    others: tuple[OtherSignal, ...]
    rulings: tuple[tuple[datetime, str, str], ...]
    counted: str = ""


@router.get("/{signal_id}")
def show(visit: Reader, signal_id: str) -> Response:
    with visit.context.store.read() as session:
        signal, account = _own(session, visit, signal_id)
        silence = objections.silence(session, account.id)
        if silence.of_signal(signal):
            raise NotFound("Somebody whom this signal names objected: it is not shown any more.")
        others = [
            OtherSignal(one.id, headline(one), one.dated_at, len(one.evidence))
            for one in signals.at_account(session, account.id)
            if one.kind is signal.kind and one.id != signal.id and one.evidence and not silence.of_signal(one)
        ]
        view = EventView(
            id=signal.id,
            headline=headline(signal),
            account=account,
            confidence=round(100 * signal.confidence),
            groups=len({piece.group for piece in signal.evidence}),
            conflicts=signal.conflicts,
            reports=_reports(signal),
            others=tuple(others),
            rulings=_rulings(session, account.id),
            counted=how_it_was_counted(signal),
        )
    return page(visit, "pages/signal.html", view)


@router.post("/{signal_id}/merge")
def merge_two(visit: Resolver, signal_id: str) -> Response:
    with visit.context.store.write() as session:
        _own(session, visit, signal_id)
        merge(session, visit.actor, signal_id, visit.form.get("other", ""), now=visit.now)
    return go(f"/signals/{signal_id}")


@router.post("/{signal_id}/split")
def split_one(visit: Resolver, signal_id: str) -> Response:
    with visit.context.store.write() as session:
        signal, _ = _own(session, visit, signal_id)
        chosen = [
            report_key(piece) for number, piece in enumerate(signal.evidence) if visit.form.get(f"report_{number}")
        ]
        if not chosen:
            raise BadInput("Tick the reports that tell of another event, then split.")
        split(session, visit.actor, signal_id, chosen, now=visit.now)
    return go(f"/signals/{signal_id}")


@router.post("/{signal_id}/apart")
def keep_apart(visit: Resolver, signal_id: str) -> Response:
    with visit.context.store.write() as session:
        _own(session, visit, signal_id)
        tell_apart(session, visit.actor, signal_id, visit.form.get("other", ""), now=visit.now)
    return go(f"/signals/{signal_id}")


def _own(session: Session, visit: Visit, signal_id: str) -> tuple[Signal, Account]:
    """The signal and its account, where this person may see them."""
    signal = find_signal(session, signal_id)
    account = accounts.get(session, signal.account_id)
    own = visit.actor.owner_id if visit.actor.role is Role.SDR else ""
    if account is None or (own and account.owner not in {own, ""}):
        raise NotFound("There is no such signal, or its account is not yours.")
    return signal, account


def _reports(signal: Signal) -> tuple[ReportLine, ...]:
    heard: set[str] = set()
    found = []
    for number, piece in enumerate(signal.evidence):
        url = piece.url if piece.url.startswith(("https://", "http://")) else ""
        line = ReportLine(
            number,
            words.sentence(words.recorded_by(piece.publisher))
            if piece.is_recorded
            else piece.publisher or piece.source,
            piece.published_at,
            piece.quote.text,
            url,
            piece.title,
            told(piece.fields),
            is_copy=piece.group in heard,
            is_recorded=piece.is_recorded,
        )
        heard.add(piece.group)
        found.append(line)
    return tuple(found)


def _rulings(session: Session, account_id: str) -> tuple[tuple[datetime, str, str], ...]:
    names = {user.id: user.name for user in users.everyone(session)}
    return tuple((at, names.get(by, "somebody"), words) for at, by, words in event_rules.history(session, account_id))
