"""Doubtful texts: what is asked about them, and that no answer stands which the text does not bear out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from agent.domain.doubts import Answer, Doubt, Question, Told
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.answers import CONFIDENCE, Checked, checked
from signals.detect import detect
from signals.doubts import DATELINE_MAX, EXCERPT_MAX, TITLE_MAX, uncertain

PUBLISHED = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
ROUND = (
    "Brightkiln announces $12 million\n"
    "BOSTON, Nov. 18, 2026. Brightkiln, a maker of ovens, today announced $12 million on Wednesday. "
    "The cheque is its Series A. "
    "Oakhollow Partners leads. The company is now valued at $60 million. It sold 900 ovens last year. "
    "Ovens are warm. Bread is good. Tessellate makes bowls. The end is near."
)
UNSURE = (
    "Brightkiln announces $12 million\n"
    "BOSTON, Nov. 18, 2026. Brightkiln today announced $12 million. It sold 900 ovens last year. "
    "Ovens are warm. Bread is good. Tessellate makes bowls. The end is near."
)
MOVE = (
    "Former Alder CFO Dana Ortiz lands at Brightkiln\n\n"
    "Dana Ortiz begins at the oven maker in December. She will be its chief operating officer. "
    "Brightkiln was founded in Boston. Its ovens are blue."
)


def article(text: str, **changes: object) -> Item:
    title = text.partition("\n")[0]
    values = {"published_at": PUBLISHED, "company": None, **changes}
    return Item("wire", "k1", ItemKind.ARTICLE, title, text, "https://wire.example/1", **values)  # type: ignore[arg-type]


def doubt_of(item: Item) -> Doubt:
    assert not detect(item), "the rules must be unsure"
    (doubt,) = uncertain(item)
    return doubt


def told(**fields: tuple[str, str]) -> dict[str, Told]:
    return {name: Told(*pair) for name, pair in fields.items()}


RIGHT = {
    "company": ("Brightkiln", "Brightkiln, a maker of ovens"),
    "amount": ("12000000", "today announced $12 million on Wednesday"),
    "round": ("series_a", "its Series A"),
    "lead_investor_1": ("Oakhollow Partners", "Oakhollow Partners leads"),
    "announced_on": ("2026-11-18", "Nov. 18, 2026"),
}
RIGHT_MOVE = {
    "person": ("Dana Ortiz", "Dana Ortiz begins at the oven maker"),
    "title": ("chief operating officer", "She will be its chief operating officer"),
    "direction": ("join", "Dana Ortiz lands at Brightkiln"),
    "company": ("Brightkiln", "lands at Brightkiln"),
    "from_company": ("Alder", "Former Alder CFO"),
}


def judged(text: str, fields: Mapping[str, tuple[str, str]]) -> Checked:
    item = article(text)
    kind = SignalKind.FUNDING if text.startswith("Brightkiln announces") else SignalKind.JOB_CHANGE
    read = {"person": "Dana Ortiz", "direction": "join"} if kind is SignalKind.JOB_CHANGE else {}
    quoted = {name: FieldValue(value, Quote(value, 0, len(value))) for name, value in read.items()}
    doubt = Doubt(Mention(kind, item.source, item.key, quoted, 0.6), Question(kind, item.title, "", text))
    return checked(Answer((told(**fields),)), doubt, item, by="tiny")


def test_only_what_the_rules_are_unsure_of_is_asked_about() -> None:
    assert doubt_of(article(UNSURE)).mention.kind is SignalKind.FUNDING
    untitled = article("Former Alder CFO Dana Ortiz lands at Brightkiln\n\nThe oven maker said so.")
    assert doubt_of(untitled).mention.kind is SignalKind.JOB_CHANGE
    sure = article("Brightkiln raises $12 million Series A\nBrightkiln today announced a $12 million Series A.")
    assert detect(sure) and uncertain(sure) == ()
    assert uncertain(article("Brightkiln bakes bread\nIt is warm.")) == ()
    posting = Item("greenhouse", "1", ItemKind.POSTING, ROUND[:20], ROUND, "https://b.example/1")
    assert uncertain(posting) == ()


def test_the_question_is_the_title_and_the_sentences_around_the_trigger() -> None:
    question = doubt_of(article(UNSURE)).question
    assert question.title == "Brightkiln announces $12 million" and str(question.published_on) == "2026-11-18"
    assert "today announced $12 million" in question.excerpt and "The end is near" not in question.excerpt
    assert all(line.removeprefix("[…]").strip() in UNSURE for line in question.excerpt.splitlines())


def test_a_long_text_gives_a_short_question() -> None:
    text = UNSURE.replace("Ovens are warm. ", "Ovens are " + "very " * 4_000 + "warm. ")
    long_title = article("Brightkiln announces $12 million " + "and more " * 100 + "\n" + text)
    for item in (article(text), long_title):
        for doubt in uncertain(item):
            question = doubt.question
            assert len(question.excerpt) <= EXCERPT_MAX + 20
            assert len(question.title) <= TITLE_MAX and len(question.dateline) <= DATELINE_MAX


def test_a_right_answer_is_an_event_whose_every_field_is_quoted() -> None:
    (mention,) = judged(ROUND, RIGHT).mentions
    assert {name: field.value for name, field in mention.fields.items()} == {
        "company": "Brightkiln", "amount": "12000000", "currency": "USD", "round": "series_a",
        "lead_investor_1": "Oakhollow Partners", "announced_on": "2026-11-18",
    }  # fmt: skip
    assert all(f.quote.stands_in(ROUND) and f.method == "model" for f in mention.fields.values())
    assert mention.confidence == CONFIDENCE < 0.9 and "tiny" in mention.why


def test_a_right_answer_about_a_move_is_an_event_too() -> None:
    (mention,) = judged(MOVE, RIGHT_MOVE).mentions
    assert mention.value("person") == "Dana Ortiz" and mention.value("direction") == "join"
    assert mention.value("function") and mention.value("from_company") == "Alder"


@pytest.mark.parametrize(
    ("name", "lie"),
    [
        ("round", ("series_b", "its Series A")),
        ("round", ("series_a", "its Series B round")),
        ("round", ("series_zz", "its Series A")),
        ("lead_investor_1", ("Fenwick Ventures", "Oakhollow Partners leads")),
        ("lead_investor_1", ("Fenwick Ventures", "Fenwick Ventures leads")),
        ("amount", ("60000000", "valued at $60 million")),
        ("amount", ("15000000", "today announced $12 million on Wednesday")),
        ("amount", ("12000000", "raised $12 million")),
        ("amount", ("NaN", "today announced $12 million on Wednesday")),
        ("amount", ("12000000", "the sum of its parts")),
    ],
)
def test_a_field_that_its_quote_does_not_say_is_dropped(name: str, lie: tuple[str, str]) -> None:
    found = judged(ROUND, {**RIGHT, name: lie})
    (mention,) = found.mentions
    assert name not in mention.fields and mention.value("company") == "Brightkiln"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"company": ("Tessera", "Brightkiln, a maker of ovens")}, "company"),
        ({"company": ("Brightkiln", "Brightkiln raised money")}, "company"),
        ({"amount": ("9", "nothing"), "round": ("seed", "its Series A")}, "amount"),
        ({"announced_on": ("2026-03-01", "Nov. 18, 2026")}, ""),
    ],
)
def test_an_event_without_what_it_needs_is_left_to_a_person(changes: dict[str, tuple[str, str]], why: str) -> None:
    found = judged(ROUND, {**RIGHT, **changes})
    if why:
        assert found.mentions == () and why in found.why
    else:
        assert "announced_on" not in found.mentions[0].fields


def test_what_was_announced_long_ago_is_no_event() -> None:
    text = ROUND.replace("Nov. 18, 2026.", "Mar. 2, 2026.")
    found = judged(text, {**RIGHT, "announced_on": ("2026-03-02", "Mar. 2, 2026")})
    assert found.mentions == () and "30 days" in found.why


@pytest.mark.parametrize(
    ("name", "lie"),
    [
        ("person", ("Erin Vale", "Dana Ortiz begins at the oven maker")),
        ("person", ("Brightkiln", "lands at Brightkiln")),
        ("title", ("chief executive officer", "She will be its chief operating officer")),
        ("title", ("the oven maker", "the oven maker")),
        ("direction", ("dismissed", "Dana Ortiz lands at Brightkiln")),
        ("direction", ("join", "Its ovens are blue")),
        ("direction", ("leave", "Dana Ortiz lands at Brightkiln")),
    ],
)
def test_a_move_without_person_title_or_direction_is_left_to_a_person(name: str, lie: tuple[str, str]) -> None:
    found = judged(MOVE, {**RIGHT_MOVE, name: lie})
    assert found.mentions == () and found.why


def test_a_whole_text_is_no_quote() -> None:
    found = judged(ROUND, {**RIGHT, "company": ("Tessellate", ROUND)})
    assert found.mentions == () and "company" in found.why


def test_no_event_is_no_event() -> None:
    item = article(UNSURE)
    assert checked(Answer(), doubt_of(item), item, by="tiny") == Checked()
