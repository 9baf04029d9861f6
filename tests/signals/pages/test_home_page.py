"""A home page read for who its company is and where it publishes; nothing is guessed."""

from __future__ import annotations

import pytest

from signals.pages.home_page import read_home_page

URL = "https://www.alder-robotics.example/"


def page(head: str = "", body: str = "") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<title>Alder Robotics</title>", "Alder Robotics"),
        ("<title>Home | Alder Robotics</title>", "Alder Robotics"),
        ("<title>Alder Robotics – Robots that pick</title>", "Alder Robotics"),
        ("<title>Fast picking - Alder</title>", "Alder"),
        ("<title>The cloud for warehouses</title>", ""),
        ("<title>Home</title>", ""),
        ("<title></title>", ""),
        ('<title>x</title><meta property="og:site_name" content="Alder  Robotics GmbH">', "Alder Robotics GmbH"),
        ('<meta property="og:site_name" content="Home"><title>Alder Robotics | Home</title>', "Alder Robotics"),
        ('<script type="application/ld+json">{"@type": "Organization", "name": "Alder"}</script>', "Alder"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "Corporation", "name": "Al"}]}</script>', "Al"),
        ('<script type="application/ld+json">{"@type": "Organization", "name": ["a"]}</script>', ""),
        ('<script type="application/ld+json">{broken</script><title>Alder</title>', "Alder"),
    ],
)
def test_a_name_is_the_one_that_the_domain_confirms(head: str, name: str) -> None:
    assert read_home_page(page(head), URL).name == name


def test_initials_are_a_likeness() -> None:
    title = page("<title>North Sea Freight | Shipping</title>")
    assert read_home_page(title, "https://nsf.example/").name == "North Sea Freight"


def test_another_address_of_the_page_changes_nothing_about_whose_it_is() -> None:
    found = read_home_page(page("<title>Alder | Home</title>"), "http://127.0.0.1:8000/home", domain="alder.example")
    assert found.name == "Alder"


def test_feeds_and_news_pages_are_links_that_stand_there() -> None:
    found = read_home_page(
        page(
            '<link rel="alternate" type="application/rss+xml" href="/news/feed.xml">'
            '<link rel="alternate" type="application/atom+xml" href="https://blog.alder.example/atom">'
            '<link rel="alternate" type="application/rss+xml" href="">'
            '<link rel="alternate" hreflang="de" href="/de">',
            '<a href="/careers">Careers</a>'
            '<a href="https://other.example/careers">Theirs</a><a href="/newsroom">News</a><a href="http://[bad">x</a>',
        ),
        URL,
    )
    assert found.feeds == ("https://www.alder-robotics.example/news/feed.xml", "https://blog.alder.example/atom")
    assert found.news == ("https://www.alder-robotics.example/newsroom",)


def test_the_country_is_the_one_of_its_own_address() -> None:
    text = '{"@type": "Organization", "name": "Alder", "address": {"addressCountry": "de"}}'
    assert read_home_page(page(f'<script type="application/ld+json">{text}</script>'), URL).country == "DE"


@pytest.mark.parametrize("html", ["", "\x00", "<" * 2000, "<a href=>", '{"no": "html"}', page("<title>" + "x" * 5000)])
def test_no_page_breaks_the_reader(html: str) -> None:
    found = read_home_page(html, URL)
    assert found.feeds == () and len(found.name) <= 80
