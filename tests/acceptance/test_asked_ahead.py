"""What a night will ask is asked the night before in one batch; the night drafts as ever, whatever became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from batch_endpoint import BatchEndpoint
from local_server import Answer, Received
from model_endpoint import completion
from sqlmodel import select
from town import Town

from agent.domain.batches import BatchState
from agent.domain.drafts import Draft
from agent.domain.runs import Run
from agent.store import budgets, model_batches, runs
from agent.tables.models import BudgetHoldRow, ModelBatchRequestRow

ENVIRONMENT = {
    "FIRSTLIGHT_MODEL__BASE_URL": "{base_url}/v1",
    "FIRSTLIGHT_MODEL__NAME": "tiny",
    "FIRSTLIGHT_MODEL__API_KEY": "k",
    "FIRSTLIGHT_MODEL__BATCH": "follow_ups",
}
PRICES = "model_prices: {tiny: {input_usd: 10.0, output_usd: 40.0}}\n"
AT_ONCE_USD = (100 * 10.0 + 20 * 40.0) / 1_000_000
"""What one answer of the endpoint costs when it is asked at once; in a batch, half."""


def mail(*said: tuple[str, str, str, str]) -> Answer:
    sentences = [{"text": t, "role": r, "kind": k, "evidence_ids": [e]} for r, k, t, e in said]
    return completion(json.dumps({"subject": "routing", "sentences": sentences}))


FIRST = (
    ("opener", "fact", "Your team closed a $12 million Series B led by Fenwick Ventures.", "e1"),
    ("pain", "hypothesis", "If your team is like most, lead routing rules tend to break when a team grows.", "h1"),
    ("cta", "offer", "Want the checklist we use for this?", "c1"),
)
SECOND = (
    ("proof", "fact", "Northwind cut routing time from two days to ten minutes.", "p1"),
    ("cta", "question", "Is lead routing on your list this quarter?", "c1"),
)


def writes(got: Received) -> Answer:
    """A model that writes a first mail, and a second one where it is told of what was written before."""
    asked = got.body.decode()
    return mail(*SECOND) if "Already written to them" in asked else mail(*FIRST)


@pytest.fixture
def town(found_town: Callable[..., Town]) -> Town:
    return begin(found_town)


def begin(found_town: Callable[..., Town], **settings: Any) -> Town:
    town = found_town(environment=ENVIRONMENT, **settings)
    (town.folder / "costs.yaml").write_text(PRICES, encoding="utf-8")
    return town


def mailed(town: Town, *keys: str) -> None:
    made = town.first_drafts(*keys)
    with town.open_review() as [mara]:
        for draft in made:
            assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == len(keys)


def night_of(town: Town, day: int) -> Run:
    town.go_to(town.clock.now().replace(day=day, hour=7, minute=0))
    return town.play()


def second(town: Town, key: str = "alder") -> Draft:
    draft = town.draft_of(key, step=2)
    assert draft is not None and draft.findings.approvable
    return draft


def batch_of(town: Town, night: str = "2026-09-18") -> model_batches.Batch:
    with town.installation.store.read() as session:
        found = model_batches.of_night(session, night, town.installation.settings.model.base_url, "tiny")
    assert found is not None
    return found


def nothing_is_held(town: Town) -> bool:
    with town.installation.store.read() as session:
        return session.exec(select(BudgetHoldRow)).first() is None


def spent(town: Town, days: int = 0) -> float:
    with town.installation.store.read() as session:
        return budgets.spent(session, (town.clock.now() - timedelta(days=days)).date()).usd


def asked_ahead(town: Town, *keys: str) -> BatchEndpoint:
    """Mailed on Tuesday; the night of Thursday asks ahead for the touches that are due on Friday."""
    endpoint = BatchEndpoint(town.server, writes)
    mailed(town, *(keys or ("alder",)))
    assert night_of(town, 16).counts["asked_ahead"] == 0 and endpoint.batches == {}
    run = night_of(town, 17)
    assert run.counts["asked_ahead"] == len(keys or ("alder",))
    endpoint.asked_at_once.clear()
    return endpoint


def test_a_follow_up_is_asked_the_night_before_and_found_by_the_night(
    store: Any, found_town: Callable[..., Town]
) -> None:
    town = begin(found_town, database_url=store.engine.url.render_as_string(hide_password=False))
    endpoint = asked_ahead(town, "alder", "birch")
    (batch,) = endpoint.batches.values()
    assert batch["endpoint"] == "/v1/chat/completions" and batch["completion_window"] == "24h"
    endpoint.end()
    assert town.installation.take_answers() == 2
    run = night_of(town, 18)
    assert endpoint.asked_at_once == [], "nothing was asked a second time"
    for key in ("alder", "birch"):
        author = second(town, key).authorship
        assert author.drafter == "model" and "in a batch" in author.note
        assert author.cost_usd == pytest.approx(AT_ONCE_USD / 2)
        assert (author.input_tokens, author.output_tokens) == (100, 20)
    assert run.cost_usd == pytest.approx(AT_ONCE_USD)
    assert batch_of(town).state is BatchState.COMPLETED and batch_of(town).answered == 2
    assert batch_of(town).cost_usd == pytest.approx(AT_ONCE_USD) and spent(town, days=1) == pytest.approx(AT_ONCE_USD)
    assert nothing_is_held(town)
    assert sorted(endpoint.deleted) == sorted(endpoint.files), "nothing of ours stays there"
    with town.installation.store.read() as session:
        assert session.exec(select(ModelBatchRequestRow)).first() is None


def test_the_night_itself_takes_in_what_nobody_has_taken_in(town: Town) -> None:
    endpoint = asked_ahead(town)
    endpoint.end()
    assert night_of(town, 18).counts["answered_ahead"] == 1
    assert "in a batch" in second(town).authorship.note and endpoint.asked_at_once == []


def test_nothing_personal_and_no_text_is_in_what_a_batch_is_known_by(town: Town) -> None:
    endpoint = asked_ahead(town)
    (batch,) = endpoint.batches.values()
    (question,) = endpoint.questions(batch["id"])
    assert set(batch["metadata"]) == {"firstlight", "night"}
    enrolment, _, step = question["custom_id"].partition(":")
    assert step == "2" and len(enrolment) == 36
    assert question["body"]["store"] is False and "service_tier" not in question["body"]
    assert "okafor" not in json.dumps(question).lower() and "alder.example" not in json.dumps(question)


@pytest.mark.parametrize(
    ("status", "only", "lines", "state"),
    [
        ("completed", 0, None, BatchState.COMPLETED),
        ("expired", 0, None, BatchState.EXPIRED),
        ("cancelled", 0, None, BatchState.CANCELLED),
        ("failed", 0, None, BatchState.FAILED),
        ("completed", None, [], BatchState.COMPLETED),
        ("completed", None, ["no json", "[]", "{}", '{"custom_id": 3}'], BatchState.COMPLETED),
        ("completed", None, [{"custom_id": "somebody else's", "response": {"status_code": 200}}], BatchState.COMPLETED),
    ],
)
def test_what_was_not_answered_is_asked_anew_and_costs_nothing_twice(
    town: Town, status: str, only: int | None, lines: list[Any] | None, state: BatchState
) -> None:
    endpoint = asked_ahead(town)
    endpoint.end(status, only=only, lines=lines)
    assert town.installation.take_answers() == 0
    night_of(town, 18)
    author = second(town).authorship
    assert author.drafter == "model" and "batch" not in author.note
    assert author.cost_usd == pytest.approx(AT_ONCE_USD) and len(endpoint.asked_at_once) == 1
    assert batch_of(town).state is state and batch_of(town).cost_usd == 0
    assert nothing_is_held(town) and spent(town, days=1) == 0


@pytest.mark.parametrize(
    ("text", "finish"),
    [("{}", "stop"), ("I cannot do that.", "stop"), ('{"subject": "routing"', "length"), ("", "content_filter")],
)
def test_an_answer_of_no_use_is_paid_for_and_asked_anew(town: Town, text: str, finish: str) -> None:
    """What a batch was billed for is on the draft that it was asked for, and so on the run: once."""
    endpoint = asked_ahead(town)
    endpoint.answer = lambda got: completion(text, finish)
    endpoint.end()
    endpoint.answer = writes
    run = night_of(town, 18)
    assert second(town).authorship.drafter == "model" and len(endpoint.asked_at_once) == 1
    assert batch_of(town).cost_usd == pytest.approx(AT_ONCE_USD / 2) == spent(town, days=1)
    assert second(town).authorship.cost_usd == pytest.approx(AT_ONCE_USD * 1.5) == run.cost_usd


def test_some_answered_and_some_expired_are_each_drafted(town: Town) -> None:
    endpoint = asked_ahead(town, "alder", "birch")
    endpoint.end("expired", only=1)
    night_of(town, 18)
    notes = sorted(second(town, key).authorship.note for key in ("alder", "birch"))
    assert notes == ["Written by tiny", "Written by tiny, in a batch"] and len(endpoint.asked_at_once) == 1
    assert (batch_of(town).state, batch_of(town).answered) == (BatchState.EXPIRED, 1)


def test_what_is_late_is_called_off_and_the_night_does_not_wait(town: Town) -> None:
    endpoint = asked_ahead(town)
    run = night_of(town, 18)
    (batch,) = endpoint.batches.values()
    assert batch["status"] == "cancelling" and len(endpoint.asked_at_once) == 1
    assert second(town).authorship.cost_usd == pytest.approx(AT_ONCE_USD) == run.cost_usd
    endpoint.end("cancelled")
    assert town.installation.take_answers() == 1
    assert nothing_is_held(town) and spent(town, days=1) == pytest.approx(AT_ONCE_USD / 2)
    assert night_of(town, 19).cost_usd == pytest.approx(AT_ONCE_USD / 2), "what nobody could use is the next run's"
    assert night_of(town, 20).cost_usd == 0


def test_news_that_came_meanwhile_is_asked_anew(town: Town) -> None:
    endpoint = asked_ahead(town)
    endpoint.end()
    town.web.publish(
        "alder", "Alder Works opens an office in Lyon",
        "BOSTON, Mass. Alder Works today opened its first office in Lyon, France, with ten people.",
        town.clock.now(),
    )  # fmt: skip
    town.raised("alder", days_ago=0, amount="$30 million", more="It follows an earlier round.")
    night_of(town, 18)
    assert len(endpoint.asked_at_once) >= 1


def test_a_night_that_is_played_twice_asks_once(town: Town) -> None:
    endpoint = asked_ahead(town)
    desk = town.installation.ahead_desk()
    assert desk is not None and desk.ask("2026-09-17", "any run") == 0
    night_of(town, 17)
    assert len(endpoint.batches) == 1


def test_what_was_approved_in_the_day_between_does_not_change_the_question(town: Town) -> None:
    endpoint = asked_ahead(town, "alder")
    endpoint.end()
    town.morning()
    mailed_since(town, "birch")
    night_of(town, 18)
    assert "in a batch" in second(town).authorship.note and len(endpoint.all_questions()) == 1


def mailed_since(town: Town, key: str) -> None:
    """Another company is found and approved by day, as examples for a model are."""
    town.settle(key)
    town.raised(key)
    town.go_to(town.clock.now().replace(hour=8))
    with town.installation.store.write() as session:
        night = next(run.id for run in runs.newest(session) if run.night == "2026-09-17")
        runs.reopen(session, night, now=town.clock.now())
    town.play()
    town.morning()
    with town.open_review() as [mara]:
        for row in mara.waiting():
            assert mara.do("approve", row["id"]).status_code == 200


def test_a_day_without_money_asks_nothing_ahead(found_town: Callable[..., Town]) -> None:
    town = begin(found_town)
    endpoint = BatchEndpoint(town.server, writes)
    mailed(town, "alder")
    (town.folder / "costs.yaml").write_text(PRICES + "model_day_cap_usd: 0.0001\n", encoding="utf-8")
    assert night_of(town, 17).counts["asked_ahead"] == 0 and endpoint.batches == {}
    assert nothing_is_held(town)


def test_off_means_that_no_file_is_ever_put_anywhere(found_town: Callable[..., Town]) -> None:
    town = found_town(environment={**ENVIRONMENT, "FIRSTLIGHT_MODEL__BATCH": "off"})
    endpoint = BatchEndpoint(town.server, writes)
    mailed(town, "alder")
    for day in (16, 17, 18):
        night_of(town, day)
    assert endpoint.files == {} and second(town).authorship.drafter == "model"


def test_all_asks_first_mails_ahead_that_had_no_room(found_town: Callable[..., Town]) -> None:
    town = found_town(environment={**ENVIRONMENT, "FIRSTLIGHT_MODEL__BATCH": "all"})
    endpoint = BatchEndpoint(town.server, writes)
    keys = [f"firm{letter}" for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[:50]]
    for key in keys:
        town.settle(key.lower() if key.islower() else f"x{key.lower()}")
        town.raised(key.lower() if key.islower() else f"x{key.lower()}")
    run = town.play()
    first = len(town.every_draft())
    assert 0 < first < len(keys) and run.counts["asked_ahead"] == min(len(keys) - first, len(endpoint.all_questions()))
    assert all(one["custom_id"].endswith(":1") for one in endpoint.all_questions())
    endpoint.end()
    endpoint.asked_at_once.clear()
    town.go_to(town.clock.now() + timedelta(days=1))
    town.play()
    later = town.every_draft()[first:]
    assert later and sum("in a batch" in draft.authorship.note for draft in later) == len(later)
