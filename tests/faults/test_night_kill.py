"""Kill -9 in the middle of a night: a real process, a real database file, real sources on loopback.

Whatever is committed when it dies, a second process ends the night, and what stands then is what an undisturbed night
leaves: nothing lost, nothing doubled (signals §4.5, DESIGN §2.7).
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
from typing import Any, TypeAlias

import pytest
from sqlmodel import Session, col, select
from town import Town, town_in
from town_web import Job

from agent.store.engine import open_store
from agent.tables.drafts import DraftRow
from agent.tables.items import DocumentRow, ItemRow, MentionRow, TargetRow
from agent.tables.runs import NoticeRow, RunRow, SkipRow, WorkRow
from agent.tables.signals import CardRow, SignalEvidenceRow, SignalRow

TESTS = Path(__file__).parent.parent
Undisturbed: TypeAlias = tuple[dict[str, list[Any]], dict[str, int]]
DATABASE = "firstlight.sqlite3"
pytestmark = pytest.mark.xdist_group("nights")
KINDS = ("commit", "begun", "fetched")


@dataclass
class Nights:
    """The process that forks a night a job, the installation to copy, and the instant of the night."""

    process: subprocess.Popen[str]
    port: int
    template: Path
    now: datetime

    def run(self, folder: Path, *, later: timedelta = timedelta(), kill: str = "", nth: int = 0) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        now = (self.now + later).isoformat()
        job = {"folder": str(folder), "port": self.port, "now": now, "kill": kill, "nth": nth}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert answer["status"] in (0, signal.SIGKILL), "the night crashed by itself"
        return answer

    def fresh(self, folder: Path) -> Path:
        shutil.copytree(self.template, folder)
        return folder


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    path = os.pathsep.join([str(TESTS), str(TESTS.parent), str(Path(__file__).parent)])
    folder = tmp_path_factory.mktemp("nights") / "town"
    with (
        town_in(folder) as town,
        subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "night_worker.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        ) as process,
    ):
        now = people_the(town)
        town.installation.store.close()
        yield Nights(process, town.server.port, folder, now)
        assert process.stdin
        process.stdin.close()


def people_the(town: Town) -> datetime:
    """Seven companies with every kind of night: drafts, a card, skips, and one whose next touch is due."""
    for key in ("elder", "alder", "birch"):
        town.settle(key)
    town.raised("elder")
    town.play()
    town.morning()
    with town.open_review() as [mara]:
        elder = town.draft_of("elder")
        assert elder is not None
        assert mara.do("approve", elder.id).status_code == 200
    assert town.let_a_day_pass() == 1
    town.go_to(datetime.fromisoformat("2026-09-21T07:00:00+00:00"))
    for key in ("alder", "birch"):
        town.raised(key)
    town.settle("cedar", person=False)
    town.raised("cedar")
    town.settle("dogwood", board=True)
    at = town.clock.now() - timedelta(days=4)
    town.web.post("dogwood", Job(1, "Account Executive", at), Job(2, "Sales Manager", at), Job(3, "Cook", None))
    town.settle("fir")
    town.settle("gum", country="DE")
    town.raised("gum")
    return town.clock.now()


def what_stands(folder: Path) -> dict[str, list[Any]]:
    """Everything that a night leaves, without ids and times."""
    store = open_store(f"sqlite:///{folder / DATABASE}")
    with store.read() as session:
        stands = {
            "documents": _all(session, DocumentRow.sha256),
            "items": _all(session, ItemRow.source, ItemRow.key, ItemRow.text_sha256, ItemRow.baseline),
            "undetected": _all(session, ItemRow.key, where=col(ItemRow.detected_at).is_(None)),
            "mentions": _all(session, MentionRow.kind, MentionRow.account_id, ItemRow.key, join=ItemRow),
            "signals": _all(session, SignalRow.account_id, SignalRow.kind, SignalRow.published_at, SignalRow.version),
            "evidence": _all(session, SignalRow.account_id, SignalEvidenceRow.field_hash, join=SignalRow),
            "drafts": _all(session, DraftRow.account_id, DraftRow.contact_id, DraftRow.step, DraftRow.state),
            "cards": _all(session, CardRow.account_id, CardRow.persona_id, CardRow.found_at),
            "skips": _all(session, RunRow.night, SkipRow.account_id, SkipRow.code, join=RunRow),
            "targets": _all(session, TargetRow.key, TargetRow.first_ok_at, TargetRow.failures, TargetRow.etag),
            "runs": _all(session, RunRow.night, RunRow.state, RunRow.note),
            "work": _all(session, WorkRow.unit, WorkRow.state, WorkRow.error),
            "notices": _all(session, NoticeRow.kind, NoticeRow.words),
        }
    store.close()
    return stands


def differences(stands: dict[str, list[Any]], wanted: dict[str, list[Any]]) -> dict[str, tuple[list[Any], list[Any]]]:
    """What is there too much, and what is missing, by what it is."""
    return {
        name: (
            sorted((Counter(rows) - Counter(wanted[name])).elements()),
            sorted((Counter(wanted[name]) - Counter(rows)).elements()),
        )
        for name, rows in stands.items()
        if rows != wanted[name]
    }


def _all(session: Session, *columns: Any, where: Any = None, join: Any = None) -> list[Any]:
    query = select(*columns)
    query = (
        query.select_from(next(one.class_ for one in columns if one.class_ is not join)).join(join)
        if join is not None
        else query
    )
    query = query.where(where) if where is not None else query
    rows = session.exec(query).all()
    return sorted(str(row) for row in rows)


@pytest.fixture(scope="module")
def undisturbed(
    nights: Nights, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, list[Any]], dict[str, int]]:
    """What stands after a night that nobody killed, and how many moments of each kind it had."""
    folder = nights.fresh(tmp_path_factory.mktemp("undisturbed") / "town")
    met = nights.run(folder)["met"]
    stands = what_stands(folder)
    assert len(stands["drafts"]) == 5 and stands["cards"] and len(stands["skips"]) >= 3, "a night with something in it"
    return stands, met


def test_a_night_played_again_leaves_what_stood(nights: Nights, undisturbed: Undisturbed, tmp_path: Path) -> None:
    folder = nights.fresh(tmp_path / "town")
    nights.run(folder)
    nights.run(folder)
    assert differences(what_stands(folder), undisturbed[0]) == {}


@pytest.mark.parametrize(("kind", "share"), [("fetched", 0.5), ("commit", 0.3), ("commit", 0.8)])
def test_a_killed_night_is_ended_by_another_process(
    nights: Nights, undisturbed: Undisturbed, tmp_path: Path, kind: str, share: float
) -> None:
    stands, met = undisturbed
    folder = nights.fresh(tmp_path / "town")
    assert nights.run(folder, kill=kind, nth=max(1, int(met[kind] * share)))["signal"] == signal.SIGKILL
    nights.run(folder)
    assert differences(what_stands(folder), stands) == {}


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(60))
def test_nights_killed_at_random_end_as_if_nothing_had_been(
    nights: Nights, undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    stands, met = undisturbed
    chance = random.Random(seed)
    folder = nights.fresh(tmp_path / "town")
    for _ in range(chance.randint(1, 3)):
        kind = chance.choice(KINDS)
        nights.run(folder, kill=kind, nth=chance.randint(1, met[kind]))
    nights.run(folder)
    assert differences(what_stands(folder), stands) == {}
