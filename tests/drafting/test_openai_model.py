"""The adapter against a real endpoint on loopback that misbehaves in every way real ones do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from drafting_builders import AS_OF
from local_server import Answer, LocalServer, Received
from model_endpoint import ASK, GOOD, PATH, SHAPE, asked_for, completion, model, refusal, response, serving, tool_call

from agent.clock import MovedClock
from agent.errors import ModelOutputInvalid, ModelPaused, ModelUnavailable
from drafting.budget import InMemoryBudget
from drafting.endpoint import Endpoint, InMemoryEndpoints, Rung
from drafting.model import Models
from drafting.openai_model import OpenAIModel
from drafting.prices import Price, Prices


def test_a_schema_is_sent_strict_and_nothing_is_stored() -> None:
    with LocalServer() as server:
        serving(server, lambda got: completion(json.dumps(GOOD)))
        answer = model(server).write(ASK, SHAPE)
        sent = json.loads(server.requests[0].body)
    assert answer.value.subject == "routing checklist" and answer.mode == "json_schema"
    assert sent["response_format"]["json_schema"]["strict"] is True and sent["store"] is False
    ids = json.dumps(sent["response_format"]["json_schema"]["schema"])
    assert '"enum": ["e1", "h1"]' in ids


def answers_only(rung: str, status: int = 400) -> Callable[[Received], Answer]:
    """An endpoint that refuses every rung but one, naming the parameter."""
    names = {
        "responses": "text.format", "json_schema": "response_format", "tool": "tools", "json_object": "response_format"
    }  # fmt: skip

    def answer(got: Received) -> Answer:
        asked = asked_for(got)
        if asked != rung:
            return refusal(status, f"{names[asked]} of type {asked} is not supported")
        text = json.dumps(GOOD)
        return {"responses": response, "tool": tool_call}.get(rung, completion)(text)

    return answer


LADDER = ["responses", "json_schema", "tool", "json_object", "text"]


@pytest.mark.parametrize("status", [400, 404, 422, 500])
@pytest.mark.parametrize("rung", LADDER)
def test_what_an_endpoint_refuses_is_stepped_over_and_that_is_remembered(rung: str, status: int) -> None:
    with LocalServer() as server:
        serving(server, answers_only(rung, status))
        tiny = model(server, endpoint={"first": Rung.RESPONSES})
        assert [tiny.write(ASK, SHAPE).mode for _ in range(2)] == [rung, rung]
        kinds = [asked_for(got) for got in server.requests]
        told = json.loads(server.requests[-1].body).get("messages", [{"content": ""}])[-1]["content"]
    assert kinds == [*LADDER[: LADDER.index(rung) + 1], rung]
    assert ("match this schema" in told) is (rung in ("json_object", "text"))


def test_another_process_starts_where_this_one_ended_for_a_day_and_no_longer() -> None:
    memory, clock = InMemoryEndpoints(), MovedClock(AS_OF)
    with LocalServer() as server:
        serving(server, answers_only("json_object"))
        model(server, memory=memory, clock=clock).write(ASK, SHAPE)
        clock.at += timedelta(hours=23)
        model(server, memory=memory, clock=clock).write(ASK, SHAPE)
        clock.at += timedelta(hours=2)
        model(server, memory=memory, clock=clock).write(ASK, SHAPE)
        kinds = [asked_for(got) for got in server.requests]
    down = ["json_schema", "tool", "json_object"]
    assert kinds == [*down, "json_object", *down]


def test_openai_itself_is_asked_by_responses_and_others_by_chat() -> None:
    assert Endpoint("https://api.openai.com/v1", "m", "k").start is Rung.RESPONSES
    assert Endpoint("https://openai.example/v1", "m", "k").start is Rung.JSON_SCHEMA


def test_an_endpoint_whose_responses_ignore_the_schema_is_asked_by_chat() -> None:
    def answer(got: Received) -> Answer:
        return response("Dear Sir.") if asked_for(got) == "responses" else completion(json.dumps(GOOD))

    with LocalServer() as server:
        serving(server, answer)
        tiny = model(server, endpoint={"first": Rung.RESPONSES})
        assert [tiny.write(ASK, SHAPE).mode for _ in range(2)] == ["json_schema", "json_schema"]
        assert len(server.requests) == 4  # asked, asked again with the error, by chat, and by chat at once


def test_prose_around_a_good_answer_is_read_past_on_any_rung() -> None:
    prose = f"Sure! Here is {{ your draft:\n```json\n{json.dumps(GOOD)}\n```\nEnjoy."
    with LocalServer() as server:
        serving(server, lambda got: completion(prose))
        assert model(server).write(ASK, SHAPE).mode == "json_schema"
        assert len(server.requests) == 1


def test_an_endpoint_that_answers_in_prose_until_it_is_told_the_schema_is_told_it_from_then_on() -> None:
    def answer(got: Received) -> Answer:
        told = any("match this schema" in message["content"] for message in json.loads(got.body)["messages"])
        return completion(json.dumps(GOOD) if told else "Hello there.")

    with LocalServer() as server:
        serving(server, answer)
        tiny = model(server)
        assert [tiny.write(ASK, SHAPE).mode for _ in range(2)] == ["json_object", "json_object"]
        assert len(server.requests) == 6


def test_the_responses_api_says_what_was_cut_refused_and_cached() -> None:
    cut = response(json.dumps(GOOD)[:40], "incomplete", "max_output_tokens")
    with LocalServer() as server:
        server.route("/v1/responses", [cut, response(json.dumps(GOOD))])
        prices = Prices({"tiny": Price(Decimal(1), Decimal(10), Decimal("0.1"))})
        answer = model(server, endpoint={"first": Rung.RESPONSES}, prices=prices).write(ASK, SHAPE)
        limits = [json.loads(got.body)["max_output_tokens"] for got in server.requests]
        assert limits == [900, 1800]
        # twice 40 fresh, 60 cached and 20 out
        assert answer.cost_usd == pytest.approx(2 * (40 + 6 + 200) / 1e6)
        server.route("/v1/responses", response("", refusal_text="I cannot"))
        with pytest.raises(ModelUnavailable, match="refused"):
            model(server, endpoint={"first": Rung.RESPONSES}).write(ASK, SHAPE)


def test_prose_without_json_is_output_invalid_in_words() -> None:
    with LocalServer() as server:
        serving(server, lambda got: completion("Dear Sir, I hope this finds you well."))
        with pytest.raises(ModelOutputInvalid, match="tiny gave no valid answer"):
            model(server).write(ASK, SHAPE)


def test_ids_outside_the_list_are_asked_for_again() -> None:
    bad = json.loads(json.dumps(GOOD))
    bad["sentences"][0]["evidence_ids"] = ["e9"]
    with LocalServer() as server:
        server.route(PATH, [completion(json.dumps(bad)), completion(json.dumps(GOOD))])
        answer = model(server).write(ASK, SHAPE)
        again = json.loads(server.requests[1].body)["messages"][-1]["content"]
    assert answer.mode == "json_schema" and answer.input_tokens == 200
    assert "not valid" in again and "evidence_ids" in again


def test_a_truncated_answer_gets_twice_the_tokens() -> None:
    with LocalServer() as server:
        server.route(PATH, [completion(json.dumps(GOOD)[:40], finish="length"), completion(json.dumps(GOOD))])
        model(server).write(ASK, SHAPE, max_output_tokens=300)
        limits = [json.loads(got.body)["max_completion_tokens"] for got in server.requests]
    assert limits == [300, 600]


def test_a_parameter_that_the_endpoint_names_is_left_out_from_then_on() -> None:
    def answer(got: Received) -> Answer:
        sent = json.loads(got.body)
        for name in ("store", "max_completion_tokens"):
            if name in sent:
                return refusal(400, f"Unsupported parameter: '{name}'", name)
        return completion(json.dumps(GOOD))

    with LocalServer() as server:
        serving(server, answer)
        tiny = model(server)
        assert tiny.write(ASK, SHAPE).mode == "json_schema"
        before = len(server.requests)
        tiny.write(ASK, SHAPE)
        last = json.loads(server.requests[-1].body)
    assert len(server.requests) == before + 1
    assert last["max_tokens"] == 900 and "store" not in last


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal(429, "slow down"), "429, too many requests"),
        (refusal(401, "Incorrect API key provided: sk-secret"), "401, check the key"),
        (completion("", refusal="I cannot help"), "refused"),
        (completion("", finish="content_filter"), "refused"),
        (refusal(400, "flagged", code="content_policy_violation"), "refused"),
        (refusal(429, "You exceeded your quota: sk-secret", code="insufficient_quota"), "429, no credit left"),
        (refusal(403, "no"), "403, check the key"),
        (refusal(404, "The model `tiny` does not exist", code="model_not_found"), "404, check the model"),
        (refusal(400, "This model's maximum context length is 2048 tokens"), "so long a question"),
        (Answer(body="<html>proxy</html>", headers={"Content-Type": "text/html"}), "did not answer"),
        (Answer(drop=True), "did not answer"),
    ],
)
def test_what_cannot_be_mended_is_unavailable_and_tells_no_secret(answer: Answer, words: str) -> None:
    with LocalServer() as server:
        serving(server, lambda got: answer)
        with pytest.raises(ModelUnavailable, match=words) as caught:
            model(server).write(ASK, SHAPE)
        assert len(server.requests) == 1
    assert "sk-secret" not in str(caught.value)


def test_a_429_that_passes_is_retried_in_one_layer_only() -> None:
    with LocalServer() as server:
        server.route(PATH, [refusal(429, "slow down"), completion(json.dumps(GOOD))])
        model(server, endpoint={"retries": 1}).write(ASK, SHAPE)
        assert len(server.requests) == 2


def test_an_endpoint_that_hangs_is_given_up_and_costs_its_reservation() -> None:
    budget = InMemoryBudget(daily_tokens=100_000)
    with LocalServer() as server:
        serving(server, lambda got: Answer(body="late", delay_s=60))
        began = time.monotonic()
        hanging = model(server, endpoint={"timeout_s": 0.3}, budget=budget)
        with pytest.raises(ModelUnavailable, match="timeout"):
            hanging.write(ASK, SHAPE)
        assert time.monotonic() - began < 30
    (_, tokens) = budget.spent(hanging._clock.now().date())
    assert tokens > 900


def test_after_five_failures_it_is_left_alone() -> None:
    with LocalServer() as server:
        serving(server, lambda got: refusal(429, "slow down"))
        tiny = model(server)
        for _ in range(7):
            with pytest.raises(ModelUnavailable):
                tiny.write(ASK, SHAPE)
        assert len(server.requests) == 5


def test_a_truncation_that_stays_is_given_up_on_its_rung() -> None:
    with LocalServer() as server:
        serving(server, lambda got: completion(json.dumps(GOOD)[:40], finish="length"))
        with pytest.raises(ModelOutputInvalid, match="cut short at 600 tokens"):
            model(server).write(ASK, SHAPE, max_output_tokens=300)
        assert len(server.requests) == 2


@pytest.mark.parametrize("answer", [refusal(401, "who?"), refusal(429, "pay", code="insufficient_quota")])
def test_a_refused_key_or_an_empty_account_is_asked_no_more_for_an_hour_by_any_process(answer: Answer) -> None:
    memory, clock = InMemoryEndpoints(), MovedClock(AS_OF)
    with LocalServer() as server:
        serving(server, lambda got: answer)
        for _ in range(3):
            with pytest.raises(ModelPaused, match="asked for an hour"):
                model(server, memory=memory, clock=clock).write(ASK, SHAPE)
        assert len(server.requests) == 1
        clock.at += timedelta(minutes=61)
        serving(server, lambda got: completion(json.dumps(GOOD)))
        assert model(server, memory=memory, clock=clock).write(ASK, SHAPE).value.subject


def test_a_429_holds_the_others_too_until_its_retry_after_is_over() -> None:
    busy = replace(refusal(429, "slow down"), headers={"Retry-After": "1"})
    began = time.monotonic()
    with LocalServer() as server:
        server.route(PATH, [busy, completion(json.dumps(GOOD))])
        tiny = model(server, endpoint={"retries": 1})
        with ThreadPoolExecutor(2) as pool:
            assert len(list(pool.map(lambda _: tiny.write(ASK, SHAPE), range(2)))) == 2
        assert len(server.requests) in (3, 4)
    assert time.monotonic() - began > 0.9


def test_what_the_headers_leave_is_waited_for() -> None:
    headers = {
        "x-ratelimit-limit-requests": "100", "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "40s",
        "Content-Type": "application/json",
    }  # fmt: skip
    with LocalServer() as server:
        serving(server, lambda got: replace(completion(json.dumps(GOOD)), headers=headers))
        tiny = model(server)
        tiny.write(ASK, SHAPE)
        began = time.monotonic()
        tiny.write(ASK, SHAPE)
    assert 0.3 < time.monotonic() - began < 30


def test_no_more_are_asked_at_once_than_the_endpoint_may_take() -> None:
    going, most, lock = [0], [0], threading.Lock()

    def answer(got: Received) -> Answer:
        with lock:
            going[0] += 1
            most[0] = max(most[0], going[0])
        time.sleep(0.05)
        with lock:
            going[0] -= 1
        return completion(json.dumps(GOOD))

    with LocalServer() as server:
        serving(server, answer)
        tiny = model(server, endpoint={"at_once": 2})
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: tiny.write(ASK, SHAPE), range(8)))
    assert most == [2]


def test_the_next_model_is_asked_where_one_refuses_fails_or_is_wrong_and_none_where_the_key_is_refused() -> None:
    def answer(got: Received) -> Answer:
        asked = json.loads(got.body)["model"]
        if asked == "good":
            return completion(json.dumps(GOOD))
        return {"prim": completion("", refusal="no"), "down": refusal(503, "x"), "poet": completion("Oh!")}[asked]

    with LocalServer() as server:
        serving(server, answer)
        names = ["prim", "down", "poet", "good"]
        each = tuple(OpenAIModel(Endpoint(server.url("/v1"), name, "k", retries=0)) for name in names)
        assert Models(each).write(ASK, SHAPE).model == "good"
        with pytest.raises(ModelOutputInvalid, match=r"prim refused.*; down did not answer.*; poet gave no valid"):
            Models(each[:3]).write(ASK, SHAPE)
        serving(server, lambda got: refusal(401, "who?"))
        before = len(server.requests)
        with pytest.raises(ModelPaused):
            Models(each).write(ASK, SHAPE)
        assert len(server.requests) == before + 1
