"""In whatever order things happen: nothing leaves after a "stop" that was committed first, nothing leaves unapproved or
in other words than approved, and nothing leaves twice (sending §3.5, §6)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outbox_world import FREE_POLICY, KEY, NOW, add_draft, approve, clock, contact, content, team, undo
from sqlalchemy import event

from agent.domain.drafts import DraftState
from agent.domain.sends import Accepted, Suppression, SuppressionReason
from agent.errors import ReviewConflict, SendAmbiguous, SendDeferred
from agent.sends.contract import Proof
from agent.sends.release import release_due
from agent.sends.suppression import stop, suppress
from agent.store import drafts, suppressions
from agent.store.engine import Store, migrate, open_store

PEOPLE = (1, 2)
FREE = team(policy=FREE_POLICY)
STEPS = (
    "approve",
    "undo",
    "suppress address",
    "suppress domain",
    "list domain",
    "reply",
    "wait",
    "release",
    "defer",
    "lose",
)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/template.sqlite3")
        migrate(store)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        yield Path(folder) / "template.sqlite3"


@dataclass
class World:
    """The database, the clock, what people did, and a channel that lets things happen in the middle of a send."""

    store: Store
    drafts: dict[int, str]
    now: object = field(default_factory=clock)
    stopped: set[int] = field(default_factory=set)
    approved: dict[int, str] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    fault: str = ""
    version: int = 0
    name: str = "interleaving"
    reaches_recipients: bool = True
    hands_over: bool = False
    after_body_s: float = 600.0

    def send(self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]) -> Accepted:
        number = next(n for n in PEOPLE if contact(n).email == recipient)
        if self.fault == "defer":
            raise SendDeferred("421 later", code=421)
        while self.meanwhile:
            self.meanwhile.pop(0)()
        stopped_first = number in self.stopped
        before_body()
        assert not stopped_first, "left after a stop that was committed first"
        subject = str(message_from_bytes(mime)["Subject"])
        assert subject == self.approved.get(number), "left without approval, or in other words"
        self.left.setdefault(ref, []).append(subject)
        if self.fault == "lose":
            raise SendAmbiguous("closed after the dot")
        return Accepted("250 ok")

    def close(self) -> None:
        pass

    def find(self, ref: str) -> Proof:
        return Proof.UNKNOWN

    def do(self, step: str, number: int) -> None:
        if step in ("release", "defer", "lose"):
            self.release(step)
        elif step == "wait":
            self.now.move(timedelta(minutes=20))  # type: ignore[attr-defined]
        elif step == "approve":
            self.approve(number)
        elif step == "undo":
            self.undo(number)
        else:
            self.stop(step, number)

    def release(self, fault: str) -> None:
        self.fault = "" if fault == "release" else fault
        release_due(self.store, team=FREE, channels={"mara": self}, clock=self.now, worker_id="w", limit=5, key=KEY)  # type: ignore[arg-type]

    def approve(self, number: int) -> None:
        self.version += 1
        text = content(contact(number), subject=f"Version {self.version}")
        try:
            with self.store.write() as session:
                approve(session, self.drafts[number], by=FREE, text=text, now=self.now.now())  # type: ignore[attr-defined]
            self.approved[number] = text.subject
        except ReviewConflict:
            pass

    def undo(self, number: int) -> None:
        with self.store.write() as session:
            draft = drafts.get(session, self.drafts[number])
            if draft is not None and draft.state is DraftState.APPROVED and undo(session, draft.id):
                self.approved.pop(number, None)

    def stop(self, step: str, number: int) -> None:
        key = contact(number).email if step == "suppress address" else f"alder{number}.example"
        scope = step.removeprefix("suppress ")
        with self.store.write() as session:
            if step == "reply":
                stop(session, [f"c{number}"], reason="replied", by="listen", now=NOW)
            elif step == "list domain":  # a bare row, as another system might write it: only reading it again helps
                suppressions.put(session, Suppression("domain", key, SuppressionReason.CUSTOMER, NOW))
            else:
                suppress(session, Suppression(scope, key, SuppressionReason.UNSUBSCRIBE, NOW), by="dana", now=NOW)
        self.stopped.add(number)


moves = st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE))
during = st.tuples(
    st.sampled_from([s for s in STEPS if s not in ("release", "defer", "lose")]), st.sampled_from(PEOPLE)
)


def play(template: Path, script: list[tuple[str, int]], within: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copy(template, f"{folder}/world.sqlite3")
        store = open_store(f"sqlite:///{folder}/world.sqlite3")
        event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        with store.write() as session:
            world = World(store, {number: add_draft(session, number=number) for number in PEOPLE})
        world.meanwhile = [lambda step=step: world.do(*step) for step in within]  # type: ignore[misc]
        for step in [("approve", 1), *script, ("release", 1), ("wait", 1), ("release", 1)]:
            world.do(*step)
        store.close()
    assert all(len(times) == 1 for times in world.left.values()), "left twice"


scripts = st.lists(moves, min_size=2, max_size=10)
interruptions = st.lists(during, max_size=2)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scripts, interruptions)
def test_no_order_of_events_lets_a_wrong_mail_out(
    template: Path, script: list[tuple[str, int]], within: list[tuple[str, int]]
) -> None:
    play(template, script, within)


@pytest.mark.faults
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scripts, interruptions)
def test_no_order_among_thousands_lets_a_wrong_mail_out(
    template: Path, script: list[tuple[str, int]], within: list[tuple[str, int]]
) -> None:
    play(template, script, within)
