"""Names of those who hold leases, and what can be known of the process behind a name: whether it is surely dead."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.store import work

_PROCESS = secrets.token_hex(4)


def new_holder() -> str:
    """A name that nobody else has: machine, process number, process, and a number of its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{_PROCESS}:{secrets.token_hex(4)}"


def is_dead(holder: str) -> bool:
    """Whether the process of `holder` ran on this machine and is gone. False where that cannot be known."""
    host, number, process, *_ = [*holder.split(":"), "", "", ""]
    if host != socket.gethostname() or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return process != _PROCESS  # our own number, given anew: containers restart as the same one
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def take_over(session: Session, name: str, holder: str, *, now: datetime, length: timedelta) -> bool:
    """Take or extend a lease, also one that a dead process holds. False while somebody else alive holds it."""
    before = work.holder_of(session, name)
    if is_dead(before):
        work.drop_lease(session, name, before)
        session.flush()
    return work.take_lease(session, name, holder, now=now, length=length)
