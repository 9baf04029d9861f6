"""Which readings of a board say all that it lists: the log from which exposure is counted (signals §5.1)."""

from __future__ import annotations

from agent.domain.documents import FetchOutcome
from signals.collect import COUNTS_KEY, Collected


def listed_in(collected: Collected) -> int | None:
    """How many postings the board was seen to list; None where this reading does not say.

    An unchanged answer says again what the last complete one said; a failed, cut off or suspicious one says nothing.
    """
    if collected.outcome is FetchOutcome.OK:
        return len(collected.items) if collected.complete else None
    if collected.outcome is not FetchOutcome.UNCHANGED:
        return None
    newest = collected.cursor.state.get(COUNTS_KEY, "").rpartition(",")[2]
    return int(newest) if newest.isdigit() else None
