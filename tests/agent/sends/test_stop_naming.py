"""What stops, and what is emptied, of mails to colleagues when somebody whom they name objects or is erased."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import outbox_world as world
import pytest
from outbox_world import NOW, RecordingChannel
from sqlmodel import Session, SQLModel, select

from agent.domain.briefs import Brief, BriefLine, Reason
from agent.domain.drafts import Asked, Draft, DraftState, Findings
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.sends import SendState, Suppression, SuppressionReason
from agent.sends import erasure
from agent.sends.release import ReleaseReport, release_due
from agent.sends.suppression import NAMES_AN_OBJECTOR, Stopped, stop_naming, suppress
from agent.store import (
    asked,
    contacts,
    draft_names,
    drafts,
    enrolments,
    objections,
    personal_data,
    queue,
    sends,
    signals,
    suppressions,
)
from agent.store.engine import Store
from agent.tables.drafts import DraftRow

TEAM = world.team(policy=world.FREE_POLICY)
INES = world.contact(
    1, id="c-ines", name="Ines Calder", first_name="Ines", last_name="Calder", email="calder@alder1.example"
)
NAMING = "Hi Dana,\n\nAlder named Ines M. Calder as CFO. Is routing still done by hand?\n\nMara"


def _draft(session: Session, *, body: str = world.BODY, number: int = 1) -> str:
    """A pending draft to Dana, whose colleague Ines is known."""
    draft_id = world.add_draft(session, number=number, text=world.content(world.contact(number), body=body))
    contacts.put(session, INES, now=NOW)
    session.flush()
    return draft_id


def _object(session: Session) -> Stopped:
    letter = Suppression("address", INES.email, SuppressionReason.OBJECTION, NOW, source="letter")
    return suppress(session, letter, by="carol", now=NOW)


def _bar(session: Session) -> None:
    """The objection stands on the list, and nothing was stopped for it."""
    key = objections.person_key("a1", INES.name)
    suppressions.put(session, Suppression("person", key, SuppressionReason.OBJECTION, NOW))


def _erase(session: Session) -> dict[str, int]:
    return erasure.erase(session, INES, by="carol", now=NOW)


def _now(session: Session, draft_id: str) -> Draft:
    session.expire_all()
    draft = drafts.get(session, draft_id)
    assert draft is not None
    return draft


def _kept(session: Session) -> str:
    """Every row of every table, as text."""
    tables = SQLModel.metadata.sorted_tables
    rows = [dict(row._mapping) for table in tables for row in session.connection().execute(select(table))]
    return json.dumps(rows, default=lambda value: value.decode() if isinstance(value, bytes) else str(value))


def _release(store: Store, channel: RecordingChannel) -> ReleaseReport:
    return release_due(
        store, team=TEAM, channels={"mara": channel}, clock=world.clock(), worker_id="w1", limit=9, key=world.KEY
    )


def _edited_away(session: Session) -> str:
    """Named in the first revision only."""
    draft_id = _draft(session)
    draft = _now(session, draft_id)
    for text in (NAMING, world.BODY):
        words = replace(draft.written, sentences=(replace(draft.written.sentences[0], text=text),))
        columns = queue.add_revision(
            session, draft, written=words, content=draft.content, findings=Findings(), by="u1", now=NOW
        )
    session.get_one(DraftRow, draft_id).written = columns["written"]
    return draft_id


def _in_its_brief(session: Session) -> str:
    """Named in what it stands on only, and so in what a model was told."""
    draft_id = _draft(session)
    asked.keep(session, draft_id, [Asked("p", "p", "r", "Write.", "Alder named Ines Calder as CFO.")], now=NOW)
    pieces = (
        Evidence("e2", EvidenceKind.NEWS, Party.PROSPECT, "Alder named Ines Calder as CFO.", item_id="i1"),
        Evidence("e3", EvidenceKind.NEWS, Party.PROSPECT, "Calder comes from Brook.", item_id="i1"),
        *world.brief().evidence,
    )
    brief = Brief(
        world.account(), NOW,
        lines=tuple(BriefLine(piece.quote, piece.id) for piece in pieces), evidence=pieces, signals=(),
        reasons=(Reason("s1", "p1", "v1", "", "revops", 1.0, "Ines Calder became CFO"),), sha256="b1",
    )  # fmt: skip
    session.get_one(DraftRow, draft_id).brief_id = signals.put_brief(session, brief, now=NOW)
    drafts.mark_outdated(session, {draft_id: "“Ines Calder speaks in Leeds” (Wire)."})
    session.flush()
    return draft_id


def _in_its_words(session: Session) -> str:
    return _draft(session, body=NAMING)


MADE = pytest.mark.parametrize("made", [_in_its_words, _edited_away, _in_its_brief])


@MADE
def test_an_objection_stops_a_mail_to_a_colleague_that_names_them(store: Store, made: Callable[[Session], str]) -> None:
    with store.write() as session:
        draft_id = made(session)
        send = world.approve(session, draft_id, by=TEAM)
        stopped = _object(session)
        assert (stopped.sends, stopped.drafts) == (1, 1)
        draft, left = _now(session, draft_id), sends.get(session, send.id)
        assert (draft.state, draft.state_reason) == (DraftState.BLOCKED, NAMES_AN_OBJECTOR)
        assert left is not None and (left.state, left.reason) == (SendState.CANCELLED, NAMES_AN_OBJECTOR)
        again = _object(session)
        assert (again.sends, again.drafts) == (0, 0)


@MADE
def test_an_erasure_takes_them_out_of_drafts_revisions_sends_and_briefs(
    store: Store, made: Callable[[Session], str]
) -> None:
    with store.write() as session:
        draft_id = made(session)
        world.approve(session, draft_id, by=TEAM)
        assert "Calder" in _kept(session)
        _erase(session)
        assert "Calder" not in _kept(session)
        draft = _now(session, draft_id)
        assert (draft.state, draft.state_reason) == (DraftState.BLOCKED, erasure.NAMED_WHO_WAS_ERASED)
        assert (draft.written.sentences, draft.content.text) == ((), "")
        once = _kept(session)
        assert set(draft_names.forget(session, INES).values()) == {0}
        assert _kept(session) == once


def test_a_brief_keeps_what_was_read_elsewhere(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_brief(session)
        _erase(session)
        brief = signals.get_brief(session, _now(session, draft_id).brief_id)
    others = [piece.id for piece in world.brief().evidence]
    assert brief is not None and [piece.id for piece in brief.evidence] == others
    assert [line.evidence_id for line in brief.lines] == others and brief.reasons == ()


def test_other_mails_at_the_account_and_namesakes_elsewhere_go_on(store: Store) -> None:
    with store.write() as session:
        ids = [_draft(session), _draft(session, body=NAMING, number=2)]
        found = [world.approve(session, one, by=TEAM) for one in ids]
        assert _object(session).drafts == 0
        _erase(session)
        assert {_now(session, one).state for one in ids} == {DraftState.APPROVED}
        assert {left.state for one in found if (left := sends.get(session, one.id))} == {SendState.SCHEDULED}
    channel = RecordingChannel()
    assert _release(store, channel)["sent"] == 2


def test_an_opt_out_is_about_mail_to_them_alone(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_words(session)
        stop = Suppression("address", INES.email, SuppressionReason.UNSUBSCRIBE, NOW, source="reply")
        assert suppress(session, stop, by="listen", now=NOW).drafts == 0
        assert _now(session, draft_id).state is DraftState.PENDING


def test_a_claim_turns_an_approved_mail_away_that_names_them(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_words(session)
        send = world.approve(session, draft_id, by=TEAM)
        _bar(session)
    channel = RecordingChannel()
    assert _release(store, channel)["cancelled"] == 1 and channel.sent == []
    with store.read() as session:
        left = sends.get(session, send.id)
        assert left is not None and (left.state, left.reason) == (SendState.CANCELLED, NAMES_AN_OBJECTOR)
        assert _now(session, draft_id).state_reason == NAMES_AN_OBJECTOR


def test_the_point_of_no_return_asks_again_whom_a_mail_names(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_words(session)
        world.approve(session, draft_id, by=TEAM)

    def objects_now() -> None:
        with store.write() as session:
            _bar(session)

    channel = RecordingChannel(before=objects_now)
    assert _release(store, channel)["cancelled"] == 1 and channel.sent == []
    with store.read() as session:
        assert _now(session, draft_id).state is DraftState.BLOCKED


@pytest.mark.parametrize(("made", "is_emptied"), [(_in_its_words, True), (_in_its_brief, False)])
def test_of_mail_that_left_only_words_about_them_are_taken(
    store: Store, made: Callable[[Session], str], is_emptied: bool
) -> None:
    with store.write() as session:
        send = world.approve(session, made(session), by=TEAM)
    channel = RecordingChannel()
    assert _release(store, channel)["sent"] == 1
    with store.write() as session:
        _erase(session)
        left = sends.get(session, send.id)
        assert "Calder" not in _kept(session)
    assert left is not None and left.state is SendState.SENT and left.sent_at == NOW
    assert left.content.recipient == world.contact().email, "an answer still finds whom it was to"
    assert (left.content.text == "", left.mime is None) == (is_emptied, is_emptied)


def test_a_last_name_alone_is_taken_where_the_brief_tells_whose_it_is(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_brief(session)
        short = world.content(world.contact(), body="Hi Dana,\n\nMs Calder's first weeks are busy ones.\n\nMara")
        send = world.approve(session, draft_id, by=TEAM, text=short)
    _release(store, RecordingChannel())
    with store.write() as session:
        _erase(session)
        left = sends.get(session, send.id)
    assert left is not None and left.state is SendState.SENT and left.content.text == ""


def test_what_mails_to_colleagues_say_is_told_to_who_asks(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_words(session)
        told = personal_data.everything(session, INES)["colleagues_drafts"]
    assert [(one["draft_id"], one["text"]) for one in told] == [(draft_id, NAMING.split("\n")[2])]


def test_a_sequence_goes_on_where_one_mail_of_it_stops(store: Store) -> None:
    with store.write() as session:
        draft_id = _in_its_words(session)
        send = world.approve(session, draft_id, by=TEAM)
        about = {"a1": objections.silence_about(INES)}
        assert stop_naming(session, about, reason="why", by="carol", now=NOW) == (1, 1)
        left, enrolment = sends.get(session, send.id), enrolments.active_of(session, send.contact_id)
        assert left is not None and left.state is SendState.CANCELLED
        assert enrolment is not None and enrolment.id == send.enrolment_id
