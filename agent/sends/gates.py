"""The gates: what must hold before a mail may leave (sending §1.4). Pure, and the same function every time it is asked:
before approval, at approval, at the claim and at the point of no return.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from confusable_homoglyphs import confusables

from agent.domain.accounts import Account
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.drafts import Content, Finding, Severity
from agent.domain.policies import Mailbox, SendPolicy
from agent.domain.sends import Suppression
from agent.sends.compose_mime import sender_of
from agent.sends.countries import GDPR, Rule, country_of, rule_of

GATES_VERSION = "2026-11-22"

_RESIDUE = re.compile(
    r"\{\{|\}\}|\{%|<%|%(?:\w+_)?name%|\blorem ipsum\b"
    r"|\[\s*(?:your |first |last |company |recipient )?(?:name|company|title|date|link|insert[^\]]*)\s*\]"
    r"|\bas an ai (?:language )?(?:model|assistant)\b|\bas a (?:large )?language model\b",
    re.IGNORECASE,
)
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bq]\?", re.IGNORECASE)
_REPLY_PREFIX = re.compile(r"^\s*(?:re|fwd?|aw|wg|sv|antw)\s*:", re.IGNORECASE)
_HOST = re.compile(r"https?://([^/\s?#:]+)", re.IGNORECASE)
_INVISIBLE = {*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x2028, 0x2029}
_SOURCE_WORDS = re.compile(
    r"\b(?:source|found|got|obtained|come[s]? from|came from|public|provided by)\b", re.IGNORECASE
)
_OBJECTION_WORDS = re.compile(
    r"\b(?:object|opt out|opt-out|unsubscribe|not hear from me|stop|will not write again)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class GateInput:
    """Everything that the gates look at. `approved_sha256` is "" before approval; `slot` is when it would leave;
    `halted` why the mails to everybody at the account wait, if they do."""

    content: Content
    contact: Contact
    account: Account
    mailbox: Mailbox
    policy: SendPolicy
    step: int
    now: datetime
    approved_sha256: str = ""
    suppression: Suppression | None = None
    sent_in_thread: bool = False
    sent_today: int = 0
    slot: datetime | None = None
    slot_words: str = ""
    halted: str = ""


def gates(given: GateInput) -> tuple[Finding, ...]:
    """What the gates say, blocks first. Nothing found means that every gate is open."""
    found = [finding for gate in _GATES for finding in gate(given)]
    order = (Severity.BLOCK, Severity.WARN, Severity.INFO)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _finding(code: str, severity: Severity, message: str, fix: str | None = None) -> Finding:
    return Finding(code, severity, message, fix=fix, source="gate")


def _block(code: str, message: str, fix: str | None = None) -> list[Finding]:
    return [_finding(code, Severity.BLOCK, message, fix)]


def _g01_hash(given: GateInput) -> list[Finding]:
    if given.approved_sha256 and given.approved_sha256 != given.content.sha256:
        return _block("G01", "Changed after approval: approve it again.")
    return []


def _g02_suppression(given: GateInput) -> list[Finding]:
    stop = given.suppression
    if stop is None:
        return []
    words = str(stop.reason).replace("_", " ")
    source = f", source {stop.source}" if stop.source else ""
    return _block("G02", f"Must not be mailed: {words} since {stop.at:%-d %b %Y} ({stop.scope}{source}).")


def country_refusal(contact: Contact, account: Account, policy: SendPolicy) -> str:
    """Why this person's country forbids a first touch, or "" (G03)."""
    rule, words = rule_of(country_of(contact, account), policy.countries)
    return f"{words}. No consent is recorded for {contact.name}." if rule is Rule.BLOCK and not contact.consent else ""


def _g03_country(given: GateInput) -> list[Finding]:
    refusal = country_refusal(given.contact, given.account, given.policy)
    if refusal:
        return _block("G03", f"{refusal} Attach a consent record or drop.")
    rule, words = rule_of(country_of(given.contact, given.account), given.policy.countries)
    if rule is Rule.HOLD and not given.contact.consent:
        return [_finding("G03", Severity.WARN, f"{words}.")]
    return []


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _g05_first_contact_notice(given: GateInput) -> list[Finding]:
    if given.step != 1 or country_of(given.contact, given.account) not in GDPR:
        return []
    found: list[Finding] = []
    notice = given.mailbox.notice_url
    paragraphs = _paragraphs(given.content.footer)
    if not any(_SOURCE_WORDS.search(paragraph) for paragraph in paragraphs):
        found += _block("G05", "The footer does not say where the address comes from (GDPR 14).")
    if not notice:
        found += _block("G05", f"No privacy notice: set notice_url of {given.mailbox.id} in mailboxes.yaml (GDPR 14).")
    elif notice not in given.content.text:
        found += _block("G05", "The link to the privacy notice is missing (GDPR 14).", notice)
    if not any(_OBJECTION_WORDS.search(p) and not _SOURCE_WORDS.search(p) for p in paragraphs):
        found += _block(
            "G05", "The right to object needs a paragraph of its own (GDPR 21).", given.mailbox.opt_out_line
        )
    return found


