"""The voice of one sender as the drafters take it: card, accepted rules, ban list, and examples for a model.

Part of stage 12 of 12. Nothing here is about anybody but the sender; examples carry slots for facts and names.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.offers import Offer
from agent.domain.voices import PreferenceKind, Voice
from agent.feedback.voice_card import in_force
from agent.store import accounts, bans, contacts, edits, preferences, voices
from agent.store.edits import Final
from drafting.examples import Candidate, Wanted, choose, example_of, words_of_offer
from drafting.wording import short_name

FINALS_READ = 60


def voice_of(session: Session, owner_id: str) -> Voice:
    """The sender's voice without examples: all that the composer and the lint need."""
    kept = voices.get(session, owner_id)
    accepted = preferences.of_sender(session, owner_id, preferences.ACCEPTED)
    return Voice(
        card=in_force(kept.measured, kept.own),
        preferences=tuple(one.preference for one in accepted if one.preference.kind is not PreferenceKind.BAN),
        bans=bans.standing(session, owner_id),
    )


def with_examples(
    session: Session, voice: Voice, wanted: Wanted, offer: Offer, *, before: datetime | None = None
) -> Voice:
    """`voice` with at most three approved finals, masked (drafting §7 a): for a model, which the composer is not.
    `before`: those that were approved by then."""
    finals = edits.finals(session, step=wanted.step, before=before, limit=FINALS_READ)
    firms = accounts.by_ids(session, sorted({final.account_id for final in finals}))
    ours = words_of_offer(offer)
    pool = []
    for final in finals:
        person, firm = contacts.get(session, final.contact_id), firms.get(final.account_id)
        if person is not None and firm is not None and person.erased_at is None:
            pool.append(_candidate(final, firm, person, ours))
    return replace(voice, examples=choose(pool, wanted))


def _candidate(final: Final, firm: Account, person: Contact, ours: str) -> Candidate:
    theirs = (person.name, person.first_name, person.last_name)
    names = (firm.name, *firm.aliases, short_name(firm.name), firm.domain, *theirs)
    example = example_of(final.draft_id, final.written, names=[name for name in names if name], ours=ours)
    return Candidate(example, final.band, final.step, final.signal_kind, final.persona_id, final.owner_id)
