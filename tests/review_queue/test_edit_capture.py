"""An approval keeps what was changed before it, on both databases: once a draft, and not when it is taken back."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from builders import NOW, People

from agent.domain.drafts import Draft
from agent.domain.edits import EditBand, EditClass
from agent.store import edits
from agent.store.edits import Measured
from agent.store.engine import Store
from review_queue import checks, review

TEAM = builders.team()
ALWAYS = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=1)}


@pytest.fixture
def people(store: Store) -> People:
    with store.write() as session:
        return builders.seed_users(session)


def edited(store: Store, people: People, draft: Draft, old: str, new: str) -> Draft:
    with store.write() as session:
        body = checks.body_of(draft).replace(old, new)
        return review.edit(
            session, people.alice, draft.id, subject=draft.written.subject, body=body, version=draft.version, now=NOW,
            team=TEAM,
        )  # fmt: skip


def approved(store: Store, people: People, draft: Draft) -> Draft:
    with store.write() as session:
        done = review.approve(session, people.alice, draft.id, version=draft.version, now=NOW, team=TEAM)
    assert isinstance(done, Draft), done
    return done


def kept(store: Store) -> list[Measured]:
    with store.read() as session:
        return edits.measured(session, **ALWAYS)


def test_an_approval_as_is_is_kept_with_nothing_changed(store: Store, people: People) -> None:
    with store.write() as session:
        draft = builders.seed_draft(session)
    approved(store, people, draft)
    (one,) = kept(store)
    assert (one.draft_id, one.owner_id, one.band, one.words_changed, one.classes) == (
        draft.id, "ada", EditBand.AS_IS, 0, {},
    )  # fmt: skip


def test_an_edited_approval_is_kept_with_its_classes(store: Store, people: People) -> None:
    with store.write() as session:
        draft = builders.seed_draft(session)
    approved(store, people, edited(store, people, draft, "Want the checklist we use for this?", "Who owns routing?"))
    (one,) = kept(store)
    assert one.band is EditBand.LIGHT
    assert one.classes[EditClass.CTA] >= 1
    with store.read() as session:
        (texts,) = edits.revised(session, "ada", since=NOW - timedelta(days=1))
    assert "Want the checklist" in texts.generated.sentences[-1].text
    assert texts.final.sentences[-1].text == "Who owns routing?"


def test_an_approval_that_is_taken_back_teaches_nothing(store: Store, people: People) -> None:
    with store.write() as session:
        draft = builders.seed_draft(session)
    done = approved(store, people, draft)
    with store.write() as session:
        review.undo(session, people.alice, done.id, version=done.version, now=NOW)
    assert kept(store) == []


def test_approving_again_replaces_what_was_kept(store: Store, people: People) -> None:
    with store.write() as session:
        draft = builders.seed_draft(session)
    again = edited(store, people, approved(store, people, draft), "that fast", "so quickly")
    approved(store, people, again)
    (one,) = kept(store)
    assert one.words_changed == 2
