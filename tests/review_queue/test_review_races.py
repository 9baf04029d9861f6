"""Many at once, and events in any order: one decision, one send, and never mail that nobody approved as it is."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import builders
import pytest
from builders import NOW, People
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, func, select

from agent.domain.decisions import Actor, RejectReason
from agent.domain.drafts import Draft, DraftState
from agent.domain.sends import SendState, Suppression, SuppressionReason
from agent.domain.transitions import DRAFT_TRANSITIONS
from agent.errors import BadInput, NotAllowed, NotFound, ReviewConflict
from agent.sends import suppression
from agent.store import drafts, queue, sends
from agent.store.engine import Store, migrate, open_store
from agent.tables.sends import SendRow
from review_queue import checks, review, upkeep

TEAM = builders.team()


def test_fifty_approvals_at_once_are_one_decision_and_one_send(store: Store) -> None:
    with store.write() as session:
        people = builders.seed_users(session)
        draft = builders.seed_draft(session)
    gate = threading.Barrier(50)

    def press(number: int) -> str:
        gate.wait()
        try:
            with store.write() as session:
                actor = people.alice if number % 2 else people.carol
                review.approve(session, actor, draft.id, version=draft.version, now=NOW, team=TEAM)
        except ReviewConflict as conflict:
            return conflict.code
        return "approved"

    with ThreadPoolExecutor(50) as pool:
        said = Counter(pool.map(press, range(50)))
    assert said["approved"] == 1
    assert set(said) <= {"approved", "stale-version", "already-decided"}
    with store.read() as session:
        assert session.exec(select(func.count()).select_from(SendRow)).one() == 1


def test_of_an_edit_and_an_approval_at_once_one_wins_and_nothing_unseen_is_approved(store: Store) -> None:
    with store.write() as session:
        people = builders.seed_users(session)
        made = [builders.seed_draft(session, key=f"k{number}") for number in range(6)]

    def press(draft: Draft, does_edit: bool) -> None:
        try:
            with store.write() as session:
                if does_edit:
                    review.edit(
                        session, people.alice, draft.id, subject="another subject", body=checks.body_of(draft),
                        version=draft.version, now=NOW, team=TEAM,
                    )  # fmt: skip
                else:
                    review.approve(session, people.alice, draft.id, version=draft.version, now=NOW, team=TEAM)
        except ReviewConflict:
            pass

    with ThreadPoolExecutor(12) as pool:
        for draft in made:
            pool.submit(press, draft, True)
            pool.submit(press, draft, False)
    with store.read() as session:
        for draft in made:
            now_is, send = drafts.get(session, draft.id), sends.of_draft(session, draft.id)
            assert now_is is not None
            if now_is.state is DraftState.APPROVED:
                assert now_is.content.sha256 == draft.content.sha256
            assert send is None or send.state is SendState.CANCELLED or now_is.state is DraftState.APPROVED


EVENTS = (
    *("approve", "edit", "edit_false", "reject", "snooze", "wake", "undo", "regenerate", "regenerated", "block"),
    *("sweep", "opt_out", "send"),
)
WALK = st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from(("alice", "bob", "carol", "erin"))), max_size=14)


def _do(session: Session, event: str, actor: Actor, draft: Draft, now: datetime) -> None:
    at: dict[str, object] = {"version": draft.version, "now": now}
    if event == "approve":
        review.approve(session, actor, draft.id, team=TEAM, **at)  # type: ignore[arg-type]
    elif event in {"edit", "edit_false"}:
        body = checks.body_of(draft)
        body = body.replace("$12M", "$15M") if event == "edit_false" else body.replace("$15M", "$12M") + " Thanks!"
        review.edit(session, actor, draft.id, subject=draft.written.subject, body=body, team=TEAM, **at)  # type: ignore[arg-type]
    elif event == "reject":
        review.reject(session, actor, draft.id, reason=RejectReason.TONE, **at)  # type: ignore[arg-type]
    elif event == "snooze":
        review.snooze(session, actor, draft.id, until=now + timedelta(hours=1), **at)  # type: ignore[arg-type]
    elif event == "wake":
        review.wake(session, actor, draft.id, **at)  # type: ignore[arg-type]
    elif event == "undo":
        review.undo(session, actor, draft.id, **at)  # type: ignore[arg-type]
    elif event == "regenerate":
        review.request_regeneration(session, actor, draft.id, instruction="", **at)  # type: ignore[arg-type]
    elif event == "regenerated":
        upkeep.given_up(session, draft, why="nothing else")
    elif event == "block":
        upkeep.block(session, draft.id, why="a reply came", now=now)
    elif event == "sweep":
        upkeep.sweep(session, now=now)
    elif event == "opt_out":
        never = Suppression("address", draft.content.recipient, SuppressionReason.UNSUBSCRIBE, now)
        suppression.suppress(session, never, by="walk", now=now)
    else:
        _leave(session, draft)


def _leave(session: Session, draft: Draft) -> None:
    """What release does at the point of no return, if there is a send that may go."""
    send = sends.of_draft(session, draft.id)
    if send is not None and send.state is SendState.SCHEDULED:
        row = session.get(SendRow, send.id)
        assert row is not None
        row.state = str(SendState.SENT)
        session.add(row)


def _check(
    store: Store, draft_id: str, deciders: set[str], left: str | None, was: DraftState
) -> tuple[str | None, Draft]:
    with store.read() as session:
        draft = drafts.get(session, draft_id)
        rows = session.exec(select(SendRow).where(SendRow.draft_id == draft_id)).all()
    assert draft is not None
    assert len(rows) <= 1
    reachable = {to for (start, _), to in DRAFT_TRANSITIONS.items() if start is was} | {was}
    through_pending = {to for (start, _), to in DRAFT_TRANSITIONS.items() if start is DraftState.PENDING}
    assert draft.state in reachable | through_pending
    for row in rows:
        assert row.approved_by in deciders
        if row.state == "scheduled":
            assert draft.state is DraftState.APPROVED
            assert row.approved_sha256 == draft.approved_sha256 == draft.content.sha256
            assert "$15M" not in draft.content.text
        if row.state == "sent":
            left = left or row.approved_sha256
            assert row.approved_sha256 == left
    if draft.state is DraftState.APPROVED:
        assert draft.approved_sha256 == draft.content.sha256
        assert draft.approved_by in deciders
    else:
        assert draft.approved_sha256 == ""
    return left, draft


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with one draft: every walk begins from a copy."""
    path = tmp_path_factory.mktemp("template") / "walk.sqlite3"
    opened = open_store(f"sqlite:///{path}")
    migrate(opened)
    with opened.write() as session:
        builders.seed_users(session)
        builders.seed_draft(session, owner="")
    with opened.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()
    return path


def _people(session: Session) -> People:
    from_rows = {row.email.split("@")[0]: row for row in builders.users.everyone(session)}
    return People(**{name: builders.auth.as_actor(row) for name, row in from_rows.items()})


@given(walk=WALK)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(walk=[("approve", "alice"), ("block", "alice"), ("reject", "alice")])
def test_no_order_of_events_sends_what_nobody_approved_as_it_is(template: Path, walk: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "walk.sqlite3"
        shutil.copy(template, path)
        store = open_store(f"sqlite:///{path}")
        with store.read() as session:
            people = _people(session)
            first = queue.page(session, queue.View.TEAM, owners=None)[0]
        deciders = {people.alice.user_id, people.bob.user_id, people.carol.user_id}
        left: str | None = None
        left, draft = _check(store, first.id, deciders, left, DraftState.PENDING)
        for number, (event, name) in enumerate(walk, 1):
            now = NOW + timedelta(minutes=3 * number)
            try:
                with store.write() as session:
                    _do(session, event, getattr(people, name), draft, now)
            except (ReviewConflict, NotAllowed, NotFound, BadInput):
                pass
            left, draft = _check(store, first.id, deciders, left, draft.state)
        store.close()
