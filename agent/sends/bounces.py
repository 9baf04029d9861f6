"""Bounces and complaints: delivery reports (RFC 3464), feedback reports (RFC 5965), then what bodies say (§5.3–5.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

from flufl.bounce import all_failures

from agent.domain.replies import Bounce, InboundKind
from agent.sends.inbound_mail import Mail, decoded
from agent.sends.verdicts import Fault, judge

_OURS = re.compile(r"<?\b([a-z2-7]{32})\.o@[\w.-]+>?")
_REF = re.compile(r"(?im)^x-outbox-ref:\s*([a-z2-7]{32})\s*$")
_ANY_ID = re.compile(r"(?im)^message-id:\s*(<[^<>\s]+>)")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -](?=[#A-Z(<\"'\[\d])", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_DAEMON = re.compile(
    r"mailer-?daemon|postmaster|mail delivery|mail-?administrator|\bmdaemon\b|no-?reply@.*(?:google|outlook)", re.I
)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|report|has failed|problem)|returned mail|mail delivery|failure notice"
    r"|delivery notification|non-?delivery|could not (?:be )?(?:send|deliver)|unzustellbar|nicht zugestellt"
    r"|non remis|no se (?:pudo|ha podido) entregar|mancata consegna|niet bezorgd|undelivered|delivery failed"
    r"|mail system error|warning: (?:message|could not)|delayed|message not delivered|rejected",
    re.IGNORECASE,
)
_DELIVERED = frozenset({"delivered", "relayed", "expanded"})
_NO_CODE = "5.0.0"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient's block of a delivery report."""

    address: str
    action: str
    status: str
    text: str


def read_bounce(mail: Mail) -> tuple[InboundKind, Bounce] | None:
    """BOUNCE with its facts, NOT_A_BOUNCE for a report of success, None when it is no delivery report."""
    blocks = delivery_blocks(mail)
    if blocks:
        failed = [block for block in blocks if block.action not in _DELIVERED and not block.status.startswith("2")]
        if not failed:
            return InboundKind.NOT_A_BOUNCE, Bounce(
                tuple(b.address for b in blocks), hard=False, status=blocks[0].status
            )
        return InboundKind.BOUNCE, _bounce_of(failed, mail)
    if not _looks_like_a_bounce(mail):
        return None
    return _from_body(mail)


def _bounce_of(blocks: list[Recipient], mail: Mail) -> Bounce:
    faults = [_fault(block, mail) for block in blocks]
    addresses = tuple(dict.fromkeys(block.address for block in blocks if block.address))
    worst = next((place for place, fault in enumerate(faults) if fault is Fault.HARD), 0)
    status = blocks[worst].status or next(iter(_STATUS.findall(blocks[worst].text)), "")
    return Bounce(
        addresses=addresses,
        hard=Fault.HARD in faults,
        status=status,
        reason=str(faults[worst]),
        sender_fault=Fault.SENDER in faults,
    )


def _fault(block: Recipient, mail: Mail) -> Fault:
    text = block.text or mail.text[:3000]
    status = block.status
    said = _STATUS.search(block.text)
    if said and (status.endswith(".0.0") or not status):  # the remote's own code is finer than the reporter's
        status = said.group(1)
    code = _CODE.search(block.text)
    return judge(
        status=status,
        code=int(code.group(1)) if code else None,
        text=text,
        delayed=block.action == "delayed",
    )


