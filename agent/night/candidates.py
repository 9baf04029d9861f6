"""Who is drafted tonight and who is not, and why: pure decisions between the score and the draft (DESIGN §7)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.domain.accounts import Account, Relationship
from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import AddressStatus, Contact, Persona
from agent.domain.runs import Skip, SkipCode
from agent.domain.sends import Suppression
from agent.domain.teams import Team
from agent.night.people import links_of, ranked

DRAFTED_LANGUAGES = frozenset({"en"})
_RELATIONSHIP_WORDS = {
    Relationship.CUSTOMER: "is a customer",
    Relationship.OPEN_OPPORTUNITY: "has an open opportunity",
    Relationship.COMPETITOR: "is a competitor",
    Relationship.PARTNER: "is a partner",
    Relationship.DO_NOT_CONTACT: "is marked do not contact",
}


def owner_of(account: Account, team: Team) -> str:
    """The owner: the CRM's, else by country or segment, else round robin by id, else nobody (the team)."""
    if team.owner(account.owner):
        return account.owner
    for owner in team.owners:
        if account.country and account.country in owner.countries:
            return owner.id
        if account.industry and account.industry.casefold() in {segment.casefold() for segment in owner.segments}:
            return owner.id
    open_owners = [owner for owner in team.owners if not owner.countries and not owner.segments]
    if not open_owners:
        return ""
    place = int.from_bytes(hashlib.sha256(account.id.encode()).digest()[:4], "big")
    return open_owners[place % len(open_owners)].id


def refusal_of_account(
    account: Account, *, suppression: Suppression | None, open_draft: bool, colleagues: Skip | None = None, total: int
) -> Skip | None:
    """Why nothing is drafted for this account whatever its signals say, or None. `colleagues` is why those who were
    written to there come first (`agent.night.committee`)."""

    def skip(code: SkipCode, why: str, fix: str = "") -> Skip:
        return Skip(account.id, code, why, total, fix)

    if account.relationship is not Relationship.PROSPECT:
        return skip(SkipCode.RELATIONSHIP, f"{account.name} {_RELATIONSHIP_WORDS[account.relationship]}.")
    if suppression is not None:
        words = str(suppression.reason).replace("_", " ")
        return skip(SkipCode.SUPPRESSED, f"{account.name} is suppressed: {words} on {suppression.at:%-d %b %Y}.")
    if account.language not in DRAFTED_LANGUAGES:
        return skip(
            SkipCode.LANGUAGE,
            f"{account.name} reads {account.language}; there are no frames or prompts in that language yet.",
            "Add frames for it under prompts/composer.",
        )
    if colleagues is not None:
        return colleagues
    if open_draft:
        return skip(SkipCode.OPEN_DRAFT, f"A draft for {account.name} already waits in the queue.")
    return None


def within_chance_words(counted: str) -> str:
    """Why a rise in new roles is no reason: most doublings at small boards are noise (signals §5.3)."""
    return f"{counted}: within chance for a board this size, so not called a surge."


