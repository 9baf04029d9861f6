"""What a message from outside is: ours, bounce, complaint, auto-reply or a person; first match wins (sending §5.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from agent.domain.replies import Bounce, Inbound, InboundKind, Intent
from agent.sends.auto_replies import AutoReply, read_auto_reply
from agent.sends.bounces import cited_ids, cited_refs, read_bounce, read_complaint
from agent.sends.inbound_mail import Mail, Malformed, read_mail
from agent.sends.intents import Reading, read_intent
from agent.sends.reply_text import reply_text

_FROM = re.compile(rb"(?im)^from:[^\r\n]*?([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)")
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^<>\s]{1,500}>)")
_ASKED_TO_STOP = re.compile(r"\+u-[a-z2-7]{32}@")


@dataclass(frozen=True, slots=True)
class Read:
    """A message, classified, with what ties it to a send. `mail` is None where it could not be parsed."""

    inbound: Inbound
    mail: Mail | None
    ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    auto: AutoReply | None = None
    one_click: bool = False
    why: str = ""


def classify(raw: bytes, *, own: Collection[str] = (), now: datetime, country: str = "") -> Read:
    """Classify one raw message; pure, and never raises for what it is fed. `own` are our mailboxes' addresses."""
    digest = hashlib.sha256(raw).hexdigest()
    try:
        mail = read_mail(raw)
    except Malformed as reason:
        return _malformed(raw, digest, str(reason), now)
    plain = Inbound(
        message_id=mail.message_id or f"<sha256-{digest[:32]}>",
        sha256=digest,
        kind=InboundKind.HUMAN,
        sender=mail.sender.lower(),
        subject=mail.subject,
        received_at=min(mail.date(now), now),
        text=mail.text,
        references=mail.references,
    )
    read = Read(plain, mail, cited_ids(mail), cited_refs(mail))
    return _kind_of(read, mail, own, now=now, country=country)


def _kind_of(read: Read, mail: Mail, own: Collection[str], *, now: datetime, country: str) -> Read:
    def as_kind(kind: InboundKind, bounce: Bounce | None = None) -> Read:
        return replace(read, inbound=replace(read.inbound, kind=kind, bounce=bounce))

    if mail.sender.lower() in {address.lower() for address in own} and mail.report_type == "":
        return as_kind(InboundKind.OURS)
    complaint = read_complaint(mail)
    if complaint is not None:
        return as_kind(InboundKind.COMPLAINT, complaint)
    bounce = read_bounce(mail)
    if bounce is not None:
        return as_kind(*bounce)
    if not mail.sender and not mail.text.strip():
        return replace(as_kind(InboundKind.MALFORMED), why="neither sender nor text")
    if any(_ASKED_TO_STOP.search(address) for address in mail.recipients):
        return replace(read, one_click=True)
    auto = read_auto_reply(mail, now=now, country=country)
    if auto is not None:
        inbound = replace(
            read.inbound, kind=InboundKind.AUTO_REPLY, intent=Intent.OUT_OF_OFFICE, wakes_at=auto.wakes_at
        )
        return replace(read, inbound=inbound, auto=auto)
    return read


def _malformed(raw: bytes, digest: str, why: str, now: datetime) -> Read:
    head = raw[:65536]
    sender = _FROM.search(head)
    identity = _MESSAGE_ID.search(head)
    inbound = Inbound(
        message_id=identity.group(1).decode("ascii", "replace") if identity else f"<sha256-{digest[:32]}>",
        sha256=digest,
        kind=InboundKind.MALFORMED,
        sender=sender.group(1).decode("ascii", "replace").lower() if sender else "",
        subject="",
        received_at=now,
    )
    return Read(inbound, None, why=why)


def answer(read: Read, *, sent_text: str, now: datetime) -> tuple[str, Reading]:
    """A person's own words without what they quote, and what they want. All of it where nothing else is left."""
    text = reply_text(read.inbound.text, sent=sent_text) or read.inbound.text.strip()
    if read.one_click:
        return text, Reading(Intent.UNSUBSCRIBE)
    subject = read_intent(read.inbound.subject, now=now) if not text else None
    return text, subject or read_intent(text, now=now)
