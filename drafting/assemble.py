"""From sentences to the mail as it will be sent: greeting, paragraphs, sign-off, footer, all added by code (D1).

The footer is what the law asks for: who, postal address, source of the address, how to stop (sending §1.4 G05–G08).
"""

from __future__ import annotations

import re
from email.utils import formataddr

from agent.domain.contacts import Contact
from agent.domain.drafts import Content, Role, Written
from agent.domain.offers import Offer
from agent.domain.policies import Mailbox
from agent.domain.voices import UNKNOWN, VoiceCard

# EU, EEA and the United Kingdom: GDPR Art. 14 and Art. 21(4) at the first contact.
_GDPR_COUNTRIES = frozenset(
    {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT"}
    | {"NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO", "GB", "UK"}
)
OBJECTION = (
    'You have the right to object to this use of your data at any time: reply "no" and I will stop and delete it.'
)
_LINE_ENDS = (" ", "\n", "\n\n")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’. -])*")
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")


def assemble(
    written: Written,
    *,
    contact: Contact,
    mailbox: Mailbox,
    offer: Offer,
    step: int,
    source_line: str,
    opt_out_link: str = "",
    card: VoiceCard = UNKNOWN,
) -> Content:
    """The canonical content of one mail, plain text. `source_line` says where the address was found, as a sentence.

    A first touch to an unknown country carries the notice too: it is never wrong to say it. Steps after the first
    answer in the thread, so their subject is the first one behind "Re: ".
    """
    footer = _footer(contact, mailbox, offer, step=step, source_line=source_line, opt_out_link=opt_out_link)
    parts = [greeting(contact, card), body_of(written), sign_off(mailbox, card), footer]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Content(
        sender=formataddr((mailbox.display_name, mailbox.address)),
        recipient=contact.email,
        subject=_subject(written.subject, step),
        text=text,
        links=tuple(dict.fromkeys(url.rstrip(".,") for url in _URL.findall(text))),
        footer=footer,
    )


def greeting(contact: Contact, card: VoiceCard = UNKNOWN) -> str:
    """ "Hi Dana,", or as the sender greets; without a name where the first name is none (an initial, a role, empty)."""
    form = card.greeting or "Hi {first_name},"
    first = _first_name(contact)
    return form.replace("{first_name}", first) if first else re.sub(r" *\{first_name\}", "", form)


def _first_name(contact: Contact) -> str:
    words = (contact.first_name or contact.name.split(" ")[0]).split()
    first = words[0] if words else ""
    if len(first) < 2 or not _NAME.fullmatch(first) or first.endswith("."):
        return ""
    return first.title() if first.isupper() or first.islower() else first


def sign_off(mailbox: Mailbox, card: VoiceCard = UNKNOWN) -> str:
    """The first name of the mailbox's owner, under "Best," or what else the sender ends with."""
    words = mailbox.display_name.split()
    name = words[0] if words else mailbox.signature
    return f"{card.sign_off},\n{name}" if card.sign_off else name


def body_of(written: Written) -> str:
    """The words between greeting and sign-off: as a person laid them out, else in one paragraph with the call to
    action in its own behind it."""
    if len(written.line_ends) == len(written.sentences):
        laid = zip(written.sentences, written.line_ends, strict=True)
        return "".join(f"{_LINE_ENDS[ends]}{sentence.text}" for sentence, ends in laid).strip()
    first = " ".join(s.text for s in written.sentences if s.role is not Role.CTA)
    asks = [s.text for s in written.sentences if s.role is Role.CTA]
    return "\n\n".join(part for part in (first, *asks) if part)


def _footer(contact: Contact, mailbox: Mailbox, offer: Offer, *, step: int, source_line: str, opt_out_link: str) -> str:
    who = ", ".join(part for part in (mailbox.display_name, offer.seller, mailbox.postal_address) if part)
    lines = [f"{who}.", source_line]
    needs_notice = step == 1 and (not contact.country or contact.country.upper() in _GDPR_COUNTRIES)
    if needs_notice and mailbox.notice_url:
        lines.append(f"How we use and protect it: {mailbox.notice_url}")
    stop = f"{mailbox.opt_out_line} Or stop all mail here: {opt_out_link}" if opt_out_link else mailbox.opt_out_line
    blocks = [" ".join(line.strip() for line in lines if line.strip())]
    if needs_notice:
        blocks.append(OBJECTION)
    return "\n\n".join([*blocks, stop])


def _subject(subject: str, step: int) -> str:
    if step <= 1 or subject.casefold().startswith("re:"):
        return subject
    return f"Re: {subject}"
