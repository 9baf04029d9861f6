"""What a model was asked goes after 90 days, with the draft's person, and with whom it names."""

from __future__ import annotations

from datetime import timedelta

import builders
from sqlmodel import Session

from agent.domain.drafts import Asked
from agent.store import asked, drafts, objections, personal_data
from agent.store.contacts import get
from agent.store.engine import Store

QUESTION = Asked("first_touch/default", "abc", "def", "Write one mail.", "Evidence: a financing of $12 million.")


def _draft(session: Session) -> str:
    draft = builders.seed_draft(session)
    asked.keep(session, draft.id, [QUESTION, QUESTION], now=builders.NOW)
    return draft.id


def test_it_is_kept_for_90_days(store: Store) -> None:
    with store.write() as session:
        draft_id = _draft(session)
        assert asked.forget_old(session, now=builders.NOW + timedelta(days=89, hours=23)) == 0
        assert [row.user for row in asked.of_draft(session, draft_id)] == [QUESTION.user] * 2
        assert asked.forget_old(session, now=builders.NOW + timedelta(days=90)) == 2
        assert not asked.is_kept(session, draft_id)


def test_a_person_is_handed_what_was_asked_about_them(store: Store) -> None:
    with store.write() as session:
        draft_id = _draft(session)
        draft = drafts.get(session, draft_id)
        person = get(session, draft.contact_id) if draft else None
        assert person is not None
        assert [row["user"] for row in personal_data.everything(session, person)["prompts"]] == [QUESTION.user] * 2


def test_what_names_somebody_goes_and_the_rest_stays(store: Store) -> None:
    with store.write() as session:
        draft_id = _draft(session)
        named = Asked("p", "abc", "def", "Write one mail.", "Alder named Ines Calder as CFO.")
        asked.keep(session, draft_id, [named], now=builders.NOW)
        key = objections.person_key("acc-alder", "Ines Calder")
        silence = objections.Silence("acc-alder", frozenset({key}))
        assert asked.forget_naming(session, "acc-alder", silence) == 1
        assert [row.user for row in asked.of_draft(session, draft_id)] == [QUESTION.user] * 2
