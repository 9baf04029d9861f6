"""Jobs in an answer that is not wrapped as its system documents it: bare, in an envelope, in pages. Stage 1 of 12.

A job is told by a title and a property that only this system's jobs have, so that nothing else is read as jobs. What
was found so may be a part of the board: nothing is judged absent by it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from agent.domain.documents import Cursor, Document
from agent.domain.items import Item, Page
from signals.collectors.postings import page_of, unknown_board

MOST_OBJECTS = 50_000
_DEEPEST = 8


def objects_within(answer: Any) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any], bool]]:
    """Every object, the names of the properties that lead to it, and whether it stands in a list; parents first."""
    stack: list[tuple[tuple[str, ...], Any, bool]] = [((), answer, False)]
    for _ in range(MOST_OBJECTS):
        if not stack:
            return
        path, one, in_list = stack.pop()
        if isinstance(one, list):
            stack.extend((path, value, True) for value in reversed(one) if isinstance(value, Mapping | list))
        elif isinstance(one, Mapping) and len(path) < _DEEPEST:
            yield path, one, in_list
            inner = [(name, value) for name, value in one.items() if isinstance(value, Mapping | list)]
            stack.extend(((*path, str(name)), value, False) for name, value in reversed(inner))


def marked_rows(answer: Any, titles: frozenset[str], marks: frozenset[str]) -> list[Mapping[str, Any]]:
    """The objects that have one of `titles` and one of `marks`, of the property that holds most of them.

    The same object twice is one: a job stands under each of its departments.
    """
    places: dict[str, dict[str, Mapping[str, Any]]] = {}
    for path, one, _ in objects_within(answer):
        if not marks.isdisjoint(one) and any(one.get(title) for title in titles):
            rows = places.setdefault("".join(path[-1:]), {})
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
