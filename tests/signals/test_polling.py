"""When a target is read next: by how often it changes, what its server asked for, and how it failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.policies import SourceSetting
from agent.domain.polls import Due, DueAs, Polled, PollHistory, Rhythm
from signals.polling import change_rate, decide, hashes, retry_wait
from signals.polling_words import due_words, reading_at
from signals.rhythms import BOARD, DAY, FILINGS, HOUR, MINUTE, NEWSROOM, WIRE, rhythm_of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OK, UNCHANGED = Polled(FetchOutcome.OK, ids=("a",)), Polled(FetchOutcome.UNCHANGED)


def failed(kind: FailureKind, status: int | None = None, **more: object) -> Polled:
    return Polled(FetchOutcome.FAILED, kind, status, **more)  # type: ignore[arg-type]


GONE = Polled(FetchOutcome.UNKNOWN_TARGET, FailureKind.GONE, 404)


def play(*readings: Polled, rhythm: Rhythm = BOARD, key: str = "alder", apart: timedelta | None = None) -> list[Due]:
    """Read again and again, each time when it is due (or `apart`)."""
    history, now, dues = PollHistory(), NOW, []
    for polled in readings:
        history, due = decide(key, history, polled, rhythm, now)
        dues.append(replace(due, at=NOW + (due.at - now)))  # as if it were decided at NOW
        now = now + apart if apart else due.at
    return dues


def waits(*readings: Polled, rhythm: Rhythm = BOARD, apart: timedelta | None = None) -> list[timedelta]:
    return [due.at - NOW for due in play(*readings, rhythm=rhythm, apart=apart)]


def test_the_vector_of_the_change_rate() -> None:
    assert change_rate(10, 3, DAY) == pytest.approx(0.336, abs=0.0005)
    assert change_rate(10, 0, DAY) == change_rate(0, 0, DAY) == 0.0


def test_a_quiet_board_is_slowed_down_step_by_step_to_a_week() -> None:
    days = [round(wait / DAY, 1) for wait in waits(OK, *[UNCHANGED] * 9)]
    assert days[:3] == [1.0, 1.0, 1.0] and days[-1] > 6
    assert all(later <= 2 * earlier + 0.2 for earlier, later in pairwise(days))


def test_a_board_that_changes_at_every_reading_is_read_daily() -> None:
    changing = [Polled(FetchOutcome.OK, ids=(str(number),)) for number in range(9)]
    dues = play(*changing)
    assert dues[-1].at - NOW == DAY and dues[-1].why.startswith("changes about every ")


def test_changes_now_and_then_are_said_so() -> None:
    third = [Polled(FetchOutcome.OK, ids=(str(number // 3),)) for number in range(31)]
    due = play(*third, apart=DAY)[-1]
    assert due.why == "changes about every 2 days" and 1.5 * DAY < due.at - NOW < 2.5 * DAY


def test_accounts_that_matter_more_are_read_more_often() -> None:
    board = SourceSetting("greenhouse", "greenhouse")
    assert [rhythm_of(board, band).longest for band in ("sql_ready", "mql", "cold", "")] == [
        DAY, 3 * DAY, 7 * DAY, 7 * DAY,
    ]  # fmt: skip


def test_a_teams_own_bounds_win() -> None:
    rhythm = rhythm_of(SourceSetting("wire", "feed", poll_min_minutes=60, poll_max_minutes=120))
    assert (rhythm.first, rhythm.shortest, rhythm.longest) == (HOUR, HOUR, 2 * HOUR)


def test_filings_are_read_every_ten_minutes_in_office_hours_and_hourly_at_night() -> None:
    noon, midnight = (decide("d", PollHistory(), OK, FILINGS, NOW.replace(hour=hour))[1] for hour in (17, 5))
    assert noon.at - NOW.replace(hour=17) == 10 * MINUTE
    assert noon.why == "read every 10 minutes from 06:00 to 22:30 in New York"
    assert 54 * MINUTE <= midnight.at - NOW.replace(hour=5) <= HOUR
    assert midnight.why == "read every hour outside 06:00 to 22:30 in New York"


def test_a_rolling_window_is_read_twice_within_its_span() -> None:
    polled = Polled(FetchOutcome.OK, ids=("a", "b"), window=HOUR)
    _, due = decide("wire", PollHistory(), polled, replace(WIRE, first=2 * HOUR), NOW)
    assert 27 * MINUTE <= due.at - NOW <= 30 * MINUTE and due.why == "it shows the last hour only"


def test_a_gap_is_seen_and_halves_the_interval_down_to_five_minutes() -> None:
    history, now, seen = PollHistory(), NOW, []
    for number in range(5):
        history, due = decide("wire", history, Polled(FetchOutcome.OK, ids=(f"new {number}",)), WIRE, now)
        seen.append((due.gap, history.interval_s))
        now = due.at
        assert not due.gap or due.why.endswith("read twice as often" if number < 3 else "read every 5 minutes")
    assert seen == [(False, 900), (True, 450), (True, 300), (True, 300), (True, 300)]
    history, due = decide("wire", history, Polled(FetchOutcome.OK, ids=("new 4", "new 5")), WIRE, now)
    assert not due.gap and history.gaps == 0


def test_a_feed_with_new_ids_every_time_is_not_read_every_five_minutes_for_good() -> None:
    assert waits(*[Polled(FetchOutcome.OK, ids=(str(n),)) for n in range(12)], rhythm=WIRE)[-1] >= 9 * MINUTE


def test_no_gap_where_nothing_is_rolling_or_was_seen_before() -> None:
    first, other = Polled(FetchOutcome.OK, ids=("a",)), Polled(FetchOutcome.OK, ids=("b",))
    assert [due.gap for due in play(first, other)] == [False, False]
    assert [due.gap for due in play(first, Polled(FetchOutcome.OK, ids=()), other, rhythm=NEWSROOM)] == [False] * 3


def test_retry_after_wins_and_is_said() -> None:
    asked = NOW + 30 * MINUTE
    _, due = decide("alder", PollHistory(), failed(FailureKind.BUSY, 429, asked_until=asked), BOARD, NOW)
    assert (due.at, due.not_before_at, due.why) == (asked, asked, "the server asked for 30 minutes")


@pytest.mark.parametrize("kind", [FailureKind.BUSY, FailureKind.SERVER, FailureKind.TIMEOUT])
def test_trouble_is_retried_five_times_and_then_waits_for_its_schedule(kind: FailureKind) -> None:
    dues = play(*[failed(kind, 503)] * 6)
    assert [due.as_ for due in dues] == [DueAs.RETRY] * 5 + [DueAs.PROBE]
    for number, due in enumerate(dues[:5]):
        assert timedelta(seconds=1) <= due.at - NOW <= timedelta(seconds=30 * 2**number)
    assert dues[5].at - NOW == DAY and "waits for its schedule" in dues[5].why


def test_a_site_that_refuses_is_asked_once_a_day_for_a_month_then_weekly_and_never_given_up() -> None:
    refused = [failed(FailureKind.BLOCKED, 403)] * 45
    dues = play(*refused)
    assert [due.at - NOW for due in dues[:30]] == [DAY] * 30
    assert {due.at - NOW for due in dues[31:]} == {7 * DAY}
    assert dues[4].why == "answered 403 for 4 days; the site rejects automated requests"


def test_a_board_that_is_gone_is_looked_for_after_three_answers_over_a_week() -> None:
    dues = play(*[GONE] * 9)
    assert [due.lost_at is not None for due in dues] == [False] * 7 + [True] * 2
    assert play(*[failed(FailureKind.SERVER, 500)] * 12, GONE)[-1].lost_at is None


def test_after_a_month_of_failures_it_is_asked_once_a_week() -> None:
    history = PollHistory(failures=40, failing_since=NOW)
    _, due = decide("a", history, failed(FailureKind.TIMEOUT), BOARD, NOW + 31 * DAY)
    assert due.at - NOW == 38 * DAY and "asked once a week" in due.why


def test_an_open_circuit_is_no_failure_of_the_target() -> None:
    until = NOW + 5 * MINUTE
    held = failed(FailureKind.HELD, reason="this host failed too often: asked again at 02:05 UTC", retry_at=until)
    history, due = decide("alder", PollHistory(failures=2), held, BOARD, NOW)
    assert history.failures == 2 and (due.at, due.why) == (until, "this host failed too often")


def test_a_success_forgets_the_failures() -> None:
    history, _ = decide("a", PollHistory(failures=4, gone=2, failing_since=NOW - DAY), OK, BOARD, NOW)
    assert (history.failures, history.gone, history.failing_since) == (0, 0, None)


def test_what_the_source_says_of_itself_is_a_floor() -> None:
    for polled in (replace(OK, every=9 * HOUR), replace(OK, fresh_until=NOW + 9 * HOUR)):
        _, due = decide("wire", PollHistory(), polled, WIRE, NOW)
        assert (due.at - NOW, due.not_before_at) == (9 * HOUR, NOW + 9 * HOUR)
        assert due.why == "it calls itself fresh for 9 hours"
    stated, _ = decide("wire", PollHistory(), replace(OK, every=9 * HOUR), WIRE, NOW)
    assert decide("wire", stated, UNCHANGED, WIRE, NOW + DAY)[1].at == NOW + DAY + 9 * HOUR


moments = st.timedeltas(timedelta(0), 8 * DAY)
polleds = st.builds(
    Polled,
    st.sampled_from(FetchOutcome),
    st.sampled_from([*FailureKind, None]),
    st.sampled_from([None, 200, 403, 404, 429, 500]),
    asked_until=moments.map(lambda wait: NOW + wait) | st.none(),
    fresh_until=moments.map(lambda wait: NOW + wait) | st.none(),
    every=st.timedeltas(timedelta(0), 7 * DAY) | st.none(),
    ids=st.lists(st.sampled_from("abcdef"), max_size=4).map(tuple) | st.none(),
    window=st.timedeltas(timedelta(0), 90 * DAY) | st.none(),
)
histories = st.builds(
    PollHistory,
    polls=st.floats(0, 40),
    changes=st.floats(0, 40),
    exposed_s=st.floats(0, 1e7),
    interval_s=st.integers(0, 10_000_000),
    seen=st.lists(st.sampled_from("abcdef"), max_size=4).map(tuple),
    gaps=st.integers(0, 9),
    gone=st.integers(0, 9),
    failures=st.integers(0, 99),
    failing_since=moments.map(lambda ago: NOW - 6 * ago) | st.none(),
    ok_at=moments.map(lambda ago: NOW - ago) | st.none(),
)


@given(histories, polleds, st.sampled_from([BOARD, NEWSROOM, WIRE, FILINGS]), st.text(max_size=9))
def test_never_before_a_wait_that_was_asked_for_and_never_off_for_good(
    history: PollHistory, polled: Polled, rhythm: Rhythm, key: str
) -> None:
    after, due = decide(key, history, polled, rhythm, NOW)
    assert due.at > NOW and due.why and (due.not_before_at is None or due.not_before_at <= due.at)
    good = polled.outcome in (FetchOutcome.OK, FetchOutcome.UNCHANGED)
    fetched = polled.kind is not FailureKind.HELD and polled.outcome is FetchOutcome.FAILED
    asks = fetched and polled.kind not in (FailureKind.BLOCKED, FailureKind.DISALLOWED)
    floors = [polled.asked_until] if asks or good else []
    floors += [polled.fresh_until, NOW + timedelta(seconds=after.stated_s)] if good else []
    floor = max((at for at in floors if at), default=NOW)
    assert due.at >= floor
    most = rhythm.longest if good else 7 * DAY
    assert due.at <= max(NOW + most, floor, polled.retry_at or NOW)
    assert decide(key, history, polled, rhythm, NOW) == (after, due), "the same again"


@given(st.text(max_size=20), st.integers(0, 40))
def test_a_retry_waits_between_a_second_and_six_hours(key: str, tried: int) -> None:
    assert timedelta(seconds=1) <= retry_wait(key, tried) <= 6 * HOUR


def test_readings_are_compared_by_their_newest_ids_or_by_all_of_them() -> None:
    keys = [str(number) for number in range(500)]
    assert len(hashes(keys, WIRE)) == 200 and hashes(keys[1:], WIRE)[0] == hashes(keys, WIRE)[1]
    assert hashes(keys, BOARD) == hashes(keys[::-1], BOARD) != hashes(keys[:-1], BOARD)


def test_a_night_takes_what_is_nearest_to_it_and_breaks_no_wait() -> None:
    def at(hours: float, floor: float | None = None, interval: timedelta = DAY) -> float:
        not_before = NOW + floor * HOUR if floor is not None else None
        seconds = round(interval.total_seconds())
        read = reading_at(NOW + hours * HOUR, not_before, seconds, now=NOW + MINUTE, run_at=time(2), time_zone="UTC")
        return (read - NOW) / HOUR

    assert [at(24), at(35), at(37), at(24.5, 24.5), at(-3)] == [24, 24, 48, 48, 24]
    assert at(7, interval=HOUR) == 7


@pytest.mark.parametrize(
    ("hours", "words"),
    [(-1, "due now: x"), (3, "due 05:00: x"), (24, "due 02:00 tomorrow: x"), (72, "due 02:00 on Monday: x")],
)
def test_when_and_why_in_words(hours: int, words: str) -> None:
    assert due_words(NOW + hours * HOUR, "due", "x", NOW, "UTC") == words


def test_a_probe_and_a_first_reading_say_so() -> None:
    why = "answered 403 for 4 days"
    assert (
        due_words(NOW + DAY, "probe", why, NOW, "America/New_York") == "probe 21:00 tomorrow: answered 403 for 4 days"
    )
    assert due_words(None, "", "", NOW, "UTC") == "due now: never read"
