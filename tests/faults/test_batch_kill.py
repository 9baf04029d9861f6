"""A process killed with -9 while it puts a batch in: the next one takes over, finds it, and puts in no other."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from batch_endpoint import BatchEndpoint
from local_server import LocalServer
from model_endpoint import completion
from sqlmodel import select

from agent.clock import MovedClock, SystemClock
from agent.domain.teams import Costs
from agent.night.batch_ledger import LEASE, UNSEEN, BatchLedger
from agent.store import work
from agent.store.engine import migrate, open_store
from agent.tables.models import BudgetHoldRow
from agent.wiring_model import budget, prices
from drafting.batch_wire import BatchWire
from drafting.endpoint import Endpoint

WORKER = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from agent.clock import SystemClock
from agent.domain.teams import Costs
from agent.night.batch_ledger import BatchLedger
from agent.store.engine import open_store
from agent.wiring_model import budget, prices
from drafting.batch_lines import request_of
from drafting.batch_wire import BatchWire
from drafting.endpoint import Endpoint, Rung
from drafting.ladder import Ask
from drafting.model import About
from model_endpoint import ASK, SHAPE

class Killed(BatchWire):
    def put_in(self, *args, **named):
        if {early}: os.kill(os.getpid(), signal.SIGKILL)
        super().put_in(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

store, at = open_store({url!r}), Endpoint({base!r}, "tiny", "k")
ledger = BatchLedger(store, SystemClock(), at, Killed(at), budget(store, Costs(), SystemClock()), prices(Costs()))
with ledger.ours():
    one = request_of("d:2", Ask(tuple(ASK), SHAPE, 900, About()), at, rung=Rung.JSON_SCHEMA, dropped=())
    ledger.put_in("2026-11-21", [one], Rung.JSON_SCHEMA)
"""


@pytest.mark.parametrize("early", [True, False])
def test_a_kill_leaves_one_batch_or_none_and_no_money_held(tmp_path: Path, early: bool) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'team.sqlite3'}")
    migrate(store)
    with LocalServer() as server:
        remote = BatchEndpoint(server, lambda got: completion("{}"))
        url, base = str(store.engine.url), server.url("/v1")
        code = WORKER.format(tests=str(Path(__file__).parents[1]), url=url, base=base, early=early)
        done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
        assert done.returncode == -signal.SIGKILL
        with store.read() as session:
            assert work.holder_of(session, LEASE), "it died with the lease"
            assert session.exec(select(BudgetHoldRow)).first() is not None
        clock = MovedClock(SystemClock().now() + UNSEEN + timedelta(seconds=1))
        at = Endpoint(base, "tiny", "k")
        ledger = BatchLedger(store, clock, at, BatchWire(at), budget(store, Costs(), clock), prices(Costs()))
        with ledger.ours() as is_ours:
            assert is_ours, "what a dead process held is taken over at once"
            assert ledger.is_free("2026-11-21") is early
        assert len(remote.batches) == (0 if early else 1)
        remote.end()
        assert ledger.take() == (0 if early else 1)
        with store.read() as session:
            assert session.exec(select(BudgetHoldRow)).first() is None
    store.close()
