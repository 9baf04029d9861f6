"""To find: a reason to write, and nobody to write to yet. A pasted contact drafts at once."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.accounts import Account
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.drafts import NoReason
from agent.domain.evidence import Evidence, Party
from agent.domain.leadership import Seat
from agent.domain.runs import SkipCode
from agent.errors import NotFound
from agent.night.leaders import fitting_leaders
from agent.store import accounts, contacts, objections, runs, screens, signals
from agent.tables.signals import CardRow
from agent.to_find import to_csv
from review_queue import sight
from review_queue.capture import capture, confirm, named, read_paste
from review_queue.fragments import go, page
from review_queue.guard import Decider, Reader, Visit
from signals.address_patterns import Guess, NoGuess

router = APIRouter()


@dataclass(frozen=True, slots=True)
class HeldGuess:
    """A person at the account whose address is a guess, or a provider's that it did not verify (`given_by`): one press
    confirms it, and drafts."""

    id: str
    name: str
    title: str
    email: str
    likely: int | None
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class FindCard:
    id: str
    account_id: str
    account: str
    domain: str
    country: str
    score: int
    persona: str
    reason: str
    brief_id: str
    evidence: tuple[Evidence, ...]
    leaders: tuple[Seat, ...] = ()
    held: tuple[HeldGuess, ...] = ()
    enrichment: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """How many accounts the last night could read nothing of: whether one of them has a reason is not known."""

    run_id: str
    accounts: int


@dataclass(frozen=True, slots=True)
class ToFindView:
    """`problem_for` is the card whose form was answered, `why` the words, `kept` what was typed. `unread` is told where
    there is no card."""

    cards: tuple[FindCard, ...]
    problem_for: str = ""
    why: str = ""
    kept: tuple[str, str, str] = ("", "", "")
    tone: str = "bad"
    unread: Unread | None = None


@router.get("/to-find")
def show(visit: Reader) -> Response:
    with visit.context.store.read() as session:
        cards = _cards(session, visit)
        view = ToFindView(cards, unread=None if cards else _unread(session))
        return page(visit, "pages/to_find.html", view)


def _unread(session: Session) -> Unread | None:
    for last in runs.newest(session, limit=1):
        if number := runs.skip_counts(session, last.id).get(SkipCode.UNREAD, 0):
            return Unread(last.id, number)
    return None


def _cards(session: Session, visit: Visit) -> tuple[FindCard, ...]:
    seen = sight.owners_seen(visit.actor)
    rows = [row for row in signals.open_cards(session) if seen is None or row.owner_id in seen]
    firms = accounts.by_ids(session, [row.account_id for row in rows])
    silent = objections.silences(session, firms)
    team = visit.team()
    cards: list[FindCard] = []
    for row in rows:
        firm, persona = firms.get(row.account_id), team.persona(row.persona_id)
        brief = signals.get_brief(session, row.brief_id)
        if firm is not None and not silent[firm.id].holds(row.reason):
            told = [one for one in brief.evidence if one.party is Party.PROSPECT] if brief else []
            pieces = tuple(one for one in told if not silent[firm.id].holds(one.quote))[:3]
            cards.append(
                FindCard(
                    row.id, firm.id, firm.name, firm.domain, firm.country, row.score,
                    persona.name if persona else row.persona_id, row.reason, row.brief_id if brief else "", pieces,
                    fitting_leaders(session, firm.id, persona), _held(session, firm.id, visit), row.enrichment,
                )
            )  # fmt: skip
    return tuple(cards)


def _held(session: Session, account_id: str, visit: Visit) -> tuple[HeldGuess, ...]:
    people = [
        one
        for one in contacts.at_account(session, account_id)
        if one.address_status is AddressStatus.GUESSED and one.email and not one.is_expired(visit.now)
    ]
    silent = objections.objecting(session, people)
    return tuple(
        HeldGuess(
            one.id,
            one.name,
            one.title,
            one.email,
            round(100 * one.guess_probability) if one.guess_probability else None,
            f"{one.source}, licence {one.licence_tag}" if one.licence_tag else "",
        )
        for one in people
        if one.id not in silent
    )


def _card(session: Session, visit: Visit, card_id: str) -> CardRow:
    row = screens.card(session, card_id)
    seen = sight.owners_seen(visit.actor)
    if row is None or (seen is not None and row.owner_id not in seen):
        raise NotFound("There is no such card, or it is not yours.")
    return row


def _firm(session: Session, visit: Visit, card_id: str) -> Account:
    firm = accounts.get(session, _card(session, visit, card_id).account_id)
    if firm is None:
        raise NotFound("The account is gone.")
    return firm


@router.get("/to-find.csv")
def export(visit: Reader) -> Response:
    """The cards that this person sees, for the team's enrichment tool."""
    with visit.context.store.read() as session:
        text = to_csv(session, visit.team(), owners=sight.owners_seen(visit.actor))
    return Response(text, media_type="text/csv", headers={"Content-Disposition": 'attachment; filename="to-find.csv"'})


