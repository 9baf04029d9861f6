"""Which *To find* cards a provider would be asked about, whom by name, and why not the others. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import AddressStatus, Contact, Persona
from agent.domain.enrichment import AskedAbout, Subject
from agent.domain.signals import Direction, Signal, SignalKind
from agent.domain.teams import Team
from agent.night.leaders import fitting_leaders
from agent.night.people import EventLinks, fits, links_of
from agent.sends.countries import Rule, country_of, rule_of
from agent.sends.suppression import suppressed, suppressed_accounts
from agent.store import accounts, contacts, objections, signals
from agent.store.bulk import chunks
from drafting.research import as_told
from signals.extract.people import first_and_last, person_key
from signals.extract.titles import classify

MOST_NAMED = 3
MOST_CARDS = 2_000
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """One card. `subjects` are asked about in their order until one has an address; `why_not` where none may be."""

    card_id: str
    account: Account
    persona: Persona | None
    owner_id: str
    subjects: tuple[Subject, ...] = ()
    why_not: str = ""


def wanted(session: Session, team: Team, *, now: datetime, limit: int = MOST_CARDS) -> Iterator[Wanted]:
    """The open cards, best score first. A card that names somebody who objected is not among them."""
    for some in chunks(signals.open_cards(session, limit=limit), MOST_AT_ONCE):
        firms = accounts.by_ids(session, [card.account_id for card in some])
        silent = objections.silences(session, firms)
        stopped = suppressed_accounts(session, list(firms.values()), now=now)
        people = contacts.at_accounts(session, list(firms))
        told = signals.of_accounts(session, list(firms))
        for card in some:
            firm, persona = firms.get(card.account_id), team.persona(card.persona_id)
            if firm is None or silent[firm.id].holds(card.reason):
                continue
            at_firm = _AtFirm(firm, people.get(firm.id, ()), told.get(firm.id, ()))
            why_not = _refusal(at_firm, persona, team, suppressed=firm.id in stopped, now=now)
            subjects = () if why_not or persona is None else _subjects(session, team, at_firm, persona, now)
            yield Wanted(card.id, firm, persona, card.owner_id, subjects, why_not)


@dataclass(frozen=True, slots=True)
class _AtFirm:
    """What is known at one account."""

    firm: Account
    people: Sequence[Contact]
    signals: Sequence[Signal]


def _refusal(known: _AtFirm, persona: Persona | None, team: Team, *, suppressed: bool, now: datetime) -> str:
    if persona is None:
        return "Not asked: no persona is wanted yet."
    if suppressed:
        return f"Not asked: {known.firm.name} is suppressed."
    seat = country_of(Contact("", known.firm.id, "", "", "", ""), known.firm)
    if rule_of(seat, team.policy.countries)[0] is Rule.BLOCK:
        return f"Not asked: mail to {seat} needs consent."
    held = (one for one in known.people if one.email and one.address_status is AddressStatus.GUESSED)
    return "Not asked: an address waits to be confirmed." if any(not one.is_expired(now) for one in held) else ""


def _subjects(session: Session, team: Team, known: _AtFirm, persona: Persona, now: datetime) -> tuple[Subject, ...]:
    """At most three people whose name is known and whose address is not, then the company."""
    asked = {one.about for one in team.enrichment.providers if one.serves(persona)}
    by_name: dict[str, Subject] = {}
    if AskedAbout.PERSON in asked:
        for subject in _named(session, known, persona, now):
            if not stays_away(session, subject, now):
                by_name.setdefault(person_key(subject.name), subject)
    named = tuple(by_name.values())[:MOST_NAMED]
    return (*named, Subject(known.firm, persona)) if AskedAbout.COMPANY in asked else named


def _named(session: Session, known: _AtFirm, persona: Persona, now: datetime) -> Iterator[Subject]:
    """Contacts without an address, whom the news names as new, whom the leadership page lists; nobody who left. What a
    licence keeps inside is no news here: a provider is somebody else."""
    links, firm = links_of(known.signals), known.firm
    reached = {person_key(one.name) for one in known.people if one.email}
    for one in known.people:
        if not one.email and not one.is_expired(now) and fits(one, persona) and _is_there(one.name, links):
            yield Subject(firm, persona, one.first_name, one.last_name, one.title)
    shown = [(seat.name, seat.title) for seat in fitting_leaders(session, firm.id, persona)]
    public = [told for signal in known.signals if (told := as_told(signal)) is not None]
    for name, title in (*_new_in_the_news(public, persona), *shown):
        read = first_and_last(name)
        if read and _is_there(name, links) and person_key(name) not in reached:
            yield Subject(firm, persona, *read, title)


def _new_in_the_news(told: Sequence[Signal], persona: Persona) -> Iterator[tuple[str, str]]:
    for one in told:
        name, title = one.fields.get("person", ""), one.fields.get("title", "")
        is_move = one.kind is SignalKind.JOB_CHANGE and one.fields.get("direction") != Direction.LEAVE
        if is_move and name and title and fits(classify(title), persona):
            yield name, title


def _is_there(name: str, links: EventLinks) -> bool:
    return person_key(name) not in links.gone


def stays_away(session: Session, subject: Subject, now: datetime, *, email: str = "") -> bool:
    """Whether this person objected, was erased, or must not be mailed: then no provider is told of them, and what one
    tells of them is not kept."""
    firm, name = subject.account, subject.name
    person = Contact("", firm.id, name, subject.first_name, subject.last_name, subject.title, email)
    stop = suppressed(session, address=email, domain=firm.domain, account_id=firm.id, now=now, name=name)
    return stop is not None or objections.objects(session, person)
