"""Batches at an endpoint that hangs, lies, refuses and forgets, put in by a process that dies anywhere.

What was held is settled, an answer is kept once, and nothing is put in twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from batch_endpoint import BatchEndpoint
from local_server import Answer, LocalServer, Received
from model_endpoint import ASK, GOOD, SHAPE, completion
from sqlmodel import select

from agent.clock import MovedClock
from agent.domain.batches import Batch, BatchState
from agent.domain.teams import Costs, ModelPrice
from agent.errors import ModelUnavailable
from agent.night import batch_ledger
from agent.night.batch_ledger import BatchLedger
from agent.store import budgets, model_batches
from agent.store.engine import Store
from agent.tables.models import BudgetHoldRow, KnownAnswerRow
from agent.wiring_model import StoreAnswers, budget, prices
from drafting.batch_lines import fitting, request_of
from drafting.batch_wire import BatchRefused, BatchWire
from drafting.endpoint import Endpoint, Rung
from drafting.ladder import Ask
from drafting.model import About
from drafting.openai_model import OpenAIModel

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
NIGHT = "2026-11-21"
COSTS = Costs(model_prices={"tiny": ModelPrice(10.0, 40.0)})
ONE_USD = (100 * 10.0 + 20 * 40.0) / 1_000_000 / 2
SAYS_GOOD = json.dumps(GOOD)


class World:
    """A ledger over a real store and an endpoint on loopback."""

    def __init__(self, store: Store, server: LocalServer, **costs: Any) -> None:
        self.store, self.server, self.clock = store, server, MovedClock(NOW)
        self.costs = replace(COSTS, **costs)
        self.remote = BatchEndpoint(server, lambda got: completion(SAYS_GOOD))
        self.endpoint = Endpoint(server.url("/v1"), "tiny", "k", timeout_s=0.5, retries=0)

    def ledger(self) -> BatchLedger:
        """As a new process has it."""
        held = budget(self.store, self.costs, self.clock)
        return BatchLedger(self.store, self.clock, self.endpoint, BatchWire(self.endpoint), held, prices(self.costs))

    def ask(self, number: int) -> Ask:
        return Ask(tuple(ASK), SHAPE, 900, About("p", "h", nonce=str(number)))

    def put_in(self, many: int = 2, *, night: str = NIGHT, rung: Rung = Rung.JSON_SCHEMA) -> int:
        requests = [request_of(f"d{n}:2", self.ask(n), self.endpoint, rung=rung, dropped=()) for n in range(many)]
        ledger = self.ledger()
        return ledger.put_in(night, requests, rung) if ledger.is_free(night) else 0

    def batch(self) -> Batch:
        with self.store.read() as session:
            found = model_batches.of_night(session, NIGHT, self.endpoint.base_url, "tiny")
        assert found is not None
        return found

    def held(self) -> float:
        with self.store.read() as session:
            return sum(row.usd for row in session.exec(select(BudgetHoldRow)))

    def spent(self) -> float:
        with self.store.read() as session:
            return budgets.spent(session, NOW.date()).usd

    def kept(self) -> int:
        with self.store.read() as session:
            return len(session.exec(select(KnownAnswerRow.key)).all())


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with LocalServer() as server:
        yield World(store, server)


def test_money_is_held_while_it_runs_and_settled_at_half_price_when_it_has_ended(world: World) -> None:
    assert world.put_in() == 2
    assert world.held() > 0 and world.spent() == 0
    assert world.ledger().take() == 0 and world.held() > 0
    world.remote.end()
    assert world.ledger().take() == 2
    assert world.held() == 0 and world.spent() == pytest.approx(2 * ONE_USD)
    assert world.ledger().take() == 0 and world.spent() == pytest.approx(2 * ONE_USD)


def test_an_answer_out_of_a_batch_is_found_by_the_same_question_and_billed_once(world: World) -> None:
    world.put_in()
    world.remote.end()
    world.ledger().take()
    model = OpenAIModel(world.endpoint, answers=StoreAnswers(world.store), clock=world.clock)
    first, again = (model.write(ASK, SHAPE, about=world.ask(0).about) for _ in range(2))
    assert first.value.subject == GOOD["subject"] and world.remote.asked_at_once == []
    assert (first.cost_usd, first.batched, first.cached) == (pytest.approx(ONE_USD), True, False)
    assert (again.cost_usd, again.batched, again.cached) == (0, False, True)


@pytest.mark.parametrize("moment", ["before the file", "before the batch", "after the batch"])
def test_a_process_that_dies_while_it_puts_in_leaves_one_batch_and_no_lost_money(
    world: World, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    def dies(*_: Any, **__: Any) -> Any:
        raise Died

    made: Callable[..., Any] = BatchWire.put_in

    def put_in(self: BatchWire, *args: Any, **named: Any) -> Any:
        made(self, *args, **named)
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(BatchWire, "put_in", put_in if moment == "after the batch" else dies)
        with pytest.raises(Died):
            world.put_in()
    assert world.batch().state is BatchState.PLANNED and world.held() > 0
    world.clock.move(batch_ledger.UNSEEN + timedelta(seconds=1))
    assert world.put_in() == (0 if moment == "after the batch" else 2)
    assert len(world.remote.batches) == 1 and world.batch().state is BatchState.SUBMITTED
    world.remote.end()
    assert world.ledger().take() == 2
    assert world.held() == 0 and world.spent() == pytest.approx(2 * ONE_USD)


def test_what_the_endpoint_does_not_list_yet_may_be_on_its_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(BatchWire, "put_in", _fails)
        assert world.put_in() == 0
    assert world.put_in() == 0 and world.batch().state is BatchState.PLANNED and world.held() > 0
    world.clock.move(batch_ledger.UNSEEN)
    assert world.ledger().take() == 0 and world.held() == 0
    assert world.put_in() == 2


def _fails(*_: Any, **__: Any) -> Any:
    raise ModelUnavailable("the endpoint of tiny did not answer (timeout)")


@pytest.mark.parametrize("moment", ["settled", "ended"])
def test_a_process_that_dies_while_it_takes_answers_takes_them_once(
    world: World, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    world.put_in()
    world.remote.end()
    with monkeypatch.context() as patched:
        if moment == "settled":
            patched.setattr(model_batches, "end", _raises(Died))
        else:
            patched.setattr(BatchWire, "forget", _raises(Died))
        with pytest.raises(Died):
            world.ledger().take()
    assert world.ledger().take() == (2 if moment == "settled" else 0)
    assert world.kept() == 2 and world.held() == 0 and world.spent() == pytest.approx(2 * ONE_USD)


def _raises(error: type[BaseException]) -> Callable[..., Any]:
    def raising(*_: Any, **__: Any) -> Any:
        raise error

    return raising


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405])
@pytest.mark.parametrize("path", ["/v1/files", "/v1/batches"])
def test_an_endpoint_without_batches_is_asked_once_a_night_and_costs_nothing(
    world: World, path: str, status: int
) -> None:
    world.server.route(path, Answer(json.dumps({"error": {"message": "no"}}), status))
    assert world.put_in() == 0
    assert world.batch().state is BatchState.REFUSED and str(status) in world.batch().why
    assert world.held() == 0 and world.spent() == 0
    asked = len(world.server.requests)
    assert world.put_in() == 0 and len(world.server.requests) == asked


@pytest.mark.parametrize(
    "answer",
    [
        Answer("<html>hello</html>", headers={"Content-Type": "text/html"}),
        Answer("{}", headers={"Content-Type": "application/json"}),
        Answer("not json", headers={"Content-Type": "application/json"}),
        Answer("[]", headers={"Content-Type": "application/json"}),
        Answer(json.dumps({"id": "b", "status": "splendid"}), headers={"Content-Type": "application/json"}),
        Answer(json.dumps({"id": None, "status": "completed"}), headers={"Content-Type": "application/json"}),
        Answer(status=503),
        Answer(status=429),
        Answer(drop=True),
        Answer(delay_s=3),
    ],
    ids=["a page", "nothing", "no json", "a list", "no such state", "no id", "503", "429", "hangs up", "hangs"],
)
def test_an_endpoint_that_hangs_or_lies_of_its_batches_is_left_alone_until_it_tells(
    world: World, answer: Answer
) -> None:
    world.put_in()
    (name,) = world.remote.batches
    world.server.route(f"/v1/batches/{name}", answer)
    assert world.ledger().take(before=NIGHT) == 0
    assert world.batch().state is BatchState.SUBMITTED and world.held() > 0
    world.clock.move(batch_ledger.GIVEN_UP + timedelta(seconds=1))
    most = world.held()
    assert world.ledger().take() == 0
    assert world.batch().state is BatchState.LOST and world.held() == 0
    assert world.spent() == pytest.approx(most), "it may have been billed: it costs all that was held"


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(drop=True), Answer(delay_s=3), Answer(b"x", 404)])
def test_a_file_of_answers_that_cannot_be_had_is_asked_for_again(world: World, answer: Answer) -> None:
    world.put_in()
    world.remote.end()
    (batch,) = world.remote.batches.values()
    path = f"/v1/files/{batch['output_file_id']}/content"
    world.server.route(path, answer)
    assert world.ledger().take() == 0 and world.held() > 0
    world.server.route(path, world.remote.files[batch["output_file_id"]])
    assert world.ledger().take() == 2 and world.held() == 0


def test_a_file_without_an_end_is_not_read_for_ever(world: World) -> None:
    world.put_in()
    world.remote.end()
    (batch,) = world.remote.batches.values()
    world.server.route(
        f"/v1/files/{batch['output_file_id']}/content", lambda got: Answer(b"x" * 100_000 for _ in range(1_000))
    )
    assert world.ledger().take() == 0 and world.kept() == 0


@pytest.mark.parametrize(
    "said",
    ["[]", "3", '{"data": 3}', '{"data": ["x"]}', '{"data": [{"id": 3, "metadata": ["firstlight"]}]}', "nothing"],
)
def test_a_list_of_batches_that_cannot_be_leaves_one_in_question(
    world: World, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(BatchWire, "put_in", _fails)
        world.put_in()
    world.clock.move(2 * batch_ledger.UNSEEN)
    world.server.route("/v1/batches", Answer(said, headers={"Content-Type": "application/json"}))
    assert world.put_in() == 0 and world.ledger().take() == 0
    assert world.batch().state is BatchState.PLANNED and world.held() > 0


def test_a_batch_that_the_endpoint_forgot_costs_what_was_held(world: World) -> None:
    world.put_in()
    most = world.held()
    world.remote.batches.clear()
    assert world.ledger().take() == 0
    assert (world.batch().state, world.held()) == (BatchState.LOST, 0) and world.spent() == pytest.approx(most)


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        (None, "most"),
        ({"prompt_tokens": 10**12, "completion_tokens": 10**12}, "most"),
        ({"prompt_tokens": -5, "completion_tokens": 3}, "most"),
        ({"prompt_tokens": "many", "completion_tokens": 3}, "most"),
        ({"prompt_tokens": 1, "completion_tokens": 1}, 2),
    ],
)
def test_what_it_says_it_used_never_costs_more_than_was_held(world: World, usage: Any, tokens: int | str) -> None:
    body = json.loads(str(completion(SAYS_GOOD).body)) | {"usage": usage}
    world.remote.answer = lambda got: Answer(json.dumps(body))
    world.put_in(1)
    most = world.held()
    world.remote.end()
    assert world.ledger().take() == 1
    assert world.spent() == pytest.approx(most) if tokens == "most" else world.spent() < most / 10
    assert world.batch().tokens == (world.batch().held_tokens if tokens == "most" else tokens)


def test_an_answer_of_no_use_gives_way_to_one_that_is_asked_for_anew(world: World) -> None:
    world.remote.answer = lambda got: completion("I would rather not.")
    world.put_in(1)
    world.remote.end()
    assert world.ledger().take() == 0 and world.spent() == pytest.approx(ONE_USD)
    world.remote.answer = lambda got: completion(SAYS_GOOD)
    model = OpenAIModel(world.endpoint, answers=StoreAnswers(world.store), clock=world.clock, prices=prices(COSTS))
    first, again = (model.write(ASK, SHAPE, about=world.ask(0).about) for _ in range(2))
    assert first.cost_usd == pytest.approx(3 * ONE_USD) and len(world.remote.asked_at_once) == 1
    assert (again.cost_usd, again.cached) == (0, True)


def test_of_two_answers_to_one_question_the_first_holds(world: World) -> None:
    world.put_in(1)
    line = world.remote._line(world.remote.all_questions()[0])
    other = json.loads(json.dumps(line).replace("routing checklist", "buy this now"))
    world.remote.end(lines=[line, other])
    assert world.ledger().take() == 1
    with world.store.read() as session:
        (row,) = session.exec(select(KnownAnswerRow))
    assert "routing checklist" in row.answer and world.spent() == pytest.approx(ONE_USD)


def test_as_much_is_put_in_as_the_days_money_holds(store: Store) -> None:
    with LocalServer() as server:
        world = World(store, server, model_day_cap_usd=0.07)
        taken = world.put_in(16)
        assert 0 < taken < 16 and len(world.remote.all_questions()) == taken
        assert world.held() <= 0.07


def test_the_responses_api_is_asked_by_its_own_path(world: World) -> None:
    world.put_in(1, rung=Rung.RESPONSES)
    (batch,) = world.remote.batches.values()
    (question,) = world.remote.all_questions()
    assert batch["endpoint"] == question["url"] == "/v1/responses" and "input" in question["body"]
    text = {"type": "output_text", "text": SAYS_GOOD, "annotations": []}
    said = {
        "id": "r", "object": "response", "status": "completed", "model": "tiny",
        "output": [{"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [text]}],
        "usage": {"input_tokens": 100, "output_tokens": 20, "total_tokens": 120},
    }  # fmt: skip
    line = {"custom_id": "d0:2", "response": {"status_code": 200, "body": said}}
    world.remote.end(lines=[line])
    assert world.ledger().take() == 1 and world.spent() == pytest.approx(ONE_USD)


def test_two_processes_do_not_work_on_batches_at_once(world: World) -> None:
    one, other = world.ledger(), world.ledger()
    with one.ours() as first, other.ours() as second:
        assert first and not second
    with other.ours() as second:
        assert second


def test_a_batch_holds_no_more_than_its_endpoint_takes_and_each_question_once(world: World) -> None:
    requests = [request_of(f"d{n}", world.ask(n % 5), world.endpoint, rung=Rung.TEXT, dropped=()) for n in range(10)]
    assert [one.id for one in fitting(requests)] == ["d0", "d1", "d2", "d3", "d4"]
    assert len(fitting(requests, most=3)) == 3
    assert len(fitting(requests, most_bytes=2 * len(requests[0].line))) == 2
    assert fitting(requests, most_bytes=10) == []


def test_a_batch_is_found_behind_many_that_are_not_ours(world: World) -> None:
    ours = {"id": "batch_ours", "status": "in_progress", "metadata": {"firstlight": "x"}}
    others = [
        {"id": f"batch_{n}", "status": "completed", "metadata": {"team": "y"} if n % 2 else None} for n in range(100)
    ]
    pages = {"": (others, True), "batch_99": ([*others[:3], ours], False)}

    def listed(got: Received) -> Answer:
        data, more = pages[got.query.get("after", "")]
        said = {"object": "list", "data": data, "has_more": more}
        return Answer(json.dumps(said), headers={"Content-Type": "application/json"})

    world.server.route("/v1/batches", listed)
    found = BatchWire(world.endpoint).find("x")
    assert found is not None and (found.id, found.has_ended) == ("batch_ours", False)
    assert BatchWire(world.endpoint).find("y") is None


def test_refusing_is_told_apart_from_not_answering(world: World) -> None:
    world.server.route("/v1/batches", Answer(status=500))
    with pytest.raises(ModelUnavailable) as passing:
        BatchWire(world.endpoint).find("x")
    world.server.route("/v1/batches", Answer(status=404))
    with pytest.raises(BatchRefused):
        BatchWire(world.endpoint).find("x")
    assert not isinstance(passing.value, BatchRefused)
