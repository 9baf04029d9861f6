"""What drafting §10 says must pass, point by point, and the test that shows it. A point whose test is gone fails here.

Beside the table stand the points that no other story tells: a model that states a false round, words that went stale
while a mail waited, and a cent a day for models.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from local_server import Answer, Received
from model_endpoint import completion
from sqlmodel import select
from town import Town

from agent.domain.drafts import DraftState
from agent.domain.sends import SendState
from agent.store import budgets
from agent.tables.drafts import DraftRow

TESTS = Path(__file__).parents[1]
HERE = "acceptance/test_drafting_acceptance.py"
POINTS: dict[str, tuple[str, ...]] = {
    "1 no key: a template draft for every kind of signal, badged, no block": (
        "acceptance/test_whole_nights.py::test_the_demo_checks_itself",
        "drafting/test_composer.py::test_every_kind_of_signal_gives_an_approvable_draft",
    ),
    "2 Series C against Series B: red, not approvable, mended within two rounds": (
        f"{HERE}::test_a_model_that_states_a_false_round_is_repaired_or_replaced_within_two_rounds",
        f"{HERE}::test_a_false_round_typed_by_hand_is_red_and_approve_is_off",
        "drafting/test_model_drafts.py::test_a_false_round_is_repaired_with_what_the_evidence_says",
        "browser/test_queue_by_keyboard.py::test_a_false_amount_turns_red_while_typing_and_cannot_be_approved",
    ),
    "3 attacks in three carriers against a model that obeys: no approvable draft carries one": (
        "agent/evaluate/test_injection_attacks.py::test_nothing_that_was_planted_is_seen_in_an_approvable_draft",
        "acceptance/test_web_text_is_data.py::test_a_model_that_obeys_the_page_gets_nothing_into_an_approvable_draft",
    ),
    "4 an edit that adds $15M is blocked on save": (
        "acceptance/test_planted_numbers.py::test_a_false_number_cannot_be_approved_and_does_not_leave",
        "acceptance/test_planted_numbers.py::test_no_way_in_leads_around_the_check",
    ),
    "5 approved on day 0, due on day 20 with words of last week: held": (
        f"{HERE}::test_words_that_went_stale_while_the_mail_waited_hold_it",
        "drafting/test_grounding.py::test_last_week_stops_being_true_while_the_draft_waits",
    ),
    "6 a cent a day: the third draft is composed, and eight at once stay under it": (
        f"{HERE}::test_with_a_cent_a_day_the_third_draft_is_composed",
        "agent/test_wiring_model.py::test_a_cap_of_a_cent_lets_two_drafts_through_and_never_more_than_a_cent",
        "agent/test_wiring_model.py::test_whatever_eight_jobs_ask_at_once_the_days_cap_holds",
        "drafting/test_budget.py::test_the_cap_is_never_passed_by_calls_at_once",
    ),
    "7 an endpoint that misbehaves ends in a valid draft, or a composed one with the reason": (
        "drafting/test_model_bills.py::test_every_misbehaviour_ends_in_an_approvable_draft_that_says_who_wrote_it",
        "drafting/test_openai_model.py::test_what_an_endpoint_refuses_is_stepped_over_and_that_is_remembered",
    ),
    "8 an undefined variable: not published, the last good text stays live": (
        "agent/prompts/test_publishing.py::test_an_undefined_variable_is_refused_and_the_last_good_text_stays_live",
        "review_queue/test_prompt_pages.py::test_a_broken_file_shows_its_error_on_the_pages_and_the_last_good_text_is_live",
    ),
    "9 equal inputs, equal bytes; another contact, other text": (
        "drafting/test_composer.py::test_the_same_inputs_give_the_same_bytes_and_another_contact_other_text",
        "agent/evaluate/test_drafts_task.py::test_the_drafts_on_show_are_those_that_are_written",
    ),
    "10 a draft's page says signal, reason, evidence, prompt, model and cost": (
        f"{HERE}::test_the_page_of_a_draft_says_why_on_what_and_by_whom_it_was_written",
        f"{HERE}::test_the_page_of_a_template_draft_says_so_and_what_the_model_cost_before",
        "review_queue/test_prompt_pages.py::test_a_draft_links_to_the_texts_that_wrote_it",
    ),
    "11 no address, telephone number or name of a person in any request": (
        "acceptance/test_nobody_is_named_to_a_model.py::test_nothing_asked_in_whole_nights_names_anybody",
        "drafting/test_nothing_personal.py::test_no_request_and_no_log_line_names_anybody_of_the_golden_accounts",
    ),
    "12 a real small model: every account ends checked, repaired or composed": (
        "model/test_small_model.py::test_every_golden_account_ends_checked_repaired_or_composed_with_its_reason",
    ),
}
MODEL = {"FIRSTLIGHT_MODEL__BASE_URL": "{base_url}/v1", "FIRSTLIGHT_MODEL__NAME": "tiny"}
PATH = "/v1/chat/completions"
TRUE = "Your $12M Series B was led by Fenwick Ventures."
FALSE = "Your $12M Series C was led by Fenwick Ventures."


@pytest.mark.parametrize("point", POINTS)
def test_every_point_has_a_test_that_is_there(point: str) -> None:
    for named in POINTS[point]:
        file, _, test = named.partition("::")
        functions = [one.name for one in ast.parse((TESTS / file).read_text()).body if isinstance(one, ast.FunctionDef)]
        assert test in functions, named


def test_every_point_is_in_the_table() -> None:
    assert [int(point.split()[0]) for point in POINTS] == list(range(1, 13))


def mail(opener: str) -> str:
    told = [
        ("opener", "fact", opener, "e1"),
        ("pain", "hypothesis", "If your team is like most, lead routing rules tend to break when a team grows.", "h1"),
        ("proof", "fact", "Northwind cut routing time from two days to ten minutes.", "p1"),
        ("cta", "offer", "Want the checklist we use for this?", "c1"),
    ]
    sentences = [{"text": t, "role": r, "kind": k, "evidence_ids": [e]} for r, k, t, e in told]
    return json.dumps({"subject": "routing after series b", "sentences": sentences})


def writing(opener: str, *mended: str, **used: int) -> Callable[[Received], Answer]:
    """A model that opens with `opener`, and with `mended` one after the other when it is asked to repair."""
    again = iter(mended)

    def answer(got: Received) -> Answer:
        if "patches" not in json.dumps(json.loads(got.body)["response_format"]):
            return _billed(completion(mail(opener)), used)
        patch = {"index": 0, "text": next(again, FALSE), "evidence_ids": ["e1"]}
        return _billed(completion(json.dumps({"patches": [patch]})), used)

    return answer


def _billed(answer: Answer, used: dict[str, int]) -> Answer:
    body: dict[str, Any] = json.loads(str(answer.body))
    return Answer(json.dumps({**body, "usage": {**body["usage"], **used}}), headers=answer.headers)


def asked(town: Town) -> list[Received]:
    return [got for got in town.server.requests if got.path == PATH]


@pytest.mark.parametrize(
    ("mended", "author", "rounds"),
    [((TRUE,), "model", 1), ((FALSE.replace("C", "D"), TRUE), "model", 2), ((FALSE, FALSE), "composer/1", 2)],
)
def test_a_model_that_states_a_false_round_is_repaired_or_replaced_within_two_rounds(
    found_town: Callable[..., Town], mended: tuple[str, ...], author: str, rounds: int
) -> None:
    town = found_town(environment=MODEL)
    town.server.route(PATH, writing(FALSE, *mended))
    [draft] = town.first_drafts("alder")
    assert draft.authorship.drafter == author
    assert len(asked(town)) <= 1 + rounds
    assert "Series C" not in draft.content.text and "Series D" not in draft.content.text
    with town.open_review() as [mara]:
        page = mara.http.get(f"/drafts/{draft.id}").text
        assert 'class="unsupported"' not in page
        assert ("no AI model used" in page) is (author != "model")


def test_a_false_round_typed_by_hand_is_red_and_approve_is_off(found_town: Callable[..., Town]) -> None:
    town = found_town(environment=MODEL)
    town.server.route(PATH, writing(TRUE))
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        mara.edit(draft.id, swap=("Series B", "Series C"))
        page = mara.http.get(f"/drafts/{draft.id}").text
        red = re.search(r'<span class="unsupported"[^>]*>([^<]*)<span class="quiet">([^<]*)', page)
        assert red is not None and "Series C" in red[1] and "Series B" in red[2]
        approve = re.search(r'data-decide="approve">.*?<button class="primary"([^>]*)>', page, re.S)
        assert approve is not None and " disabled" in approve[1]
        assert mara.do("approve", draft.id).status_code == 422
        mara.edit(draft.id, swap=("Series C", "Series B"))
        assert mara.do("approve", draft.id).status_code == 200


@pytest.mark.parametrize(("days", "state"), [(9, SendState.HELD), (20, SendState.EXPIRED)])
def test_words_that_went_stale_while_the_mail_waited_hold_it(town: Town, days: int, state: SendState) -> None:
    """True on day 0, not on day 9: what was approved is checked again before it leaves. After ten days it has gone back
    to review, and cannot be approved there."""
    town.settle("alder")
    town.raised("alder", days_ago=6)
    town.play()
    town.morning()
    [draft] = town.every_draft()
    with town.open_review() as [mara]:
        edited = mara.edit(draft.id, add="\n\nYour Series B was announced last week.")
        assert edited["approvable"], edited
        assert mara.do("approve", draft.id).status_code == 200
    town.clock.move(timedelta(days=days))
    assert town.let_a_day_pass() == 0
    [send] = town.every_send()
    assert send.state is state
    assert state is not SendState.HELD or "last week" in send.reason
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code in (409, 422)
    assert town.let_a_day_pass() == 0 and town.mail() == []


def test_with_a_cent_a_day_the_third_draft_is_composed(found_town: Callable[..., Town]) -> None:
    """A call may cost 0.4 cents at the most, and does: two fit into a cent."""
    town = found_town(environment=MODEL)
    costs = "model_day_cap_usd: 0.01\nmodel_prices: {tiny: {input_usd: 0.1, output_usd: 4.0}}\n"
    (town.folder / "costs.yaml").write_text(costs, encoding="utf-8")
    town.server.route(PATH, writing(TRUE, completion_tokens=900, total_tokens=1000))
    made = town.first_drafts("alder", "birch", "cedar")
    authors = sorted(draft.authorship.drafter for draft in made)
    assert authors == ["composer/1", "model", "model"]
    [composed] = [draft for draft in made if draft.authorship.drafter != "model"]
    assert composed.authorship.note.startswith("Template draft, no AI model used: ")
    assert "budget" in composed.authorship.note
    assert len(asked(town)) == 2
    with town.installation.store.read() as session:
        assert 0 < budgets.spent(session, town.clock.now().date()).usd <= 0.01
        assert session.exec(select(DraftRow.state)).all() == [DraftState.PENDING] * 3


def priced(found_town: Callable[..., Town], answer: Callable[[Received], Answer]) -> Town:
    town = found_town(environment=MODEL)
    costs = "model_prices: {tiny: {input_usd: 0.1, output_usd: 4.0}}\n"
    (town.folder / "costs.yaml").write_text(costs, encoding="utf-8")
    town.server.route(PATH, answer)
    return town


def made_of(page: str) -> dict[str, str]:
    """What the page says of how the draft was written, by its term."""
    told = BeautifulSoup(page, "lxml").select("dl.made > *")
    return {
        one.get_text(" ", strip=True): two.get_text(" ", strip=True) for one, two in pairwise(told) if one.name == "dt"
    }


_LABEL_OF = {"e1": "1", "h1": "our offer", "p1": "our offer", "v1": "our offer", "c1": "our offer"}


def test_the_page_of_a_draft_says_why_on_what_and_by_whom_it_was_written(found_town: Callable[..., Town]) -> None:
    town = priced(found_town, writing(TRUE, completion_tokens=900, total_tokens=1000))
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        page = mara.http.get(f"/drafts/{draft.id}").text
        made = made_of(page)
        assert mara.http.get(f"/prompts/version/{draft.authorship.prompt_hash}").status_code == 200
    assert "tiny" in made["By"] and "Series B $12M" in made["Signal"]
    assert "lead routing rules tend to break" in made["Reason"]
    assert made["Prompt"] == f"{draft.authorship.prompt_id} {draft.authorship.prompt_hash}"
    assert made["Cost"].startswith("$0.0036")
    told = BeautifulSoup(page, "lxml").select(".by-sentence li")
    assert [one.p.get_text() for one in told] == [sentence.text for sentence in draft.written.sentences]
    cited = [[ref.get_text() for ref in one.select(".ref")] for one in told]
    assert cited == [[_LABEL_OF[each] for each in sentence.evidence_ids] for sentence in draft.written.sentences]
    led = [[ref.get("href", ref.get("title", "")) for ref in one.select(".ref")] for one in told]
    assert all(
        re.search(rf"(?:#|^){each}\b", to)
        for sentence, refs in zip(draft.written.sentences, led, strict=True)
        for each, to in zip(sentence.evidence_ids, refs, strict=True)
    )
    assert all(f'id="ev-{label}"' in page for label in ("1", "h1", "p1"))


def test_the_page_of_a_template_draft_says_so_and_what_the_model_cost_before(found_town: Callable[..., Town]) -> None:
    town = priced(found_town, writing(FALSE, FALSE, completion_tokens=900, total_tokens=1000))
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        made = made_of(mara.http.get(f"/drafts/{draft.id}").text)
    assert made["By"] == "Template draft – no AI model used"
    assert "failed the checks" in made["Model first"] and "Series C" in made["Model first"]
    assert made["Cost"].startswith(f"${0.0036 * len(asked(town)):.4f}")
