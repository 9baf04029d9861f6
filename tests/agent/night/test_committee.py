"""Several people at one account: from when the next may be begun with, and who that may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import account, brief, evidence
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.briefs import Reason
from agent.domain.contacts import Contact, Function, Persona, Seniority
from agent.domain.policies import Sequence, Step
from agent.domain.runs import SkipCode
from agent.domain.signals import Signal, SignalKind
from agent.domain.threads import LEFT_COMPANY, Halt, HaltCause, Mailed, Thread
from agent.night.committee import (
    Committee,
    may_open,
    missing,
    nobody_else,
    opening,
    refusal_of_committee,
    why_resting,
)

START = datetime(2026, 9, 15, 14, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Boston
SALES = Persona("sales", "Head of sales", (Function.SALES,), (Seniority.VP,))
REVOPS = Persona("revops", "RevOps lead", (Function.REVENUE_OPERATIONS,), (Seniority.HEAD,))
STEPS = tuple(
    Step(number, day, "mail", plan)
    for number, (day, plan) in enumerate(((0, "first"), (3, "angle"), (7, "bump"), (14, "close")), 1)
)
FIRM = account(name="Alder", country="US")


def person(key: str, function: Function = Function.SALES, seniority: Seniority = Seniority.VP) -> Contact:
    return Contact(
        f"c-{key}", FIRM.id, f"{key.title()} Okafor", key.title(), "Okafor", "VP", f"{key}@alder.example",
        function, seniority,
    )  # fmt: skip


DANA, ZOE = person("dana"), person("zoe", Function.REVENUE_OPERATIONS, Seniority.HEAD)
REASONS = (
    Reason("s1", "h1", "v1", "", "sales", 1.0, "Series B"),
    Reason("s1", "h2", "v2", "", "revops", 1.0, "Series B"),
)
BRIEF = replace(brief(FIRM, evidence(FIRM)), reasons=REASONS)


def thread(who: Contact, *days: int, state: str = "active", **more: object) -> Thread:
    mails = tuple(Mailed(step, START + timedelta(days=day), f"d{step}") for step, day in enumerate(days, 1))
    return Thread(f"t-{who.id}", who.id, state, mails, **more)  # type: ignore[arg-type]


def at(
    day: int,
    *threads: Thread,
    people: int = 2,
    cooldown: int = 7,
    halt: Halt | None = None,
    people_known: tuple[Contact, ...] = (DANA, ZOE),
) -> Committee:
    """The committee as a night sees it, so many days after the first mail."""
    return Committee(
        account=FIRM,
        threads=threads,
        personas=(SALES, REVOPS),
        sequence=Sequence("default", STEPS, people_per_account=people),
        cooldown_days=cooldown,
        time_zone="America/New_York",
        now=START + timedelta(days=day, hours=-7),
        people=people_known,
        halt=halt,
    )


def test_nobody_written_to_is_no_reason_to_wait() -> None:
    assert refusal_of_committee(at(0), 50) is None


@pytest.mark.parametrize(
    ("cooldown", "on"),
    [
        (7, date(2026, 10, 6)),  # days 0, 3, 7, 14: a week behind the last
        (3, date(2026, 9, 21)),  # between the second and the third
        (1, date(2026, 9, 16)),  # the day after
    ],
)
def test_the_next_person_is_begun_with_when_the_cool_down_finds_room_between_the_mails(cooldown: int, on: date) -> None:
    assert opening(at(0, thread(DANA, 0), cooldown=cooldown)).on == on


def test_one_at_a_time_waits_for_the_silent_end_of_the_first() -> None:
    skip = refusal_of_committee(at(4, thread(DANA, 0, 3), people=1, cooldown=1), 50)
    assert skip is not None and skip.code is SkipCode.IN_SEQUENCE
    assert skip.why == (
        "In sequence at Alder: Dana Okafor, mail 2 of 4 left on 18 Sep. With one person at a time the next may be "
        "written to from about 7 Oct."
    )


def test_the_cool_down_says_who_was_mailed_and_until_when() -> None:
    skip = refusal_of_committee(at(2, thread(DANA, 0, state="stopped", stop_reason="replied")), 50)
    assert skip is not None and skip.code is SkipCode.COOLDOWN
    assert skip.why == (
        "Dana Okafor at Alder was mailed on 15 Sep, and the company's cool-down is 7 days. "
        "The next person there may be written to from 22 Sep."
    )


def test_who_may_not_be_named_is_not_named() -> None:
    skip = refusal_of_committee(at(2, thread(DANA, 0, state="stopped"), people_known=(ZOE,)), 50)
    assert skip is not None
    assert "Okafor" not in skip.why and skip.why.startswith("Somebody at Alder was mailed on 15 Sep")


def test_a_night_on_a_weekend_drafts_as_any_other() -> None:
    rested = thread(DANA, 0, state="recycled", wakes_at=START + timedelta(days=60))
    assert refusal_of_committee(at(32, rested), 50) is None, "a Saturday"


def test_on_the_day_of_a_colleagues_next_mail_nobody_else_is_begun_with() -> None:
    """Day 14 brings Dana's last mail: it comes first, however long ago the one before it was."""
    skip = refusal_of_committee(at(14, thread(DANA, 0, 3, 7)), 50)
    assert skip is not None and "come first" in skip.why


