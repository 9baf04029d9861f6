"""JSON-LD that stands in a page, also where it is written carelessly: the objects, wherever they are nested.

https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents; comments, CDATA, raw line breaks and lost
semicolons are what real pages hold.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_SCRIPT = re.compile(r"<script\b[^<>]{0,1000}?application/ld\+json[^<>]{0,1000}>", re.I)
_END = re.compile(r"</script", re.I)
_COMMENT_LINE = re.compile(r"^[ \t]*(?://.*|/\*[^*\n]{0,500}\*/)[ \t]*$", re.M)
_LAST_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_BEGIN = re.compile(r"[{\[]")
MOST_BLOCKS = 200
MOST_OBJECTS = 100_000


def json_ld_of(text: str) -> tuple[Any, ...]:
    """The values of every JSON-LD block of a page, or of a document that is JSON itself. Broken blocks are left out."""
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return tuple(_read(text))
    found: list[Any] = []
    script = _SCRIPT.search(text)
    for _ in range(MOST_BLOCKS):
        end = _END.search(text, script.end()) if script else None
        if script is None or end is None:
            break
        found.extend(_read(text[script.end() : end.start()]))
        script = _SCRIPT.search(text, end.end())
    return tuple(found)


def _read(block: str) -> Iterator[Any]:
    """The block's value, or its values one after another; nothing where it is no JSON in any of the ways in which
    people write it."""
    for attempt in (block, _outermost(block), _outermost(_COMMENT_LINE.sub("", block)), _mended(block)):
        try:
            yield json.loads(attempt.lstrip("\ufeff"), strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield from _one_after_another(_mended(block))


def _mended(block: str) -> str:
    """Without character references in the quotes' stead, commas before a closing bracket, and escaped apostrophes."""
    plain = html.unescape(block) if '"' not in block else block
    return _LAST_COMMA.sub("", _outermost(_COMMENT_LINE.sub("", plain))).replace("\\'", "'")


def _one_after_another(text: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(strict=False), 0
    for _ in range(MOST_BLOCKS):
        begin = _BEGIN.search(text, at)
        if begin is None:
            return
        try:
            value, at = decoder.raw_decode(text, begin.start())
        except (ValueError, RecursionError):
            return
        yield value


def _outermost(block: str) -> str:
    """What stands between the first and the last bracket: without comments, CDATA and semicolons around it."""
    starts = [at for at in (block.find("{"), block.find("[")) if at >= 0]
    return block[min(starts) : max(block.rfind("}"), block.rfind("]")) + 1] if starts else ""


def objects_of(values: Iterable[Any], kind: str) -> tuple[Mapping[str, Any], ...]:
    """Every object of schema.org type `kind` in `values`, in document order, whole: nothing within one is looked at.

    Looks through @graph, lists, ItemList and any other nesting.
    """
    return tuple(one for one in _walk(values, kind) if kind in types_of(one))


def by_id(values: Iterable[Any]) -> dict[str, Mapping[str, Any]]:
    """The objects that other objects of the page name by "@id"; of two with one id the fuller one."""
    named: dict[str, Mapping[str, Any]] = {}
    for one in _walk(values, None):
        name = one.get("@id")
        if isinstance(name, str) and len(one) > len(named.get(name, {"@id": name})):
            named[name] = one
    return named


def _walk(values: Iterable[Any], stop_at: str | None) -> Iterator[Mapping[str, Any]]:
    """Every object, parents first and in order, without a recursion that a page could make too deep."""
    stack = list(values)[::-1]
    for _ in range(MOST_OBJECTS):
        if not stack:
            return
        one = stack.pop()
        if isinstance(one, Mapping):
            yield one
            if stop_at is not None and stop_at in types_of(one):
                continue
            stack.extend(value for value in list(one.values())[::-1] if isinstance(value, Mapping | list))
        elif isinstance(one, list):
            stack.extend(value for value in reversed(one) if isinstance(value, Mapping | list))


def types_of(one: Mapping[str, Any]) -> frozenset[str]:
    """The short names of an object's types: "JobPosting" for "http://schema.org/JobPosting" too."""
    said = one.get("@type", one.get("type"))
    listed = said if isinstance(said, list) else [said]
    return frozenset(
        name.replace("#", "/").rpartition("/")[2].rpartition(":")[2] for name in listed if isinstance(name, str)
    )
