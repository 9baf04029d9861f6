"""When a target is read next, and why: how often it changes, what its server asked for, how it failed. All pure.

(signals §8.4, §8.5) The change rate is that of Cho and Garcia-Molina, "Estimating frequency of change", 2003.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.polls import Due, DueAs, Polled, PollHistory, Rhythm
from signals.polling_words import every, hours_words, lasted, times
from signals.rhythms import is_busy

MEMORY = timedelta(days=30)
READ_AT = 0.7
"""The share of the mean time between changes after which a target is read again."""
LEAST_POLLS = 2.5
"""Below so many (faded) polls a quiet target is not yet taken for a slow one."""
MOST_GROWTH = 2.0
WINDOW_SHARE = 0.5
GAP_FLOOR = timedelta(minutes=5)
MOST_GAPS = 6
"""After so many gaps in a row it is not the pace: the source gives its entries new ids each time."""
JITTER = 0.1
SEEN_KEPT = 200
RETRY_BASE = timedelta(seconds=30)
RETRY_CAP = timedelta(hours=6)
MOST_RETRIES = 5
PROBE_DAILY = timedelta(days=1)
PROBE_WEEKLY = timedelta(days=7)
NOT_TWICE_A_DAY = timedelta(hours=20)
DAILY_FOR = timedelta(days=30)
GONE_TIMES, GONE_FOR = 3, timedelta(days=7)
_TRANSIENT = frozenset({FailureKind.BUSY, FailureKind.SERVER, FailureKind.TIMEOUT, FailureKind.CONNECTION})
_WORDS = {
    FailureKind.BUSY: "the server is not ready",
    FailureKind.SERVER: "the server is in trouble",
    FailureKind.TIMEOUT: "it timed out",
    FailureKind.CONNECTION: "no connection",
    FailureKind.REFUSED: "the request was refused",
    FailureKind.UNREADABLE: "the answer could not be read",
    FailureKind.CHANGED: "an answer of another shape than before came",
    FailureKind.DISALLOWED: "it may not be read",
}


def change_rate(polls: float, changes: float, interval: timedelta) -> float:
    """λ̂ = −ln((n − X + 0.5)/(n + 0.5))/I, changes a day: `changes` of `polls` readings, `interval` apart, saw one."""
    if polls <= 0 or changes <= 0 or interval <= timedelta(0):
        return 0.0
    return -math.log((polls - min(changes, polls) + 0.5) / (polls + 0.5)) / (interval / timedelta(days=1))


def hashes(keys: Sequence[str], rhythm: Rhythm) -> tuple[str, ...]:
    """What two readings are compared by. Of a rolling window short hashes of its newest ids, in its order; of all else
    one hash of every id there is."""
    if not rhythm.rolling:
        return (_hash("\n".join(sorted(keys))),)
    return tuple(_hash(key) for key in keys[:SEEN_KEPT])


def _hash(text: str) -> str:
    return hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def decide(key: str, before: PollHistory, polled: Polled, rhythm: Rhythm, now: datetime) -> tuple[PollHistory, Due]:
    """What to remember after a reading at `now`, and when the next is due. `key` names the target: its jitter is its
    own and always the same."""
    if polled.outcome in {FetchOutcome.OK, FetchOutcome.UNCHANGED}:
        return _after_success(key, before, polled, rhythm, now)
    if polled.kind is FailureKind.HELD:
        until = max(polled.retry_at or now, now + RETRY_BASE)
        return before, Due(
            until, polled.reason.partition(": ")[0] or "its host is left alone", DueAs.RETRY, not_before_at=until
        )
    after = replace(
        before,
        failures=before.failures + 1,
        interval_s=before.interval_s or round(rhythm.first.total_seconds()),
        gone=before.gone + 1 if polled.outcome is FetchOutcome.UNKNOWN_TARGET else 0,
        failing_since=before.failing_since or now,
    )
    return after, _after_failure(key, after, polled, rhythm, now)


def _after_success(
    key: str, before: PollHistory, polled: Polled, rhythm: Rhythm, now: datetime
) -> tuple[PollHistory, Due]:
    gap = _is_gap(before, polled, rhythm)
    after = _counted(before, polled, gap, now)
    interval, why = _interval(before, after, rhythm, now, gap=gap)
    after = replace(after, interval_s=round(interval.total_seconds()))
    spread = interval if interval <= rhythm.shortest else max(rhythm.shortest, interval * (1 - JITTER * _chance(key)))
    asked = [at for at in (polled.fresh_until, polled.asked_until, now + timedelta(seconds=after.stated_s)) if at]
    floor = max(asked)
    if floor > now + spread:
        return after, Due(floor, f"it calls itself fresh for {lasted(floor - now)}", not_before_at=floor, gap=gap)
    return after, Due(now + spread, why, not_before_at=floor if floor > now else None, gap=gap)


def _is_gap(before: PollHistory, polled: Polled, rhythm: Rhythm) -> bool:
    """None of the entries that the last reading showed is among those of this one (signals §1.3)."""
    return rhythm.rolling and bool(before.seen) and bool(polled.ids) and not set(before.seen) & set(polled.ids or ())


def _counted(before: PollHistory, polled: Polled, gap: bool, now: datetime) -> PollHistory:
    """The history with this reading in it. The first reading has nothing to have changed from. Made in one go: a night
    comes here for every target."""
    shown = polled.ids is not None or polled.every is not None
    polls, changes, exposed_s = before.polls, before.changes, before.exposed_s
    if before.ok_at is not None and now > before.ok_at:
        apart = (now - before.ok_at).total_seconds()
        fade = math.exp(-apart / MEMORY.total_seconds())
        changed = polled.ids is not None and set(polled.ids) != set(before.seen)
        polls, changes, exposed_s = polls * fade + 1, changes * fade + changed, exposed_s * fade + apart
    return PollHistory(
        polls=polls,
        changes=changes,
        exposed_s=exposed_s,
        interval_s=before.interval_s,
        window_s=before.window_s if polled.window is None else round(polled.window.total_seconds()),
        stated_s=(round(polled.every.total_seconds()) if polled.every else 0) if shown else before.stated_s,
        seen=before.seen if polled.ids is None else polled.ids,
        gaps=before.gaps + 1 if gap else 0,
        ok_at=now,
    )


def _interval(
    before: PollHistory, after: PollHistory, rhythm: Rhythm, now: datetime, *, gap: bool
) -> tuple[timedelta, str]:
    """How long to wait and why, before what the server asked for."""
    last = timedelta(seconds=before.interval_s) or rhythm.first
    if gap and after.gaps <= MOST_GAPS:
        wait = min(max(GAP_FLOOR, last / 2), rhythm.longest)
        often = "twice as often" if wait < last else f"every {every(wait)}"
        return wait, f"the last reading missed entries, so it is read {often}"
    if rhythm.busy is not None:
        busy = is_busy(rhythm.busy, now)
        wait = rhythm.shortest if busy else rhythm.longest
        return wait, f"read every {every(wait)} {hours_words(rhythm.busy, inside=busy)}"
    wait, why = _by_change(last, after, rhythm)
    window = timedelta(seconds=after.window_s) * WINDOW_SHARE
    if rhythm.rolling and window and window < wait:
        wait = max(GAP_FLOOR, window)
        why = f"it shows the last {every(timedelta(seconds=after.window_s))} only"
    return wait, why


def _by_change(last: timedelta, after: PollHistory, rhythm: Rhythm) -> tuple[timedelta, str]:
    """0.7/λ̂·tier within the bounds. A target that never changed yet is slowed down step by step, not at once."""
    if after.polls < 1:
        return _clipped(rhythm.first, rhythm), "read once so far"
    apart = timedelta(seconds=min(after.exposed_s / after.polls, MEMORY.total_seconds() * 12))
    rate = change_rate(after.polls, after.changes, apart)
    wanted = timedelta(days=READ_AT / rate * rhythm.tier) if rate > 1e-3 else rhythm.longest
    slowest = last * MOST_GROWTH if after.polls >= LEAST_POLLS else max(rhythm.first, last)
    wait = _clipped(min(wanted, slowest), rhythm)
    if rate <= 1e-3:
        return wait, "unchanged since it was read first" if not after.changes else "it hardly changes"
    return wait, f"changes about every {every(timedelta(days=1 / rate))}"


def _clipped(wait: timedelta, rhythm: Rhythm) -> timedelta:
    return min(max(wait, rhythm.shortest), max(rhythm.longest, rhythm.shortest))


def _after_failure(key: str, after: PollHistory, polled: Polled, rhythm: Rhythm, now: datetime) -> Due:
    since = now - (after.failing_since or now)
    if polled.kind is FailureKind.BLOCKED:
        said = f"answered {polled.status}" if polled.status else "refused"
        why = f"{said} {_for(since, after)}; the site rejects automated requests"
        wait = PROBE_DAILY if since < DAILY_FOR else PROBE_WEEKLY
        return Due(now + wait, why, DueAs.PROBE, not_before_at=now + min(wait, NOT_TWICE_A_DAY))
    if polled.outcome is FetchOutcome.UNKNOWN_TARGET:
        return _after_gone(after, polled, since, now)
    words = _words(polled, is_new=after.ok_at is None)
    if polled.kind in _TRANSIENT and after.failures <= MOST_RETRIES:
        wait = retry_wait(key, after.failures - 1)
        why = f"{words}; try {after.failures} of {MOST_RETRIES}"
        due = Due(now + wait, why, DueAs.RETRY, not_before_at=now + wait)
    else:
        due = _by_schedule(after, rhythm, since, words, now)
    return _as_asked(due, polled, now)


def _as_asked(due: Due, polled: Polled, now: datetime) -> Due:
    """Retry-After wins over the retry's own wait, and no reading comes before it (signals §8.5)."""
    if polled.kind is FailureKind.DISALLOWED:  # nothing was asked of the server itself
        until = polled.retry_at
        return due if until is None else replace(due, at=max(due.at, until), not_before_at=until)
    asked = polled.asked_until
    if asked is None or asked <= now:
        return due
    if due.as_ is DueAs.RETRY or asked >= due.at:
        return Due(asked, f"the server asked for {lasted(asked - now)}", due.as_, not_before_at=asked)
    return replace(due, not_before_at=asked)


