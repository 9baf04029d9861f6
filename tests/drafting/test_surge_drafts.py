"""A surge opens a mail with the very numbers that were counted; a rise within chance opens none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_builders import AS_OF, account, contact, evidence, mailbox, offer, persona, signal

from agent.domain.accounts import Account
from agent.domain.drafts import Drafted, SentenceKind
from agent.domain.signals import Signal, SignalKind
from drafting.check import check
from drafting.draft import Drafter, draft
from drafting.research import research
from signals.why_now import how_it_was_counted, what_happened

TITLES = ("Account Executive", "Sales Engineer", "Backend Engineer", "Controller")


def surge_at(
    of: Account, *, count: int = 18, weeks: int = 8, alert: str = "burst", titles: tuple[str, ...] = TITLES
) -> Signal:
    reports = [
        evidence(title, days_ago=3 + n, source="greenhouse", headline=title, role=(title, title))
        for n, title in enumerate(titles)
    ]
    words = f"{count} new roles in {weeks} weeks against 2.6 expected (8 in the 26 weeks before)"
    told = {"count": str(count), "weeks": str(weeks), "expected": "2.6", "alert": alert, "words": words}
    return signal(of, SignalKind.HIRING_SURGE, *reports, function="sales", **told)


def drafted(of: Account, found: Signal, salt: int = 0) -> Drafted:
    brief = research(of, [found], offer=offer(), personas=[persona()], as_of=AS_OF)
    result = draft(
        brief, contact=contact(of), persona=persona(), offer=offer(), mailbox=mailbox(), drafter=Drafter(), salt=salt,
        as_of=AS_OF,
    )  # fmt: skip
    assert isinstance(result, Drafted), result
    return result


@pytest.mark.parametrize(
    ("count", "weeks", "said"), [(18, 8, "18 new roles in eight weeks"), (9, 12, "nine new roles in 12 weeks")]
)
def test_a_surge_is_told_with_its_exact_numbers(count: int, weeks: int, said: str) -> None:
    for number in range(12):
        of = account(id=f"acc-{number}")
        found = drafted(of, surge_at(of, count=count, weeks=weeks), salt=number)
        assert found.findings.approvable, found.findings
        assert said in found.written.sentences[0].text


@pytest.mark.parametrize(("false", "to"), [("18", "28"), ("eight weeks", "three weeks")])
def test_another_number_than_the_one_counted_is_blocked(false: str, to: str) -> None:
    of = account()
    found = drafted(of, surge_at(of))
    opener = found.written.sentences[0]
    planted = replace(opener, text=opener.text.replace(false, to), kind=SentenceKind.FACT)
    lie = replace(found.written, sentences=(planted, *found.written.sentences[1:]))
    brief = research(of, [surge_at(of)], offer=offer(), personas=[persona()], as_of=AS_OF)
    judged = check(lie, evidence=brief.evidence, offer=offer(), account=of, contact=contact(of), as_of=AS_OF)
    assert not judged.approvable


def test_titles_that_are_unfit_for_a_mail_leave_the_numbers() -> None:
    of = account()
    found = drafted(of, surge_at(of, titles=("!!! HIRING NOW (m/w/d) | 2x", "Werkstudent:in #4711")))
    assert found.findings.approvable
    assert "18 new roles in eight weeks" in found.written.sentences[0].text


def test_a_rise_within_chance_is_no_reason_to_write_and_is_never_called_a_surge() -> None:
    of = account()
    rise = surge_at(of, alert="")
    assert research(of, [rise], offer=offer(), personas=[persona()], as_of=AS_OF).reasons == ()
    assert what_happened(rise) == "18 new roles against 2.6 expected, within chance"
    assert "Not called a surge: most doublings at small boards are noise" in how_it_was_counted(rise)
