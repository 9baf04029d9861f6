"""Several people at one account: who may be written to next, from when, and why not now. Pure decisions (DESIGN §7).

A person has a thread of their own. Another one is begun for somebody of another persona, once nobody there was mailed
for the company's cool-down, nobody answered, and fewer people than the sequence allows are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from agent.domain.accounts import Account
from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact, Persona
from agent.domain.policies import Sequence as Steps
from agent.domain.runs import Skip, SkipCode
from agent.domain.threads import LEFT_COMPANY, UNREADABLE, Halt, Mailed, Thread
from agent.night.people import fits
from agent.plurals import count
from agent.sends.follow_up import RECYCLE_AFTER, SILENT_FOR, due_on, steps_for
from agent.sends.limits import is_business_day
from agent.sends.zones import zone

COMMITTEE = frozenset({SkipCode.IN_SEQUENCE, SkipCode.COOLDOWN, SkipCode.HALTED, SkipCode.OPEN_DRAFT})
"""Why nobody is begun with for the sake of others at the account."""
LOOK = "Open the account, look, and let the others go on."
_FARTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Committee:
    """What is known of the people at one account. `people` are those who may be named; `time_zone` is the account's."""

    account: Account
    threads: tuple[Thread, ...]
    people: tuple[Contact, ...]
    personas: tuple[Persona, ...]
    sequence: Steps
    cooldown_days: int
    time_zone: str
    now: datetime
    halt: Halt | None = None
    by_person: dict[str, Thread] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_person", {thread.contact_id: thread for thread in self.threads})

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    @property
    def live(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_live]

    def day_of(self, at: datetime) -> date:
        return at.astimezone(zone(self.time_zone)).date()

    def name(self, contact_id: str) -> str:
        return next((one.name for one in self.people if one.id == contact_id), "Somebody")

    def persona_of(self, contact_id: str) -> Persona | None:
        """Whom we see in this person: the first persona that fits, else the first of their function."""
        person = next((one for one in self.people if one.id == contact_id), None)
        if person is None:
            return None
        fitting = (one for one in self.personas if fits(person, one))
        return next(fitting, next((one for one in self.personas if person.function in one.functions), None))


@dataclass(frozen=True, slots=True)
class Opening:
    """From when somebody else may be written to. `surely` is False where that hangs on mails still to be sent."""

    on: date
    surely: bool = True

    @property
    def words(self) -> str:
        return f"from {'' if self.surely else 'about '}{self.on:%-d %b}"


def opening(committee: Committee) -> Opening:
    """The first day on which another thread may begin, as things stand: today, or the next working day."""
    days = {thread.id: _days_of(thread, committee) for thread in committee.threads}
    day, live = committee.today, committee.live
    if len(live) >= committee.sequence.people_per_account:
        ends = sorted(days[thread.id][-1] + SILENT_FOR + timedelta(days=1) for thread in live)
        day = max(day, ends[len(live) - committee.sequence.people_per_account])
    mailed = [one for of_thread in days.values() for one in of_thread]
    rest = max(committee.cooldown_days, 1)
    last = day + _FARTHEST
    while day < last and not _is_free(day, mailed, rest, committee):
        day += timedelta(days=1)
    return Opening(day, surely=not live)


def _is_free(day: date, mailed: Sequence[date], rest: int, committee: Committee) -> bool:
    works = day == committee.today or is_business_day(day, country=committee.account.country)
    return works and not any(0 <= (day - one).days < rest for one in mailed)


def _days_of(thread: Thread, committee: Committee) -> list[date]:
    """The days of a thread's mails: those that left, and of a live one those to come, as near as can be told."""
    days = [committee.day_of(mail.at) for mail in thread.mails]
    if not thread.is_live:
        return days
    done = thread.mails[-1].step if thread.mails else 0
    if thread.waiting:
        days.append(max(committee.day_of(thread.waiting.at), committee.today))
        done = thread.waiting.step
    absent = committee.day_of(thread.wakes_at) if thread.wakes_at else committee.today
    for step in steps_for(committee.sequence, committee.account):
        if step.kind == "mail" and step.number > done:
            due = due_on(
                step,
                first_on=days[0],
                last_mail_on=days[-1],
                country=committee.account.country,
                minimum_business_days=committee.sequence.minimum_business_days,
            )
            days.append(max(due, absent, committee.today))
    return days


def refusal_of_committee(committee: Committee, total: int) -> Skip | None:
    """Why nobody (else) at the account is written to tonight, whatever the news; or None."""
    account = committee.account
    if committee.halt is not None:
        return Skip(account.id, SkipCode.HALTED, f"{halt_words(committee)}.", total, LOOK)
    if not committee.threads:
        return None
    opens = opening(committee)
    live, most = committee.live, committee.sequence.people_per_account
    if len(live) >= most:
        who = "; ".join(thread_words(thread, committee) for thread in live)
        at_once = "one person" if most == 1 else f"{most} people"
        why = (
            f"In sequence at {account.name}: {who}. With {at_once} at a time the next may be written to {opens.words}."
        )
        return Skip(account.id, SkipCode.IN_SEQUENCE, why, total, "Set people_per_account in sequences.yaml for more.")
    if opens.on > committee.today:
        why = f"{_last_words(committee)} The next person there may be written to {opens.words}."
        return Skip(account.id, SkipCode.COOLDOWN, why, total)
    return None


