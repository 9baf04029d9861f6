"""Sites that plant text for a model: where too many of a day's briefs hold it, the site rests and the team is told.

Nothing planted reaches a draft either way (drafting §3, I4 to I8); this keeps it off the briefs as well (I12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.domain.holds import PAUSE, Hold
from agent.net.urls import site_of
from agent.sends.notices import Notice, NoticeKind, notify
from agent.store import holds, planted
from drafting.untrusted import QUARANTINE

MOST_OF_A_DAY = 0.02
LEAST = 3
"""One forged ad of a hundred must not silence a job board."""
DAY = timedelta(days=1)
REST = timedelta(hours=36)
"""Over the next night; what is planted still then is found again the night after."""


@dataclass(frozen=True, slots=True)
class Planter:
    """A site, how many of the day's briefs hold quarantined text of it, and how many speak of it at all."""

    site: str
    held: int
    of: int


def planters(briefs: Iterable[Sequence[Mapping[str, Any]]]) -> list[Planter]:
    """The sites of which more than 2 % of the briefs, and at least three, hold quarantined text; by name."""
    spoken: dict[str, int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    for evidence in briefs:
        sites = {site for piece in evidence if (site := site_of(piece.get("url") or ""))}
        bad = {site_of(piece.get("url") or "") for piece in evidence if QUARANTINE & set(piece.get("flags") or ())}
        for site in sites:
            spoken[site] += 1
            held[site] += site in bad
    found = [Planter(site, held[site], count) for site, count in sorted(spoken.items())]
    return [one for one in found if one.held >= LEAST and one.held > MOST_OF_A_DAY * one.of]


def rest_planters(session: Session, now: datetime) -> int:
    """Let them rest and tell the team, once a day each. Returns how many."""
    found = planters(planted.evidence_since(session, now - DAY, QUARANTINE))
    pauses: dict[str, Hold | None] = {f"{PAUSE}{one.site}": Hold(f"{PAUSE}{one.site}", now + REST) for one in found}
    if pauses:
        holds.put(session, pauses, now=now)
    for one in found:
        words = (
            f"{one.site} gives orders to language models or hides text: {one.held} of {one.of} briefs held it back. "
            f"It is not read until {now + REST:%B %-d, %H:%M} UTC."
        )
        notify(session, Notice(NoticeKind.SOURCE_FAILING, words, f"planted-{one.site}:{now:%Y-%m-%d}"), now=now)
    return len(found)
