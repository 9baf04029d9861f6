"""What signals §10 says must pass, point by point, and the test that shows it. A point whose test is gone fails here.

Beside the table stand the points that belong to no module: how fast the SEC is asked, and a panel without a surge.
"""

from __future__ import annotations

import ast
import asyncio
import time
from itertools import pairwise
from pathlib import Path

import pytest

from agent.domain.documents import Fetched, FetchOutcome, Request, Target
from signals.hiring.panel import learn
from signals.hiring.surge_alerts import judge
from tests.fetching import USER_AGENT, NamesResolver, fetcher_for
from tests.local_server import LocalServer
from tests.signals.hiring.simulated_panel import simulate

TESTS = Path(__file__).parents[1]
POINTS: dict[str, tuple[str, ...]] = {
    "1 every collector twice: no new row": (
        "acceptance/test_every_source_twice.py::test_every_source_read_again_makes_no_new_row",
        "acceptance/test_twice_is_once.py::test_an_unchanged_web_read_again_makes_nothing_new",
        "acceptance/test_twice_is_once.py::test_a_webhook_delivered_twice_is_taken_in_once",
    ),
    "2 killed between fetch and commit: nothing lost, nothing doubled": (
        "faults/test_night_kill.py::test_a_killed_night_is_ended_by_another_process",
        "faults/test_night_kill.py::test_nights_killed_at_random_end_as_if_nothing_had_been",
    ),
    "3 first crawl of a board of 500 jobs: no alert": (
        "acceptance/test_first_contact.py::test_first_contact_with_a_board_of_500_jobs_raises_nothing_undated",
        "acceptance/test_hiring_surge.py::test_first_contact_with_a_board_of_500_jobs_judges_nothing_for_eight_weeks",
    ),
    "4 nothing found where 300 jobs stood: suspicious, none closed": (
        "acceptance/test_hiring_surge.py::test_nothing_found_where_300_jobs_stood_closes_none_and_is_no_reading",
        "signals/collectors/test_unknown_boards.py::test_a_large_board_that_suddenly_finds_nothing_closes_nothing",
        "signals/test_collect.py::test_a_board_that_shrinks_is_suspicious_for_72_hours_and_believed_then",
    ),
    "5 Workday's offset loop ends": (
        "signals/collectors/test_unknown_boards.py::test_a_workday_site_that_begins_anew_past_its_end_is_read_once",
        "signals/collectors/test_further_boards.py::test_a_first_page_that_comes_again_ends_the_reading_and_closes_nothing",
        "acceptance/test_every_source_twice.py::test_pages_without_end_are_ended",
    ),
    "6 a board moved to another system: no surge": (
        "acceptance/test_hiring_surge.py::test_a_move_to_another_board_system_is_no_surge",
        "acceptance/test_hiring_surge.py::test_a_board_whose_ids_all_change_at_once_is_no_surge",
    ),
    "7 429, then 200: no change": ("acceptance/test_first_contact.py::test_a_fault_then_a_200_is_no_change",),
    "8 twelve paraphrases, five copies and a Form D: one event; A and B: two": (
        "acceptance/test_many_reports_one_event.py::test_twelve_paraphrases_five_copies_and_a_form_d_are_one_round",
        "acceptance/test_many_reports_one_event.py::test_two_rounds_forty_days_apart_are_two",
        "signals/test_cluster.py::test_twelve_paraphrases_five_copies_and_a_form_d_are_one_event",
    ),
    "9 a price target, a pie and a fund: no event": (
        "acceptance/test_many_reports_one_event.py::test_names_that_are_words_and_money_that_is_no_round_make_no_event",
    ),
    "10 orders in the text: the same output": (
        "acceptance/test_many_reports_one_event.py::test_orders_in_the_text_change_no_field_of_an_event",
        "acceptance/test_web_text_is_data.py::test_the_composer_carries_nothing_that_was_planted",
    ),
    "11 every field's quote stands in a stored text": (
        "acceptance/test_many_reports_one_event.py::test_every_field_of_every_event_stands_on_a_quote_in_a_stored_text",
    ),
    "12 the vectors of §5.3, §6 and §8.4": (
        "signals/hiring/test_surge.py::test_the_published_vectors_hold",
        "signals/hiring/test_cusum.py::test_the_published_thresholds_hold",
        "signals/test_score.py::test_intent_follows_its_vectors",
        "signals/test_score.py::test_perfect_fit_and_one_fresh_round_is_sixty",
        "agent/test_learn.py::test_the_published_vector_holds",
        "signals/test_polling.py::test_the_vector_of_the_change_rate",
    ),
    "13 a panel of 100,000 without a surge keeps to the bound": (
        "acceptance/test_signals_acceptance.py::test_panels_of_100_000_without_a_surge_keep_to_the_bound",
        "signals/hiring/test_surge_alerts.py::test_among_panels_without_a_surge_few_have_a_discovery",
    ),
    "14 a replay has a stable hash, and rolling back restores the queue": (
        "agent/test_replay.py::test_the_same_input_has_the_same_digest_and_rolling_back_restores_the_queue",
    ),
    "15 nothing leads inside": (
        "agent/net/test_addresses.py::test_a_doubtful_or_private_url_is_refused_before_anything_is_connected",
        "agent/net/test_addresses.py::test_a_rebinding_name_is_resolved_once_and_connected_to_that_answer",
        "signals/fetch/test_inward.py::test_neither_an_address_nor_a_redirect_leads_inside",
        "signals/fetch/test_inward.py::test_a_next_page_inside_is_not_read",
    ),
    "16 the SEC is asked five times a second by eight workers together, under our name": (
        "acceptance/test_signals_acceptance.py::test_eight_workers_ask_the_sec_five_times_a_second_together",
    ),
    "17 who objected is not shown, exported, mailed or told to a model": (
        "acceptance/test_objection.py::test_who_objected_before_the_night_is_in_no_draft_page_file_or_prompt",
        "acceptance/test_objection.py::test_an_objection_after_the_approval_stops_the_mail_and_hides_the_draft",
    ),
}  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_every_point_has_a_test_that_is_there(point: str) -> None:
    for named in POINTS[point]:
        file, _, test = named.partition("::")
        functions = [one.name for one in ast.parse((TESTS / file).read_text()).body if isinstance(one, ast.FunctionDef)]
        assert test in functions or (not test and functions), named


