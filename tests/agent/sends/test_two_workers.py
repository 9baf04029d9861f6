"""Several workers and a "stop" at once, on both databases: every mail at most once, and none after its stop."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes

from outbox_world import FREE_POLICY, KEY, NOW, approved_send, clock, contact, team

from agent.domain.sends import Accepted, SendState, Suppression, SuppressionReason
from agent.sends.contract import Proof
from agent.sends.release import release_due
from agent.sends.suppression import suppress
from agent.store import sends
from agent.store.engine import Store

FREE = team(policy=FREE_POLICY)
MAILS = 12


class Shared:
    """A channel for many threads: counts what it took, and who had been stopped before it asked to go on."""

    name = "shared"
    reaches_recipients = True
    hands_over = False
    after_body_s = 600.0

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.stopped: set[str] = set()
        self.wrong: list[str] = []
        self.lock = threading.Lock()

    def send(self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]) -> Accepted:
        with self.lock:
            stopped_first = recipient in self.stopped
        before_body()
        with self.lock:
            self.taken[str(message_from_bytes(mime)["To"])] += 1
            if stopped_first:
                self.wrong.append(recipient)
        return Accepted("250 ok")

    def close(self) -> None:
        pass

    def find(self, ref: str) -> Proof:
        return Proof.UNKNOWN


def work(store: Store, channel: Shared, name: str) -> None:
    for _ in range(6):
        release_due(
            store, team=FREE, channels={"mara": channel}, clock=clock(), worker_id=name, limit=MAILS, key=KEY
        )  # fmt: skip


def test_four_workers_send_each_mail_once(store: Store) -> None:
    ids = [approved_send(store, by=FREE, number=number).id for number in range(1, MAILS + 1)]
    channel = Shared()
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, store, channel, f"w{number}") for number in range(4)]:
            done.result()
    assert channel.taken == Counter({contact(number).email: 1 for number in range(1, MAILS + 1)})
    with store.read() as session:
        assert {found.state for i in ids if (found := sends.get(session, i))} == {SendState.SENT}


def test_workers_at_the_same_moment_keep_the_gap_between_two_mails(store: Store) -> None:
    """Each counted only what was committed before it: four workers sent four mails where one was due."""
    spaced = team(policy=replace(FREE_POLICY, minimum_gap_seconds=300, maximum_gap_seconds=300))
    sent = [approved_send(store, by=spaced, number=number) for number in range(1, 5)]
    with store.write() as session:
        for send in sent:
            sends.postpone(session, send, until=NOW)
    channel, together = Shared(), threading.Barrier(4)

    def one(name: str) -> None:
        together.wait()
        release_due(
            store, team=spaced, channels={"mara": channel}, clock=clock(NOW), worker_id=name, limit=1, key=KEY
        )  # fmt: skip

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(one, f"w{number}") for number in range(4)]:
            done.result()
    assert channel.taken.total() == 1


def test_stops_that_race_with_workers_hold_or_come_too_late_but_never_both(store: Store) -> None:
    for number in range(1, MAILS + 1):
        approved_send(store, by=FREE, number=number)
    channel = Shared()

    def say_stop() -> None:
        for number in random.Random(7).sample(range(1, MAILS + 1), MAILS):
            address = contact(number).email
            with store.write() as session:
                stopped = suppress(
                    session, Suppression("address", address, SuppressionReason.UNSUBSCRIBE, NOW), by="x", now=NOW
                )
            with channel.lock:
                channel.stopped.add(address)
            held[address] = stopped.sends

    held: dict[str, int] = {}
    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(work, store, channel, "w1"), pool.submit(work, store, channel, "w2")]
        for done in [*running, pool.submit(say_stop)]:
            done.result()
    assert channel.wrong == []
    assert all(count == 1 for count in channel.taken.values())
    for address, cancelled in held.items():
        assert (channel.taken[address] == 0) or cancelled == 0
