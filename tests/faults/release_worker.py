"""A real release worker that kills itself with SIGKILL at a named point of sending §3.5, K0 to K10.

One process imports everything once and forks a child a job, so that a kill costs milliseconds and is still a real one.
Jobs come as JSON lines on standard input; each is answered with how the child ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime

from outbox_world import FREE_POLICY, KEY, clock, team

from agent.domain.sends import Accepted
from agent.sends import release
from agent.sends.channels.smtp import SmtpAccount, SmtpChannel, dotted
from agent.sends.channels.wire import Answer, Wire
from agent.store.engine import open_store
from drafting.readability import grade


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal(SmtpChannel):
    """Dies at `point` of the message number `nth` that it sends (from 1)."""

    def __init__(self, account: SmtpAccount, *, point: str, nth: int) -> None:
        super().__init__(account)
        self.point, self.nth, self.number = point, nth, 0

    def at(self, point: str) -> None:
        if point == self.point and self.number == self.nth:
            die()

    def send(self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]) -> Accepted:
        self.number += 1
        self.at("K0")
        if self.point in ("K1", "K2") and self.number == self.nth:
            self.close()  # these points need a fresh connection

        def dying_before_body() -> None:
            self.at("K5")
            before_body()
            self.at("K6")

        return super().send(mime, ref=ref, sender=sender, recipient=recipient, before_body=dying_before_body)

    def _ehlo(self, until: float) -> None:
        self.at("K1")
        super()._ehlo(until)

    def _mail(self, mime: bytes, sender: str, recipient: str, until: float) -> None:
        self.at("K2")
        super()._mail(mime, sender, recipient, until)
        self.at("K3")

    def _rcpt(self, recipient: str, until: float) -> None:
        super()._rcpt(recipient, until)
        self.at("K4")

    def _body(self, wire: Wire, mime: bytes) -> None:
        if self.point == "K7" and self.number == self.nth:
            wire.write(dotted(mime)[: len(mime) // 2], seconds=5)
            die()
        super()._body(wire, mime)
        self.at("K8")

    def _answer(self, wire: Wire) -> Answer:
        answer = super()._answer(wire)
        self.at("K9")
        return answer


def work(job: dict[str, str | int]) -> None:
    store = open_store(f"sqlite:///{job['db']}")
    channel = Mortal(
        SmtpAccount("127.0.0.1", int(job["port"]), user="mara", password="x", security="none"),
        point=str(job["kill"]),
        nth=int(job["nth"]),
    )
    record = release._record

    def dying_record(*args, **kwargs):  # type: ignore[no-untyped-def]
        word = record(*args, **kwargs)
        channel.at("K10")
        return word

    release._record = dying_record
    release.release_due(
        store,
        team=team(policy=FREE_POLICY),
        channels={"mara": channel},
        clock=clock(datetime.fromisoformat(str(job["now"]))),
        worker_id=f"worker-{os.getpid()}",
        limit=50,
        key=KEY,
    )
    channel.close()


def main() -> None:
    grade(["The dictionary of the checks is read once, before the first fork."])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(
            json.dumps({"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "status": status}), flush=True
        )


if __name__ == "__main__":
    main()
