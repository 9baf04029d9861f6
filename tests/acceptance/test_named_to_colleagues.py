"""A mail to a colleague that names somebody who objected or was erased is not shown and does not leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from fakes import FakeModel
from town import Town

from agent.domain.contacts import Contact, Function, Seniority
from agent.domain.drafts import Draft, DraftState
from agent.domain.sends import SendState, Suppression, SuppressionReason
from agent.errors import ModelUnavailable
from agent.sends import erasure
from agent.sends.suppression import suppress
from agent.store import contacts, personal_data

PAGES = ("/", "/queue", "/queue?view=team", "/queue?view=blocked", "/queue?view=decided", "/to-find", "/signals",
         "/accounts/a-alder", "/outbox", "/outbox?tab=sent", "/outbox?tab=cancelled", "/replies", "/runs",
         "/api/v1/drafts")  # fmt: skip
INES = "calder@alder.example"


def _object(town: Town) -> None:
    now = town.clock.now()
    with town.installation.store.write() as session:
        suppress(
            session,
            Suppression("address", INES, SuppressionReason.OBJECTION, now, source="letter"),
            by="carol",
            now=now,
        )


def _be_erased(town: Town) -> None:
    with town.installation.store.write() as session:
        erasure.erase(session, personal_data.find(session, INES)[0], by="carol", now=town.clock.now())


STAY_AWAY = pytest.mark.parametrize("stay_away", [_object, _be_erased])


def _drafted(town: Town) -> Draft:
    """Ines Calder of Alder Works is its news; the mail that tells of her is to Kim Vale."""
    firm = town.settle("alder", person=False)
    kim = Contact(
        id="c-kim", account_id=firm.id, name="Kim Vale", first_name="Kim", last_name="Vale", title="Head of Sales",
        email="vale@alder.example", function=Function.SALES, seniority=Seniority.HEAD, country="US", source="CRM",
    )  # fmt: skip
    ines = replace(
        kim, id="c-ines", name="Ines Calder", first_name="Ines", last_name="Calder", title="CFO", email=INES,
        function=Function.FINANCE, seniority=Seniority.C_LEVEL,
    )  # fmt: skip
    with town.installation.store.write() as session:
        for person in (kim, ines):
            contacts.put(session, person, now=town.clock.now())
    words = f"BOSTON, Mass. {firm.name} today announced that Ines M. Calder has joined as Chief Revenue Officer."
    at = town.clock.now() - timedelta(days=2)
    town.web.publish("alder", f"{firm.name} appoints Ines Calder as Chief Revenue Officer", words, at)
    town.play()
    town.morning()
    draft = town.draft_of("alder")
    assert draft is not None and draft.contact_id == "c-kim" and "Ines M. Calder" in draft.content.text
    return draft


def _approve(town: Town, draft: Draft) -> None:
    with town.open_review("mara") as (mara,):
        assert mara.do("approve", draft.id).status_code == httpx.codes.OK


def _shown(town: Town) -> str:
    """What pages show, with every draft that they open."""
    with town.open_review("mara") as (mara,):
        answers = [mara.http.get(path, headers={"Accept": "text/html"}) for path in PAGES]
        opened = [
            mara.http.get(f"{at}{draft.id}") for draft in town.every_draft() for at in ("/drafts/", "/api/v1/drafts/")
        ]
    assert {answer.status_code for answer in answers} == {httpx.codes.OK}
    assert {answer.status_code for answer in opened} <= {httpx.codes.OK, httpx.codes.NOT_FOUND}
    return "\n".join(answer.text for answer in [*answers, *opened]).casefold()


def _now(town: Town, draft: Draft) -> Draft:
    return next(one for one in town.every_draft() if one.id == draft.id)


@STAY_AWAY
def test_a_waiting_draft_is_blocked_with_why_and_names_nobody(
    town_on_both: Town, stay_away: Callable[[Town], None]
) -> None:
    town = town_on_both
    draft = _drafted(town)
    assert "calder" in _shown(town)
    stay_away(town)
    blocked = _now(town, draft)
    assert blocked.state is DraftState.BLOCKED and blocked.state_reason.startswith("it name")
    shown = _shown(town)
    assert "calder" not in shown and "kim vale" in shown and f"blocked: {blocked.state_reason}" in shown


@STAY_AWAY
def test_an_approved_mail_that_has_not_left_never_leaves(town: Town, stay_away: Callable[[Town], None]) -> None:
    draft = _drafted(town)
    _approve(town, draft)
    stay_away(town)
    assert town.let_a_day_pass() == 0 and town.mail() == []
    [send] = town.every_send()
    assert (send.state, _now(town, draft).state) == (SendState.CANCELLED, DraftState.BLOCKED)
    assert "calder" not in _shown(town)


@STAY_AWAY
def test_a_mail_that_left_is_not_shown_and_what_follows_names_nobody(
    town: Town, stay_away: Callable[[Town], None]
) -> None:
    draft = _drafted(town)
    _approve(town, draft)
    assert town.let_a_day_pass() == 1
    [sent] = town.mail()
    stay_away(town)
    fake = FakeModel([ModelUnavailable("down")])
    town.installation.model = lambda: fake  # type: ignore[method-assign]
    town.receive("yes", town.answer(sent, "Yes, this is timely. What does it cost? Ines Calder decides."))
    assert "calder" not in _shown(town)
    asked = "\n".join(message.text for messages in fake.asked for message in messages).casefold()
    assert "calder" not in asked
    [send] = town.every_send()
    assert send.state is SendState.SENT and send.sent_at is not None


def test_the_next_touch_of_a_thread_names_nobody_who_objected_since(town: Town) -> None:
    draft = _drafted(town)
    _approve(town, draft)
    assert town.let_a_day_pass() == 1
    _object(town)
    fake = FakeModel([ModelUnavailable("down")] * 3)
    town.installation.model = lambda: fake  # type: ignore[method-assign]
    town.go_to(town.clock.now().replace(hour=5) + timedelta(days=6))
    town.raised("alder")
    town.play()
    town.morning()
    follow_up = town.draft_of("alder", step=2)
    assert follow_up is not None and follow_up.state is DraftState.PENDING
    assert "alder" in str(fake.asked).casefold() and "calder" not in str(fake.asked).casefold()
    _approve(town, follow_up)
    assert town.let_a_day_pass() == 1
    assert "calder" not in town.mail()[-1].get_content().casefold() and "calder" not in _shown(town)


def test_an_answer_of_somebody_erased_is_heard_and_holds_nothing_up(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    _approve(town, draft)
    assert town.let_a_day_pass() == 1
    [sent] = town.mail()
    with town.installation.store.write() as session:
        [dana] = personal_data.find(session, "okafor@alder.example")
        erasure.erase(session, dana, by="carol", now=town.clock.now())
    town.receive("yes", town.answer(sent, "Yes, this is timely. What does it cost?"))
    with town.open_review("mara") as (mara,):
        assert "okafor" not in mara.http.get("/replies").text.casefold()
