"""Insight says what drafts cost, for what, and how many were repaired or fell back; too few are said to be too few."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import builders
import pytest
from builders import NOW
from web_world import World, call, world

from agent.domain.drafts import Authorship, Draft, Drafted
from agent.domain.teams import Costs
from agent.store.codec import dump
from agent.store.engine import Store
from agent.tables.doubts import ModelAnswerRow
from agent.tables.drafts import DraftRow
from agent.tables.runs import BudgetRow

WRITER = Authorship("model", "tiny", cost_usd=0.004, input_tokens=900, output_tokens=200, repairs=1)


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


def by(here: World, draft: Draft, author: Authorship) -> None:
    with here.store.write() as session:
        row = session.get_one(DraftRow, draft.id)
        row.authorship = dump(Authorship, author)
        session.add(row)


def written(here: World, number: int) -> list[Draft]:
    made = [here.draft(key=f"firm{each}") for each in range(number)]
    for draft in made:
        by(here, draft, WRITER)
    return made


def row_of(html: str, name: str) -> str:
    start = html.index(f">{name}</th>", html.index('id="costs"'))
    return html[start : html.index("</tr>", start)]


def test_a_month_without_drafts_says_so(here: World) -> None:
    assert "No draft, no cost." in here.client("carol").get("/insight").text


def test_too_few_are_not_divided(here: World) -> None:
    written(here, 3)
    html = here.client("carol").get("/insight").text
    assert "not enough yet: 2 more" in row_of(html, "Draft")
    assert "not enough yet: 5 more" in row_of(html, "Reply")


def test_each_cost_is_said_with_its_definition(here: World) -> None:
    drafts = written(here, 6)
    alice = here.client("alice")
    for draft in drafts[:5]:
        assert call(alice, draft, "approve").status_code == 200
    html = here.client("erin").get("/insight").text
    assert "$0.0040" in row_of(html, "Draft") and "$0.0048" in row_of(html, "Approved mail")
    assert "All in" not in html
    assert "of the accounts mailed, those with a positive reply or a meeting" in html


def test_repairs_and_fall_backs_are_counted(here: World) -> None:
    written(here, 2)
    by(here, here.draft(key="vain"), Authorship("composer/1", fell_back="tiny did not answer", cost_usd=0.001))
    html = here.client("carol").get("/insight").text
    assert "2 drafts by a model, 2 of them repaired; 1 composed, 1 of them after a model was asked" in html
    assert "2 rounds of repair" in html and 'href="/model"' in html


def test_money_is_told_by_its_use(here: World) -> None:
    written(here, 2)
    with here.store.write() as session:
        session.add(BudgetRow(day=NOW.date(), spent_usd=0.5, spent_tokens=1))
        session.add(BudgetRow(day=(NOW - timedelta(days=40)).date(), spent_usd=9.0, spent_tokens=1))
        session.add(ModelAnswerRow(text_sha256="t", prompt_hash="p", model="tiny", answer={}, cost_usd=0.1, at=NOW))
    html = here.client("carol").get("/insight").text
    for words in ("<dt>Drafts</dt><dd>$0.0080</dd>", "<dt>Doubtful texts</dt><dd>$0.10</dd>", "<dd>$0.39</dd>"):
        assert words in html


def test_seats_and_sources_come_on_top_where_they_are_priced(sqlite_store: Store) -> None:
    priced = builders.team(costs=Costs(seat_month_usd=100.0, source_month_usd=25.0))
    here = world(sqlite_store, team=lambda: priced)
    written(here, 5)
    html = here.client("carol").get("/insight").text
    assert "All in" in html and "$50.00" in row_of(html, "Draft")
    assert "$250.00 for a month of seats and sources" in html


def test_writing_again_adds_to_what_a_draft_cost(sqlite_store: Store) -> None:
    firm = builders.account()
    again = Drafted(
        builders.written(firm), replace(WRITER, cost_usd=0.006, input_tokens=1000),
        builders.findings_of(builders.written(firm), firm, builders.contact(firm), builders.evidence(firm)), "why",
    )  # fmt: skip
    here = world(sqlite_store, regenerate=lambda draft, words: again)
    draft = here.draft()
    by(here, draft, WRITER)
    assert call(here.client("alice"), here.now_is(draft), "regenerate", {"instruction": "shorter"}).status_code == 200
    author = here.now_is(draft).authorship
    assert author.cost_usd == pytest.approx(0.01) and author.input_tokens == 1900
