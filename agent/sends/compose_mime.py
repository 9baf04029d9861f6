"""From approved content to frozen bytes, and back: what is sent is what was approved (DESIGN §2.1, sending §4).

The standard library encodes long ids and can be tricked into new headers; so these headers are written raw, by an
allow-list, and the final bytes are parsed again and must say exactly what was approved. Holds on Python 3.11.7.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_string, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

import idna

from agent.domain.drafts import Content
from agent.errors import FirstlightError

_LINE = 76
_MOST_REFERENCES = 20
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[^?]*\?")
_BAD_IN_HEADER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BAD_IN_BODY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_URL = re.compile(r"https?://[^\s<>\"]+")
_PHRASE = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]*", re.ASCII)
_RAW = frozenset(
    {"from", "to", "subject", "date", "message-id", "x-outbox-ref", "in-reply-to", "references"}
    | {"list-unsubscribe", "list-unsubscribe-post"}
)
_SINGLE = ("mime-version", "content-type", "content-transfer-encoding")


class Unsendable(FirstlightError):
    """The content cannot become mail that says exactly what was approved. The message says why."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a follow-up answers: the last message, and the ids of the thread, oldest first."""

    parent: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything around the content, excluded from the approved hash."""

    ref: str
    message_id: str
    date: datetime
    unsubscribe: tuple[str, ...]
    thread: Thread | None = None

    @property
    def one_click(self) -> bool:
        return self.unsubscribe[0].startswith("https://")


class _Frozen(EmailPolicy):
    """Our own headers are stored and written as they are, folded at spaces only."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        return (name, value) if name.lower() in _RAW else super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        return value if name.lower() in _RAW else super().header_fetch_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return _fold(name, value).encode() if name.lower() in _RAW else super().fold_binary(name, value)


_POLICY = _Frozen(linesep="\r\n", max_line_length=_LINE, utf8=True)


def outbox_ref(key: bytes, send_id: str) -> str:
    """The same short token on every attempt of one send (sending §3.2)."""
    digest = hmac.new(key, send_id.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:32].lower()


def message_id(ref: str, sender: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2].lower()
    return f"<{ref}.o@{_ascii_domain(domain)}>"


def unsendable(content: Content) -> str:
    """Why this content cannot become mail, or "": asked before approval, so that it does not show at release."""
    ref = "a" * 32
    when = datetime(2026, 1, 1, tzinfo=UTC)
    try:
        freeze(content, Envelope(ref, message_id(ref, content.sender), when, ("mailto:nobody@host.example",)))
    except Unsendable as error:
        return str(error)
    return ""


def freeze(content: Content, envelope: Envelope) -> bytes:
    """The bytes of the mail, CRLF, ready for any transport. Raises Unsendable, also when the bytes do not say it."""
    _refuse_the_unsayable(content)
    message = EmailMessage(policy=_POLICY)
    for name, value in _headers(content, envelope):
        if _BAD_IN_HEADER.search(value):
            raise Unsendable(f"A control character stands in the header {name}.")
        message[name] = value
    message.set_content(content.text, charset="utf-8", cte="quoted-printable")
    if content.html:
        message.add_alternative(content.html, subtype="html", charset="utf-8", cte="quoted-printable")
        message.set_boundary(f"=_{envelope.ref}")
    mime = message.as_bytes()
    _prove(mime, content, envelope)
    return mime


def _refuse_the_unsayable(content: Content) -> None:
    for where, text in (("subject", content.subject), ("sender", _decoded(content.sender)), ("to", content.recipient)):
        if _BAD_IN_HEADER.search(text) or _ENCODED_WORD.search(text):
            raise Unsendable(f"A line break, control character or encoded word stands in the {where}.")
    if _BAD_IN_BODY.search(content.text + content.html):
        raise Unsendable("A control character stands in the body.")
    if content.attachments:
        raise Unsendable("Attachments are not sent.")


def _headers(content: Content, envelope: Envelope) -> list[tuple[str, str]]:
    name, address = sender_of(content)
    headers = [
        ("From", _mailbox(name, address)),
        ("To", _address(content.recipient)),
        ("Subject", _words(content.subject)),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", envelope.message_id),
        ("X-Outbox-Ref", envelope.ref),
        ("List-Unsubscribe", ", ".join(f"<{uri}>" for uri in envelope.unsubscribe)),
    ]
    if envelope.one_click:
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    if envelope.thread:
        kept = envelope.thread.references
        if len(kept) > _MOST_REFERENCES:
            kept = (kept[0], *kept[-(_MOST_REFERENCES - 1) :])
        headers += [
            ("In-Reply-To", envelope.thread.parent),
            ("References", " ".join(kept or (envelope.thread.parent,))),
        ]
    return headers


