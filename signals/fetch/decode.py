"""From bytes on the wire to text: bounded unpacking, then the charset (signals §8.1)."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Protocol

import brotli
from charset_normalizer import from_bytes

from agent.domain.values import value
from signals.fetch.responses import BodyRefused

RATIO = 100
RATIO_FREE = 1_000_000
_DETECT_BYTES = 65_536
_DETECT_LEAST = 200

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A "<" in UTF-16 or UTF-32 without a mark (XML 1.0 appendix F).
_WIDE_STARTS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]+)", re.I
)
_NOT_OF_PAGES = frozenset({"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape"})
"""Codecs of Python's that no page is in: they fail, are slow, or read text as something else."""
# What pages that say Latin-1 or ASCII really are (WHATWG Encoding).
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}


class _Unpacker(Protocol):
    def unpack(self, chunk: bytes, most: int) -> bytes: ...

    def whole(self) -> bool: ...


class _Plain:
    def unpack(self, chunk: bytes, most: int) -> bytes:
        return chunk

    def whole(self) -> bool:
        return True


class _Zlib:
    """gzip, or deflate with or without its header; a stream that claims gzip and is not is passed as it stands."""

    def __init__(self, encoding: str) -> None:
        self._wbits = 31 if encoding != "deflate" else 15
        self._stream: zlib._Decompress | None = None
        self._plain = False

    def unpack(self, chunk: bytes, most: int) -> bytes:
        if self._stream is None and not self._plain:
            self._begin(chunk)
        if self._plain or self._stream is None:
            return chunk
        out = self._stream.decompress(chunk, most)
        while self._stream.eof and self._stream.unused_data.startswith(b"\x1f\x8b") and len(out) < most:
            rest = self._stream.unused_data
            self._stream = zlib.decompressobj(self._wbits)
            out += self._stream.decompress(rest, most - len(out))
        return out

    def _begin(self, chunk: bytes) -> None:
        if self._wbits == 31:
            self._plain = not chunk.startswith(b"\x1f")
        elif chunk[0] & 0x0F != 8:
            self._wbits = -15
        if not self._plain:
            self._stream = zlib.decompressobj(self._wbits)

    def whole(self) -> bool:
        return self._stream is None or self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._any = False

    def unpack(self, chunk: bytes, most: int) -> bytes:
        self._any = True
        return bytes(self._stream.process(chunk, output_buffer_limit=most))

    def whole(self) -> bool:
        return not self._any or self._stream.is_finished()


def _unpacker(encoding: str) -> _Unpacker:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib(name)
    if name == "br":
        return _Brotli()
    raise BodyRefused(f"the answer is packed as {name[:40]!r}, which was not asked for")


class Body:
    """A body that is being read: unpacked as it comes, stopped at `max_bytes` decoded or 100 to 1 (above 1 MB)."""

    def __init__(self, encoding: str, max_bytes: int, *, cut: bool = False) -> None:
        self._unpacker = _unpacker(encoding)
        self._max = max_bytes
        self._cut = cut
        self._pieces: list[bytes] = []
        self.packed = 0
        self.size = 0
        self.full = False

    def feed(self, chunk: bytes) -> None:
        """Add what came. Raises BodyRefused when it becomes too much, unless built to be cut: then `full` is set."""
        if not chunk or self.full:
            return
        self.packed += len(chunk)
        piece = self._unpacker.unpack(chunk, self._max + 1 - self.size)
        self.size += len(piece)
        if self.size > RATIO_FREE and self.size > RATIO * self.packed:
            raise BodyRefused(f"the answer unpacks to more than {RATIO} times its size")
        if self.size > self._max:
            if not self._cut:
                raise BodyRefused(f"the answer is larger than {self._max:,} bytes")
            self.full = True
            piece = piece[: len(piece) - (self.size - self._max)]
        self._pieces.append(piece)

    def finish(self) -> bytes:
        """The whole body. Raises BodyRefused when its packing ends too soon."""
        if not self.full and not self._unpacker.whole():
            raise BodyRefused("the answer was cut short")
        return b"".join(self._pieces)


@value
class Decoded:
    text: str
    charset: str
    replaced: int = 0


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a body: BOM, then what HTTP says, then the document's own declaration, then a detector.

    Bytes that are valid multi-byte UTF-8 are UTF-8 whatever a single-byte label says. Errors are replaced and counted.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _replacing(body, charset)
    for start, charset in _WIDE_STARTS:
        if body.startswith(start):
            return _replacing(body, charset)
    labels = [label for label in (_http_label(content_type), _declared_label(body)) if label]
    if labels and labels[0] not in ("utf-8", "cp1252"):
        return _replacing(body, labels[0])
    as_utf8 = _replacing(body, "utf-8")
    if not as_utf8.replaced or _mostly_right(as_utf8):
        return as_utf8
    other = next((label for label in labels if label != "utf-8"), "") or _detected(body)
    return _replacing(body, other)


def _mostly_right(decoded: Decoded) -> bool:
    """UTF-8 with a few torn characters is still UTF-8."""
    return sum(not char.isascii() for char in decoded.text) > 2 * decoded.replaced


def _replacing(body: bytes, charset: str) -> Decoded:
    text = body.decode(charset, errors="replace")
    return Decoded(text.removeprefix("\ufeff"), charset, text.count("\ufffd"))


def _http_label(content_type: str) -> str:
    found = _HTTP_CHARSET.search(content_type)
    return _known(found.group(1)) if found else ""


def _declared_label(body: bytes) -> str:
    head = body[:4096]
    found = _DECLARED.search(head) if b"<" in head else None
    if not found:
        return ""
    label = _known((found.group(1) or found.group(2)).decode("ascii", "replace"))
    # A declaration that could be read as ASCII cannot be in UTF-16 or UTF-32.
    return "utf-8" if label.startswith(("utf-16", "utf-32")) else label


def _known(label: str) -> str:
    """The codec's own name for a label; empty for one that is unknown or is no charset of text."""
    try:
        info = codecs.lookup(label.strip())
        "".encode(info.name)
    except (LookupError, TypeError, ValueError):
        return ""
    if info.name.replace("_", "-") in _NOT_OF_PAGES:
        return ""
    return _WIDER.get(info.name, info.name)


def _detected(body: bytes) -> str:
    if len(body) < _DETECT_LEAST:
        return "cp1252"
    best = from_bytes(body[:_DETECT_BYTES], steps=3, preemptive_behaviour=False).best()
    return _known(best.encoding) or "cp1252" if best else "cp1252"
