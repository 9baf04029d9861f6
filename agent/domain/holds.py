"""A source or host that is left alone for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSE = "pause "
"""How the name of a wait that a host asked for begins; all other holds are open circuits."""


@dataclass(frozen=True, slots=True)
class Hold:
    """`name` is the circuit's ("source wire", "host jobs.example") or PAUSE and a host's bucket; `wait` is the
    circuit's present wait between probes, zero for a pause."""

    name: str
    until: datetime
    wait: timedelta = timedelta(0)