def _by_schedule(after: PollHistory, rhythm: Rhythm, since: timedelta, words: str, now: datetime) -> Due:
    """After the retries: by its interval for a day, then once a day for a month, then weekly; never off for good."""
    regular = timedelta(seconds=after.interval_s) or rhythm.first
    if since >= DAILY_FOR:
        return Due(now + PROBE_WEEKLY, f"{words} {_for(since, after)}; asked once a week", DueAs.PROBE)
    if since >= PROBE_DAILY:
        return Due(now + PROBE_DAILY, f"{words} {_for(since, after)}", DueAs.PROBE)
    wait = min(_clipped(regular, rhythm), PROBE_DAILY)
    return Due(now + wait, f"{words} {_for(since, after)}; waits for its schedule", DueAs.PROBE)


def _after_gone(after: PollHistory, polled: Polled, since: timedelta, now: datetime) -> Due:
    """Three answers of "nothing here" over seven days: it has moved or ended (signals §8.5)."""
    lost_at = now - since + GONE_FOR if after.gone >= GONE_TIMES and since >= GONE_FOR else None
    said = f"answered {polled.status}" if polled.status in (404, 410) else "there is nothing at this address"
    why = f"{said} {_for(since, after)}"
    if lost_at is not None:
        why += "; looked for at a new address"
    wait = PROBE_WEEKLY if since >= DAILY_FOR else PROBE_DAILY
    return Due(now + wait, why, DueAs.PROBE, not_before_at=now + NOT_TWICE_A_DAY, lost_at=lost_at)