def delivery_blocks(mail: Mail) -> list[Recipient]:
    """The per-recipient blocks of every message/delivery-status part (RFC 3464 §2.3)."""
    blocks: list[Recipient] = []
    for part in mail.parts():
        if part.get_content_type() not in {"message/delivery-status", "message/global-delivery-status"}:
            continue
        payload = part.get_payload()
        groups = [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []
        for group in groups:
            block = _block_of(group)
            if block is not None:
                blocks.append(block)
    return blocks


def _block_of(group: Message) -> Recipient | None:
    address = _typed(group.get("Final-Recipient")) or _typed(group.get("Original-Recipient"))
    action = str(group.get("Action") or "").split(" ")[0].strip().lower()
    if not address and not action:
        return None
    status = _STATUS.search(str(group.get("Status") or ""))
    return Recipient(
        address=address,
        action=action,
        status=status.group(1) if status else "",
        text=" ".join(str(group.get("Diagnostic-Code") or "").split()),
    )


def _typed(value: object) -> str:
    """ "rfc822; someone@example" → the address."""
    text = str(value or "").partition(";")[2] or str(value or "")
    found = _ADDRESS.search(parseaddr(text.strip().strip("<>"))[1] or text)
    return found.group().lower() if found else ""


def _looks_like_a_bounce(mail: Mail) -> bool:
    daemon = _DAEMON.search(mail.header("From")) is not None
    if mail.report_type == "delivery-status" or mail.header("X-Failed-Recipients"):
        return True
    null_sender = any(value.strip() == "<>" for value in mail.headers("Return-Path"))
    titled = _BOUNCE_SUBJECT.search(mail.subject) is not None
    return (daemon and (titled or _STATUS.search(mail.text) is not None or null_sender)) or (titled and null_sender)


def _from_body(mail: Mail) -> tuple[InboundKind, Bounce] | None:
    temporary, permanent = _failures(mail.message)
    found = sorted({address.decode("ascii", "ignore").lower() for address in {*temporary, *permanent}})
    listed = [address.lower() for address in _ADDRESS.findall(mail.header("X-Failed-Recipients"))]
    text = mail.text[:8000]
    own = {mail.sender.lower(), *mail.recipients}
    said = [address.lower() for address in _ADDRESS.findall(text) if address.lower() not in own]
    addresses = tuple(dict.fromkeys([*listed, *found])) or tuple(said[:1])
    status = _STATUS.search(text)
    code = _CODE.search(text)
    if not addresses and status is None and code is None and not _BOUNCE_SUBJECT.search(mail.subject):
        return None
    delayed = bool(temporary) and not permanent
    fault = judge(
        status=status.group(1) if status else "",
        code=int(code.group(1)) if code else None,
        text=text,
        delayed=delayed or re.search(r"\bdelayed\b|will (?:be retried|keep trying|retry)", text, re.I) is not None,
    )
    return InboundKind.BOUNCE, Bounce(
        addresses=addresses,
        hard=fault is Fault.HARD,
        status=status.group(1) if status else "",
        reason=str(fault),
        sender_fault=fault is Fault.SENDER,
    )


def _failures(message: Message) -> tuple[set[bytes], set[bytes]]:
    """flufl.bounce's opinion; nothing where it chokes on what it is fed."""
    try:
        temporary, permanent = all_failures(message)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return set(), set()
    return set(temporary), set(permanent)


def read_complaint(mail: Mail) -> Bounce | None:
    """A feedback report of abuse or opt-out (ARF); not-spam is none. Addresses may be redacted: ids decide."""
    report = next((part for part in mail.parts() if part.get_content_type() == "message/feedback-report"), None)
    if report is None:
        return None
    fields = _fields(report)
    if "not-spam" in fields.lower():
        return None
    named = re.findall(r"(?im)^(?:original-rcpt-to|removal-recipient):\s*(.+)$", fields)
    addresses = tuple(dict.fromkeys(found.lower() for value in named for found in _ADDRESS.findall(value)))
    return Bounce(addresses=addresses, hard=False, reason="complaint")


def _fields(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(_said(child) for child in payload if isinstance(child, Message))
    return decoded(part) or str(payload)


def cited_ids(mail: Mail) -> tuple[str, ...]:
    """Message-IDs that the message cites: in its headers, in returned headers or messages, in its text.

    What comes from outside counts only if it cites an id of ours (sending §5.3): only we could have made it.
    """
    ids = [*mail.references]
    for part in mail.parts():
        kind = part.get_content_type()
        if part is not mail.message and kind in {"text/rfc822-headers", "message/rfc822", "message/rfc822-headers"}:
            text = decoded(part) or "\n".join(_said(child) for child in _children(part))
            ids += _ANY_ID.findall(text)
    ids += [match.group() for match in _OURS.finditer(mail.text)]
    return tuple(dict.fromkeys(value if value.startswith("<") else f"<{value}>" for value in ids))


def cited_refs(mail: Mail) -> tuple[str, ...]:
    """Our references in X-Outbox-Ref of returned parts, in ids, or behind a plus in the address written to."""
    refs: list[str] = []
    for part in mail.parts():
        text = decoded(part) or "\n".join(_said(child) for child in _children(part))
        refs += _REF.findall(text) + _OURS.findall(text)
        value = str(part.get("X-Outbox-Ref") or "").strip()
        refs += [value] if part is not mail.message and re.fullmatch(r"[a-z2-7]{32}", value) else []
    for address in mail.recipients:
        tagged = re.search(r"\+u-([a-z2-7]{32})@", address)
        refs += [tagged.group(1)] if tagged else []
    refs += [ref for value in mail.references for ref in _OURS.findall(value)]
    return tuple(dict.fromkeys(refs))


def _said(message: Message) -> str:
    """Headers and text of a returned message. Not `str(message)`: the library cannot write all that it can read."""
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), "", decoded(message)])


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []
