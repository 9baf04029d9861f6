"""The adapter against a real endpoint on loopback that misbehaves in every way real ones do."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from drafting_builders import AS_OF, account, contact, funding_signal, mailbox, offer, persona
from local_server import Answer, LocalServer, Received

from agent.domain.drafts import Drafted
from agent.errors import ModelOutputInvalid, ModelUnavailable
from drafting.budget import InMemoryBudget
from drafting.draft import Drafter, draft
from drafting.model import Message
from drafting.openai_model import Endpoint, OpenAIModel
from drafting.prices import Price, Prices
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


def refusal(status: int, message: str, param: str = "") -> Answer:
    body = json.dumps({"error": {"message": message, "param": param, "type": "invalid_request_error"}})
    return Answer(body=body, status=status, headers={"Content-Type": "application/json", "Retry-After": "0"})


def asked_for(got: Received) -> str:
    return str(json.loads(got.body).get("response_format", {}).get("type", "text"))


def serving(server: LocalServer, answer: Callable[[Received], Answer]) -> None:
    server.route(PATH, answer)


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


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_an_endpoint_that_rejects_schemas_is_asked_for_an_object_and_that_is_remembered(status: int) -> None:
    def answer(got: Received) -> Answer:
        if asked_for(got) == "json_schema":
            return refusal(status, "response_format json_schema is not supported")
        return completion(json.dumps(GOOD))

    with LocalServer() as server:
        serving(server, answer)
        tiny = model(server)
        assert tiny.write(ASK, SHAPE).mode == "json_object"
        assert tiny.write(ASK, SHAPE).mode == "json_object"
        kinds = [asked_for(got) for got in server.requests]
        told = json.loads(server.requests[-1].body)["messages"][-1]["content"]
    assert kinds == ["json_schema", "json_object", "json_object"]
    assert "match this schema" in told


def test_an_endpoint_that_ignores_the_schema_ends_in_prose_with_json_in_it() -> None:
    def answer(got: Received) -> Answer:
        return completion(f"Sure! Here is {{ your draft:\n```json\n{json.dumps(GOOD)}\n```\nEnjoy.")

    with LocalServer() as server:
        serving(server, answer)
        assert model(server).write(ASK, SHAPE).mode == "text"


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
        (Answer(body="<html>proxy</html>", headers={"Content-Type": "text/html"}), "did not answer"),
        (Answer(drop=True), "did not answer"),
    ],
)
def test_what_cannot_be_mended_is_unavailable_and_tells_no_secret(answer: Answer, words: str) -> None:
    with LocalServer() as server:
        serving(server, lambda got: answer)
        with pytest.raises(ModelUnavailable, match=words) as caught:
            model(server).write(ASK, SHAPE)
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
