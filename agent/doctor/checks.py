"""What a check says: its state, what was found, the fix, and whether mail waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `unlocks`: SMTP stays locked until this is ok (DESIGN §2.8)."""

    name: str
    state: State
    detail: str
    fix: str = ""
    unlocks: bool = False


def ok(name: str, detail: str, *, unlocks: bool = False) -> Check:
    return Check(name, State.OK, detail, unlocks=unlocks)


def warn(name: str, detail: str, fix: str, *, unlocks: bool = False) -> Check:
    return Check(name, State.WARN, detail, fix, unlocks)


def fail(name: str, detail: str, fix: str, *, unlocks: bool = False) -> Check:
    return Check(name, State.FAIL, detail, fix, unlocks)
