"""A team's own rules of the lint hold at approval, at an edit and when a mail leaves, and the findings name them."""

from __future__ import annotations

import builders
import pytest
from builders import seed_draft, seed_users
from outbox_world import FREE_POLICY, KEY, NOW, RecordingChannel, approved_send, clock, team

from agent.domain.prompting import How
from agent.domain.sends import SendState
from agent.sends.release import ReleaseReport, release_due
from agent.store import drafts, prompts, sends
from agent.store.engine import Store
from drafting.lint_rules import LINT, examined
from review_queue import checks, review
from review_queue.review import ChecksFailed

TEAM = builders.team()
FREE = team(policy=FREE_POLICY)


def live(store: Store, text: str | None) -> None:
    with store.write() as session:
        prompts.publish(session, LINT, text, "x", How.PUBLISHED, by="u1", now=NOW, figures=None)


def run(store: Store, channel: RecordingChannel) -> ReleaseReport:
    return release_due(store, team=FREE, channels={"mara": channel}, clock=clock(), worker_id="w1", limit=50, key=KEY)


def hard(phrase: str) -> str:
    return f"phrases: {{L13_hard: [{phrase}]}}\n"


def test_a_rule_that_went_live_after_approval_holds_the_mail(store: Store) -> None:
    send = approved_send(store, by=FREE)
    live(store, hard("worth a look"))
    channel = RecordingChannel()
    assert run(store, channel)["held"] == 1 and channel.sent == []
    with store.read() as session:
        held = sends.get(session, send.id)
    assert held is not None and held.state is SendState.HELD and "Worth a look" in held.reason


@pytest.mark.parametrize("text", [None, hard("another phrase"), "bands: [broken\n"])
def test_under_other_rules_or_after_a_rollback_it_leaves(store: Store, text: str | None) -> None:
    approved_send(store, by=FREE)
    live(store, hard("worth a look"))
    live(store, text)
    channel = RecordingChannel()
    run(store, channel)
    assert len(channel.sent) == 1


def test_an_approval_and_an_edit_are_judged_by_the_teams_rules(store: Store) -> None:
    with store.write() as session:
        people, draft = seed_users(session), seed_draft(session)
    word = max(draft.written.sentences[0].text.split(), key=len).strip(".,")
    text = hard(word)
    live(store, text)
    with store.write() as session:
        refused = review.approve(session, people.alice, draft.id, version=draft.version, now=NOW, team=TEAM)
    assert isinstance(refused, ChecksFailed)
    with store.read() as session:
        same = checks.rewrite(
            session, draft, subject=draft.written.subject, body=checks.body_of(draft), team=TEAM, now=NOW
        )
        other = checks.recheck(session, drafts.get(session, draft.id) or draft, team=TEAM, now=NOW)
    for findings in (same.findings, other):
        assert any(one.code == "L13" and word in one.message for one in findings.blocks)
        assert findings.checker_version == f"check/1+lint.{examined(text)[0].version}"