def halt_words(committee: Committee) -> str:
    """Who did what that makes the others wait, without a full stop."""
    halt = committee.halt
    assert halt is not None
    who, at = committee.name(halt.contact_id), committee.account.name
    return f"{who} at {at} {halt.cause.words} on {committee.day_of(halt.at):%-d %b}: nobody else there is written to"


def thread_words(thread: Thread, committee: Committee) -> str:
    """ "Dana Okafor, mail 2 of 4 left on 18 Sep"."""
    steps = [step.number for step in steps_for(committee.sequence, committee.account) if step.kind == "mail"]
    mail = thread.mails[-1] if thread.mails else thread.waiting
    if mail is None:
        return committee.name(thread.contact_id)
    number = f"mail {_place(mail, steps)} of {len(steps)}"
    gone = "left" if thread.mails else "leaves"
    return f"{committee.name(thread.contact_id)}, {number} {gone} on {committee.day_of(mail.at):%-d %b}"


def _place(mail: Mailed, steps: Sequence[int]) -> int:
    return steps.index(mail.step) + 1 if mail.step in steps else mail.step


def _last_words(committee: Committee) -> str:
    """Which mail the cool-down counts from, or which one comes first."""
    account = committee.account
    left = [(thread.mails[-1].at, thread) for thread in committee.threads if thread.mails]
    if left:
        at, thread = max(left, key=lambda one: one[0])
        day = committee.day_of(at)
        who = committee.name(thread.contact_id)
        if (committee.today - day).days < committee.cooldown_days:
            days = count(committee.cooldown_days, "day")
            return f"{who} at {account.name} was mailed on {day:%-d %b}, and the company's cool-down is {days}."
    who = "; ".join(committee.name(thread.contact_id) for thread in committee.live)
    return f"The mails to {who} at {account.name} come first."


def may_open(committee: Committee, person: Contact, reason: Reason, brief: Brief) -> bool:
    """Whether a thread with `person` may begin on `reason`: they are in none and do not rest, or the news is new since
    they did, and nobody else in one, or resting after one, was written to as the same persona."""
    return not why_resting(committee, person) and _is_news_to(committee, person, reason, brief) and (
        reason.persona_id not in _taken(committee, but=person.id)
    )  # fmt: skip


def why_resting(committee: Committee, person: Contact) -> str:
    """Why this person is not begun with now, or ""."""
    thread = committee.by_person.get(person.id)
    if thread is None:
        return ""
    if thread.is_live:
        return "in sequence"
    if thread.stop_reason == LEFT_COMPANY:
        return "left the company"
    until = _rests_until(thread)
    return f"rests until {committee.day_of(until):%-d %b}" if until and until > committee.now else ""


def _is_news_to(committee: Committee, person: Contact, reason: Reason, brief: Brief) -> bool:
    thread = committee.by_person.get(person.id)
    if thread is None or thread.state != "recycled" or thread.last_at is None:
        return True
    signal = next((one for one in brief.signals if one.id == reason.signal_id), None)
    return signal is not None and signal.known_at > thread.last_at


def _rests_until(thread: Thread) -> datetime | None:
    """Silent to the end, a person is left alone until `wakes_at`; stopped, for as long. Who answered and who opted out
    are a matter of suppressions."""
    if thread.state == "recycled":
        return thread.wakes_at
    if thread.state == "stopped" and thread.stop_reason == UNREADABLE and thread.last_at:
        return thread.last_at + RECYCLE_AFTER
    return None


def _rests(thread: Thread, now: datetime) -> bool:
    """Whether a thread was silent to its end of late."""
    return thread.state == "recycled" and thread.wakes_at is not None and thread.wakes_at > now


def _taken(committee: Committee, *, but: str) -> set[str]:
    """The personas that were written to of late, other than this person's."""
    threads = [one for one in committee.threads if one.contact_id != but]
    late = [one for one in threads if one.is_live or _rests(one, committee.now)]
    return {persona.id for one in late if (persona := committee.persona_of(one.contact_id))}


def nobody_else(committee: Committee, brief: Brief, total: int) -> Skip | None:
    """Why nobody else at the account fits, or None where somebody of a persona that is still open could be found.

    `brief` has the reasons that nobody there has heard yet.
    """
    if not committee.threads:
        return None
    name = committee.account.name
    who = _named(committee, (one.contact_id for one in committee.threads))
    if not brief.reasons:
        why = f"All that offer.yaml says to this news was told to {who} at {name} already."
        fix = "Add another pain with a value of its own to offer.yaml, or wait for other news."
        return Skip(committee.account.id, SkipCode.NO_REASON, why, total, fix)
    if not open_reasons(committee, brief):
        why = f"{who} at {name} heard of it, {_rest_words(committee)}. The news speaks to nobody of another persona."
        return Skip(committee.account.id, SkipCode.COOLDOWN, why, total)
    return None


def open_reasons(committee: Committee, brief: Brief) -> tuple[Reason, ...]:
    """The reasons for a persona that nobody at the account was written to as of late."""
    taken = _taken(committee, but="")
    return tuple(reason for reason in brief.reasons if reason.persona_id not in taken)


def _named(committee: Committee, contact_ids: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(committee.name(one) for one in contact_ids))


def _rest_words(committee: Committee) -> str:
    until = [one.wakes_at for one in committee.threads if _rests(one, committee.now) and one.wakes_at]
    return f"they rest until {committee.day_of(max(until)):%-d %b}" if until else "they are in sequence"


def missing(committee: Committee) -> tuple[Persona, ...]:
    """The personas of which nobody at the account is known."""
    return tuple(one for one in committee.personas if not any(fits(person, one) for person in committee.people))
