"""What a page or a DNS answer shows of tools, by the rules: hosts and beginnings, never an expression. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick
from selectolax.lexbor import LexborNode

from agent.net.urls import registered_host
from signals.pages.page_tree import tree_of
from signals.technology.rules import Layer, Rule, Rules

MOST_NODES = 4000
MOST_INLINE = 2_000_000
MOST_URL = 500
_NODES = "script, iframe[src], link[href], img[src], meta[name]"
_IN_SCRIPT = re.compile(r"//([a-z0-9_-]{1,60}(?:\.[a-z0-9_-]{1,60}){1,6})(/[^\s\"'\\<>)]{0,200})?", re.I)
_NO_CODE = ("json", "template", "text/x-")


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule that holds, and the words of the page or record that it holds on, verbatim."""

    rule: Rule
    found: str


@dataclass(slots=True)
class _Index:
    """The rules by how they are looked up."""

    hosts: dict[tuple[Layer, str], list[tuple[str, str, Rule]]] = field(default_factory=dict)
    paths: dict[Layer, list[Rule]] = field(default_factory=dict)
    words: dict[Layer, tuple[AhoCorasick, list[Rule]]] = field(default_factory=dict)
    by_layer: dict[Layer, list[Rule]] = field(default_factory=dict)


@cache
def _index(rules: Rules) -> _Index:
    index = _Index()
    for rule in rules.every:
        index.by_layer.setdefault(rule.layer, []).append(rule)
        if rule.layer in (Layer.SCRIPT, Layer.IFRAME, Layer.LINK):
            address, _, query = rule.pattern.partition("?")
            host, slash, path = address.partition("/")
            if host:
                index.hosts.setdefault((rule.layer, host), []).append((slash + path, query, rule))
            else:
                index.paths.setdefault(rule.layer, []).append(rule)
    for layer in (Layer.HTML, Layer.INLINE):
        listed = index.by_layer.get(layer, [])
        index.words[layer] = (AhoCorasick([rule.pattern for rule in listed]), listed)
    return index


def header_names(rules: Rules) -> frozenset[str]:
    """The response headers that any rule looks at."""
    return frozenset(rule.pattern.partition(":")[0] for rule in rules.every if rule.layer is Layer.HEADER)


def marks_of_page(
    markup: str, url: str, rules: Rules, *, headers: Mapping[str, str] | None = None, is_home: bool = True
) -> tuple[Mark, ...]:
    """The marks of a page, each rule once, in the order of the rules. `headers`: names in small letters; "set-cookie"
    holds names of cookies, one a line. Paths without a host count on the page's own domain only."""
    index = _index(rules)
    found: dict[Rule, str] = {}

    def note(marks: Iterable[Mark]) -> None:
        for mark in marks:
            if is_home or not mark.rule.home_only:
                found.setdefault(mark.rule, mark.found)

    for node in tree_of(markup).css(_NODES)[:MOST_NODES]:
        note(_of_node(index, node, url))
    note(_in_tags(index, markup))
    note(_of_headers(index, headers or {}))
    return tuple(Mark(rule, found[rule]) for rule in rules.every if rule in found)


def _of_node(index: _Index, node: LexborNode, url: str) -> Iterator[Mark]:
    attributes = node.attributes
    if node.tag == "meta":
        if (attributes.get("name") or "").strip().lower() == "generator":
            yield from _begins(index, Layer.META, attributes.get("content") or "")
        return
    layer = {"script": Layer.SCRIPT, "iframe": Layer.IFRAME}.get(node.tag or "", Layer.LINK)
    address = attributes.get("src") or attributes.get("href") or ""
    if address:
        if node.tag == "link" and "preload" in (attributes.get("rel") or "") and attributes.get("as") == "script":
            layer = Layer.SCRIPT
        yield from _of_address(index, layer, address.strip(), url)
    elif node.tag == "script" and not any(no in (attributes.get("type") or "").lower() for no in _NO_CODE):
        yield from _of_code(index, node.text()[:MOST_INLINE])


