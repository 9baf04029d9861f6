"""How often a feed asks to be read at most: RSS ttl, RDF Site Summary's sy:updatePeriod. Part of stage 1 of 12."""

from __future__ import annotations

import re
from datetime import timedelta

HEAD = 20_000
LONGEST = timedelta(days=7)
_TTL = re.compile(r"<ttl>\s{0,20}(\d{1,7})\s{0,20}</ttl>", re.I)
_PERIOD = re.compile(r"<(?:\w+:)?updatePeriod>\s{0,20}(hourly|daily|weekly|monthly|yearly)\s{0,20}<", re.I)
_FREQUENCY = re.compile(r"<(?:\w+:)?updateFrequency>\s{0,20}(\d{1,4})\s{0,20}<", re.I)
_FIRST_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]", re.I)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def stated_interval(text: str) -> timedelta | None:
    """The longer of what the feed's own head states (RSS 2.0 `ttl` in minutes; `sy:updatePeriod` divided by
    `sy:updateFrequency`), at most a week; None where it states nothing."""
    entry = _FIRST_ENTRY.search(text, 0, HEAD)
    head = text[: entry.start() if entry else HEAD]
    stated = []
    if ttl := _TTL.search(head):
        stated.append(timedelta(minutes=int(ttl[1])))
    if period := _PERIOD.search(head):
        times = _FREQUENCY.search(head)
        stated.append(_PERIODS[period[1].lower()] / max(1, int(times[1]) if times else 1))
    longest = min(max(stated, default=timedelta(0)), LONGEST)
    return longest or None
