"""Pages of strangers as trees that are never too deep to be read in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from signals.pages.visible_text import not_too_deep

CLIMB = 8
_FEW = 1000


def tree_of(markup: str) -> LexborHTMLParser:
    """The page as a tree, cut off where it nests deeper than any real page does."""
    return LexborHTMLParser(not_too_deep(markup) if markup.count("<") > _FEW else markup)


def first(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode | None:
    """The first node below `node` that `selector` finds."""
    return node.css_first(selector, default=None)


def lines_of(nodes: Sequence[LexborNode], marks: frozenset[str] = frozenset()) -> list[LexborNode]:
    """Of each node the line of a list that it stands in: the nearest li, tr or element with a class of `marks`.

    The node itself where there is none, or where several of the nodes stand in the same one.
    """
    lines = [_line(node, marks) for node in nodes]
    shared = Counter(line.mem_id for line in lines)
    return [line if shared[line.mem_id] == 1 else node for node, line in zip(nodes, lines, strict=True)]


def _line(node: LexborNode, marks: frozenset[str]) -> LexborNode:
    at: LexborNode | None = node
    for _ in range(CLIMB):
        if at is None or at.tag in ("body", "html"):
            break
        if at.tag in ("li", "tr") or (marks and marks & set((at.attributes.get("class") or "").split())):
            return at
        at = at.parent
    return node


def text_of(node: LexborNode | None) -> str:
    """The text of a node on one line; "" for no node."""
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def first_text(node: LexborNode, selector: str) -> str:
    """The text of the first node below `node` that `selector` finds."""
    return text_of(first(node, selector))
