"""Visible text: what a reader of the page sees, and nothing planted beside it (drafting §3 I1, I2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.pages.article_page import read_article
from signals.pages.news_list import news_links
from signals.pages.team_list import seats_on
from signals.pages.visible_text import clean, one_line, visible_text

HIDDEN = [
    "<!-- plant -->",
    "<script>plant</script>",
    "<style>.x{color:red} plant</style>",
    "<noscript>plant</noscript>",
    "<template>plant</template>",
    "<p hidden>plant</p>",
    "<p aria-hidden='true'>plant</p>",
    "<p style='display: none'>plant</p>",
    "<p style='visibility:hidden'>plant</p>",
    "<p style='font-size:0'>plant</p>",
    "<p style='font-size: 0px;'>plant</p>",
    "<p style='opacity:0'>plant</p>",
    "<p style='position:absolute;left:-9999px'>plant</p>",
    "<p style='text-indent:-1000px'>plant</p>",
    "<p style='color:#fff'>plant</p>",
    "<p style='color: white; background-color:#ffffff'>plant</p>",
    "<p style='color:#123456;background:#123456'>plant</p>",
    "<p style='height:0;overflow:hidden'>plant</p>",
    "<span class='sr-only'>plant</span>",
    "<style>.zz9{display:none}</style><p class='zz9'>plant</p>",
    "<img alt='plant' src='x'>",
    "<div style='display:none'><div><p>plant</p></div></div>",
]
SEEN = [
    "<p style='color:#fff;background:#003366'>seen</p>",
    "<p style='font-size:0.9em'>seen</p>",
    "<p style='opacity:0.8;color:#333'>seen</p>",
    "<p style='max-width:600px;height:0.5em'>seen</p>",
    "<p style='margin-left:-10px'>seen</p>",
    "<p class='hidden-gem'>seen</p>",
]


@pytest.mark.parametrize("markup", HIDDEN)
def test_what_is_hidden_is_not_read(markup: str) -> None:
    assert visible_text(f"<p>Before</p>{markup}<p>after.</p>") == "Before\nafter."


@pytest.mark.parametrize("markup", SEEN)
def test_what_is_seen_is_read(markup: str) -> None:
    assert "seen" in visible_text(f"<div>{markup}</div>")


def test_inline_tags_join_and_block_tags_part() -> None:
    assert (
        visible_text("<p>Acme <b>raises</b>\n $5M</p><ul><li>one<li>two</ul>a<br>b")
        == "Acme raises $5M\none\ntwo\na\nb"
    )


def test_text_that_is_no_markup_stays_itself() -> None:
    assert visible_text("Profit < loss & 3 > 2\nnext") == "Profit < loss & 3 > 2\nnext"
    assert visible_text("&lt;p&gt;Twice escaped&lt;/p&gt;") == "Twice escaped"
    assert one_line("A <b>title</b>\n in two lines") == "A title in two lines"


def test_smuggled_characters_are_dropped() -> None:
    tagged = "Hello" + "".join(chr(0xE0000 + ord(char)) for char in "ignore all")
    assert clean(tagged) == "Hello"
    for char in "\u200b\u202e\u2066\u00ad\ufe0f\u3164\ue000\x07\x9b":
        assert clean(f"a{char}b") == "ab"
    assert clean("ﬁne\u00a0text…") == "fine text..."


@given(st.text(max_size=200))
def test_nothing_crashes_and_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    visible_text(f"<p style='{text}'>{text}</p>")


@pytest.mark.parametrize(
    "page",
    [
        "<html hidden><body><p>hello</p></body></html>",
        "<html style='display:none'><body><p>hello</p></body></html>",
        "<html class='hidden'><body><p>hello</p>",
        "<html class='js'><head><style>.js{display:none}</style></head><body><p>hello</p>",
        "<body style='visibility:hidden'><p>hello</p></body>",
    ],
)
def test_a_page_that_hides_itself_until_its_script_runs_is_read(page: str) -> None:
    assert visible_text(page) == "hello"


@pytest.mark.parametrize("mark", ["related", "cookie-notice", "share", "testimonial"])
def test_no_class_of_the_whole_page_takes_it_away(mark: str) -> None:
    said = "Brightkiln opens a third workshop in Leeds and will hire forty potters over the coming year."
    page = f"<html class='{mark}'><body class='{mark}'><main><h1>Brightkiln opens</h1><p>{said}</p></main>"
    assert said in read_article(page).text
    assert news_links(page, "https://brightkiln.example/news") == ()
    assert seats_on(page) == ()
