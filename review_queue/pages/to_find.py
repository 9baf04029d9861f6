"""To find: a reason to write, and nobody to write to yet. A pasted contact drafts at once."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.drafts import NoReason
from agent.domain.evidence import Evidence, Party
from agent.domain.leadership import Seat
from agent.errors import NotFound
from agent.store import accounts, screens, signals
from agent.tables.signals import CardRow
from review_queue import sight
from review_queue.capture import capture
from review_queue.fragments import go, page
from review_queue.guard import Decider, Reader, Visit
from review_queue.pages.account_reads import fitting_leaders

router = APIRouter()


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
    evidence: tuple[Evidence, ...]
    leaders: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class ToFindView:
    """`problem_for` is the card whose form was refused, `why` the words, `kept` what was typed."""

    cards: tuple[FindCard, ...]
    problem_for: str = ""
    why: str = ""
    kept: tuple[str, str, str] = ("", "", "")


@router.get("/to-find")
def show(visit: Reader) -> Response:
    with visit.context.store.read() as session:
        return page(visit, "pages/to_find.html", ToFindView(_cards(session, visit)))


def _cards(session: Session, visit: Visit) -> tuple[FindCard, ...]:
    seen = sight.owners_seen(visit.actor)
    rows = [row for row in signals.open_cards(session) if seen is None or row.owner_id in seen]
    firms = accounts.by_ids(session, [row.account_id for row in rows])
    team = visit.team()
    cards: list[FindCard] = []
    for row in rows:
        firm, persona = firms.get(row.account_id), team.persona(row.persona_id)
        brief = signals.get_brief(session, row.brief_id)
        if firm is not None:
            pieces = tuple(one for one in brief.evidence if one.party is Party.PROSPECT)[:3] if brief else ()
            cards.append(
                FindCard(
                    row.id, firm.id, firm.name, firm.domain, firm.country, row.score,
                    persona.name if persona else row.persona_id, row.reason, pieces,
                    fitting_leaders(session, firm.id, persona),
                )
            )  # fmt: skip
    return tuple(cards)


def _card(session: Session, visit: Visit, card_id: str) -> CardRow:
    row = screens.card(session, card_id)
    seen = sight.owners_seen(visit.actor)
    if row is None or (seen is not None and row.owner_id not in seen):
        raise NotFound("There is no such card, or it is not yours.")
    return row


@router.post("/to-find/{card_id}")
def found(visit: Decider, card_id: str) -> Response:
    """Keep the person, then draft: two steps, so that a slow drafter holds no lock and the person is kept anyway."""
    form = visit.form
    with visit.context.store.write() as session:
        row = _card(session, visit, card_id)
        firm = accounts.get(session, row.account_id)
        if firm is None:
            raise NotFound("The account is gone.")
        person = capture(
            session,
            firm,
            name=form.get("name", ""),
            title=form.get("title", ""),
            email=form.get("email", ""),
            by=visit.actor.name,
            now=visit.now,
        )
    drafted = visit.context.draft_for_contact(person.id)
    if not isinstance(drafted, NoReason):
        with visit.context.store.write() as session:
            signals.close_cards(session, firm.id, now=visit.now)
        return go(f"/drafts/{drafted}")
    with visit.context.store.read() as session:
        kept = (person.name, person.title, person.email)
        why = f"{person.name} is kept. No draft: {drafted.why}"
        return page(visit, "pages/to_find.html", ToFindView(_cards(session, visit), card_id, why, kept), status=422)


@router.post("/to-find/{card_id}/dismiss")
def dismiss(visit: Decider, card_id: str) -> Response:
    with visit.context.store.write() as session:
        screens.dismiss_card(session, _card(session, visit, card_id).id, now=visit.now)
    return go("/to-find")
