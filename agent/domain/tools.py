"""What is known of the tools that an account uses: the evidence of each, and since when which places are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

PLACES = "places"
"""The field of a fingerprint item that says what was read; the report of a change has none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that speaks for a tool's use: a mark on a site or in DNS (`places` says where), or words of job ads.

    `is_new`: it appeared where we had been reading for long. `missed` good readings in a row of all its places, from
    `missed_since` to `missed_at`, did not show it.
    """

    cluster: str
    weight: float
    first_at: datetime
    last_at: datetime
    source: str = ""
    places: tuple[str, ...] = ()
    found: str = ""
    item_id: str = ""
    is_new: bool = False
    missed: int = 0
    missed_since: datetime | None = None
    missed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToolState:
    """One tool at one account. `low_at`: when it last stood as not used; `in_use_since`: since when as used."""

    tool: str
    category: str
    pieces: tuple[Piece, ...] = ()
    low_at: datetime | None = None
    in_use_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountTools:
    """Everything known of one account's tools. `places`: since when each is read; by source, `read_at` and
    `shrunk_since`: since when a redesign hides what was there."""

    tools: Mapping[str, ToolState] = field(default_factory=dict)
    places: Mapping[str, datetime] = field(default_factory=dict)
    read_at: Mapping[str, datetime] = field(default_factory=dict)
    shrunk_since: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def in_use(self) -> tuple[ToolState, ...]:
        """The tools that stand as used."""
        return tuple(tool for tool in self.tools.values() if tool.in_use_since is not None)
