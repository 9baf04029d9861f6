"""*To find* as a file: out to the team's enrichment tool, and what comes back drafts at once (DESIGN §7).

The file names no person: cards whose reason tells of somebody who objected stay out. Its last columns are empty, to be
filled in; `firstlight contacts import` finds each row's card again by its id.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from agent.domain.drafts import NoReason
from agent.domain.evidence import Party
from agent.domain.teams import Team
from agent.imports.report import inert
from agent.store import accounts, contacts, objections, screens, signals
from agent.store.engine import Store

COLUMNS = ("account", "domain", "persona", "reason", "evidence_url", "owner", "card_id", "name", "title", "email")
MOST = 10_000


def to_csv(session: Session, team: Team, *, owners: Sequence[str] | None = None) -> str:
    """The open cards as CSV, best first; no cell runs as a formula. `owners` None means everybody's."""
    cards = [c for c in signals.open_cards(session, limit=MOST) if owners is None or c.owner_id in owners]
    firms = accounts.by_ids(session, [card.account_id for card in cards])
    silent = objections.silences(session, firms)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for card in cards:
        firm, persona, owner = firms.get(card.account_id), team.persona(card.persona_id), team.owner(card.owner_id)
        if firm is None or silent[firm.id].holds(card.reason):
            continue
        brief = signals.get_brief(session, card.brief_id)
        urls = [e.url for e in brief.evidence if e.party is Party.PROSPECT and e.url] if brief else []
        wanted, whose = persona.name if persona else card.persona_id, owner.name if owner else ""
        row = (firm.name, firm.domain, wanted, card.reason, urls[0] if urls else "", whose, card.id, "", "", "")
        writer.writerow([inert(cell) for cell in row])
    return out.getvalue()


def draft_found(
    store: Store, found: Iterable[tuple[str, str]], draft_for_contact: Callable[[str], str | NoReason], *, now: datetime
) -> tuple[int, list[str]]:
    """Draft for (card, contact) pairs that an import brought, and close their cards. A card that is closed already is
    left alone. Returns how many drafts there are, and why others have none."""
    made, why_not = 0, []
    for card_id, contact_id in found:
        with store.read() as session:
            card, person = screens.card(session, card_id), contacts.get(session, contact_id)
        if card is None or card.found_at is not None or card.dismissed_at is not None or person is None:
            continue
        drafted = draft_for_contact(contact_id)
        if isinstance(drafted, NoReason):
            why_not.append(f"{person.name}: no draft. {drafted.why}")
            continue
        made += 1
        with store.write() as session:
            signals.close_cards(session, card.account_id, now=now)
    return made, why_not