def retry_wait(key: str, tried: int) -> timedelta:
    """30 s × 2^tried with full jitter, the target's own, at most 6 h and at least a second."""
    most = min(RETRY_BASE * 2.0 ** min(tried, 20), RETRY_CAP)
    return max(timedelta(seconds=1), most * _chance(f"{key}#{tried}"))


def _words(polled: Polled, *, is_new: bool) -> str:
    if polled.kind is FailureKind.CHANGED and is_new:
        return "an answer that this source cannot read came"
    if polled.kind is FailureKind.DISALLOWED and polled.reason:
        return f"“{polled.reason.removeprefix('not read: ')[:160].rstrip('. ')}”"
    if polled.status and polled.kind is not FailureKind.CHANGED and polled.status >= 400:
        return f"answered {polled.status}"
    return _WORDS.get(polled.kind, "it could not be read") if polled.kind else "it could not be read"


def _for(since: timedelta, after: PollHistory) -> str:
    """For how long it has failed, or how often, where it has not been long."""
    return f"for {lasted(since)}" if since >= timedelta(hours=1) else times(after.failures)


def _chance(key: str) -> float:
    """A number in [0, 1) that is always the same for `key`."""
    return int.from_bytes(hashlib.blake2s(key.encode(), digest_size=6).digest(), "big") / 2**48
