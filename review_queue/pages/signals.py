"""Signals: what happened at which account, from which reports, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.decisions import Role
from agent.domain.signals import Signal, SignalEvidence, SignalKind
from agent.errors import NotFound
from agent.store import accounts, doubts, objections, runs
from agent.store import signals as signal_store
from review_queue import words
from review_queue.fragments import go, page
from review_queue.guard import Reader, Tuner, Visit
from signals.why_now import what_happened

router = APIRouter()
PAGE = 50
OFFER_AFTER = 3
"""The third signal of a source that was not relevant, among its last twenty, offers to mute it."""


@dataclass(frozen=True, slots=True)
class Report:
    publisher: str
    title: str
    quote: str
    url: str
    said_by: str
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class SignalRow:
    id: str
    at: datetime
    found_at: datetime
    account_id: str
    account: str
    headline: str
    confidence: int
    reports: tuple[Report, ...]
    baseline: bool
    dismissed: bool
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A source whose newest signals were called not relevant so often that muting it is offered."""

    source: str
    not_relevant: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """A text that may tell an event and raised none: a person reads it."""

    id: str
    account_id: str
    account: str
    kind: str
    why: str
    publisher: str
    title: str
    excerpt: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignalsView:
    rows: tuple[SignalRow, ...]
    kinds: tuple[str, ...]
    kind: str
    more: str
    offers: tuple[Offer, ...] = ()
    unsure: tuple[Unsure, ...] = ()


def headline(signal: Signal) -> str:
    """A signal in one line, as the queue says it: "Series B $12M", "New VP Sales: Dana Ortiz"."""
    said = words.sentence(what_happened(signal))
    person = signal.fields.get("person", "")
    return f"{said}: {person}" if person and person not in said else said


@router.get("/signals")
def show(visit: Reader, kind: str = "", before: str = "") -> Response:
    if kind and kind not in set(SignalKind):
        raise NotFound("There is no such kind of signal.")
    with visit.context.store.read() as session:
        own = visit.actor.owner_id if visit.actor.role is Role.SDR else ""
        found = signal_store.latest(session, limit=PAGE + 1, before_id=before[:64], kind=kind, owner_id=own)
        firms = accounts.by_ids(session, [one.account_id for one in found])
        offers = tuple(_offers(session, visit))
        silences = objections.silences(session, firms)
        unsure = () if before else tuple(_unsure(session, own, kind))
    told = [one for one in found[:PAGE] if one.account_id in firms and not silences[one.account_id].of_signal(one)]
    rows = tuple(_row(one, firms[one.account_id].name) for one in told)
    more = found[PAGE - 1].id if len(found) > PAGE else ""
    return page(visit, "pages/signals.html", SignalsView(rows, tuple(SignalKind), kind, more, offers, unsure))


def _offers(session: Session, visit: Visit) -> Iterator[Offer]:
    """Muting is offered, never done: only a person switches a source off (signals §9)."""
    if not visit.may("tune"):
        return
    set_here = runs.source_settings(session)
    for setting in visit.team().sources:
        row = set_here.get(setting.name)
        if row.enabled if row else setting.enabled:
            number = signal_store.not_relevant(session, setting.name)
            if number >= OFFER_AFTER:
                yield Offer(setting.name, number)


def _unsure(session: Session, owner_id: str, kind: str) -> Iterator[Unsure]:
    """Texts that wait for a reader; one that names a person who objected is not shown."""
    found = doubts.for_review(session, owner_id=owner_id)
    firms = accounts.by_ids(session, [one.account_id for one in found])
    silences = objections.silences(session, firms)
    for one in found:
        said = one.doubt.question.excerpt
        if one.account_id in firms and kind in {"", one.kind} and not silences[one.account_id].holds(one.title, said):
            yield Unsure(
                id=one.id,
                account_id=one.account_id,
                account=firms[one.account_id].name,
                kind=one.kind,
                why=one.why,
                publisher=one.publisher,
                title=one.title,
                excerpt=said if said.startswith(one.title) else f"{one.title}\n{said}",
                url=one.url if _is_web(one.url) else "",
                at=one.at,
            )


def _row(signal: Signal, account: str) -> SignalRow:
    reports = tuple(_report(one, signal.evidence) for one in signal.evidence)
    return SignalRow(
        id=signal.id,
        at=signal.dated_at,
        found_at=signal.known_at,
        account_id=signal.account_id,
        account=account,
        headline=headline(signal),
        confidence=round(100 * signal.confidence),
        reports=reports,
        baseline=signal.baseline,
        dismissed=signal.dismissed,
        conflicts=signal.conflicts,
    )


def _report(piece: SignalEvidence, beside: Sequence[SignalEvidence]) -> Report:
    """A report by its publisher; with its title where that publisher has several."""
    name = piece.publisher or piece.source
    several = sum((one.publisher or one.source) == name for one in beside) > 1
    said_by = f"{name}: {piece.title}" if several and piece.title else name
    if piece.is_recorded:
        said_by = words.sentence(words.recorded_by(name))
    url = piece.url if _is_web(piece.url) else ""
    return Report(name, piece.title, piece.quote.text, url, said_by, piece.is_recorded)


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


@router.post("/signals/{signal_id}/dismiss")
def dismiss(visit: Tuner, signal_id: str) -> Response:
    """Not relevant: it no longer counts, and its source learns of it. Pressed again it counts once more."""
    with visit.context.store.write() as session:
        if not signal_store.toggle_dismissed(session, signal_id):
            raise NotFound("There is no such signal.")
    return go("/signals")


@router.post("/signals/unsure/{doubt_id}/no-event")
def no_event(visit: Tuner, doubt_id: str) -> Response:
    """A person read the text: it tells no event. Pressed twice it is the same."""
    with visit.context.store.write() as session:
        doubts.review(session, doubt_id, by=visit.actor.name, now=visit.now)
    return go("/signals")
