"""Accounts: everyone that is watched, best score first; and one account with its reasons, its people, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.decisions import Role
from agent.domain.scores import Score
from agent.errors import NotFound
from agent.sends import halts, suppression
from agent.store import accounts, briefs, contacts, doubts, objections, outcomes, queue, screens, sends, signals
from agent.store.queue import Listed, Place
from agent.store.screens import ListedAccount
from review_queue import sight
from review_queue.fragments import go, page
from review_queue.guard import Decider, Reader, Visit
from review_queue.labels import label
from review_queue.pages.account_reads import AccountReads, reads_of
from review_queue.pages.committee import CommitteeView, committee_view
from review_queue.pages.names import LinkingName, names_of
from review_queue.pages.queue import place_token, read_place
from review_queue.pages.signals import headline

router = APIRouter()
PAGE = 50


@dataclass(frozen=True, slots=True)
class AccountsView:
    """`barred` says, by account, why nobody there is mailed: an account's own standing or a never-mail list."""

    rows: tuple[ListedAccount, ...]
    owners: dict[str, str]
    search: str
    more: str
    total: int
    barred: dict[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline: mark ◆ signal, ? unsure, ✎ draft, ✉ mail, ↩ outcome."""

    at: datetime
    mark: str
    kind: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """`never` says why nobody mails them, `rests_until` until when (None: for good); `recheck`: verified long ago."""

    contact: Contact
    never: str
    rests_until: datetime | None
    recheck: bool
    expired: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    account: Account
    standing: str
    owner: str
    score: Score | None
    widest: float
    people: tuple[Person, ...]
    withheld: int
    events: tuple[Event, ...]
    names: tuple[LinkingName, ...]
    reads: AccountReads
    committee: CommitteeView
    brief_id: str


@router.get("/accounts")
def show(visit: Reader, q: str = "", after: str = "") -> Response:
    place = read_place(visit, after) if after else None
    with visit.context.store.read() as session:
        rows = screens.accounts_page(
            session,
            search=q[:100],
            owner=_own(visit),
            after=(place.score, place.id) if place else None,
            limit=PAGE + 1,
        )
        total = accounts.count(session)
        barred = _barred(session, list(accounts.by_ids(session, [row.id for row in rows]).values()), visit.now)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    more = place_token(visit, Place(-1 if last.score is None else last.score, last.id)) if last else ""
    owners = {owner.id: owner.name for owner in visit.team().owners}
    return page(visit, "pages/accounts.html", AccountsView(tuple(rows[:PAGE]), owners, q, more, total, barred))


def _barred(session: Session, some: Sequence[Account], now: datetime) -> dict[str, str]:
    """Why nobody at all is mailed there, for good, by account."""
    found = suppression.suppressed_accounts(session, some, now=now)
    return {account_id: label(str(one.reason)) for account_id, one in found.items() if one.until is None}


def _own(visit: Visit) -> str | None:
    """An SDR's own accounts; everyone's for the others, and for an SDR who works nobody's."""
    return visit.actor.owner_id if visit.actor.role is Role.SDR and visit.actor.owner_id else None


@router.get("/accounts/{account_id}")
def show_one(visit: Reader, account_id: str) -> Response:
    with visit.context.store.read() as session:
        account = _seen(session, visit, account_id)
        score = signals.get_score(session, account_id)
        owner = visit.team().owner(account.owner)
        known = contacts.at_account(session, account.id)
        silent = objections.objecting(session, known)
        view = AccountView(
            account=account,
            standing=_barred(session, [account], visit.now).get(account.id) or label(account.relationship),
            owner=owner.name if owner else "",
            score=score,
            widest=max((abs(one.points) for one in score.contributions), default=1) or 1 if score else 1,
            people=_people(session, account, [one for one in known if one.id not in silent], visit.now),
            withheld=sum(one.id in silent and one.erased_at is None for one in known),
            events=_events(session, account_id),
            names=names_of(session, account_id),
            reads=reads_of(session, visit.team(), account, visit.now),
            committee=committee_view(session, visit.team(), account.id, visit.now),
            brief_id=briefs.newest_of(session, account.id),
        )
    return page(visit, "pages/account.html", view)


def _seen(session: Session, visit: Visit, account_id: str) -> Account:
    account = accounts.get(session, account_id)
    if account is None or not sight.sees_account(visit.actor, account.owner):
        raise NotFound("There is no such account, or it is not yours.")
    return account


@router.post("/accounts/{account_id}/go-on")
def go_on(visit: Decider, account_id: str) -> Response:
    """Somebody looked at what a colleague answered: the others may be written to again."""
    with visit.context.store.write() as session:
        account = _seen(session, visit, account_id)
        halts.go_on(session, account.id, by=visit.actor.user_id, now=visit.now)
    return go(f"/accounts/{account.id}#committee")


def _people(session: Session, account: Account, known: Sequence[Contact], now: datetime) -> tuple[Person, ...]:
    found: list[Person] = []
    for contact in known:
        never = suppression.suppressed(
            session, address=contact.email, domain=account.domain, account_id=account.id, now=now
        )
        words = str(never.reason).replace("_", " ") if never else ""
        until = never.until if never else None
        found.append(Person(contact, words, until, contact.needs_recheck(now), contact.is_expired(now)))
    return tuple(found)


def _sent_words(draft: Listed, subject: str) -> str:
    return f"Sent to {draft.contact}" if draft.withheld else f"Sent to {draft.contact}: {subject}"


def _events(session: Session, account_id: str) -> tuple[Event, ...]:
    silence = objections.silence(session, account_id)
    events = [
        Event(signal.dated_at, "◆", "Signal", headline(signal), f"/signals/{signal.id}" if signal.evidence else "")
        for signal in signals.at_account(session, account_id)
        if not silence.of_signal(signal)
    ]
    events += [
        Event(one.at, "?", "To look at", one.title, "/signals#unsure")
        for one in doubts.for_review(session, account_id=account_id)
        if not silence.holds(one.title, one.doubt.question.excerpt)
    ]
    for draft in queue.at_account(session, account_id):
        events.append(
            Event(draft.created_at, "✎", "Draft", f"To {draft.contact}: {draft.state}", f"/drafts/{draft.id}")
        )
        send = sends.of_draft(session, draft.id)
        if send is not None and send.sent_at is not None:
            events.append(Event(send.sent_at, "✉", "Mail", _sent_words(draft, send.content.subject)))
    for outcome in outcomes.at_account(session, account_id):
        worth = f", {outcome.value:,} {outcome.currency}" if outcome.value is not None else ""
        words = f"{str(outcome.kind).replace('_', ' ').capitalize()}{worth}"
        events.append(Event(outcome.at, "↩", "Outcome", f"{words} {outcome.note}".strip()))
    return tuple(sorted(events, key=lambda one: one.at, reverse=True))
