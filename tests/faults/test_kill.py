"""Kill -9 at every step of a send: a real process, a real database file, a server with its own log of what it took.

Nothing doubled, nothing lost, and no machine tries again behind the point of no return (sending §3.5).
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from outbox_world import FREE_POLICY, KEY, NOW, approved_send, team
from smtp_server import FaultServer

from agent.domain.sends import SendState
from agent.sends.compose_mime import outbox_ref
from agent.store import sends
from agent.store.engine import migrate, open_store

POINTS = [f"K{number}" for number in range(11)]
SAFE = frozenset(f"K{number}" for number in range(6))
TESTS = Path(__file__).parent.parent


@dataclass
class Workers:
    """The process that forks a worker a job."""

    process: subprocess.Popen[str]

    def run(self, *, db: Path, port: int, now: datetime, kill: str = "", nth: int = 0) -> int:
        """Returns the signal that ended the worker, 0 when it came to its end."""
        assert self.process.stdin and self.process.stdout
        job = {"db": str(db), "port": port, "now": now.isoformat(), "kill": kill, "nth": nth}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["status"] in (0, signal.SIGKILL), "the worker crashed by itself"
        return int(answer["signal"])


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    path = os.pathsep.join([str(TESTS), str(TESTS.parent), str(Path(__file__).parent)])
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "release_worker.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:
        yield Workers(process)
        assert process.stdin
        process.stdin.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file without a row, to copy."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    store = open_store(f"sqlite:///{path}")
    migrate(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


def play(workers: Workers, empty: Path, folder: Path, *, kills: list[tuple[str, int]], mails: int) -> list[str]:
    """Approve `mails`, let a worker die at each of `kills` (point, which mail of that run), then run to the end.

    Returns the points at which a worker did die: later ones may find no mail left to die over.
    """
    db = folder / "outbox.sqlite3"
    shutil.copy(empty, db)
    store = open_store(f"sqlite:///{db}")
    ids = [approved_send(store, by=team(policy=FREE_POLICY), number=number + 1).id for number in range(mails)]
    now = NOW
    died: list[str] = []
    with FaultServer(folder / "accepted.log") as server:
        for point, nth in kills:
            if workers.run(db=db, port=server.port, now=now, kill=point, nth=nth) == signal.SIGKILL:
                died.append(point)
            now += timedelta(minutes=70)
        for _ in range(2):
            assert workers.run(db=db, port=server.port, now=now) == 0
            now += timedelta(minutes=70)
        accepted = Counter(server.accepted())
    with store.read() as session:
        states = {send_id: sends.get(session, send_id) for send_id in ids}
    store.close()
    ended = {outbox_ref(KEY, send_id): send.state for send_id, send in states.items() if send}
    check(ended, accepted, died, mails)
    return died


def check(ended: dict[str, SendState], accepted: Counter[str], died: list[str], mails: int) -> None:
    assert all(count == 1 for count in accepted.values()), f"doubled: {accepted}"
    assert set(accepted) <= set(ended)
    in_question = [ref for ref, state in ended.items() if state is SendState.NEEDS_HUMAN]
    uncertain = sum(point not in SAFE and point != "K10" for point in died)
    assert len(in_question) == uncertain, f"{in_question} after {died}"
    assert len(ended) == mails
    for ref, state in ended.items():
        assert state in (SendState.SENT, SendState.NEEDS_HUMAN)
        assert state is not SendState.SENT or accepted[ref] == 1, "said to be sent, and the server never took it"


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_neither_doubles_nor_loses(workers: Workers, empty: Path, tmp_path: Path, point: str, nth: int) -> None:
    assert play(workers, empty, tmp_path, kills=[(point, nth)], mails=2) == [point]


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(220))
def test_kills_at_random_neither_double_nor_lose(workers: Workers, empty: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    mails = chance.randint(1, 4)
    first = (POINTS[seed % len(POINTS)], chance.randint(1, mails))
    more = [(chance.choice(POINTS), chance.randint(1, mails)) for _ in range(chance.randint(0, 2))]
    assert play(workers, empty, tmp_path, kills=[first, *more], mails=mails)[0] == first[0]