def _of_address(index: _Index, layer: Layer, address: str, url: str) -> Iterator[Mark]:
    if address.startswith(("data:", "blob:", "javascript:")):
        return
    cut = address[:MOST_URL]
    try:
        parts = urlsplit(cut if "//" in cut[:9] else f"//{urlsplit(url).netloc}/{cut.lstrip('/')}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return
    yield from _of_host(index, layer, host, parts.path, parts.query, cut)
    for rule in index.paths.get(layer, ()):
        at = cut.find(rule.pattern)
        if at >= 0 and _is_own(host, url):
            yield Mark(rule, cut[: at + len(rule.pattern)][-100:])


def _of_host(index: _Index, layer: Layer, host: str, path: str, query: str, address: str) -> Iterator[Mark]:
    """Every rule of the host or of a domain above it whose path the address begins with."""
    labels = host.split(".")
    for at in range(len(labels) - 1):
        for begin, wanted, rule in index.hosts.get((layer, ".".join(labels[at:])), ()):
            if path.startswith(begin) and wanted in query:
                yield Mark(rule, _verbatim(address, host, begin))


def _verbatim(address: str, host: str, begin: str) -> str:
    """The address as it stands, up to the end of what the rule asks for; the host alone where it is spelt otherwise."""
    at = address.lower().find(host)
    return address[: at + len(host + begin)] if at >= 0 else host


def _is_own(host: str, url: str) -> bool:
    own = urlsplit(url).hostname or ""
    return not own or host == own or registered_host(host) == registered_host(own)


def _of_code(index: _Index, code: str) -> Iterator[Mark]:
    """One mark a tool: a snippet that names its vendor's host three times is one text (§5.5)."""
    told: set[str] = set()
    plain = code.replace("\\/", "/")
    marks = [
        *(
            m
            for f in _IN_SCRIPT.finditer(plain)
            for m in _of_host(index, Layer.SCRIPT, f[1].lower(), f[2] or "", "", f[0])
        ),
        *_words_in(index, Layer.INLINE, code),
    ]
    for mark in marks:
        if mark.rule.tool not in told:
            told.add(mark.rule.tool)
            yield Mark(mark.rule, mark.found if mark.found in code else mark.found.split("/")[2])


def _words_in(index: _Index, layer: Layer, text: str) -> Iterator[Mark]:
    finder, listed = index.words[layer]
    for nth, start, end in finder.find_matches_as_indexes(text, overlapping=True):
        if layer is Layer.INLINE or _in_a_tag(text, start):
            yield Mark(listed[nth], text[start:end])


def _in_tags(index: _Index, markup: str) -> Iterator[Mark]:
    return _words_in(index, Layer.HTML, markup)


def _in_a_tag(markup: str, at: int) -> bool:
    return markup.rfind("<", max(0, at - 2000), at) > markup.rfind(">", max(0, at - 2000), at)


def _begins(index: _Index, layer: Layer, text: str) -> Iterator[Mark]:
    folded = text.strip().casefold()
    for rule in index.by_layer.get(layer, ()):
        if folded.startswith(rule.pattern.casefold()):
            yield Mark(rule, text.strip()[:100])


def _of_headers(index: _Index, headers: Mapping[str, str]) -> Iterator[Mark]:
    for rule in index.by_layer.get(Layer.HEADER, ()):
        name, _, wanted = rule.pattern.partition(": ")
        value = headers.get(name)
        if value is not None and wanted.casefold() in value.casefold():
            yield Mark(rule, f"{name}: {value}"[:100] if wanted else name)
    for cookie in headers.get("set-cookie", "").splitlines():
        yield from _begins(index, Layer.COOKIE, cookie)


def marks_of_records(records: Sequence[tuple[str, str, str]], rules: Rules) -> tuple[Mark, ...]:
    """The marks of DNS answers, each (name, type, value as text), in the order of the rules."""
    index = _index(rules)
    found: dict[Rule, str] = {}
    for name, kind, value in records:
        line = f"{name} {kind} {value}"
        if kind == "CNAME":
            _note_names(index, Layer.CNAME, value, line, found)
        elif kind == "MX":
            _note_names(index, Layer.MX, value.split()[-1] if value else "", line, found)
        elif kind == "TXT":
            _note_text(index, name, value, found)
    return tuple(Mark(rule, found[rule]) for rule in rules.every if rule in found)


def _note_names(index: _Index, layer: Layer, value: str, line: str, found: dict[Rule, str]) -> None:
    name = value.rstrip(".").lower()
    for rule in index.by_layer.get(layer, ()):
        if name == rule.pattern or name.endswith(f".{rule.pattern}"):
            found.setdefault(rule, line)


def _note_text(index: _Index, name: str, value: str, found: dict[Rule, str]) -> None:
    text = value.strip().strip('"')
    if text.lower().startswith("v=spf1"):
        for term in text.split():
            mechanism, _, domain = term.lstrip("+-~?").replace("redirect=", "include:").partition(":")
            if mechanism.lower() == "include":
                _note_names(index, Layer.SPF, domain, f"{name} TXT {term}", found)
        return
    for mark in _begins(index, Layer.TXT, text):
        found.setdefault(mark.rule, f"{name} TXT {text[: len(mark.rule.pattern)]}")
