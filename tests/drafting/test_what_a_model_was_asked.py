"""Every question to a model stays with its draft, word for word, with the repairs and the reason of a fall-back."""

from __future__ import annotations

import copy

from drafting_builders import AS_OF, account, contact, funding_signal, mailbox, offer, persona
from fakes import FakeModel, Script

from agent.domain.drafts import Drafted
from agent.domain.voices import Ban, Voice, VoiceCard
from agent.errors import ModelPaused, ModelUnavailable
from drafting.draft import Drafter, draft
from drafting.research import research

FIRM = account()
BRIEF = research(FIRM, [funding_signal(FIRM)], offer=offer(), personas=[persona()], as_of=AS_OF)
TRUE = {
    "subject": "routing after series b",
    "sentences": [
        {"text": "Your $12M Series B was led by Fenwick Ventures.", "role": "opener", "kind": "fact",
         "evidence_ids": ["e1"]},
        {"text": "If your team is like most, lead routing rules tend to break when a team grows fast.", "role": "pain",
         "kind": "hypothesis", "evidence_ids": ["h1"]},
        {"text": "Northwind cut routing time from two days to ten minutes.", "role": "proof", "kind": "fact",
         "evidence_ids": ["p1"]},
        {"text": "Want the checklist we use for this?", "role": "cta", "kind": "offer", "evidence_ids": ["c1"]},
    ],
}  # fmt: skip
FALSE = copy.deepcopy(TRUE)
FALSE["sentences"][0]["text"] = "Your $15M Series B was led by Fenwick Ventures."  # type: ignore[index]
MENDED = {"patches": [{"index": 0, "text": "Your $12M Series B was led by Fenwick Ventures.", "evidence_ids": ["e1"]}]}


def made(*script: Script, voice: Voice | None = None) -> tuple[Drafted, FakeModel]:
    model = FakeModel(script)
    found = draft(
        BRIEF, contact=contact(FIRM), persona=persona(), offer=offer(), mailbox=mailbox(),
        drafter=Drafter(model=model if script else None, secret=b"test"), as_of=AS_OF, voice=voice or Voice(),
    )  # fmt: skip
    assert isinstance(found, Drafted), found
    return found, model


def test_what_was_sent_is_what_is_kept() -> None:
    found, model = made(FALSE, MENDED)
    kept = [(one.system, one.user) for one in found.asked]
    assert kept == [(system.text, user.text) for system, user in model.asked]
    assert [one.prompt_id for one in found.asked] == ["first_touch/funding", "repair/default"]
    assert found.asked[0].render_hash == found.authorship.render_hash
    assert (found.authorship.repairs, found.authorship.fell_back) == (1, "")


def test_a_model_that_gave_nothing_leaves_its_question_and_the_reason() -> None:
    found, _ = made(ModelUnavailable("fake-model did not answer (timeout)"))
    assert found.authorship.drafter == "composer/1"
    assert found.authorship.fell_back == "fake-model did not answer (timeout)"
    assert len(found.asked) == 1


def test_a_question_that_never_left_is_not_kept() -> None:
    found, _ = made(ModelPaused("no model is asked for an hour"))
    assert found.asked == () and found.authorship.fell_back
    found, _ = made(FALSE, ModelPaused("today's budget for models is used up", over_budget=True))
    assert [one.prompt_id for one in found.asked] == ["first_touch/funding"]


def test_the_composer_asks_nobody() -> None:
    found, _ = made()
    assert (found.asked, found.authorship.repairs, found.authorship.fell_back) == ((), 0, "")


def test_nobody_is_named_in_what_is_kept() -> None:
    found, _ = made(TRUE)
    said = repr(found.asked)
    person = contact(FIRM)
    assert person.email not in said and person.name not in said and person.last_name not in said


def test_a_draft_says_what_voice_it_was_given() -> None:
    voice = Voice(VoiceCard(greeting="Hello {first_name},"), bans=(Ban("b1", "synergy"), Ban("b2", "leverage")))
    assert made(voice=voice)[0].authorship.voice == "card, 2 bans"
    assert made()[0].authorship.voice == ""
