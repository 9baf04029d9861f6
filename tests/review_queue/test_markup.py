"""How the mail is cut into claims, guesses and what is unsupported: nothing lost, nothing run together."""

from __future__ import annotations

from dataclasses import replace

import builders
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.drafts import Sentence
from agent.domain.evidence import Fact
from review_queue.capture import read_paste
from review_queue.markup import Look, Mark, cut, labels_of, lit, marks_of, paragraphs, quoted

FIRM = builders.account()
PIECES = builders.evidence(FIRM)
WORDS = builders.written(FIRM)
TODAY = builders.NOW.date()


def runs(words=WORDS, pieces=PIECES):  # type: ignore[no-untyped-def]
    text = "Hi Dana,\n\n" + " ".join(one.text for one in words.sentences)
    found = builders.findings_of(words, FIRM, builders.contact(FIRM), pieces)
    marks = marks_of(text, words, found, pieces, labels_of(words, pieces), TODAY)
    return [run for paragraph in paragraphs(text, marks) for run in paragraph]


def test_a_supported_sentence_is_a_claim_with_its_number() -> None:
    claim = next(run for run in runs() if run.look is Look.CLAIM)
    assert claim.text == "Alder announced a $12M Series B."
    assert claim.labels == ("1",)


def test_a_guess_is_said_as_one() -> None:
    assert [run.text[:7] for run in runs() if run.look is Look.GUESS] == ["If your"]


def test_a_false_number_is_marked_where_it_stands() -> None:
    first = replace(WORDS.sentences[0], text="Alder announced a $15M Series B.")
    bad = [run for run in runs(replace(WORDS, sentences=(first, *WORDS.sentences[1:]))) if run.look is Look.BAD]
    assert any("$15M" in run.text for run in bad)
    assert all(run.note for run in bad)


def test_a_false_sentence_is_marked_although_the_mail_moved_the_call_to_action_behind_it() -> None:
    planted = Sentence("You raised $15M.", WORDS.sentences[0].role, WORDS.sentences[0].kind)
    words = replace(WORDS, sentences=(*WORDS.sentences, planted))
    found = builders.findings_of(words, FIRM, builders.contact(FIRM), PIECES)
    *body, call = WORDS.sentences
    text = "Hi Dana,\n\n" + " ".join(one.text for one in (*body, planted)) + "\n\n" + call.text
    marks = marks_of(text, words, found, PIECES, labels_of(words, PIECES), TODAY)
    bad = [run.text for paragraph in paragraphs(text, marks) for run in paragraph if run.look is Look.BAD]
    assert any("$15M" in words_ for words_ in bad)


def test_two_pieces_of_evidence_in_one_sentence_get_a_mark_each() -> None:
    first = Sentence(
        "Alder raised a $12M Series B and posted a RevOps Manager role.",
        WORDS.sentences[0].role,
        WORDS.sentences[0].kind,
        ("e1", "e2"),
    )
    found = runs(replace(WORDS, sentences=(first, *WORDS.sentences[1:])))
    labels = [run.labels for run in found if run.look is Look.CLAIM and "p1" not in run.labels]
    assert labels in ([("1",), ("2",)], [("1", "2")])


def test_numbers_follow_the_mail_and_ours_keep_their_names() -> None:
    assert labels_of(WORDS, PIECES) == {"e1": "1", "h1": "h1", "p1": "p1", "e2": "2", "v1": "v1"}


def test_a_quote_lights_up_the_words_of_its_facts() -> None:
    runs = [run for line in lit(PIECES[0]) for run in line.runs]
    assert [run.text for run in runs if run.look is Look.CLAIM] == ["$12 million", "Series B"]
    assert "".join(run.text for run in runs) == PIECES[0].quote


def test_a_headline_never_runs_into_the_words_beneath_it() -> None:
    title = "Alder raises $12 million Series B"
    quote = f"{title}\nBOSTON. Alder today announced a $12 million Series B."
    fact = Fact("money", "$12 million Series B\nBOSTON", "USD 12000000")
    lines = lit(replace(PIECES[0], quote=quote, title=title, facts=(fact,)))
    assert ["".join(run.text for run in line.runs) for line in lines] == quote.split("\n")
    assert [line.is_headline for line in lines] == [True, False]
    assert [run.text for line in lines for run in line.runs if run.look is Look.CLAIM] == [
        "$12 million Series B",
        "BOSTON",
    ]
    assert [line.is_headline for line in quoted(quote, "Another title")] == [False, False]
    assert [line.is_headline for line in quoted(title, title)] == [False], "a headline alone is the quote"
    assert quoted("") == ()


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_cutting_loses_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(min(a, b), max(a, b), Look.BAD) for a, b in spans if a != b]
    assert "".join(run.text for run in cut(text, marks)) == text


def test_what_is_pasted_is_read_in_its_usual_shapes() -> None:
    wanted = ("Dana Ortiz", "VP Sales", "dana@alder.example")
    for pasted in (
        "Dana Ortiz <dana@alder.example>, VP Sales",
        "Dana Ortiz, VP Sales, dana@alder.example",
        "Dana Ortiz, VP Sales <dana@alder.example>",
    ):
        assert read_paste(pasted, "", "") == wanted
    assert read_paste(" Dana Ortiz ", "VP Sales", " dana@alder.example") == wanted
