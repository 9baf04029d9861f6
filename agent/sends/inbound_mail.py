"""A message from outside, parsed within limits: what exceeds them goes to quarantine (sending §5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from selectolax.lexbor import LexborHTMLParser

MOST_BYTES = 25 * 1024 * 1024
MOST_PARTS = 100
MOST_DEPTH = 20
MOST_HEADERS = 200
MOST_HEADER_BYTES = 64 * 1024
_MOST_TEXT = 200_000
_ID = re.compile(r"<[^<>\s]+>")
_BOUNDARY = re.compile(rb"(?im)^content-type:\s*(?:multipart/|message/)")
_QUOTE_SELECTORS = (
    "blockquote.gmail_quote, div.gmail_quote, div.gmail_extra, #divRplyFwdMsg, #appendonsend, div.moz-cite-prefix, "
    "blockquote[type=cite], div.yahoo_quoted, #OLK_SRC_BODY_SECTION, div.protonmail_quote"
)


class Malformed(Exception):
    """Too big, too deep, too many or not readable: it goes to quarantine and the sequence stops."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A parsed message. `text` is its plain text, or what its HTML says; `text_is_html` says which."""

    message: Message
    text: str
    html: str
    text_is_html: bool

    def header(self, name: str) -> str:
        """A header as one line of text, "" when absent. Undecodable bytes are replaced, never raised."""
        return next(iter(self.headers(name)), "")

    def headers(self, name: str) -> list[str]:
        wanted = name.lower()
        return [_one_line(str(value)) for key, value in self.message.raw_items() if key.lower() == wanted]

    @property
    def message_id(self) -> str:
        found = _ID.search(self.header("Message-ID"))
        return found.group() if found else ""

    @property
    def references(self) -> tuple[str, ...]:
        """In-Reply-To first, then References from the newest on."""
        newest_first = [*_ID.findall(self.header("In-Reply-To")), *reversed(_ID.findall(self.header("References")))]
        return tuple(dict.fromkeys(newest_first))

    @property
    def sender(self) -> str:
        return next((address for _, address in getaddresses([self.header("From")]) if "@" in address), "")

    @property
    def recipients(self) -> tuple[str, ...]:
        names = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
        values = [value for name in names for value in self.headers(name)]
        return tuple(address.lower() for _, address in getaddresses(values) if "@" in address)

    @property
    def subject(self) -> str:
        return self.header("Subject")

    def date(self, fallback: datetime) -> datetime:
        try:
            found = parsedate_to_datetime(self.header("Date"))
        except (ValueError, TypeError, IndexError, OverflowError):
            return fallback
        try:
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        except OverflowError:
            return fallback

    @property
    def content_type(self) -> str:
        return self.message.get_content_type()

    @property
    def report_type(self) -> str:
        return (
            str(self.message.get_param("report-type") or "").lower() if self.content_type == "multipart/report" else ""
        )

    def parts(self) -> Iterator[Message]:
        yield from self.message.walk()


def read_mail(raw: bytes) -> Mail:
    """Parse within limits. Raises Malformed with the reason."""
    if not raw.strip():
        raise Malformed("empty")
    if len(raw) > MOST_BYTES:
        raise Malformed(f"{len(raw)} bytes, more than {MOST_BYTES}")
    if len(_BOUNDARY.findall(raw)) > MOST_PARTS:
        raise Malformed(f"more than {MOST_PARTS} nested parts")
    head = raw.partition(b"\n\n")[0] if b"\r\n\r\n" not in raw else raw.partition(b"\r\n\r\n")[0]
    if len(head) > MOST_HEADER_BYTES:
        raise Malformed(f"a header of {len(head)} bytes")
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        _check_limits(message)
        text, html = _texts(message)
    except (RecursionError, MessageError, LookupError, ValueError, AssertionError) as error:
        raise Malformed(f"not readable as mail ({type(error).__name__})") from error
    if not message.keys():
        raise Malformed("no headers")
    return Mail(message, text or _html_text(html), html, text_is_html=not text.strip() and bool(html))


def _check_limits(message: Message) -> None:
    if len(message.keys()) > MOST_HEADERS:
        raise Malformed(f"{len(message.keys())} headers")
    waiting = [(message, 1)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or depth > MOST_DEPTH:
            raise Malformed(f"more than {MOST_PARTS} parts or {MOST_DEPTH} levels")
        if part.is_multipart():
            children = part.get_payload()
            waiting += [(child, depth + 1) for child in children if isinstance(child, Message)]


def _texts(message: Message) -> tuple[str, str]:
    """The plain and the HTML text of the message itself, not of messages attached to it."""
    plain: list[str] = []
    html: list[str] = []
    for part in _own_parts(message):
        if part.get_filename() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            plain.append(decoded(part))
        elif part.get_content_type() == "text/html":
            html.append(decoded(part))
    return "\n".join(plain)[:_MOST_TEXT], "\n".join(html)[:_MOST_TEXT]


def _own_parts(message: Message) -> Iterator[Message]:
    if message.get_content_type().startswith("message/"):
        return
    if message.is_multipart():
        for child in message.get_payload():
            if isinstance(child, Message):
                yield from _own_parts(child)
        return
    yield message


def decoded(part: Message) -> str:
    """A part's text, whatever its declared character set claims."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = str(part.get_content_charset() or "utf-8")
    for name in (charset, "utf-8", "latin-1"):
        try:
            return payload.decode(name).replace("\r\n", "\n").replace("\x00", "")
        except (LookupError, UnicodeError):
            continue
    return ""


def _html_text(html: str) -> str:
    """What the HTML says without what it quotes. If nothing is left, everything."""
    if not html.strip():
        return ""
    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, head"):
        node.decompose()
    everything = _said(tree)
    for node in tree.css(_QUOTE_SELECTORS):
        node.decompose()
    return _said(tree) or everything


def _said(tree: LexborHTMLParser) -> str:
    for node in tree.css("br, p, div, tr, li, blockquote, h1, h2, h3"):
        node.insert_before("\n")
    return re.sub(r"\n{3,}", "\n\n", tree.body.text() if tree.body else "").strip()


def _one_line(value: str) -> str:
    """Encoded words and raw bytes of a header, read; what cannot be is left or replaced."""
    raw = value.encode("utf-8", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeError:
        text = raw.decode("latin-1")
    text = " ".join(text.split())
    return str(policy.default.header_factory("subject", text)) if "=?" in text else text