def _g07_postal_address(given: GateInput) -> list[Finding]:
    address = given.mailbox.postal_address.strip()
    if not address:
        return _block(
            "G07", f"No postal address: set postal_address of {given.mailbox.id} in mailboxes.yaml (CAN-SPAM)."
        )
    wanted = " ".join(address.split())
    parts = [given.content.text, *([given.content.html] if given.content.html else [])]
    if all(wanted in " ".join(part.split()) for part in parts):
        return []
    return _block("G07", "No postal address in the mail (CAN-SPAM, CASL).", address)


def _g08_opt_out(given: GateInput) -> list[Finding]:
    line = " ".join(given.mailbox.opt_out_line.split())
    if not line or line not in " ".join(given.content.text.split()):
        return _block("G08", "No visible way to opt out in the body.", given.mailbox.opt_out_line or None)
    if given.policy.unsubscribe_base_url:
        base = given.policy.unsubscribe_base_url.rstrip("/")
        if not any(link.startswith(base) for link in given.content.links):
            return _block("G08", "The unsubscribe link is missing from the body.")
        return []
    if given.sent_today >= given.policy.bulk_threshold_per_day:
        return _block("G08", "At bulk volume a one-click unsubscribe endpoint is required: set unsubscribe_base_url.")
    words = "Opt-out is by mail only; a public host would add one-click (fine below bulk volume)."
    return [_finding("G08", Severity.INFO, words)]


def _g11_subject(given: GateInput) -> list[Finding]:
    if _REPLY_PREFIX.match(given.content.subject) and not given.sent_in_thread:
        return _block("G11", "Deceptive subject: there is no earlier mail in this thread.")
    return []


def _g12_sender(given: GateInput) -> list[Finding]:
    """Written in another name than the mailbox's today: mailboxes.yaml changed after it was written."""
    mailbox = given.mailbox
    name, address = sender_of(given.content)
    if address.casefold() == mailbox.address.casefold() and name == mailbox.display_name:
        return []
    words = f"It is written as {given.content.sender}, and {mailbox.id} sends as {mailbox.display_name}"
    return _block("G12", f"{words} <{mailbox.address}>: draft it again.")


def _g14_residue(given: GateInput) -> list[Finding]:
    content = given.content
    found: list[Finding] = []
    for where, text in (("subject", content.subject), ("text", content.text), ("html", content.html)):
        residue = _RESIDUE.search(text) or _ENCODED_WORD.search(text)
        if residue:
            found += _block("G14", f"Template residue in the {where}: {residue.group()!r}.")
        odd = next((char for char in text if _is_odd(char, newline_ok=where != "subject")), None)
        if odd:
            name = unicodedata.name(odd, f"U+{ord(odd):04X}")
            found += _block("G14", f"Invisible or control character in the {where}: {name}.")
    for host in _HOST.findall(" ".join([content.text, *content.links])):
        if confusables.is_mixed_script(host, allowed_aliases=["COMMON"]):
            found += _block("G14", f"The domain {host} mixes scripts.")
    return found


def _is_odd(char: str, *, newline_ok: bool) -> bool:
    if char == "\n":
        return not newline_ok
    return unicodedata.category(char) == "Cc" or ord(char) in _INVISIBLE


def _g18_slot(given: GateInput) -> list[Finding]:
    if given.slot is None or given.slot <= given.now:
        return []
    return [_finding("G18", Severity.INFO, f"It {given.slot_words or f'leaves {given.slot:%a %H:%M} UTC'}.")]


def _g20_colleague(given: GateInput) -> list[Finding]:
    return _block("G20", given.halted) if given.halted else []


def _g24_address(given: GateInput) -> list[Finding]:
    status = given.contact.address_status
    if status is AddressStatus.GUESSED:
        return _block("G24", f"The address {given.contact.email} is guessed: confirm it first.")
    if status in {AddressStatus.BOUNCED, AddressStatus.MISSING} or not given.contact.email:
        return _block("G24", f"No working address for {given.contact.name}.")
    if given.contact.is_expired(given.now):
        return _block("G24", f"What is known of {given.contact.name} is older than it may be used: find them anew.")
    if given.content.recipient.casefold() != given.contact.email.casefold():
        return _block("G24", "The mail is addressed to somebody other than this contact: draft it again.")
    return []


_GATES = (
    _g01_hash,
    _g02_suppression,
    _g03_country,
    _g05_first_contact_notice,
    _g07_postal_address,
    _g08_opt_out,
    _g11_subject,
    _g12_sender,
    _g14_residue,
    _g18_slot,
    _g20_colleague,
    _g24_address,
)
