"""Two reviewers, one draft, one decision: over HTTP and over the store, on both databases."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select
from town import Person, Town

from agent.domain.decisions import Actor, DecisionKind, RejectReason, Role
from agent.domain.drafts import DraftState
from agent.errors import ReviewConflict
from agent.store import drafts
from agent.tables.drafts import DecisionRow
from review_queue import review

DECISIONS = (str(DecisionKind.APPROVE), str(DecisionKind.REJECT))


def decisions_on(town: Town, draft_id: str) -> list[str]:
    with town.installation.store.read() as session:
        query = select(DecisionRow.kind).where(DecisionRow.draft_id == draft_id, col(DecisionRow.kind).in_(DECISIONS))
        return list(session.exec(query))


@pytest.mark.parametrize("verbs", [("approve", "approve"), ("approve", "reject")], ids=" and ".join)
def test_two_reviewers_at_once_make_one_decision(town_on_both: Town, verbs: tuple[str, str]) -> None:
    """Both look at the same version and press in the same moment, draft after draft."""
    town = town_on_both
    made = town.first_drafts("alder", "birch", "cedar", "dogwood")
    with town.open_review("mara", "noor") as people:
        for draft in made:
            etag = people[0].read(draft.id)["etag"]
            gate = threading.Barrier(2)

            def press(
                person: Person, verb: str, *, draft_id: str = draft.id, etag: str = etag, gate: threading.Barrier = gate
            ) -> int:
                gate.wait(timeout=20)
                body = {"reason": "tone"} if verb == "reject" else {}
                return person.do(verb, draft_id, etag=etag, **body).status_code

            with ThreadPoolExecutor(2) as pool:
                answers = sorted(pool.map(press, people, verbs))
            assert answers[0] == 200
            assert answers[1] in {409, 412}, answers
            assert len(decisions_on(town, draft.id)) == 1
    approved = [draft for draft in town.every_draft() if draft.state is DraftState.APPROVED]
    town.let_a_day_pass()
    assert Counter(str(mail["To"]) for mail in town.mail()) == Counter(d.content.recipient for d in approved)


def test_sixteen_hands_on_one_row_make_one_decision(town_on_both: Town) -> None:
    """The rules alone, without the web: sixteen transactions at once."""
    town = town_on_both
    [draft] = town.first_drafts("alder")
    team, now = town.installation.team(), town.clock.now()
    gate = threading.Barrier(16)

    def decide(number: int) -> str:
        actor = Actor(f"u{number}", f"Hand {number}", Role.REVOPS)
        gate.wait(timeout=20)
        try:
            with town.installation.store.write() as session:
                if number % 2:
                    review.approve(session, actor, draft.id, version=draft.version, now=now, team=team)
                else:
                    review.reject(session, actor, draft.id, version=draft.version, now=now, reason=RejectReason.TONE)
        except ReviewConflict as conflict:
            return conflict.code
        return "decided"

    with ThreadPoolExecutor(16) as pool:
        said = Counter(pool.map(decide, range(16)))
    assert said["decided"] == 1
    assert set(said) <= {"decided", "stale-version", "already-decided"}
    [kind] = decisions_on(town, draft.id)
    with town.installation.store.read() as session:
        stands = drafts.get(session, draft.id)
    assert stands is not None
    assert stands.state is (DraftState.APPROVED if kind == "approve" else DraftState.REJECTED)
    assert len(town.every_send()) == (kind == "approve")


def test_a_late_reviewer_does_not_decide_on_words_they_have_not_seen(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    with town.open_review("mara", "noor") as [mara, noor]:
        seen = noor.read(draft.id)["etag"]
        mara.edit(draft.id, subject="A word on lead routing")
        late = noor.do("approve", draft.id, etag=seen)
    assert late.status_code in {409, 412}
    assert town.every_send() == []