@router.post("/to-find/{card_id}")
def found(visit: Decider, card_id: str) -> Response:
    """Keep the person, then draft: two steps, so that a slow drafter holds no lock and the person is kept anyway.

    Without an address one is guessed, shown as guessed, and held until somebody confirms it.
    """
    form = visit.form
    name, title, email = read_paste(form.get("name", ""), form.get("title", ""), form.get("email", ""))
    with visit.context.store.read() as session:
        firm = _firm(session, visit, card_id)
    guessed = None if email else _guess(visit, firm, name, title)
    if isinstance(guessed, NoGuess):
        return _again(visit, card_id, f"No address, and none can be guessed. {guessed.why}", (name, title, ""))
    with visit.context.store.write() as session:
        by, now = visit.actor.name, visit.now
        person = capture(session, firm, name=name, title=title, email=email, by=by, now=now, guessed=guessed)
    if guessed is not None:
        with visit.context.store.read() as session:
            view = ToFindView(_cards(session, visit), card_id, guessed.words, tone="warn")
            return page(visit, "pages/to_find.html", view)
    return _draft(visit, card_id, firm, person)


@router.post("/to-find/{card_id}/confirm")
def confirmed(visit: Decider, card_id: str) -> Response:
    """Somebody knows that a guessed address is right, or corrects it: who and when is kept, and it is drafted."""
    contact_id, email = visit.form.get("contact", ""), visit.form.get("email", "")
    with visit.context.store.write() as session:
        firm = _firm(session, visit, card_id)
        person = confirm(session, firm, contact_id, email=email, by=visit.actor.name, now=visit.now)
    return _draft(visit, card_id, firm, person)


def _guess(visit: Visit, firm: Account, name: str, title: str) -> Guess | NoGuess:
    read, _ = named(name, title)
    return visit.context.guess_address(firm, str(read.first), str(read.last))


def _draft(visit: Visit, card_id: str, firm: Account, person: Contact) -> Response:
    drafted = visit.context.draft_for_contact(person.id)
    if isinstance(drafted, NoReason):
        why = f"{person.name} is kept. No draft: {drafted.why}"
        return _again(visit, card_id, why, (person.name, person.title, person.email))
    with visit.context.store.write() as session:
        signals.close_cards(session, firm.id, now=visit.now)
    return go(f"/drafts/{drafted}")


def _again(visit: Visit, card_id: str, why: str, kept: tuple[str, str, str]) -> Response:
    with visit.context.store.read() as session:
        return page(visit, "pages/to_find.html", ToFindView(_cards(session, visit), card_id, why, kept), status=422)


@router.post("/to-find/{card_id}/dismiss")
def dismiss(visit: Decider, card_id: str) -> Response:
    with visit.context.store.write() as session:
        screens.dismiss_card(session, _card(session, visit, card_id).id, now=visit.now)
    return go("/to-find")
