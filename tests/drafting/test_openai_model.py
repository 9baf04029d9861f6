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
from typing import Any

import pytest
from drafting_builders import AS_OF, account, contact, funding_signal, mailbox, offer, persona
from local_server import Answer, LocalServer, Received

from agent.clock import MovedClock
from agent.domain.drafts import Drafted
from agent.errors import ModelOutputInvalid, ModelPaused, ModelUnavailable
from drafting.answers import InMemoryAnswers
from drafting.budget import InMemoryBudget
from drafting.draft import Drafter, draft
from drafting.endpoint import Endpoint, InMemoryEndpoints, Rung
from drafting.model import About, Message, Models
from drafting.openai_model import OpenAIModel
from drafting.prices import Price, Prices
from drafting.prompt_check import shipped
from drafting.render import Prompts
from drafting.research import research
from drafting.shapes import draft_shape

GOOD = {
    "subject": "routing checklist",
    "sentences": [{"text": "You raised $12M.", "role": "opener", "kind": "fact", "evidence_ids": ["e1"]}],
}
SHAPE = draft_shape(["e1", "h1"])
ASK = [Message("system", "rules"), Message("user", "evidence")]
PATH = "/v1/chat/completions"


def completion(text: str, finish: str = "stop", **message: Any) -> Answer:
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "tiny",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Answer(body=json.dumps(body), headers={"Content-Type": "application/json"})


def refusal(status: int, message: str, param: str = "", code: str = "") -> Answer:
    body = json.dumps({"error": {"message": message, "param": param, "code": code, "type": "invalid_request_error"}})
    return Answer(body=body, status=status, headers={"Content-Type": "application/json", "Retry-After": "0"})


def asked_for(got: Received) -> str:
    sent = json.loads(got.body)
    if "input" in sent:
        return "responses"
    return "tool" if "tools" in sent else str(sent.get("response_format", {}).get("type", "text"))


def response(text: str, status: str = "completed", why: str = "", refusal_text: str = "") -> Answer:
    piece = {"type": "output_text", "text": text, "annotations": []}
    said = {"type": "refusal", "refusal": refusal_text} if refusal_text else piece
    body = {
        "id": "r1", "object": "response", "created_at": 1, "model": "tiny-2026", "status": status, "tools": [],
        "tool_choice": "auto", "parallel_tool_calls": False, "incomplete_details": {"reason": why} if why else None,
        "output": [{"id": "m1", "type": "message", "role": "assistant", "status": status, "content": [said]}],
        "usage": {
            "input_tokens": 100, "output_tokens": 20, "total_tokens": 120,
            "input_tokens_details": {"cached_tokens": 60}, "output_tokens_details": {"reasoning_tokens": 5},
        },
    }  # fmt: skip
    return Answer(body=json.dumps(body), headers={"Content-Type": "application/json"})


def tool_call(text: str) -> Answer:
    call = {"id": "t1", "type": "function", "function": {"name": "answer", "arguments": text}}
    return completion("", finish="tool_calls", tool_calls=[call])


def serving(server: LocalServer, answer: Callable[[Received], Answer]) -> None:
    server.route(PATH, answer)
    server.route("/v1/responses", answer)


def model(server: LocalServer, **changes: Any) -> OpenAIModel:
    endpoint = {"retries": 0, "timeout_s": 5.0, **changes.pop("endpoint", {})}
    return OpenAIModel(Endpoint(server.url("/v1"), "tiny", "k", **endpoint), **changes)


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
        serving(server, lambda got: Answer(body="late", delay_s=3))
        began = time.monotonic()
        hanging = model(server, endpoint={"timeout_s": 0.3}, budget=budget)
        with pytest.raises(ModelUnavailable, match="timeout"):
            hanging.write(ASK, SHAPE)
        assert time.monotonic() - began < 2
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
        "x-ratelimit-limit-requests": "10", "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "4s",
        "Content-Type": "application/json",
    }  # fmt: skip
    with LocalServer() as server:
        serving(server, lambda got: replace(completion(json.dumps(GOOD)), headers=headers))
        tiny = model(server)
        tiny.write(ASK, SHAPE)
        began = time.monotonic()
        tiny.write(ASK, SHAPE)
    assert 0.3 < time.monotonic() - began < 2


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