def refusal_of_brief(
    brief: Brief, *, total: int, surge: str | None, quarantined: bool, inside: bool = False
) -> Skip | None:
    """Why the brief gives no draft: planted instructions, a risk to look at first, no fresh reason; or None.

    `surge` says what the account's new roles were counted to be, where they rose within chance; `inside`: something
    fresh may not be told.
    """
    account = brief.account
    if brief.risks:
        return Skip(account.id, SkipCode.RISK, brief.risks[0].words, total)
    if brief.reasons:
        return None
    if quarantined:
        why = (
            f"The only news of {account.name} is text that gives orders to a machine. It was set aside as data, "
            "nothing of it was used."
        )
        return Skip(account.id, SkipCode.INJECTION, why, total, "Open the account to read what was planted.")
    if inside:
        why = f"What is fresh at {account.name} came under a licence that keeps it inside: it counts, and is not told."
        return Skip(account.id, SkipCode.NO_REASON, why, total, "Look for a public source of the same news.")
    if surge is not None:
        return Skip(account.id, SkipCode.QUIET, within_chance_words(surge), total)
    if brief.signals:
        why = f"Nothing at {account.name} is both fresh and something that one of our pains answers."
        return Skip(account.id, SkipCode.NO_REASON, why, total, "Add a pain for this kind of signal in offer.yaml.")
    return Skip(account.id, SkipCode.QUIET, f"Nothing new was read about {account.name}.", total)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom to write to, as whom we see them, and why."""

    contact: Contact
    persona: Persona
    reason: Reason
    why: tuple[str, ...] = ()


May = Callable[[Contact, Reason], bool]


def anybody(contact: Contact, reason: Reason) -> bool:
    return True


def choose(brief: Brief, people: Sequence[Contact], personas: Sequence[Persona], may: May = anybody) -> Choice | None:
    """The best reason that a mailable person fits, and of these people the best for it (`agent.night.people`).

    Only known or confirmed addresses are mailable; a guessed one is held until a person confirms it (§7). `may` says
    whom a reason may be written to at all.
    """
    by_id = {persona.id: persona for persona in personas}
    links = links_of(brief.signals)
    for reason in brief.reasons:
        persona = by_id.get(reason.persona_id)
        allowed = [person for person in people if may(person, reason)]
        best = next(iter(ranked(allowed, persona, links, brief.as_of)), None) if persona else None
        if persona is not None and best is not None:
            return Choice(best.contact, persona, reason, best.why)
    return None


_CRMS = {"hubspot": "HubSpot", "salesforce": "Salesforce", "pipedrive": "Pipedrive", "attio": "Attio", "crm": ""}
_PROVIDERS = {"apollo": "Apollo", "zoominfo": "ZoomInfo", "cognism": "Cognism", "lusha": "Lusha", "clay": "Clay"}
_SAYS_NOTHING = re.compile(
    r"(?:\d+|business|companies|contacts?|copy|csv|data|export(?:ed)?|final|import(?:ed)?|leads?|list|my|new|of|our|"
    r"people|persons?|prospects?|records|sheet|the|c)"
)


def source_line(contact: Contact) -> str:
    """Where the address came from, as the sentence that the first mail says (GDPR Art. 14, sending G05). Of a file's
    name only a provider or CRM that we know is told: the rest is ours, and says nothing to who reads the mail."""
    source = contact.source.strip()
    if contact.licence_tag:
        return f"Your address came to us from {source}, a provider of business contacts."
    if "://" in source:
        return "I found your address on the page that a colleague of mine gave as its source."
    if source.casefold().startswith("entered by "):
        return "A colleague of mine added your address to our business contacts by hand."
    stem = re.sub(r"\.(?:csv|tsv|txt|xlsx?)$", "", source, flags=re.IGNORECASE)
    words = re.sub(r"[\W_]+", " ", stem).strip()
    telling = [one for one in words.casefold().split() if not _SAYS_NOTHING.fullmatch(one)]
    told = len(telling) == 1 and telling[0] in _CRMS.keys() | _PROVIDERS.keys()
    if not telling or (stem != source and not told):
        return "I found your address in our own records of business contacts."
    if told and telling[0] in _CRMS:
        return " in ".join(filter(None, ("I found your address in our customer records", _CRMS[telling[0]]))) + "."
    if told:
        return f"Your address came to us from {_PROVIDERS[telling[0]]}, a provider of business contacts."
    return f"I found your address in our own records of business contacts, under “{words}”."


def no_contact_skip(brief: Brief, people: Sequence[Contact], personas: Sequence[Persona], total: int) -> Skip:
    """Nobody to write to: a guessed address, or one that has outlived its time, is a different cause with a different
    fix than nobody at all."""
    name = brief.account.name
    now = brief.as_of
    wanted = next(
        (p.name for p in personas if brief.reasons and p.id == brief.reasons[0].persona_id), "the right person"
    )
    held = [one for one in people if one.address_status is AddressStatus.GUESSED and not one.is_expired(now)]
    if held:
        what = f"came from {held[0].source}, which did not verify it," if held[0].licence_tag else "is a guess"
        return Skip(
            brief.account.id,
            SkipCode.GUESSED_ADDRESS,
            f"The address at {name} {what} and is held until a person confirms it.",
            total,
            "Confirm or correct the address on To find.",
        )
    old = next((one for one in people if one.used_until and one.is_expired(now) and not one.erased_at), None)
    if old is not None and old.used_until is not None:
        why = f"{old.name} at {name} may be used until {old.used_until:%-d %b %Y} and was not verified since."
        return Skip(brief.account.id, SkipCode.NO_CONTACT, why, total, f"Find {wanted} anew on To find.")
    return Skip(
        brief.account.id,
        SkipCode.NO_CONTACT,
        f"There is a reason to write to {name} and nobody to write to: find {wanted}.",
        total,
        "Paste a name and address on To find.",
    )
