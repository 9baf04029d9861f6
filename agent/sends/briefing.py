"""What the owner of a positive reply needs within seconds, and by when to answer (DESIGN §7 hand-off). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from agent.domain.accounts import Account
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import Role, Written
from agent.domain.replies import Briefing
from agent.sends.limits import is_business_day
from agent.sends.zones import zone

ANSWER_WITHIN = timedelta(minutes=30)
_OPENS, _CLOSES = time(9), time(17)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_BANT = {
    "budget": re.compile(r"\b(?:budget|price|pricing|cost|costs|spend|afford|quote|€|\$|£)", re.IGNORECASE),
    "authority": re.compile(
        r"\b(?:my (?:boss|manager|team)|our (?:ceo|cfo|cro|coo|vp|head|director)|decision|decide|sign[- ]?off|approve"
        r"|procurement|loop(?:ing)? in|cc'?d|copying)\b",
        re.IGNORECASE,
    ),
    "need": re.compile(
        r"\b(?:need|struggl\w+|problem|pain|challenge|looking for|trying to|issue|manual|slow|interested in)\b",
        re.IGNORECASE,
    ),
    "timing": re.compile(
        r"\b(?:this|next) (?:month|quarter|year)\b|\bq[1-4]\b"
        r"|\b(?:asap|soon|deadline|by (?:end|the end))\b|\b(?:january|february|march|april|june|july)\b"
        r"|\b(?:august|september|october|november|december)\b",
        re.IGNORECASE,
    ),
}
# In a question these say when to talk, not when to buy.
_DAYS = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri)day|today|tomorrow|(?:this|next) week)\b", re.IGNORECASE)
_PROMISE = re.compile(r"\b(?:I|we)(?:'ll| will| can| could)\b|\bhappy to\b|\bworth\b|\bshall I\b", re.IGNORECASE)
ASK = "ask"


def due_at(received_at: datetime, owner_zone: str) -> datetime:
    """Thirty minutes later in the owner's business hours: what comes at night is due at 9:30."""
    here = zone(owner_zone)
    local = received_at.astimezone(here)
    left = ANSWER_WITHIN
    while True:
        opens = datetime.combine(local.date(), _OPENS, here)
        closes = datetime.combine(local.date(), _CLOSES, here)
        begin = max(local, opens)
        if is_business_day(local.date()) and begin < closes:
            if begin + left <= closes:
                return (begin + left).astimezone(UTC)
            left -= closes - begin
        local = datetime.combine(local.date() + timedelta(days=1), time(0), here)


def brief_reply(
    reply_id: str,
    text: str,
    *,
    contact: Contact,
    account: Account,
    why_now: str,
    written: Written | None,
    others: Sequence[Contact],
    personas: Sequence[Persona],
) -> Briefing:
    """The briefing of one reply. Nothing in it is invented: BANT is quoted from the reply, or "ask"."""
    sentences = [" ".join(match.split()) for match in _SENTENCE.findall(text) if match.strip()]
    return Briefing(
        reply_id=reply_id,
        who=_who(contact, account),
        why_now=why_now,
        promised=_promised(written),
        bant={name: next((s for s in sentences if _tells(name, s)), ASK) for name in _BANT},
        known=tuple(f"{person.name}, {person.title}" for person in others if person.id != contact.id),
        missing=_missing([contact, *others], personas),
        questions=tuple(sentence for sentence in sentences if sentence.endswith("?")),
    )


def _tells(name: str, sentence: str) -> bool:
    """Whether a sentence of theirs says something of a letter of BANT."""
    if _BANT[name].search(sentence):
        return True
    return name == "timing" and not sentence.endswith("?") and _DAYS.search(sentence) is not None


def _who(contact: Contact, account: Account) -> str:
    where = ", ".join(part for part in (account.city, account.country) if part)
    size = f"{account.headcount:,} people" if account.headcount else ""
    facts = "; ".join(part for part in (where, account.industry, size) if part)
    title = f", {contact.title}" if contact.title else ""
    return f"{contact.name}{title} at {account.name}" + (f" ({facts})" if facts else "")


def _promised(written: Written | None) -> tuple[str, ...]:
    """What our mail offered or asked: every call to action, and every sentence that says we will or can."""
    if written is None:
        return ()
    return tuple(s.text for s in written.sentences if s.role is Role.CTA or _PROMISE.search(s.text))


def _missing(people: Sequence[Contact], personas: Sequence[Persona]) -> tuple[str, ...]:
    return tuple(one.name for one in personas if not any(one.includes(who.function, who.seniority) for who in people))
