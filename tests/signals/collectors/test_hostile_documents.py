"""Documents made to hang or crash a reader: each ends within its bound, in items or in SourceChanged."""

from __future__ import annotations

import json
import time

import pytest

from agent.domain.documents import Cursor
from agent.errors import SourceChanged
from signals.collectors.feed import Feed
from signals.collectors.sec_8k import Sec8K, item_502
from signals.collectors.sec_form_d import SecFormD
from signals.pages.visible_text import visible_text
from signals.registry import COLLECTORS, collector
from tests.documents import document

N = 20_000
BOUND_S = 8.0  # CPU of a machine that others share; what hangs a reader takes minutes
PIECES = [
    "<div>" * N,
    "<p" * N,
    "<p " * N,
    "<!DOCTYPE x[" * N,
    "<!-- " * N,
    "<style>" + ".a{" * N,
    "<b style='" + "color:" * N + "'>x</b>",
    "&lt;p&gt;" * N,
    "&amp;" * N,
    "a" * (5 * N),
    "a@" * N,
    "Item 5.02\n" * N,
    " - (" * N,
    "<item>" * N,
    "\u200b" * N,
    "[" * N,
    '{"a":' * N,
]


@pytest.mark.parametrize("piece", PIECES, ids=[piece[:12].strip() for piece in PIECES])
def test_text_readers_end_in_time(piece: str) -> None:
    began = time.thread_time()
    visible_text(piece)
    item_502(piece)
    assert time.thread_time() - began < BOUND_S


@pytest.mark.parametrize("piece", PIECES, ids=[piece[:12].strip() for piece in PIECES])
def test_collectors_end_in_time(piece: str) -> None:
    bodies = [
        piece,
        f"<rss><channel><item><title>T</title><description><![CDATA[{piece}]]></description></item></channel></rss>",
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>{piece}</title></entry></feed>",
        json.dumps(
            {"jobs": [{"id": 1, "title": piece, "content": piece}], "items": [{"id": 1, "content_html": piece}]}
        ),
        json.dumps([{"id": 1, "text": "T", "descriptionPlain": piece}]),
    ]
    for body in bodies:
        doc = document("hostile", body)
        for reader in (Feed(), Sec8K(), SecFormD(), *(collector(name) for name in COLLECTORS)):
            began = time.thread_time()
            try:
                reader.read(doc, Cursor())
            except SourceChanged:
                continue
            finally:
                assert time.thread_time() - began < BOUND_S, type(reader).__name__
