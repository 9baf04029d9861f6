"""A real process that plays a night and kills itself with SIGKILL at a chosen moment of it.

A moment is the nth commit, just before it ("commit") or just behind it ("committed"), or the nth answer from the web,
read and not yet stored ("fetched"). One process imports everything once and forks a child a job.
Jobs come as JSON lines on standard input; each is answered with how the child ended and how many moments it met.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from agent.clock import MovedClock
from agent.night.gather import Gatherer
from agent.wiring import open_installation


class Moments:
    """Counts what happens, and dies at the nth of a kind."""

    def __init__(self, kind: str, nth: int) -> None:
        self.kind, self.nth = kind, nth
        self.met: Counter[str] = Counter()

    def meet(self, kind: str) -> None:
        self.met[kind] += 1
        if kind == self.kind and self.met[kind] == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)


def work(job: dict[str, Any]) -> dict[str, int]:
    moments = Moments(str(job["kill"]), int(job["nth"]))
    keep = Gatherer._keep

    def dying_keep(*args: Any) -> Any:
        moments.meet("fetched")
        return keep(*args)

    Gatherer._keep = dying_keep  # type: ignore[method-assign]
    environment = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(job["port"])}
    clock = MovedClock(datetime.fromisoformat(str(job["now"])))
    with open_installation(Path(str(job["folder"])), clock=clock, environment=environment) as installation:
        installation.team()
        event.listen(installation.store.engine, "begin", lambda _: moments.meet("begun"))
        event.listen(installation.store.engine, "commit", lambda _: moments.meet("commit"))
        asyncio.run(installation.play_night())
    return dict(moments.met)


def main() -> None:
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.write(writing, json.dumps(work(json.loads(line))).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as stream:
            met = json.loads(stream.read() or "{}")
        _, status = os.waitpid(child, 0)
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        print(json.dumps({"signal": killed, "status": status, "met": met}), flush=True)


if __name__ == "__main__":
    main()