def test_an_approved_mail_that_has_not_left_counts_like_one_that_has() -> None:
    waiting = replace(thread(DANA), waiting=Mailed(1, START, "d1"))
    assert refusal_of_committee(at(0, waiting), 50) is not None


def test_an_approval_that_was_taken_back_began_nothing() -> None:
    assert refusal_of_committee(at(0, thread(DANA)), 50) is None


def test_everybody_waits_while_an_answer_was_not_looked_at() -> None:
    halt = Halt(FIRM.id, DANA.id, HaltCause.REPLIED, START)
    skip = refusal_of_committee(at(40, thread(DANA, 0, state="stopped"), halt=halt), 50)
    assert skip is not None and skip.code is SkipCode.HALTED
    assert skip.why == "Dana Okafor at Alder replied on 15 Sep: nobody else there is written to."
    assert "Open the account" in skip.fix


def test_a_second_person_is_of_another_persona() -> None:
    committee = at(6, thread(DANA, 0, 3), cooldown=3, people=2)
    other = person("olu")
    assert not may_open(committee, other, REASONS[0], BRIEF), "Dana was written to as the head of sales"
    assert may_open(committee, ZOE, REASONS[1], BRIEF)


def test_nobody_is_begun_with_twice() -> None:
    committee = at(6, thread(DANA, 0, 3), cooldown=3)
    assert not may_open(committee, DANA, REASONS[0], BRIEF)
    assert why_resting(committee, DANA) == "in sequence"


def test_who_was_silent_to_the_end_rests_sixty_days_and_then_needs_news() -> None:
    rested = thread(DANA, 0, 3, 7, 14, state="recycled", wakes_at=START + timedelta(days=74))
    assert why_resting(at(30, rested), DANA) == "rests until 28 Nov"
    assert not may_open(at(30, rested), DANA, REASONS[0], BRIEF)
    for known, opens in ((10, False), (60, True)):
        news = Signal("s1", FIRM.id, SignalKind.FUNDING, {}, (), 0.9, START, START + timedelta(days=known))
        assert may_open(at(80, rested), DANA, REASONS[0], replace(BRIEF, signals=(news,))) is opens, known


def test_who_answered_may_be_written_to_again_once_no_list_forbids_it() -> None:
    answered = thread(DANA, 0, state="stopped", stop_reason="replied")
    assert may_open(at(30, answered), DANA, REASONS[0], BRIEF)


def test_who_left_the_company_is_not_written_to_there_again() -> None:
    gone = thread(DANA, 0, state="stopped", stop_reason=LEFT_COMPANY)
    assert why_resting(at(300, gone), DANA) == "left the company"
    assert may_open(at(300, gone), person("olu"), REASONS[0], BRIEF), "their successor may be"


def test_where_everything_was_said_the_fix_is_another_pain() -> None:
    skip = nobody_else(at(30, thread(DANA, 0, state="stopped")), replace(BRIEF, reasons=()), 50)
    assert skip is not None and skip.code is SkipCode.NO_REASON
    assert "Add another pain" in skip.fix


def test_a_persona_that_is_still_open_is_looked_for() -> None:
    committee = at(6, thread(DANA, 0, 3), cooldown=3)
    assert nobody_else(committee, BRIEF, 50) is None, "a RevOps lead could be found"
    assert nobody_else(committee, replace(BRIEF, reasons=REASONS[:1]), 50) is not None
    assert [one.id for one in missing(replace(committee, people=(DANA,)))] == ["revops"]


@given(
    days=st.lists(st.integers(0, 40), min_size=1, max_size=4, unique=True).map(sorted),
    state=st.sampled_from(["active", "stopped", "recycled"]),
    cooldown=st.integers(1, 30),
    people=st.integers(1, 3),
    today=st.integers(0, 60),
)
def test_the_day_that_is_named_is_one_on_which_nothing_forbids_it(
    days: list[int], state: str, cooldown: int, people: int, today: int
) -> None:
    """Played forward to the named day, as long as nothing else happens, the next person may be begun with."""
    gone = [day for day in days if day <= today] or [0]
    one = thread(DANA, *gone, state=state)
    now = at(today, one, cooldown=cooldown, people=people)
    when = opening(now)
    assert when.on == now.today or (when.on > now.today and when.on.weekday() < 5)
    mailed = [now.day_of(mail.at) for mail in one.mails]
    assert all(not 0 <= (when.on - day).days < cooldown for day in mailed)
    if state != "active":
        later = replace(now, now=now.now + timedelta(days=(when.on - now.today).days))
        assert refusal_of_committee(later, 50) is None
    assert (refusal_of_committee(now, 50) is None) == (when.on == now.today and (state != "active" or people > 1))