def test_the_same_question_is_paid_for_once_and_a_nonce_makes_it_another() -> None:
    answers, clock = InMemoryAnswers(), MovedClock(AS_OF)
    prices = Prices({"tiny": Price(Decimal(1), Decimal(10))})
    with LocalServer() as server:
        serving(server, lambda got: completion(json.dumps(GOOD)))
        tiny = model(server, answers=answers, prices=prices, clock=clock)
        first, second = tiny.write(ASK, SHAPE), tiny.write(ASK, SHAPE)
        assert not first.cached and first.cost_usd > 0
        assert second.cached and second.cost_usd == 0 and second.input_tokens == 0
        assert second.value == first.value and second.mode == first.mode
        assert len(server.requests) == 1
        assert not tiny.write(ASK, SHAPE, about=About(nonce="2")).cached
        assert not tiny.write(ASK, draft_shape(["e1"])).cached
        assert not tiny.write([*ASK, Message("user", "more")], SHAPE).cached
        assert not tiny.write(ASK, SHAPE, max_output_tokens=500).cached
        assert not model(server, answers=answers, endpoint={"temperature": 0.5}, clock=clock).write(ASK, SHAPE).cached
        assert not tiny.write(ASK, SHAPE, about=About(temperature=0.2)).cached
        assert not tiny.write(ASK, SHAPE, about=About(reasoning_effort="low")).cached
        clock.at += timedelta(days=31)
        assert not tiny.write(ASK, SHAPE).cached


def test_what_was_asked_in_vain_is_on_the_bill_of_the_error_and_of_the_next_model() -> None:
    prices = Prices({"poet": Price(Decimal(1), Decimal(10)), "good": Price(Decimal(1), Decimal(10))})

    def answer(got: Received) -> Answer:
        return completion(json.dumps(GOOD) if json.loads(got.body)["model"] == "good" else "Oh!")

    with LocalServer() as server:
        serving(server, answer)
        poet, good = (OpenAIModel(Endpoint(server.url("/v1"), name, "k"), prices=prices) for name in ("poet", "good"))
        with pytest.raises(ModelOutputInvalid) as caught:
            poet.write(ASK, SHAPE)
        assert caught.value.cost_usd == pytest.approx(8 * 0.0003) and caught.value.output_tokens == 160
        answered = Models((poet, good)).write(ASK, SHAPE)
        assert answered.cost_usd == pytest.approx(3 * 0.0003)  # the poet is asked for text at once by now


def test_an_invalid_answer_is_not_kept() -> None:
    answers = InMemoryAnswers()
    with LocalServer() as server:
        serving(server, lambda got: completion("Oh!"))
        for _ in range(2):
            with pytest.raises(ModelOutputInvalid):
                model(server, answers=answers).write(ASK, SHAPE)
        assert len(server.requests) == 16


def test_equal_prompts_share_a_key_for_the_endpoints_own_cache() -> None:
    with LocalServer() as server:
        serving(server, lambda got: completion(json.dumps(GOOD)))
        model(server).write(ASK, SHAPE, about=About("first_touch/default", "abc123"))
        assert json.loads(server.requests[0].body)["prompt_cache_key"] == "abc123"


@pytest.mark.parametrize(
    ("first", "sent"),
    [
        (Rung.RESPONSES, {"temperature": 0.2, "reasoning": {"effort": "low"}}),
        (Rung.JSON_SCHEMA, {"temperature": 0.2, "reasoning_effort": "low"}),
    ],
)
def test_what_a_prompt_hints_is_sent_before_what_the_endpoint_is_set_to(first: Rung, sent: dict[str, Any]) -> None:
    about = About(temperature=0.2, reasoning_effort="low")
    with LocalServer() as server:
        serving(server, lambda got: (response if "input" in json.loads(got.body) else completion)(json.dumps(GOOD)))
        tiny = model(server, endpoint={"first": first, "temperature": 0.9})
        tiny.write(ASK, SHAPE, about=about)
        tiny.write(ASK, SHAPE)
        hinted, plain = (json.loads(got.body) for got in server.requests)
    assert sent.items() <= hinted.items()
    assert plain["temperature"] == 0.9 and not {"reasoning", "reasoning_effort"} & plain.keys()


