"""Every draft's page answers which signal, reason, evidence, prompt, model and cost; the lead can open what it saw."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import builders
import pytest
from brief_world import FIRM, RAISED, on_brief
from builders import NOW
from web_world import World, form_token, world

from agent.domain.drafts import (
    Asked,
    Authorship,
    Draft,
    Finding,
    Findings,
    Role,
    Sentence,
    SentenceKind,
    Severity,
    Verdict,
    Written,
)
from agent.domain.prompting import Experiment
from agent.domain.sends import Suppression, SuppressionReason
from agent.store import asked, experiments, prompts, signals, suppressions
from agent.store.codec import dump
from agent.store.engine import Store
from agent.tables.drafts import DraftRow
from review_queue.markup import in_words
from review_queue.words import small_dollars

WRITER = Authorship(
    "model", "gpt-5-mini", "first_touch/funding", "abcdef123456", "123456abcdef", "0" * 64, 0.0016, 3120, 412,
    "Written by gpt-5-mini, 1 repair", repairs=1, voice="measured card, 2 rules",
)  # fmt: skip


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


def by(here: World, draft: Draft, author: Authorship) -> Draft:
    """The draft as this author wrote it, for the reason that its brief gives."""
    with here.store.write() as session:
        row = session.get_one(DraftRow, draft.id)
        brief = signals.get_brief(session, row.brief_id)
        assert brief is not None
        row.authorship, row.reason = dump(Authorship, author), brief.reasons[0].sentence
        prompts.put_version(session, author.prompt_hash, author.prompt_id, {"a.md.j2": "text"}, now=NOW)
        session.add(row)
    return here.now_is(draft)


def made(here: World, draft: Draft, name: str = "alice") -> str:
    html = here.client(name).get(f"/drafts/{draft.id}").text
    part = html[html.index('id="made"') :]
    return part[: part.index("</section>")]


def test_every_draft_says_how_it_was_written(here: World) -> None:
    draft = by(here, on_brief(here, RAISED), WRITER)
    html = made(here, draft)
    assert f'<a href="/signals/{RAISED.id}">Series B $12M</a>' in html
    assert "lead routing rules tend to break" in html
    assert 'href="/prompts/version/abcdef123456"' in html and "first_touch/funding" in html
    assert "Written by gpt-5-mini, 1 repair" in html and "Template draft" not in html
    assert "$0.0016 for 3,120 tokens read and 412 written" in html
    assert "check/" in html and "Measured card, 2 rules" in html


def test_each_sentence_names_its_evidence_and_leads_to_it(here: World) -> None:
    draft = on_brief(here, RAISED)
    html = made(here, draft)
    rows = re.findall(r"<li>(.*?)</li>", html, re.S)
    assert len(rows) == len(draft.written.sentences)
    assert f'href="/briefs/{draft.brief_id}?draft={draft.id}#e1"' in rows[0] and "stands" in rows[0]
    assert "h1" in rows[1] and "a guess, said as one" in rows[1]
    assert "no claim" in rows[3]
    assert ">1</a>" in rows[0] and ">our offer</span>" in rows[1] and ">h1<" not in html


def test_what_we_say_of_ourselves_is_called_our_own_claim(here: World) -> None:
    draft = on_brief(here, RAISED)
    with here.store.write() as session:
        row = session.get_one(DraftRow, draft.id)
        ours = Sentence("We cut routing time in half.", Role.VALUE, SentenceKind.OFFER, ("v1",))
        row.written = dump(Written, replace(draft.written, sentences=(ours,)))
        row.findings = dump(Findings, Findings((), (Verdict.NOT_A_CLAIM,)))
        session.add(row)
    html = made(here, draft)
    assert "our own claim, from offer.yaml" in html and "no claim" not in html


def test_findings_name_evidence_by_the_number_of_its_card_and_quotes_stay_as_they_are() -> None:
    says = "“e2 days” is not in the evidence: e2 says “two”"
    stands = "“Acme” stands in p1, v1, which is about another company"
    findings = Findings(
        (
            Finding("x", Severity.BLOCK, says, evidence_ids=("e2",)),
            Finding("y", Severity.INFO, stands, evidence_ids=("p1", "v1")),
            Finding("z", Severity.INFO, "“Alder” stands in account", evidence_ids=("account",)),
            Finding("L02", Severity.WARN, "e2 is not named by this finding"),
        )
    )
    told = in_words(findings, {"e2": "1", "e1": "2", "p1": "p1"})
    assert [one.message for one in told.findings] == [
        "“e2 days” is not in the evidence: evidence 1 says “two”",
        "“Acme” stands in our offer, which is about another company",
        "“Alder” stands in the account",
        "e2 is not named by this finding",
    ]


def test_a_template_draft_says_so_and_why_the_model_did_not_write_it(here: World) -> None:
    draft = by(here, on_brief(here, RAISED), Authorship("composer/1", prompt_id="composer", prompt_hash="p" * 12))
    assert "Template draft – no AI model used" in made(here, draft) and "fell back" not in made(here, draft)
    why = "gpt-5-mini did not answer (HTTP 401, check the key)"
    draft = by(here, draft, replace(draft.authorship, fell_back=why))
    html = made(here, draft)
    assert "fell back" in html and "Gpt-5-mini did not answer (HTTP 401, check the key)" in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost_usd": 0.0, "input_tokens": 0, "output_tokens": 0}, "Nothing: the same was asked before"),
        ({"cost_usd": 0.0}, "nobody knows this model&#39;s price"),
        ({"cost_usd": 0.00002}, "Under $0.0001 for"),
        ({"model": "", "cost_usd": 0.0, "input_tokens": 0, "output_tokens": 0}, "<dd>Nothing</dd>"),
    ],
)
def test_a_cost_is_said_as_it_is(here: World, changes: dict[str, Any], words: str) -> None:
    draft = by(here, on_brief(here, RAISED), replace(WRITER, **changes))
    assert words in made(here, draft)


def test_small_sums_keep_their_digits() -> None:
    told = [small_dollars(one) for one in (0, 0.00004, 0.0012, 0.25, 12.5)]
    assert told == ["$0.00", "under $0.0001", "$0.0012", "$0.25", "$12.50"]


def test_a_persons_edit_is_named(here: World) -> None:
    draft = by(here, on_brief(here, RAISED), WRITER)
    alice = here.client("alice")
    form = {"csrf": form_token(alice.get(f"/drafts/{draft.id}").text), "v": str(draft.version),
            "subject": "a routing thought", "body": "Alder announced a $12M Series B."}  # fmt: skip
    assert alice.post(f"/drafts/{draft.id}/edit", data=form).status_code == 303
    assert "then edited by Alice Harper, revision 2" in made(here, draft)


def test_the_editor_of_an_edited_draft_leads_back_to_the_drafted_words(here: World) -> None:
    draft = on_brief(here, RAISED)
    alice = here.client("alice")
    editor = alice.get(f"/drafts/{draft.id}?edit=1").text
    assert "Back to the drafted words" not in editor
    form = {"csrf": form_token(editor), "v": str(draft.version), "subject": "x", "body": "You raised $15M."}
    alice.post(f"/drafts/{draft.id}/edit", data=form)
    editor = alice.get(f"/drafts/{draft.id}?edit=1").text
    assert f'formaction="/drafts/{draft.id}/restore"' in editor
    form["v"] = str(here.now_is(draft).version)
    assert alice.post(f"/drafts/{draft.id}/restore", data=form).status_code == 303
    assert here.now_is(draft).content.text == draft.content.text
    assert "then edited by" not in made(here, draft)


def test_the_half_of_an_experiment_is_named_where_its_texts_wrote(here: World) -> None:
    draft = by(here, on_brief(here, RAISED), WRITER)
    trial = Experiment("", "first_touch/funding.md.j2", "Shorter opener", "a", "b", ("abcdef123456",),
                       ("abcdef123456",), NOW)  # fmt: skip
    with here.store.write() as session:
        trial = replace(trial, id=experiments.start(session, trial))
    half = "challenger" if trial.is_challenger(FIRM.id) else "control"
    assert f"Shorter opener: {half}" in made(here, draft)


def _asked(here: World) -> Draft:
    draft = by(here, on_brief(here, RAISED), WRITER)
    with here.store.write() as session:
        question = Asked("first_touch/funding", "abcdef123456", "1", "Write <b>one</b> mail.", "Evidence: <script>x")
        asked.keep(session, draft.id, [question], now=NOW)
    return draft


@pytest.mark.parametrize(("name", "status"), [("carol", 200), ("dave", 200), ("alice", 403), ("erin", 403)])
def test_only_revops_and_admins_open_what_the_model_saw(here: World, name: str, status: int) -> None:
    draft = _asked(here)
    client = here.client(name)
    assert client.get(f"/drafts/{draft.id}/asked").status_code == status
    assert (f"/drafts/{draft.id}/asked" in client.get(f"/drafts/{draft.id}").text) is (status == 200)


def test_what_the_model_saw_is_shown_and_never_run(here: World) -> None:
    draft = _asked(here)
    html = here.client("carol").get(f"/drafts/{draft.id}/asked").text
    assert "Write &lt;b&gt;one&lt;/b&gt; mail." in html and "Evidence: &lt;script&gt;x" in html
    assert "forgotten on 16 Feb 2027" in html


def test_where_no_model_was_asked_the_page_says_so(here: World) -> None:
    draft = on_brief(here, RAISED)
    assert "Nothing is kept" in here.client("carol").get(f"/drafts/{draft.id}/asked").text
    assert "Model saw" not in made(here, draft, "carol")


def test_of_somebody_who_objected_nothing_is_opened(here: World) -> None:
    draft = _asked(here)
    with here.store.write() as session:
        bar = Suppression("address", builders.contact(FIRM).email, SuppressionReason.OBJECTION, NOW)
        suppressions.put(session, bar)
    assert here.client("carol").get(f"/drafts/{draft.id}/asked").status_code == 404