def test_eight_workers_ask_the_sec_five_times_a_second_together() -> None:
    seen: list[float] = []

    async def run(server: LocalServer) -> list[Fetched]:
        async with fetcher_for(server.port, resolver=NamesResolver()) as fetcher:

            async def worker(number: int) -> list[Fetched]:
                name = ("www", "data", "efts")[number % 3]
                source = ("sec_8k", "sec_form_d")[number % 2]
                urls = [f"http://{name}.sec.gov:{server.port}/{number}/{n}" for n in range(2)]
                target = Target(source, f"worker {number}")
                return [await fetcher.fetch(Request(url, documented_api=True), target) for url in urls]

            return [got for some in await asyncio.gather(*(worker(n) for n in range(8))) for got in some]

    with LocalServer() as server:
        server.route("/*", lambda _: seen.append(time.monotonic()) or b"x")
        answers = asyncio.run(run(server))
        assert {one.headers["user-agent"] for one in server.requests} == {USER_AGENT}
        assert "@" in USER_AGENT, "with an address to write to"
    assert [got.outcome for got in answers] == [FetchOutcome.OK] * 16
    assert all(later - earlier >= 0.9 for earlier, later in zip(seen, seen[5:], strict=False))
    assert all(later >= earlier for earlier, later in pairwise(seen))


@pytest.mark.faults
@pytest.mark.timeout(1_800)
def test_panels_of_100_000_without_a_surge_keep_to_the_bound() -> None:
    """Benjamini and Hochberg: with nothing to find, at most a tenth of all panels calls anything (§5.3)."""
    panels = 4
    called = 0
    for seed in range(panels):
        histories = simulate(100_000, seed=900 + seed, surging_share=0.0, drift=0.0).histories
        called += any(one.q <= 0.10 for one in judge(learn(histories), histories) if one.tested)
    assert called <= 0.10 * panels + 2 * (0.10 * 0.90 * panels) ** 0.5