def _mailbox(name: str, address: str) -> str:
    plain = _address(address)
    if not name:
        return plain
    if name.isascii():
        quoted = name if _PHRASE.fullmatch(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
        return f"{quoted} <{plain}>"
    return f"{_words(name)} <{plain}>"


def _address(address: str) -> str:
    """The address with its domain in ASCII. A local part beyond ASCII stays: only an SMTPUTF8 peer takes it."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or re.search(r"[\s<>,;:\"()\[\]\\]", address):
        raise Unsendable(f"{address!r} is not an address.")
    return f"{local}@{_ascii_domain(domain)}"


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Unsendable(f"{domain!r} is not a domain.") from error


def _words(text: str) -> str:
    """Text for a header: as it is in ASCII, else RFC 2047 words that each hold whole characters."""
    if text.isascii() and "  " not in text and text == text.strip() and "=?" not in text:
        return text
    words: list[str] = []
    piece = b""
    for char in text:
        encoded = char.encode()
        if len(piece) + len(encoded) > 42:
            words.append(base64.b64encode(piece).decode())
            piece = b""
        piece += encoded
    words.append(base64.b64encode(piece).decode())
    return " ".join(f"=?utf-8?b?{word}?=" for word in words)


def _fold(name: str, value: str) -> str:
    lines = [f"{name}:"]
    for word in value.split(" "):
        if len(lines[-1]) + 1 + len(word) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def _decoded(text: str) -> str:
    """Encoded words as `formataddr` writes them, read back."""
    return str(make_header(decode_header(text))) if "=?" in text else text


def sender_of(content: Content) -> tuple[str, str]:
    """Name and address of the sender. Taken apart first: a comma in an encoded name parts no addresses."""
    name, address = parseaddr(content.sender)
    return _decoded(name), address


def content_of(mime: bytes, *, like: Content) -> Content:
    """The content that these bytes say. `like` only cuts it up: its footer, links and spelling of the sender are taken
    where the bytes bear them out, so that its hash comes back if and only if the bytes say the same."""
    return _content_of(_parsed(mime), like)


def _content_of(message: Any, like: Content) -> Content:
    text = _body(message.get_body(("plain",)), like.text)
    meant = sender_of(like)
    addresses: tuple[Any, ...] = message["From"].addresses if message["From"] else ()
    said = _pair(addresses[0]) if len(addresses) == 1 else ("", "")
    said_to = [_pair(address)[1] for address in message["To"].addresses] if message["To"] else []
    urls = {url.rstrip(".,") for url in _URL.findall(text)}
    shown = [link for link in like.links if link in text]
    return Content(
        sender=like.sender if said == (meant[0], _address(meant[1])) else f"{said[0]} <{said[1]}>",
        recipient=like.recipient if said_to == [_address(like.recipient)] else ", ".join(said_to),
        subject=str(message["Subject"] or ""),
        text=text,
        html=_body(message.get_body(("html",)), like.html),
        links=tuple(shown if urls <= {*like.links} else [*shown, *sorted(urls - {*like.links})]),
        attachments=tuple(part.get_filename() or "attachment" for part in message.iter_attachments()),
        footer=like.footer if like.footer in text else "",
    )


def _parsed(mime: bytes) -> Any:
    """Our own bytes parsed. As text: the parser of bytes breaks addresses beyond ASCII (Python 3.11)."""
    return message_from_string(mime.decode("utf-8", "replace"), policy=policy.default)


def _pair(address: Address) -> tuple[str, str]:
    return (address.display_name, f"{address.username}@{address.domain}")


def _body(part: Any, like: str) -> str:
    """The text of a part; newlines at its very end are the transport's, not the writer's."""
    said = str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
    return like if said.rstrip("\n") == like.rstrip("\n") else said


def _prove(mime: bytes, content: Content, envelope: Envelope) -> None:
    """Parse the final bytes again: only the allowed headers, each once, and the approved hash."""
    wanted = Counter(name.lower() for name, _ in _headers(content, envelope))
    wanted.update(("mime-version", "content-type") if content.html else _SINGLE)
    message = _parsed(mime)
    head = mime.partition(b"\r\n\r\n")[0]
    lines = sum(not line.startswith((b" ", b"\t")) for line in head.split(b"\r\n"))
    if Counter(name.lower() for name in message.keys()) != wanted or lines != wanted.total():  # noqa: SIM118
        raise Unsendable("The mail would carry headers that nobody approved.")
    if any(len(line) > 998 for line in mime.split(b"\r\n")):
        raise Unsendable("A line of the mail is too long.")
    if _content_of(message, content).sha256 != content.sha256:
        raise Unsendable("The mail would not say exactly what was approved: edit it and approve again.")


def reply_thread(ids: tuple[str, ...]) -> Thread | None:
    """The thread of earlier messages, oldest first, or None for a first touch."""
    return Thread(ids[-1], ids) if ids else None
