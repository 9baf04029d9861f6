"""Jobs in an answer that is not wrapped as its system documents it: bare, in an envelope, in pages. Stage 1 of 12.

A job is told by a title and a property that only this system's jobs have, so that nothing else is read as jobs. What
was found so may be a part of the board: nothing is judged absent by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from agent.domain.documents import Cursor, Document
from agent.domain.items import Item, Page
from signals.collectors.postings import page_of, unknown_board

MOST_OBJECTS = 50_000
_DEEPEST = 8
_DIGIT = re.compile(r"\d")


def objects_within(answer: Any) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any], int | None]]:
    """Every object, parents first: the names of the properties that lead to it, the object, and how many objects deep
    it is within a list's row (0 for the row itself, None outside of every list)."""
    stack: list[tuple[tuple[str, ...], Any, int | None]] = [((), answer, None)]
    for _ in range(MOST_OBJECTS):
        if not stack:
            return
        path, one, depth = stack.pop()
        if isinstance(one, list):
            stack.extend((path, value, 0) for value in reversed(one) if isinstance(value, Mapping | list))
        elif isinstance(one, Mapping) and len(path) < _DEEPEST:
            yield path, one, depth
            below = None if depth is None else depth + 1
            inner = [(name, value) for name, value in one.items() if isinstance(value, Mapping | list)]
            stack.extend(((*path, str(name)), value, below) for name, value in reversed(inner))


def marked_rows(answer: Any, titles: frozenset[str], marks: frozenset[str]) -> list[Mapping[str, Any]]:
    """The objects that have one of `titles` and one of `marks`, of the property that holds most of them.

    A name with a digit in it is a number of one job, not of what holds them. The same object twice is one.
    """
    places: dict[str, dict[str, Mapping[str, Any]]] = {}
    for path, one, _ in objects_within(answer):
        if not marks.isdisjoint(one) and any(one.get(title) for title in titles):
            rows = places.setdefault(next((name for name in reversed(path) if not _DIGIT.search(name)), ""), {})
            rows.setdefault(_content(one) or str(len(rows)), one)
    return list(max(places.values(), key=len, default={}).values())


def _content(one: Mapping[str, Any]) -> str:
    try:
        return json.dumps(one, sort_keys=True, default=str)
    except RecursionError:  # nested as deep as may just be read
        return ""


def page_of_marked(
    document: Document,
    cursor: Cursor,
    rows: list[Mapping[str, Any]],
    read: Callable[[Document, Mapping[str, Any]], Item | None],
    otherwise: str,
) -> Page:
    """A page of the rows found by their marks; where there are none, no such board, for the reason `otherwise`."""
    if not rows:
        return unknown_board(cursor, otherwise)
    return Page(page_of(document, cursor, (read(document, row) for row in rows), len(rows)).items, cursor)
