"""Who says stop, answers, bounces or stands on a list gets no mail any more: not the approved one, not the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import httpx
import inbound_world
import pytest
from town import Town

from agent.domain.sends import SendState, SuppressionReason
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, SUPPRESSION_COLUMNS, guess
from agent.imports.files import open_sheet
from agent.imports.report import Report
from agent.imports.suppressions import import_suppressions

UNSUBSCRIBE = "https://tern.example/u"
SECOND_TOUCH = datetime.fromisoformat("2026-09-18T07:00:00+00:00")
LATER_NIGHTS = ("2026-09-22T07:00:00+00:00", "2026-09-29T07:00:00+00:00", "2026-10-05T07:00:00+00:00")


def says_no(town: Town, mail: EmailMessage) -> None:
    town.receive("no", town.answer(mail, "Please take me off your list."))


def asks_something(town: Town, mail: EmailMessage) -> None:
    town.receive("asks", town.answer(mail, "Who are you, and what is this about?"))


def bounces(town: Town, mail: EmailMessage) -> None:
    send = next(send for send in town.every_send() if send.content.recipient == str(mail["To"]))
    town.receive("bounce", inbound_world.delivery_report(send))


def complains(town: Town, mail: EmailMessage) -> None:
    send = next(send for send in town.every_send() if send.content.recipient == str(mail["To"]))
    town.receive("complaint", inbound_world.complaint(send))


def presses_unsubscribe(town: Town, mail: EmailMessage) -> None:
    """What a mail program does (RFC 8058): one POST to the header's https link, without cookie or token of ours."""
    link = re.search(r"<(https://[^>]+)>", str(mail["List-Unsubscribe"]))
    assert link is not None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = link.group(1).removeprefix(f"{UNSUBSCRIBE}/")
    with town.serving() as base_url:
        looked = httpx.get(f"{base_url}/u/{token}")
        assert looked.status_code == 200
        pressed = httpx.post(f"{base_url}/u/{token}", data={"List-Unsubscribe": "One-Click"})
        assert pressed.status_code == 200, pressed.text


def is_on_a_list(town: Town, mail: EmailMessage) -> None:
    _import_stop(town, f"Email\n{mail['To']}\n")


def its_company_is_on_a_list(town: Town, mail: EmailMessage) -> None:
    _import_stop(town, f"Domain\n{str(mail['To']).partition('@')[2]}\n")


def became_a_customer(town: Town, mail: EmailMessage) -> None:
    domain = str(mail["To"]).partition("@")[2]
    with open_sheet(_file(town, f"Company name,Domain,Lifecycle Stage\nX,{domain},Customer\n")) as sheet:
        mapping = guess(sheet.header, ACCOUNT_COLUMNS)
        import_accounts(town.installation.store, sheet, Report(mapping), owners={}, now=town.clock.now())


def _import_stop(town: Town, text: str) -> None:
    with open_sheet(_file(town, text)) as sheet:
        report = Report(guess(sheet.header, SUPPRESSION_COLUMNS))
        reason = SuppressionReason.DO_NOT_CONTACT
        import_suppressions(
            town.installation.store, sheet, report, reason=reason, source="list.csv", now=town.clock.now()
        )
    assert report.counts["created"] == 1


def _file(town: Town, text: str) -> Path:
    path = town.folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


Stop = Callable[[Town, EmailMessage], None]
WAYS: tuple[Stop, ...] = (
    says_no,
    asks_something,
    bounces,
    complains,
    presses_unsubscribe,
    is_on_a_list,
    its_company_is_on_a_list,
    became_a_customer,
)


@pytest.fixture
def town(found_town: Callable[..., Town]) -> Town:
    return found_town(unsubscribe=UNSUBSCRIBE)


@pytest.mark.parametrize("stop", WAYS, ids=lambda stop: stop.__name__)
def test_a_stop_in_the_sequence_stops_the_approved_mail_and_every_later_one(town: Town, stop: Stop) -> None:
    """Alder is mailed, its second touch is approved, then comes the stop. Birch says nothing and goes on."""
    made = town.first_drafts("alder", "birch")
    with town.open_review() as [mara]:
        for draft in made:
            assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == 2

    town.go_to(SECOND_TOUCH)
    town.play()
    town.morning()
    with town.open_review() as [mara]:
        for key in ("alder", "birch"):
            second = town.draft_of(key, step=2)
            assert second is not None, "the next touch of a silent contact is drafted on its day"
            assert mara.do("approve", second.id).status_code == 200
    first = next(mail for mail in town.mail() if "alder" in str(mail["To"]))
    stop(town, first)
    pauses = stop is complains  # a complaint pauses the mailbox as well
    assert town.let_a_day_pass() == (0 if pauses else 1), "only Birch's second mail leaves"

    for night in LATER_NIGHTS:
        town.go_to(datetime.fromisoformat(night))
        town.raised("alder", amount="$30 million", days_ago=1)
        town.play()
        town.morning()
        for draft in town.every_draft():
            assert draft.account_id != "a-alder" or draft.step <= 2, f"drafted again after {stop.__name__}"
        assert town.installation.mail().release()["sent"] == 0
    to_alder = [mail for mail in town.mail() if "alder" in str(mail["To"])]
    assert len(to_alder) == 1
    states = [send.state for send in town.every_send() if send.account_id == "a-alder"]
    assert sorted(states) == [SendState.CANCELLED, SendState.SENT]


@pytest.mark.parametrize("stop", [is_on_a_list, its_company_is_on_a_list, became_a_customer], ids=lambda s: s.__name__)
def test_a_stop_between_approval_and_release_of_the_first_mail_is_heard(town_on_both: Town, stop: Stop) -> None:
    town = town_on_both
    made = town.first_drafts("alder", "birch")
    with town.open_review() as [mara]:
        for draft in made:
            assert mara.do("approve", draft.id).status_code == 200
    addressed = EmailMessage()
    addressed["To"] = made[0].content.recipient
    stop(town, addressed)
    town.let_a_day_pass()
    assert [str(mail["To"]) for mail in town.mail()] == [made[1].content.recipient]


def test_a_stopped_person_cannot_be_approved_any_more(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    addressed = EmailMessage()
    addressed["To"] = draft.content.recipient
    is_on_a_list(town, addressed)
    with town.open_review() as [mara]:
        refused = mara.do("approve", draft.id)
    assert refused.status_code in {409, 422}
    town.clock.move(timedelta(hours=2))
    assert town.installation.mail().release()["sent"] == 0
