"""Erasing and outliving: nothing of a person is left but hashes and counts, twice is a no-op, and they stay away."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import builders
from sqlmodel import Session, SQLModel, select

from agent.domain.contacts import Contact
from agent.domain.drafts import Asked, DraftState
from agent.domain.runs import Skip, SkipCode
from agent.domain.sends import Suppression, SuppressionReason
from agent.sends import erasure
from agent.sends.suppression import suppress, suppressed
from agent.store import asked, contacts, drafts, objections, personal_data, runs, signals
from agent.store.engine import Store
from agent.tables.sends import ReplyRow

NOW = builders.NOW


def _told(session: Session) -> str:
    """Every row of every table, as text."""
    tables = SQLModel.metadata.sorted_tables
    rows = [dict(row._mapping) for table in tables for row in session.connection().execute(select(table))]
    return json.dumps(rows, default=lambda value: value.decode() if isinstance(value, bytes) else str(value))


def _lived(session: Session) -> Contact:
    """A person with a draft, an answer, a card and a skip that name them."""
    draft = builders.seed_draft(session)
    person = contacts.get(session, draft.contact_id)
    assert person is not None
    session.add(
        ReplyRow(
            inbound_id="i1", send_id="s1", account_id=person.account_id, contact_id=person.id, intent="interested",
            subject="Re: hello", text="Dana here, call 555 0100", briefing={"x": "Dana Ortiz"}, received_at=NOW,
        )
    )  # fmt: skip
    signals.put_cards(
        session, [signals.Card(person.account_id, "revops", "ada", "New VP Sales: Dana Ortiz", "", 1, "")], now=NOW
    )
    run_id = builders.seed_run(session)
    said = Skip(person.account_id, SkipCode.SUPPRESSED, "Dana Ortiz must not be mailed.")
    runs.put_skips(session, run_id, [said])
    asked.keep(session, draft.id, [Asked("p", "p", "r", "Write one mail.", "Dana Ortiz runs sales.")], now=NOW)
    session.flush()
    return person


def test_an_erased_person_leaves_no_name_address_or_text(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
        assert "Dana" in _told(session) and "dana@alder.example" in _told(session)
        erasure.erase(session, person, by="Carol", now=NOW)
    with store.read() as session:
        left = _told(session)
        assert "Dana" not in left and "dana@" not in left and "555 0100" not in left
        draft = drafts.open_for_contact(session, person.id)[0]
        assert (draft.state, draft.written.sentences, draft.content.text) == (DraftState.BLOCKED, (), "")


def test_an_erased_person_is_barred_by_address_and_by_name(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
        erasure.erase(session, person, by="Carol", now=NOW)
        bars = {"domain": "alder.example", "account_id": person.account_id, "now": NOW}
        by_address = suppressed(session, address="Dana+x@alder.example", **bars)
        by_name = suppressed(session, address="d.ortiz@alder.example", name="Dana M. Ortiz", **bars)
        someone = suppressed(session, address="kim@alder.example", name="Kim Vale", **bars)
    assert by_address is not None and by_address.reason is SuppressionReason.ERASED
    assert by_name is not None and by_name.reason is SuppressionReason.ERASED
    assert someone is None


def test_what_barred_a_plain_address_bars_its_hash_after_the_erasure(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
        stop = Suppression("address", person.email, SuppressionReason.UNSUBSCRIBE, NOW, source="reply")
        suppress(session, stop, by="listen", now=NOW)
        erasure.forget_outlived(session, now=NOW + timedelta(days=400))
        left = suppressed(session, address=person.email, domain="", account_id="", now=NOW + timedelta(days=900))
        assert "dana@alder.example" not in _told(session)
    assert left is not None and left.reason is SuppressionReason.UNSUBSCRIBE


def test_a_year_without_an_answer_ends_what_is_kept_and_twice_is_a_no_op(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
    with store.write() as session:
        assert erasure.forget_outlived(session, now=NOW + timedelta(days=364)) == 0
        assert erasure.forget_outlived(session, now=NOW + timedelta(days=366)) == 1
        once = _told(session)
        assert erasure.forget_outlived(session, now=NOW + timedelta(days=367)) == 0
        assert _told(session) == once
        gone = contacts.get(session, person.id)
        assert gone is not None and gone.erased_at is not None and gone.name == gone.email == ""
        assert suppressed(session, address=person.email, domain="", account_id="", now=NOW) is None


def test_reading_a_source_again_moves_no_end_and_an_answer_does(store: Store) -> None:
    later = NOW + timedelta(days=200)
    with store.write() as session:
        person = _lived(session)
        contacts.put(session, replace(person, keep_until=None, title="Chief"), now=later)
        session.flush()
        kept = contacts.get(session, person.id)
        assert kept is not None and kept.keep_until == NOW + timedelta(days=365)
        contacts.renew(session, person.id, now=later)
        session.flush()
        renewed = contacts.get(session, person.id)
        assert renewed is not None and renewed.keep_until == later + timedelta(days=365)


def test_a_person_gets_everything_that_is_kept_about_them(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
        told = personal_data.everything(session, personal_data.find(session, "Dana@alder.example")[0])
    assert told["person"]["email"] == person.email and told["person"]["purpose"] and told["person"]["basis"]
    assert told["drafts"][0]["content"]["text"] and told["replies"][0]["text"].startswith("Dana here")
    json.dumps(told, default=str)


def test_who_was_erased_is_not_found(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
        erasure.erase(session, person, by="Carol", now=NOW)
        assert [personal_data.find(session, who) for who in (person.id, person.email, person.name)] == [[], [], []]


def test_a_namesake_elsewhere_is_not_hidden(store: Store) -> None:
    with store.write() as session:
        person = _lived(session)
        erasure.erase(session, person, by="Carol", now=NOW)
        here, elsewhere = objections.silence(session, person.account_id), objections.silence(session, "acc-brook")
        assert here.holds("Alder named Dana M. Ortiz as VP Sales") and here.holds("said Dana Ortiz’s deputy")
        assert not elsewhere.holds("Brook named Dana Ortiz as VP Sales")
