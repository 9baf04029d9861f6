"""What models and endpoints did before is known to every process; the team is told when one is left alone."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from itertools import count

from builders import account, contact
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from local_server import Answer, LocalServer, Received
from pydantic import BaseModel

from agent.bench.bench_team import bench_texts
from agent.clock import MovedClock
from agent.domain.teams import Costs, ModelPrice
from agent.errors import ModelPaused
from agent.sends import erasure
from agent.settings import ModelSettings
from agent.store import accounts, budgets, contacts, known_answers, notices
from agent.store.engine import Store
from agent.team_files import Header, parse_team
from agent.wiring_model import StoreAnswers, StoreEndpoints, budget, model, prices
from drafting.answers import KnownAnswer
from drafting.endpoint import Habits, Rung
from drafting.model import Message, Models
from drafting.prices import Used

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


class Short(BaseModel):
    subject: str


BASE = "http://127.0.0.1:9/v1"


def test_an_answer_is_known_for_30_days_and_the_first_one_stays(store: Store) -> None:
    answers = StoreAnswers(store)
    answers.keep("k", KnownAnswer('{"a":1}', "tool"), model="tiny", now=NOW)
    answers.keep("k", KnownAnswer('{"a":2}', "text"), model="tiny", now=NOW)
    assert answers.find("k", now=NOW + timedelta(days=29)) == KnownAnswer('{"a":1}', "tool")
    assert answers.find("k", now=NOW + timedelta(days=30)) is None
    assert answers.find("other", now=NOW) is None


def test_old_answers_go_and_all_go_when_somebody_is_erased(store: Store) -> None:
    answers = StoreAnswers(store)
    for key, age in (("old", 31), ("new", 1)):
        answers.keep(key, KnownAnswer("{}", "text"), model="tiny", now=NOW - timedelta(days=age))
    with store.write() as session:
        assert known_answers.forget_old(session, now=NOW, kept=timedelta(days=30)) == 1
        assert known_answers.forget_all(session) == 1


def test_habits_are_known_for_a_day_and_learnt_one_by_one(store: Store) -> None:
    memory = StoreEndpoints(store)
    assert memory.recall(BASE, "tiny", now=NOW) == Habits()
    memory.learn(BASE, "tiny", lambda known: replace(known, rung=Rung.TOOL), now=NOW)
    memory.learn(BASE, "tiny", lambda known: replace(known, dropped=known.dropped | {"store"}), now=NOW)
    known = StoreEndpoints(store).recall(BASE, "tiny", now=NOW + timedelta(hours=23))
    assert (known.rung, known.dropped) == (Rung.TOOL, frozenset({"store"}))
    assert memory.recall(BASE, "other", now=NOW) == Habits()
    assert memory.recall(BASE, "tiny", now=NOW + timedelta(hours=24)) == Habits()


def test_an_endpoint_that_is_left_alone_is_told_once_and_asked_again_later(store: Store) -> None:
    memory, until = StoreEndpoints(store), NOW + timedelta(hours=1)

    def pause(known: Habits) -> Habits:
        return replace(known, paused_until=until, paused_why="tiny did not answer (HTTP 401, check the key)")

    for _ in range(2):
        memory.learn(BASE, "tiny", pause, now=NOW)
    assert memory.recall(BASE, "tiny", now=NOW).paused_why.startswith("tiny did not answer")
    assert memory.recall(BASE, "tiny", now=until).paused_until is None
    with store.read() as session:
        assert [notice.words for notice in notices.unseen(session, "")] == [
            "tiny did not answer (HTTP 401, check the key); the composer drafts."
        ]


def test_a_model_in_this_network_is_slower_and_asked_one_question_at_a_time_unless_the_settings_say() -> None:
    def pace(base_url: str, **more: int) -> tuple[int, float]:
        about = ModelSettings.model_validate({"base_url": base_url, **more})
        return about.concurrency, about.timeout_s

    assert pace("http://localhost:8080/v1") == pace("http://192.168.1.9:8080/v1") == (1, 180.0)
    assert pace("https://api.openai.com/v1") == (4, 60.0)
    assert pace("http://localhost:8080/v1", concurrency=3) == (3, 180.0)


def test_without_a_name_there_is_no_model_and_with_more_they_are_asked_in_order(sqlite_store: Store) -> None:
    def built(**settings: str | tuple[str, ...]) -> object:
        about = ModelSettings.model_validate(settings)
        return model(about, store=sqlite_store, costs=Costs(), clock=MovedClock(NOW))

    assert built() is None
    several = built(name="a", fall_back=("b", "c"), base_url=BASE)
    assert isinstance(several, Models) and [one.name for one in several.in_order] == ["a", "b", "c"]


def test_erasing_somebody_empties_what_models_wrote(sqlite_store: Store) -> None:
    alder = account()
    person = contact(alder)
    StoreAnswers(sqlite_store).keep("k", KnownAnswer("{}", "text"), model="tiny", now=NOW)
    with sqlite_store.write() as session:
        accounts.put(session, alder, now=NOW)
        contacts.put(session, person, now=NOW)
        erasure.erase(session, person, by="ada", now=NOW)
    assert StoreAnswers(sqlite_store).find("k", now=NOW) is None


def test_a_cap_of_a_cent_lets_two_drafts_through_and_never_more_than_a_cent(sqlite_store: Store) -> None:
    """Eight at once: each call may cost 0.43 cents at most, and does (drafting §10.6)."""

    def answer(got: Received) -> Answer:
        time.sleep(0.05)
        usage = {"prompt_tokens": 300, "completion_tokens": 4000, "total_tokens": 4300}
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": '{"subject": "x"}'}}
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "own", "choices": [choice]}
        return Answer(json.dumps({**body, "usage": usage}), headers={"Content-Type": "application/json"})

    costs = Costs(model_day_cap_usd=0.01, model_prices={"own": ModelPrice(0.1, 1.0)})
    with LocalServer() as server:
        server.route("/v1/chat/completions", answer)
        settings = ModelSettings(base_url=server.url("/v1"), name="own", concurrency=8)
        own = model(settings, store=sqlite_store, costs=costs, clock=MovedClock(NOW))
        assert own is not None

        def write(number: int) -> str:
            try:
                own.write([Message("user", f"mail {number}")], Short, max_output_tokens=4000)
            except ModelPaused as error:
                return str(error)
            return "written"

        with ThreadPoolExecutor(8) as pool:
            ended = list(pool.map(write, range(8)))
        assert len(server.requests) == 2
    assert Counter(ended) == {"written": 2, "today's budget for models is used up": 6}
    with sqlite_store.read() as session:
        assert 0.008 < budgets.spent(session, NOW.date()).usd <= 0.01
        told = " ".join(notice.words for notice in notices.unseen(session, ""))
    assert "used up" in told and "80 %" in told


wanted = st.lists(st.tuples(st.integers(1, 900), st.integers(0, 100)), min_size=8, max_size=32)


days = (NOW.date() + timedelta(days=number) for number in count(1))


@given(wanted, st.integers(1, 2_000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_eight_jobs_ask_at_once_the_days_cap_holds(
    store: Store, calls: list[tuple[int, int]], cap: int
) -> None:
    """In the database: each call reserves the most it may cost, in hundredths of a cent, and uses a share of it."""
    shared = budget(store, Costs(model_day_cap_usd=cap / 10_000), MovedClock(NOW))
    start, day, seen = threading.Barrier(8), next(days), list[float]()

    def work(mine: list[tuple[int, int]]) -> None:
        start.wait()
        for most, share in mine:
            hold = shared.reserve(day, usd=Decimal(most) / 10_000, tokens=1)
            if hold is not None:
                shared.settle(hold, usd=hold.usd * share / 100, tokens=1)
            with store.read() as session:
                seen.append(budgets.spent(session, day).usd + budgets.held(session, day).usd)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, [calls[number::8] for number in range(8)]))
    assert max(seen) <= cap / 10_000 + 1e-9


def test_the_teams_own_prices_come_before_those_that_everybody_knows() -> None:
    texts = bench_texts()
    texts["costs.yaml"] += "\nmodel_prices: {gpt-5-mini: {input_usd: 1, output_usd: 2, cached_usd: 0.5}}\n"
    ours = prices(parse_team(texts, Header("Bench", "UTC", time_of_day(2))).costs)
    assert ours.cost("gpt-5-mini", Used(1_000_000, 1_000_000, cached=500_000)) == Decimal("2.75")
    assert ours.cost("gpt-5.4-mini", Used(3000, 400, cached=2000)) == Decimal("0.0027")
    assert ours.cost("nobody-knows-it", Used(1, 1)) is None