@pytest.mark.parametrize("named", ["reasoning.effort", "reasoning_effort"])
def test_an_effort_that_a_model_does_not_know_is_left_out(named: str) -> None:
    def answer(got: Received) -> Answer:
        sent = json.loads(got.body)
        if sent.keys() & {"reasoning", "reasoning_effort"}:
            return refusal(400, f"Unsupported parameter: '{named}' is not supported with this model.", named)
        return (response if "input" in sent else completion)(json.dumps(GOOD))

    first = Rung.RESPONSES if "." in named else Rung.JSON_SCHEMA
    with LocalServer() as server:
        serving(server, answer)
        given = model(server, endpoint={"first": first}).write(ASK, SHAPE, about=About(reasoning_effort="low"))
        assert given.mode == first.name.lower() and len(server.requests) == 2


def test_the_hints_of_a_prompt_file_reach_the_endpoint() -> None:
    path = "first_touch/funding.md.j2"
    old, new = "model_hints: {", "model_hints: {temperature: 0.3, reasoning_effort: high, "
    of = account()
    brief = research(of, [funding_signal(of)], offer=offer(), personas=[persona()], as_of=AS_OF)
    with LocalServer() as server:
        serving(server, lambda got: completion(json.dumps(GOOD)))
        draft(
            brief,
            contact=contact(of),
            persona=persona(),
            offer=offer(),
            mailbox=mailbox(),
            drafter=Drafter(model=model(server), prompts=Prompts(over={path: shipped()[path].replace(old, new)})),
            as_of=AS_OF,
        )
        sent = json.loads(server.requests[0].body)
    assert (sent["temperature"], sent["reasoning_effort"], sent["max_completion_tokens"]) == (0.3, "high", 900)


def test_a_used_up_budget_asks_nothing() -> None:
    prices = Prices({"tiny": Price(Decimal(1), Decimal(10))})
    with LocalServer() as server:
        serving(server, lambda got: completion(json.dumps(GOOD)))
        tiny = model(server, prices=prices, budget=InMemoryBudget(daily_usd=Decimal("0.012")))
        first = tiny.write(ASK, SHAPE)
        asked, why = 1, ""
        while not why and asked < 50:
            try:
                tiny.write(ASK, SHAPE)
                asked += 1
            except ModelUnavailable as error:
                why = str(error)
        assert "budget" in why and 2 <= asked < 20
        assert len(server.requests) == asked
    assert first.cost_usd == pytest.approx(0.0003) and first.priced


MAIL = json.dumps(
    {
        "subject": "routing after series b",
        "sentences": [
            {
                "text": "Your $12M Series B was led by Fenwick Ventures.",
                "role": "opener",
                "kind": "fact",
                "evidence_ids": ["e1"],
            },
            {
                "text": "If your team is like most, lead routing rules tend to break when a team grows fast.",
                "role": "pain",
                "kind": "hypothesis",
                "evidence_ids": ["h1"],
            },
            {
                "text": "Northwind cut routing time from two days to ten minutes.",
                "role": "proof",
                "kind": "fact",
                "evidence_ids": ["p1"],
            },
            {"text": "Want the checklist we use for this?", "role": "cta", "kind": "offer", "evidence_ids": ["c1"]},
        ],
    }
)


def no_schemas(got: Received) -> Answer:
    return refusal(400, "json_schema") if asked_for(got) == "json_schema" else completion(MAIL)


@pytest.mark.parametrize(
    ("answer", "drafter", "words"),
    [
        (no_schemas, "model", "Written by tiny"),
        (lambda got: completion(f"Here you are: {MAIL} Bye."), "model", "Written by tiny"),
        (lambda got: completion("I am a poet."), "composer/1", "no valid answer"),
        (lambda got: completion(MAIL[:90], finish="length"), "composer/1", "no valid answer"),
        (lambda got: refusal(429, "slow down"), "composer/1", "429"),
        (lambda got: refusal(503, "down"), "composer/1", "503"),
        (lambda got: Answer(body="late", delay_s=2), "composer/1", "timeout"),
    ],
)
def test_every_misbehaviour_ends_in_an_approvable_draft_that_says_who_wrote_it(
    answer: Callable[[Received], Answer], drafter: str, words: str
) -> None:
    of = account()
    brief = research(of, [funding_signal(of)], offer=offer(), personas=[persona()], as_of=AS_OF)
    with LocalServer() as server:
        serving(server, answer)
        found = draft(
            brief,
            contact=contact(of),
            persona=persona(),
            offer=offer(),
            mailbox=mailbox(),
            drafter=Drafter(model=model(server, endpoint={"timeout_s": 0.5})),
            as_of=AS_OF,
        )
    assert isinstance(found, Drafted)
    assert found.findings.approvable
    assert found.authorship.drafter == drafter and words in found.authorship.note
