"""Other people's real and broken inputs: nothing crashes, hangs or loses an item. Skipped where they are not there."""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from protego import Protego

from agent.domain.documents import Cursor, Target
from agent.errors import SourceChanged
from signals.boards import board_of
from signals.collectors.feed import Feed
from signals.collectors.sec_8k import item_502, primary_document
from signals.collectors.sec_filings import Filings
from signals.collectors.sec_form_d import SecFormD
from signals.fetch.decode import decode
from signals.pages.visible_text import visible_text
from signals.registry import COLLECTORS, collector
from tests.documents import document

CASES = Path(os.environ.get("FIRSTLIGHT_CASES", Path(__file__).parents[4] / "shared" / "data"))
BOUND_S = 2.0
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]")


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        if not (CASES / folder).is_dir():
            pytest.skip(f"no real cases at {CASES / folder}: set FIRSTLIGHT_CASES to run this")
        yield from sorted(path for path in (CASES / folder).rglob("*") if path.is_file())


def test_no_feed_crashes_hangs_or_loses_an_item() -> None:
    read = 0
    for path in files("feeds", "edgar/atom"):
        began = time.process_time()
        doc = document("feed", path)
        entries = len(_ENTRY.findall(doc.text))
        try:
            items = Feed().read(doc, Cursor()).items
        except SourceChanged:
            assert not entries or path.suffix == ".json", path
            continue
        finally:
            assert time.process_time() - began < BOUND_S, path
        read += 1
        texts = {(item.title, item.text, item.url) for item in items}
        assert len(items) >= entries or len(texts) == len(items), path
        assert len({item.key for item in items}) == len(items) and all(item.key for item in items), path
    assert read > 1000


def test_no_filing_crashes_or_hangs() -> None:
    for path in files("edgar"):
        began = time.process_time()
        text = decode(path.read_bytes()).text
        visible_text(text)
        item_502(text)
        for reader in (
            lambda text=text: primary_document(text),
            lambda path=path: SecFormD().read(document("sec_form_d", path), Cursor()),
            lambda path=path: Filings("8-K", ("8-K",), about="5.02").read_list(
                document("sec_8k", path),
                Cursor(),
                lambda base, filing: None,  # type: ignore[arg-type,return-value]
            ),
        ):
            try:
                reader()
            except SourceChanged:
                continue
        assert time.process_time() - began < BOUND_S, path


def test_no_board_reader_crashes_on_anything() -> None:
    for path in files("boards", "ats_boards", "career_pages", "structured_data"):
        doc = document("board", path)
        for name in COLLECTORS:
            began = time.process_time()
            try:
                collector(name).read(doc, Cursor())
            except SourceChanged:
                continue
            finally:
                assert time.process_time() - began < BOUND_S, (name, path)


def test_boards_of_systems_that_we_read_are_known_by_their_addresses() -> None:
    for path in files("ats_boards"):
        with path.open(encoding="utf-8", newline="") as lines:
            addresses = [row["url"] for row in csv.DictReader(lines)]
        own = [address for address in addresses if (board := board_of(address)) and board.startswith(f"{path.stem}:")]
        if path.stem in COLLECTORS:
            assert len(own) >= 0.98 * len(addresses), path
            for address in own:
                system, _, token = (board_of(address) or "").partition(":")
                assert collector(system).start(Target(system, token), Cursor()).url.startswith("https://")


def test_no_robots_file_crashes_or_hangs() -> None:
    for path in files("robots"):
        began = time.process_time()
        rules = Protego.parse(decode(path.read_bytes()).text)
        rules.can_fetch("https://site.example/jobs", "Firstlight")
        assert time.process_time() - began < BOUND_S, path
