"""The text that a reader of a page would see, and nothing planted beside it (drafting §3, I1 and I2)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010fffd"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
# JSON may spell half a character ("\ud800"): neither a parser nor a database takes it.
_HALVES = re.compile("[\ud800-\udfff]+")
_DROPPED = "script, style, noscript, template, svg, iframe, object, canvas, head > *:not(title), select, datalist"
_WHOLE_PAGE = frozenset({"html", "body"})
_MARKED_HIDDEN = (
    "[hidden], [aria-hidden='true'], .sr-only, .visually-hidden, .screen-reader-text, .visuallyhidden, .hidden, [style]"
)
_MAY_HIDE = re.compile(r"hidden|style|sr-only|screen-reader", re.I)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}"
    r"|clip(?:-path)?\s*:\s*(?:rect\(\s*[01]|inset\(\s*(?:50|100))|(?<![-\w])(?:max-)?(?:width|height)\s*:\s*0(?:px)?\s*(?:;|!|$)",
    re.I,
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.I)
_PALE = re.compile(r"#fff(?:fff)?|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255.*", re.I)
_HIDING_CLASS = re.compile(r"\.([\w-]+)\s*\{[^}]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]{0,2000}>",
    re.I,
)
_TAG = re.compile(r"<[a-z!/?]", re.I)
DEEPEST = 1000
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,20})", re.I)
_NEVER_NEST = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "rt", "rb"}
)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|strong|b|i|em|a|ul|ol|li|h[1-6]|table)\b", re.I)
_LINE_BREAKS = re.compile(r"[\r\n]+")
# Printable ASCII on one line without markup: most titles, places and departments.
_PLAIN = re.compile(r"[ -%'-;=?-~]*")
_SPACES = re.compile(r"[^\S\n]+")


def visible_text(markup: str) -> str:
    """What a reader sees of a piece of HTML: one line a block, no empty lines, cleaned. Text without block tags keeps
    its own lines."""
    if _PLAIN.fullmatch(markup):
        return " ".join(markup.split())
    markup = _HALVES.sub("", markup)
    if not _TAG.search(markup) and _ESCAPED_TAG.search(markup):
        markup = html.unescape(markup)
    if not _TAG.search(markup):
        return clean(html.unescape(markup))
    if markup.count("<") > DEEPEST:
        markup = not_too_deep(markup)
    if _MAY_HIDE.search(markup):
        markup = _without_hidden(markup)
    if _BLOCK.search(markup):
        markup = _LINE_BREAKS.sub(" ", markup)
    tree = LexborHTMLParser(_BLOCK.sub(lambda found: f"\n{found.group()}\n", markup))
    drop(tree.css(_DROPPED))
    root = tree.root
    return clean(root.text(separator="") if root is not None else "")


def one_line(markup: str) -> str:
    """A title: visible text on a single line."""
    if _PLAIN.fullmatch(markup):
        return " ".join(markup.split())
    return " ".join(visible_text(markup).split())


def clean(text: str) -> str:
    """NFKC, without invisible characters, single spaces, no empty lines."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    else:
        text = _INVISIBLE.sub("", text)
    text = text.replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return "\n".join(line for line in lines if line)


def not_too_deep(markup: str) -> str:
    """The markup up to where it nests more than DEEPEST: parsers take quadratic time there, and no page does it."""
    depth = 0
    for tag in _ANY_TAG.finditer(markup):
        if tag[2].lower() not in _NEVER_NEST:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > DEEPEST:
                return markup[: tag.start()]
    return markup


def _without_hidden(markup: str) -> str:
    """The markup without nodes that a browser would not show."""
    tree = LexborHTMLParser(markup)
    selector = _MARKED_HIDDEN
    classes = {name for style in tree.css("style") for name in _HIDING_CLASS.findall(style.text())}
    if classes:
        selector += "".join(f", [class~='{name}']" for name in sorted(classes))
    drop(
        node
        for node in tree.css(selector)
        if node.attributes.get("style") is None or _marked(node.attributes, classes) or _hides(node.attributes["style"])
    )
    return tree.html or ""


def drop(nodes: Iterable[LexborNode]) -> None:
    """Take these out of their tree, but never the page as a whole: one that hides itself is shown by its script."""
    for node in nodes:
        if node.tag not in _WHOLE_PAGE:
            node.decompose()


def _marked(attributes: dict[str, str | None], classes: set[str]) -> bool:
    hidden = {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden"} | classes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(hidden & set((attributes.get("class") or "").split()))
    )


def _hides(style: str | None) -> bool:
    if not style:
        return False
    if _HIDING.search(style):
        return True
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    if colour is None:
        return False
    ink = colour.group(1).strip().lower()
    paper = background.group(1).strip().lower() if background else "white"
    return ink == paper or bool(_PALE.fullmatch(ink) and _PALE.fullmatch(paper))
