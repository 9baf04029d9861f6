"""What an API says is left of its allowance: with nothing left, the host is not asked before it begins anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

LONGEST = timedelta(hours=1)
_LEFT = ("x-ratelimit-remain", "x-ratelimit-remaining")
_RESET = "x-ratelimit-reset"


def spent_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when nothing is left, by X-Ratelimit-Remain(ing) and X-Ratelimit-Reset (seconds since 1970, as Companies
    House and GitHub write it, or from now on); None while something is left. At most an hour is believed."""
    left = next((headers[name] for name in _LEFT if name in headers), "").strip()
    reset = headers.get(_RESET, "").strip()
    if left != "0" or not (reset.isascii() and reset.isdigit()):
        return None
    seconds = int(reset[:12])
    wait_s = seconds - now.timestamp() if seconds > 1_000_000_000 else seconds
    return now + min(timedelta(seconds=min(wait_s, 1e9)), LONGEST) if wait_s > 0 else None
