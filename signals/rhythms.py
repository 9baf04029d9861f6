"""Within which bounds each kind of source is read: boards daily to weekly, wires every few minutes. Pure.

(signals §0, §1)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from agent.domain.policies import SourceSetting
from agent.domain.polls import Rhythm
from agent.domain.scores import Band

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOARD = Rhythm(DAY, DAY, 7 * DAY)
NEWSROOM = Rhythm(DAY, 12 * HOUR, 7 * DAY, rolling=True)
SITE = Rhythm(DAY, 12 * HOUR, 7 * DAY)
"""A list of which only what is new becomes items: that none is shown twice is no gap."""
WIRE = Rhythm(15 * MINUTE, 10 * MINUTE, 6 * HOUR, rolling=True)
FILINGS = Rhythm(10 * MINUTE, 10 * MINUTE, HOUR, busy=("America/New_York", 6 * 60, 22 * 60 + 30))
"""The SEC takes filings from 06:00 to 22:00 in New York and shows them within minutes (signals §1.2)."""
STREAM = Rhythm(5 * MINUTE, 5 * MINUTE, 15 * MINUTE, busy=("Europe/London", 7 * 60, 20 * 60))
"""A stream is listened to for a while each time, and goes on where it was left."""
DAILY = Rhythm(DAY, DAY / 2, DAY)
NAMES = Rhythm(3 * DAY, 2 * DAY, 7 * DAY)
_BY_COLLECTOR = {
    "sec_form_d": FILINGS,
    "sec_8k": FILINGS,
    "companies_house_stream": STREAM,
    "sec_daily_index": DAILY,
    "dns": NAMES,
}
_NEWS = frozenset({"feed", "sitemap", "newsroom"})
_TIERS = {Band.SQL_READY: (0.5, DAY), Band.MQL: (0.7, 3 * DAY)}
"""Accounts that matter more are looked at more often: within a day, within three, else within a week (signals §0)."""


def rhythm_of(setting: SourceSetting, band: str = "") -> Rhythm:
    """The rhythm of a target of this source; `band` is that of the account it belongs to. What the team's file says
    wins over the collector's own bounds."""
    per_account = setting.params.get("per_account") == "yes"
    return _rhythm(setting.collector, per_account, setting.poll_min_minutes, setting.poll_max_minutes, band)


@lru_cache(maxsize=1024)
def _rhythm(collector: str, per_account: bool, least_minutes: int, most_minutes: int, band: str) -> Rhythm:
    rhythm = _BY_COLLECTOR.get(collector, BOARD)
    if collector in _NEWS:
        rhythm = NEWSROOM if per_account else WIRE
        if collector == "newsroom" or (collector == "sitemap" and rhythm is NEWSROOM):
            rhythm = SITE
    tier, longest = _TIERS.get(Band(band), (1.0, rhythm.longest)) if band else (1.0, rhythm.longest)
    rhythm = replace(rhythm, tier=tier, longest=min(longest, rhythm.longest))
    if not least_minutes and not most_minutes:
        return rhythm
    shortest = least_minutes * MINUTE or rhythm.shortest
    longest = max(shortest, most_minutes * MINUTE or rhythm.longest)
    first = min(max(rhythm.first, shortest), longest)
    return replace(rhythm, first=first, shortest=shortest, longest=longest, busy=None)


def is_busy(hours: tuple[str, int, int], now: datetime) -> bool:
    """Whether `now` is within these local hours, on any day."""
    zone, start, end = hours
    local = now.astimezone(ZoneInfo(zone))
    return start <= local.hour * 60 + local.minute < end
