"""Newsrooms and sitemaps: what is new on them is read, once and dated; a redesign, a move or a failure is no news."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from agent.clock import MovedClock
from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.domain.items import ItemKind
from agent.domain.signals import SignalKind
from agent.errors import SourceChanged
from signals.collect import Collected, collect, is_news
from signals.collectors.article_queue import A_NIGHT, TRIES
from signals.collectors.newsroom import Newsroom
from signals.collectors.sitemap import Sitemap
from signals.contract import Collector
from signals.detect import detect
from tests.documents import DATA, document
from tests.fetching import fetcher_for
from tests.local_server import LocalServer

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LIST = (DATA / "newsrooms/list.html").read_text()
ARTICLE = (DATA / "newsrooms/article.html").read_text()
ROOK = "/news/alder-robotics-names-ida-rook-chief-revenue-officer"
GHENT = "/news/alder-robotics-opens-plant-in-ghent"
MAPS = DATA / "sitemaps"


@pytest.fixture
def site() -> Iterator[LocalServer]:
    with LocalServer() as server:
        server.route("/news", LIST)
        server.route(ROOK, ARTICLE)
        server.route(
            GHENT, "<main><h1>Alder Robotics opens a plant in Ghent</h1><p>" + "Words about it. " * 9 + "</p></main>"
        )
        yield server


def night(
    server: LocalServer, collector: Collector, cursor: Cursor, path: str, *, days: int = 0, account: str | None = "acc"
) -> Collected:
    async def run() -> Collected:
        target = Target("site", server.url(path), account)
        async with fetcher_for(server.port, clock=MovedClock(NOW + timedelta(days=days))) as fetcher:
            return await collect(collector, target, cursor, Validators(), fetcher)

    return asyncio.run(run())


def test_the_first_reading_gives_the_dated_news_of_six_weeks_with_its_text(site: LocalServer) -> None:
    got = night(site, Newsroom(), Cursor(), "/news")
    assert [item.title for item in got.items] == [
        "Alder Robotics names Ida Rook Chief Revenue Officer",
        "Alder Robotics opens a plant in Ghent",
    ]
    rook = got.items[0]
    assert "effective December 1, 2026" in rook.text and rook.account_id == "acc" and rook.kind is ItemKind.ARTICLE
    assert rook.published_at == datetime(2026, 11, 18, 14, 0, tzinfo=UTC) and rook.key == site.url(ROOK)
    assert rook.baseline and is_news(rook, baseline_at=NOW)
    assert {mention.kind for mention in detect(rook)} == {SignalKind.JOB_CHANGE}
    assert [path for path in site.paths() if path != "/robots.txt"] == ["/news", ROOK, GHENT]


def test_a_second_reading_asks_for_the_list_alone(site: LocalServer) -> None:
    first = night(site, Newsroom(), Cursor(), "/news")
    asked = len(site.requests)
    second = night(site, Newsroom(), first.cursor, "/news", days=1)
    assert second.items == () and second.outcome is FetchOutcome.OK
    assert [got.path for got in site.requests[asked:] if got.path != "/robots.txt"] == ["/news"]
    third = night(site, Newsroom(), second.cursor, "/news", days=2)
    assert third.outcome is FetchOutcome.UNCHANGED


def test_one_new_article_is_the_one_that_is_read(site: LocalServer) -> None:
    first = night(site, Newsroom(), Cursor(), "/news")
    new = "<h3><a href='/news/new'>Alder Robotics raises $9 million</a></h3><time>November 21, 2026</time>"
    site.route("/news", LIST.replace("<main><h1>Newsroom</h1>", f"<main><h1>Newsroom</h1><article>{new}</article>"))
    site.route(
        "/news/new", "<main><p>Alder Robotics raised $9 million in a Series A round led by Quay Fund.</p></main>" * 2
    )
    second = night(site, Newsroom(), first.cursor, "/news", days=2)
    assert [item.title for item in second.items] == ["Alder Robotics raises $9 million"]
    assert not second.items[0].baseline


def test_a_redesign_of_the_same_list_is_no_news(site: LocalServer) -> None:
    first = night(site, Newsroom(), Cursor(), "/news")
    again = LIST.replace("post-card", "tile").replace("<p>A few words about it.</p>", "<p>12 minutes ago</p>")
    site.route("/news", f"<!-- built {NOW} -->{again}")
    assert night(site, Newsroom(), first.cursor, "/news", days=1).items == ()


def test_fewer_than_three_dated_articles_are_unparseable(site: LocalServer) -> None:
    site.route("/news", "<html><body><div id=root></div><script src=/app.js></script></body></html>")
    got = night(site, Newsroom(), Cursor(), "/news")
    assert got.outcome is FetchOutcome.FAILED and got.reason.startswith("unparseable")


def test_a_missing_article_is_dropped_and_a_failing_one_tried_on_three_nights(site: LocalServer) -> None:
    site.route(ROOK, status=404)
    site.route(GHENT, status=403)
    cursor = Cursor()
    for day in range(TRIES + 2):
        got = night(site, Newsroom(), cursor, "/news", days=day)
        assert got.outcome is not FetchOutcome.FAILED and got.items == ()
        cursor = got.cursor
    assert site.paths().count(ROOK) == 1
    assert site.paths().count(GHENT) == TRIES


def test_an_article_without_text_keeps_its_headline(site: LocalServer) -> None:
    site.route(ROOK, "<html><body><div id=root></div></body></html>")
    rook = night(site, Newsroom(), Cursor(), "/news").items[0]
    assert rook.text == "Alder Robotics names Ida Rook Chief Revenue Officer" and rook.published_at is not None


def test_the_earlier_of_two_dates_counts(site: LocalServer) -> None:
    site.route(ROOK, ARTICLE.replace("2026-11-18T14:00", "2026-04-18T14:00"))
    assert [item.title.split()[2] for item in night(site, Newsroom(), Cursor(), "/news").items] == ["opens"]


def map_site(server: LocalServer, ordinary: str) -> None:
    def based(text: str) -> str:
        return text.replace("BASE", server.url("").rstrip("/"))

    server.route("/robots.txt", (MAPS / "robots.txt").read_text())
    server.route("/sitemap_index.xml", based((MAPS / "index.xml").read_text()))
    server.route("/post-sitemap.xml", based(ordinary))
    server.route("/news-sitemap.xml", based((MAPS / "ordinary.xml").read_text().split("<url>")[0] + "</urlset>"))


def with_page(path: str) -> str:
    page = f"<url><loc>BASE{path}</loc><lastmod>2026-11-20</lastmod></url></urlset>"
    return (MAPS / "ordinary.xml").read_text().replace("</urlset>", page)


def test_robots_and_an_index_lead_to_the_maps_and_the_first_reading_raises_nothing() -> None:
    with LocalServer() as server:
        map_site(server, (MAPS / "ordinary.xml").read_text())
        got = night(server, Sitemap(), Cursor(), "/robots.txt")
        assert got.outcome is FetchOutcome.OK and got.items == ()
        paths = server.paths()
        assert "/post-sitemap.xml" in paths and "/news-sitemap.xml" in paths and "/product-sitemap.xml" not in paths
        assert not any(path.startswith(("/news/", "/blog/")) for path in paths)


def test_a_new_press_page_is_read_and_counts_if_it_dates_itself() -> None:
    with LocalServer() as server:
        map_site(server, (MAPS / "ordinary.xml").read_text())
        first = night(server, Sitemap(), Cursor(), "/robots.txt")
        map_site(
            server,
            with_page("/press/ida-rook").replace("</urlset>", "<url><loc>BASE/news/undated</loc></url></urlset>"),
        )
        server.route("/press/ida-rook", ARTICLE)
        server.route(
            "/news/undated", "<main><h1>Alder Robotics at the fair</h1><p>" + "Come and see us. " * 9 + "</p></main>"
        )
        second = night(server, Sitemap(), first.cursor, "/robots.txt", days=1)
        assert [item.key for item in second.items] == [server.url("/press/ida-rook")]
        assert "/news/undated" in server.paths() and not any("leadership" in path for path in server.paths())
        third = night(server, Sitemap(), second.cursor, "/robots.txt", days=2)
        assert third.items == () and server.paths().count("/press/ida-rook") == 1


def test_a_changed_lastmod_is_nothing() -> None:
    with LocalServer() as server:
        map_site(server, (MAPS / "ordinary.xml").read_text())
        first = night(server, Sitemap(), Cursor(), "/robots.txt")
        map_site(server, (MAPS / "ordinary.xml").read_text().replace("2026-11-19", "2026-11-20"))
        assert night(server, Sitemap(), first.cursor, "/robots.txt", days=1).items == ()
        assert not any(path.startswith(("/news/", "/blog/")) for path in server.paths())


def test_a_site_that_moved_begins_anew() -> None:
    with LocalServer() as server:
        map_site(server, (MAPS / "ordinary.xml").read_text())
        first = night(server, Sitemap(), Cursor(), "/robots.txt")
        moved = "".join(f"<url><loc>BASE/newsroom/old-{number}</loc></url>" for number in range(30))
        map_site(server, f"<urlset>{moved}</urlset>")
        assert night(server, Sitemap(), first.cursor, "/robots.txt", days=1).items == ()
        assert not any(path.startswith("/newsroom/") for path in server.paths())


def test_a_map_that_fails_makes_nothing_new_the_night_after() -> None:
    with LocalServer() as server:
        map_site(server, with_page("/press/one"))
        first = night(server, Sitemap(), Cursor(), "/robots.txt")
        server.route("/post-sitemap.xml", status=403)
        torn = night(server, Sitemap(), first.cursor, "/robots.txt", days=1)
        map_site(server, with_page("/press/one"))
        again = night(server, Sitemap(), torn.cursor, "/robots.txt", days=2)
        assert again.items == () and not any(path.startswith("/press/") for path in server.paths())


def test_a_night_reads_ten_new_pages_and_the_next_the_rest() -> None:
    with LocalServer() as server:
        many = "".join(f"<url><loc>BASE/news/n-{number}</loc></url>" for number in range(40))
        map_site(server, f"<urlset>{many}</urlset>")
        first = night(server, Sitemap(), Cursor(), "/robots.txt")
        more = "".join(f"<url><loc>BASE/press/p-{number}</loc></url>" for number in range(15))
        map_site(server, f"<urlset>{many}{more}</urlset>")
        server.route("/press/*", ARTICLE)
        second = night(server, Sitemap(), first.cursor, "/robots.txt", days=1)
        third = night(server, Sitemap(), second.cursor, "/robots.txt", days=2)
        assert (len(second.items), len(third.items)) == (A_NIGHT, 5)


def test_a_wires_news_sitemap_is_its_articles_also_packed() -> None:
    packed = gzip.compress((MAPS / "news.xml").read_bytes())
    doc = document("wire", packed, key="https://source.example/document", content_type="application/x-gzip")
    page = Sitemap().read(doc, Cursor())
    assert [item.title for item in page.items] == [
        "Brightkiln Raises $12 Million in Series A Funding",
        "World Arm Market to Grow by 9 Percent",
    ]
    assert page.items[0].publisher == "Presswire" and page.next_request is None
    assert page.items[0].published_at == datetime(2026, 11, 19, 13, 5, tzinfo=UTC)
    assert [mention.kind for mention in detect(page.items[0])] == [SignalKind.FUNDING]


def test_an_accounts_news_sitemap_leads_to_its_articles() -> None:
    with LocalServer() as server:
        own = (MAPS / "news.xml").read_text().replace("https://www.presswire.example", server.url("").rstrip("/"))
        server.route("/sitemap-news.xml", own)
        server.route("/article/*", ARTICLE.replace("2026-11-18", "2026-11-19"))
        got = night(server, Sitemap(), Cursor(), "/sitemap-news.xml")
        assert len(got.items) == 2 and all("Ida Rook" in item.text for item in got.items)


def test_a_new_careers_page_gives_the_posting_that_it_states() -> None:
    with LocalServer() as server:
        map_site(server, (MAPS / "ordinary.xml").read_text())
        first = night(server, Sitemap(), Cursor(), "/robots.txt")
        map_site(server, with_page("/careers/fitter"))
        server.route("/careers/fitter", (DATA / "boards/job_posting.html").read_bytes())
        got = night(server, Sitemap(), first.cursor, "/robots.txt", days=1)
        assert got.items and {item.kind for item in got.items} == {ItemKind.POSTING}


def test_a_robots_file_without_sitemaps_is_unknown_and_no_map_is_a_changed_source() -> None:
    with LocalServer() as server:
        server.route("/robots.txt", "User-agent: *\nDisallow:\n")
        assert night(server, Sitemap(), Cursor(), "/robots.txt").outcome is FetchOutcome.UNKNOWN_TARGET
    for spoiled in ("", "<html><body>Not found</body></html>", "{}", "<rss/>"):
        with pytest.raises(SourceChanged):
            Sitemap().read(document("site", spoiled, url="https://alder.example/sitemap.xml"), Cursor())
