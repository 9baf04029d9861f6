"""What a model is asked and what it costs: answers kept, hints of prompts, budgets, and the draft at the end of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from drafting_builders import ALDER_MAIL, AS_OF, account, contact, funding_signal, mailbox, offer, persona
from local_server import Answer, LocalServer, Received
from model_endpoint import ASK, GOOD, SHAPE, asked_for, completion, model, refusal, response, serving

from agent.clock import MovedClock
from agent.domain.drafts import Drafted
from agent.errors import ModelOutputInvalid, ModelUnavailable
from drafting.answers import InMemoryAnswers
from drafting.budget import InMemoryBudget
from drafting.draft import Drafter, draft
from drafting.endpoint import Endpoint, Rung
from drafting.model import About, Message, Models
from drafting.openai_model import OpenAIModel
from drafting.prices import Price, Prices
from drafting.prompt_check import shipped
from drafting.render import Prompts
from drafting.research import research
from drafting.shapes import draft_shape


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


@pytest.mark.parametrize(("tier", "share"), [("flex", 0.5), ("default", 1.0), (None, 1.0)])
def test_the_tier_that_answered_decides_the_price(tier: str | None, share: float) -> None:
    body = json.loads(str(completion(json.dumps(GOOD)).body)) | {"service_tier": tier}
    prices = Prices({"tiny": Price(Decimal(10), Decimal(40))})
    with LocalServer() as server:
        serving(server, lambda got: Answer(json.dumps(body), headers={"Content-Type": "application/json"}))
        answer = model(server, prices=prices, endpoint={"service_tier": "flex"}).write(ASK, SHAPE)
        assert json.loads(server.requests[0].body)["service_tier"] == "flex"
    assert answer.cost_usd == pytest.approx(share * (100 * 10 + 20 * 40) / 1_000_000)


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


MAIL = json.dumps(ALDER_MAIL)


def no_schemas(got: Received) -> Answer:
    return refusal(400, "json_schema") if asked_for(got) == "json_schema" else completion(MAIL)


@pytest.mark.parametrize(
    ("answer", "drafter", "words"),
    [
        (no_schemas, "model", "Written by tiny"),
        (lambda got: completion(f"Here you are: {MAIL} Bye."), "model", "Written by tiny"),
        (lambda got: completion("I am a poet."), "composer/1", "no valid answer"),
        (lambda got: completion('{"title": "hello", "body": "You raised $12M."}'), "composer/1", "no valid answer"),
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
