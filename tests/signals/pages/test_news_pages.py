"""Newsroom lists in the shapes that sites give them, and articles without what surrounds them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from signals.pages.article_page import read_article
from signals.pages.news_list import news_links, stated_day
from tests.documents import DATA

URL = "https://alder.example/news"
ROWS = [(number, f"Alder Robotics names officer number {number}") for number in range(3, 7)]


def rows(shape: str) -> str:
    """The same four articles of 13–16 November 2026 in one shape."""
    return "".join(shape.format(n=number, title=title) for number, title in ROWS)


SHAPES = {
    "list": "<ul>" + rows("<li><span>November 1{n}, 2026</span> <a href='/press/{n}-alder'>{title}</a></li>") + "</ul>",
    "table": "<table>" + rows("<tr><td>1{n}.11.2026</td><td><a href='/press/{n}-alder'>{title}</a></td></tr>"),
    "definition list": rows("<dt>1{n} novembre 2026</dt><dd><a href='/press/{n}-alder'>{title}</a></dd>"),
    "date below": "<div>" + rows("<h3><a href='/press/{n}-alder'>{title}</a></h3><p>Nov 1{n}, 2026</p><p>More</p>"),
    "date above": "<div>" + rows("<p>1{n}. November 2026</p><a href='/press/{n}-alder'>{title}</a><p>Words</p>"),
    "card is the link": rows(
        "<a href='/press/{n}-alder'><div><i>1{n}-Nov-2026</i></div><div class=title>{title}</div></a>"
    ),
    "machine date": rows(
        "<div><time datetime='2026-11-1{n}T09:00Z'>3 days ago</time><a href='/press/{n}-alder'>{title}</a></div>"
    ),
    "inline": "<div>" + rows("<p><b>November 1{n}, 2026</b> – <a href='/press/{n}-alder'>{title}</a></p>") + "</div>",
    "read more": rows("<div><h2>{title}</h2><p>1{n} Nov 2026</p><a href='/press/{n}-alder'>Read more</a></div>"),
    "columns": rows("<div><div><b>1{n}/11/2026</b></div><div><a href='/press/{n}-alder'>{title}</a></div></div>"),
}


@pytest.mark.parametrize("shape", SHAPES, ids=list(SHAPES))
def test_a_list_is_read_in_every_usual_shape(shape: str) -> None:
    found = news_links(f"<html><body><main>{SHAPES[shape]}</main></body></html>", URL)
    assert [(link.url, link.title, link.day) for link in found] == [
        (f"https://alder.example/press/{number}-alder", title, date(2026, 11, 10 + number)) for number, title in ROWS
    ]


def test_what_surrounds_the_list_is_not_listed() -> None:
    found = news_links((DATA / "newsrooms/list.html").read_text(), URL)
    assert [(link.title.split()[2], link.day) for link in found] == [
        ("names", date(2026, 11, 18)),
        ("opens", date(2026, 10, 29)),
        ("wins", date(2026, 6, 3)),
        ("publishes", date(2026, 3, 2)),
    ]


def test_links_to_other_sites_and_to_the_page_itself_are_no_articles() -> None:
    elsewhere = rows("<li>1{n} Nov 2026 <a href='https://paper.example/{n}'>{title}</a></li>")
    itself = rows("<li>1{n} Nov 2026 <a href='/news#{n}'>{title}</a></li>")
    assert news_links(elsewhere, URL) == () and news_links(itself, URL) == ()


@pytest.mark.parametrize("said", ["", "2026", "November 2026", "3/4/2026", "Founded in 2019", "12 November", "soon"])
def test_a_part_of_a_date_is_no_day(said: str) -> None:
    assert stated_day(said) is None


def test_an_article_is_its_own_text() -> None:
    page = read_article((DATA / "newsrooms/article.html").read_text())
    assert page.title == "Alder Robotics names Ida Rook Chief Revenue Officer" and page.language == "en"
    assert page.stated_at == datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
    assert "effective December 1, 2026" in page.text
    for around in ("Related", "newsletter", "Home"):
        assert around not in page.text


def test_a_page_without_text_has_none() -> None:
    page = read_article("<html><head><title>Alder</title></head><body><div id=app></div></body></html>")
    assert (page.title, page.text, page.stated_at) == ("Alder", "", None)


@pytest.mark.parametrize(
    "piece",
    [
        "<div>" * 900 + "<div><a href='/p/1'>x</a>14/11/2026</div>" * 3000,
        "<p>14/11/2026<a href='/p/1'>" * 20_000,
        "<time datetime=2026-11-11><a href='/p/1'>" * 20_000,
        "<article>" * 20_000,
        "<meta content=2026>" * 20_000,
    ],
    ids=["one link", "dates", "times", "articles", "metas"],
)
def test_hostile_pages_end_in_time(piece: str) -> None:
    began = time.thread_time()
    news_links(piece, URL)
    read_article(piece)
    assert time.thread_time() - began < 8.0
