"""Other people's real and broken inputs: nothing crashes, hangs or loses an item. Skipped where they are not there."""

from __future__ import annotations

import contextlib
import csv
import gc
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
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
from signals.pages.article_page import read_article
from signals.pages.board_links import boards_on
from signals.pages.home_page import read_home_page
from signals.pages.json_ld import json_ld_of
from signals.pages.news_list import news_links
from signals.pages.site_links import career_links, leader_links
from signals.pages.team_list import seats_on
from signals.pages.visible_text import visible_text
from signals.registry import COLLECTORS, collector
from tests.documents import document

CASES = Path(os.environ.get("FIRSTLIGHT_CASES", Path(__file__).parents[4] / "shared" / "data"))
BOUND_S = 2.0
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]")


@pytest.fixture(scope="module", autouse=True)
def only_what_the_readers_make_is_swept() -> Iterator[None]:
    """What other tests left in this process is not looked through while a reader is timed: that took three seconds."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        if not (CASES / folder).is_dir():
            pytest.skip(f"no real cases at {CASES / folder}: set FIRSTLIGHT_CASES to run this")
        yield from sorted(path for path in (CASES / folder).rglob("*") if path.is_file())


PAGE = "https://site.example/page"
PAGE_READERS: dict[str, Callable[[str], object]] = {
    "visible_text": visible_text,
    "article": read_article,
    "home_page": lambda text: read_home_page(text, PAGE, domain="site.example"),
    "boards": lambda text: boards_on(text, PAGE),
    "news_links": lambda text: news_links(text, PAGE),
    "career_links": lambda text: career_links(text, PAGE),
    "leader_links": lambda text: leader_links(text, PAGE),
    "seats": seats_on,
    "json_ld": json_ld_of,
}
PAGE_COLLECTORS = ("job_posting", "job_list", "newsroom", "team_page", "site_tech", "sitemap")
LIST_COLLECTORS = ("sec_8k", "sec_form_d", "sec_daily_index", "sec_company")
READERS_OF = {"feeds": ("feed", "sitemap"), "edgar": LIST_COLLECTORS, "form_d": LIST_COLLECTORS}
MOST_SPOILED = {"edgar": 30, "tech_pages": 20}


def spoiled(body: bytes, chance: random.Random) -> Iterator[bytes]:
    """What arrives on a bad night: cut off anywhere, sent twice, with a stretch of NULs or of other bytes in it."""
    at = chance.randrange(len(body) + 1)
    yield body[:at]
    yield body + body
    yield body[:at] + b"\0" * 40 + body[at:]
    yield body[:at] + chance.randbytes(40) + body[at + 40 :]


def in_time(read: Callable[[], object], about: object) -> None:
    """Within the bound, in an answer or in SourceChanged."""
    began = time.thread_time()
    with contextlib.suppress(SourceChanged):
        read()
    assert time.thread_time() - began < BOUND_S, about


def read_by(name: str, body: bytes, path: Path) -> None:
    doc = document(name, body, key=PAGE, url=PAGE)
    in_time(lambda: collector(name).read(doc, Cursor()), (name, path))


@pytest.mark.parametrize("name", PAGE_READERS)
def test_no_page_crashes_or_hangs_its_reader(name: str) -> None:
    for path in files("tech_pages", "career_pages", "structured_data", "edgar/8k_html", "edgar/filing_index"):
        text = decode(path.read_bytes()).text
        in_time(lambda text=text: PAGE_READERS[name](text), (name, path))  # type: ignore[misc]


@pytest.mark.parametrize(
    "folder", ["tech_pages", "career_pages", "structured_data", "boards", "feeds", "edgar", "robots", "form_d"]
)
def test_no_file_that_arrives_spoiled_crashes_or_hangs_its_reader(folder: str) -> None:
    chance = random.Random(folder)
    found = list(files(folder))
    for path in chance.sample(found, min(len(found), MOST_SPOILED.get(folder, 150))):
        for body in spoiled(path.read_bytes(), chance):
            text = decode(body).text
            if folder == "robots":
                in_time(lambda text=text: Protego.parse(text).can_fetch(PAGE, "Firstlight"), path)  # type: ignore[misc]
                continue
            names = READERS_OF.get(folder, PAGE_COLLECTORS)
            if folder == "boards":
                names = tuple(name for name in COLLECTORS if (path.stem in name or name in path.stem)) or ("job_list",)
            for name in names:
                read_by(name, body, path)
            for name, reader in PAGE_READERS.items() if folder in {"tech_pages", "structured_data"} else ():
                in_time(lambda text=text, reader=reader: reader(text), (name, path))  # type: ignore[misc]


def test_a_well_formed_feed_has_as_many_items_as_feedparser_finds() -> None:
    counted = 0
    for path in files("feeds/feedparser/wellformed"):
        try:
            items = Feed().read(document("feed", path), Cursor()).items
        except SourceChanged:
            items = ()
        assert len(items) == len(feedparser.parse(path.read_bytes()).entries), path
        counted += 1
    assert counted > 500


def test_no_feed_crashes_hangs_or_loses_an_item() -> None:
    read = 0
    for path in files("feeds", "edgar/atom"):
        began = time.thread_time()
        doc = document("feed", path)
        entries = len(_ENTRY.findall(doc.text))
        try:
            items = Feed().read(doc, Cursor()).items
        except SourceChanged:
            assert not entries or path.suffix == ".json", path
            continue
        finally:
            assert time.thread_time() - began < BOUND_S, path
        read += 1
        texts = {(item.title, item.text, item.url) for item in items}
        assert len(items) >= entries or len(texts) == len(items), path
        assert len({item.key for item in items}) == len(items) and all(item.key for item in items), path
    assert read > 1000


def test_no_filing_crashes_or_hangs() -> None:
    for path in files("edgar"):
        began = time.thread_time()
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
        assert time.thread_time() - began < BOUND_S, path


def test_no_board_reader_crashes_on_anything() -> None:
    for path in files("boards", "ats_boards", "career_pages", "structured_data"):
        doc = document("board", path)
        for name in COLLECTORS:
            began = time.thread_time()
            try:
                collector(name).read(doc, Cursor())
            except SourceChanged:
                continue
            finally:
                assert time.thread_time() - began < BOUND_S, (name, path)


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
        began = time.thread_time()
        rules = Protego.parse(decode(path.read_bytes()).text)
        rules.can_fetch("https://site.example/jobs", "Firstlight")
        assert time.thread_time() - began < BOUND_S, path
