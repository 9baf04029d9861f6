"""A brief: why to write to an account now, and what is known of it, every line with its source."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.drafts import Written
from agent.errors import NotFound
from agent.night.outdated import changes_since
from agent.store import accounts, briefs, draft_names, objections, queue
from agent.store.briefs import KeptBrief
from review_queue import markup, sight, words
from review_queue.brief_view import Reading, WrittenFor, brief_view
from review_queue.fragments import page, zone_of
from review_queue.guard import Reader, Visit
from review_queue.labels import label

router = APIRouter()


@router.get("/briefs/{brief_id}")
def show(visit: Reader, brief_id: str, draft: str = "") -> Response:
    """The brief, its evidence numbered as `draft` numbers it, else as the newest draft on it does."""
    with visit.context.store.read() as session:
        kept = briefs.get(session, brief_id)
        if kept is None or not _sees(session, visit, kept):
            raise NotFound("There is no such brief, or it is not yours.")
        reading = _reading(session, visit, kept, draft)
    tz = words.zone(zone_of(visit))
    return page(visit, "pages/brief.html", brief_view(reading, visit.team(), now=visit.now, tz=tz))


def _sees(session: Session, visit: Visit, kept: KeptBrief) -> bool:
    """Whoever sees the account, or a draft or card that stands on the brief."""
    account = accounts.get(session, kept.account_id)
    if account is not None and sight.sees_account(visit.actor, account.owner):
        return True
    seen = sight.owners_seen(visit.actor)
    owners = {draft.owner_id for draft in briefs.drafts_on(session, kept)}
    owners |= {card.owner_id for card in briefs.cards_on(session, kept)}
    return account is not None and (seen is None or bool(owners & set(seen)))


def _reading(session: Session, visit: Visit, kept: KeptBrief, draft_id: str) -> Reading:
    """What of it may be shown: nothing that names somebody who objected (signals §7)."""
    silence = objections.silence(session, kept.account_id)
    shown = kept.brief if silence.is_empty else draft_names.without(kept.brief, silence)
    made = briefs.drafts_on(session, kept)
    chosen = next((draft for draft in made if draft.id == draft_id), made[-1] if made else None)
    used = frozenset(each for draft in made for each in draft.evidence_ids)
    team = visit.team()
    personas = (team.persona(card.persona_id) for card in briefs.cards_on(session, kept))
    return Reading(
        id=kept.id,
        brief=shown,
        used=used,
        reason=chosen.reason if chosen else "",
        withheld=len(kept.brief.evidence) - len(shown.evidence),
        written_for=tuple(_written_for(session, visit, [draft.id for draft in made])),
        wanted=tuple(persona.name for persona in personas if persona),
        changes=changes_since(session, team, shown, used=used, now=visit.now),
        labels=markup.labels_of(chosen.written if chosen else Written("", ()), kept.brief.evidence),
    )


def _written_for(session: Session, visit: Visit, draft_ids: list[str]) -> Iterator[WrittenFor]:
    seen = sight.owners_seen(visit.actor)
    for draft_id in draft_ids:
        listed = queue.one(session, draft_id)
        if listed is not None:
            may = not listed.withheld and (seen is None or listed.owner_id in seen)
            said = f"touch {listed.step}, {label(str(listed.state)).lower()}"
            yield WrittenFor(listed.contact, said, f"/drafts/{draft_id}" if may else "")
