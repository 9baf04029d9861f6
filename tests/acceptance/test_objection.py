"""Acceptance 17 of the signals: somebody who objected is not shown, not exported, not mailed, not told to a model."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from fakes import FakeModel
from town import Town

from agent.domain.contacts import Contact, Function, Seniority
from agent.domain.sends import Suppression, SuppressionReason
from agent.errors import ModelUnavailable
from agent.sends import erasure
from agent.sends.suppression import suppress
from agent.store import contacts, personal_data
from agent.to_find import to_csv

PAGES = ("/queue", "/queue?view=team", "/queue?view=blocked", "/queue?view=decided", "/to-find", "/to-find.csv",
         "/accounts", "/accounts/a-alder", "/signals", "/outbox", "/replies", "/runs")  # fmt: skip


def _news(town: Town) -> None:
    """Dana of Alder Works is in both of its news, as a quoted voice and as the news itself."""
    firm = town.settle("alder")
    voice = "“We will hire,” said Dana Okafor, VP Sales."
    town.raised("alder", more=voice)
    at = town.clock.now() - timedelta(days=2)
    words = f"BOSTON, Mass. {firm.name} today announced that Dana M. Okafor has joined as Chief Revenue Officer."
    town.web.publish("alder", f"{firm.name} appoints Dana Okafor as Chief Revenue Officer", words, at)


def _colleague(town: Town) -> None:
    kim = Contact(
        id="c-kim", account_id="a-alder", name="Kim Vale", first_name="Kim", last_name="Vale", title="Head of Sales",
        email="vale@alder.example", function=Function.SALES, seniority=Seniority.HEAD, country="US", source="CRM",
    )  # fmt: skip
    with town.installation.store.write() as session:
        contacts.put(session, kim, now=town.clock.now())


def _object(town: Town) -> None:
    now = town.clock.now()
    words = Suppression("address", "okafor@alder.example", SuppressionReason.OBJECTION, now, source="letter")
    with town.installation.store.write() as session:
        suppress(session, words, by="carol", now=now)


def _be_erased(town: Town) -> None:
    with town.installation.store.write() as session:
        person = personal_data.find(session, "okafor@alder.example")[0]
        erasure.erase(session, person, by="carol", now=town.clock.now())


def _listening_model(town: Town) -> FakeModel:
    """A model that keeps what it is told and never answers: the composer drafts."""
    fake = FakeModel([ModelUnavailable("down")])
    town.installation.model = lambda: fake  # type: ignore[method-assign]
    return fake


def _shown(town: Town) -> str:
    with town.open_review("mara") as (mara,):
        answers = [mara.http.get(path, headers={"Accept": "text/html"}) for path in PAGES]
        drafts = [mara.http.get(f"/drafts/{draft.id}") for draft in town.every_draft()]
        api = [mara.http.get(f"/api/v1/drafts/{draft.id}") for draft in town.every_draft()]
    assert all(answer.status_code == httpx.codes.OK for answer in answers), [a.status_code for a in answers]
    return "\n".join(answer.text for answer in [*answers, *drafts, *api]).casefold()


@pytest.mark.parametrize("stay_away", [_object, _be_erased])
def test_who_objected_before_the_night_is_in_no_draft_page_file_or_prompt(town_on_both: Town, stay_away) -> None:  # type: ignore[no-untyped-def]
    town = town_on_both
    _news(town)
    _colleague(town)
    stay_away(town)
    model = _listening_model(town)
    town.play()
    town.morning()
    draft = town.draft_of("alder")
    assert draft is not None and draft.contact_id == "c-kim"
    asked = "\n".join(message.text for messages in model.asked for message in messages).casefold()
    assert "alder" in asked and "okafor" not in asked
    with town.installation.store.read() as session:
        assert "okafor" not in to_csv(session, town.installation.team()).casefold()
    shown = _shown(town)
    assert "kim vale" in shown and "okafor" not in shown


def test_without_anybody_else_the_card_asks_for_the_role_and_names_nobody(town: Town) -> None:
    _news(town)
    _object(town)
    town.play()
    town.morning()
    assert town.every_draft() == []
    shown = _shown(town)
    assert "wanted: head of sales" in shown and "okafor" not in shown


def test_an_objection_after_the_approval_stops_the_mail_and_hides_the_draft(town: Town) -> None:
    _news(town)
    town.play()
    town.morning()
    draft = town.draft_of("alder")
    assert draft is not None and draft.contact_id == "c-alder"
    with town.open_review("mara") as (mara,):
        assert mara.do("approve", draft.id).status_code == httpx.codes.OK
    model = _listening_model(town)
    _object(town)
    town.let_a_day_pass()
    assert town.mail() == []
    assert "okafor" not in _shown(town)
    town.installation.preparer().redraft(draft.id, salt=1)
    assert model.asked == []


def test_another_address_of_who_objected_brings_no_mail(town: Town) -> None:
    _news(town)
    _object(town)
    with town.installation.store.write() as session:
        dana = contacts.get(session, "c-alder")
        assert dana is not None
        contacts.put(session, replace(dana, email="dana@alder.example"), now=town.clock.now())
    town.play()
    town.morning()
    assert town.every_draft() == []
