"""Voice & words: three alike edits propose a rule, a person accepts it, and the next draft obeys."""

from __future__ import annotations

import re
from datetime import timedelta

import builders
import pytest
import web_world
from builders import NOW
from web_world import World

from agent.domain.contacts import Contact
from agent.domain.drafts import Draft, Drafted
from agent.domain.evidence import Quote
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from agent.feedback import capture
from agent.feedback.sender import voice_of, with_examples
from agent.sends.erasure import erase
from agent.store import contacts, edits, voices
from agent.store.engine import Store
from drafting.draft import Drafter, draft
from drafting.examples import Wanted
from drafting.research import research
from review_queue import checks, review

TEAM = builders.team()
ASK = "Want the checklist we use for this?"
PEOPLE = (("alder", "Dana"), ("umbra", "Tom"), ("vesper", "Priya"), ("lumen", "Marc"))


@pytest.fixture
def world(store: Store) -> World:
    return web_world.world(store)


def person(key: str, first: str) -> Contact:
    return builders.contact(
        builders.account(key), name=f"{first} Ortiz", first_name=first, email=f"{first}@{key}.example"
    )


def approve_edited(world: World, key: str, first: str, old: str, new: str) -> Draft:
    made = world.draft(key=key, to=person(key, first))
    with world.store.write() as session:
        body = checks.body_of(made).replace(old, new)
        assert body != checks.body_of(made)
        made = review.edit(
            session, world.people.alice, made.id, subject=made.written.subject, body=body, version=made.version,
            now=NOW, team=TEAM,
        )  # fmt: skip
        done = review.approve(session, world.people.alice, made.id, version=made.version, now=NOW, team=TEAM)
    assert isinstance(done, Draft), done
    return done


def next_draft(world: World, salt: int = 0) -> Drafted:
    """What the composer writes for a new account of Ada's, as a night would."""
    firm = builders.account("quillon")
    text = "Quillon Robotics raised a $9 million Series A led by Fenwick Ventures."
    quote = Quote.of(text, 0, len(text))
    spans = {"amount": ("9000000", "$9 million"), "currency": ("USD", "$9 million"), "round": ("series_a", "Series A")}
    told = {
        name: FieldValue(value, Quote.of(text, text.index(said), text.index(said) + len(said)))
        for name, (value, said) in spans.items()
    }
    report = SignalEvidence(
        "i1", "wire", "https://wire.example/q", "Wire", text, quote, told, NOW - timedelta(days=3), NOW, 0.9
    )
    fields = {name: value for name, (value, _) in spans.items()}
    event = Signal("s1", firm.id, SignalKind.FUNDING, fields, (report,), 0.9, NOW - timedelta(days=3), NOW)
    brief = research(firm, [event], offer=TEAM.offer, personas=TEAM.personas, as_of=NOW)
    with world.store.read() as session:
        voice = voice_of(session, "ada")
    made = draft(
        brief, contact=builders.contact(firm), persona=builders.PERSONA, offer=TEAM.offer, mailbox=builders.ADA,
        drafter=Drafter(), voice=voice, salt=salt, as_of=NOW,
    )  # fmt: skip
    assert isinstance(made, Drafted), made
    return made


def post(world: World, name: str, path: str, **form: str):  # type: ignore[no-untyped-def]
    client = world.client(name)
    return client.post(path, data={"csrf": web_world.csrf(client), "owner": "ada", **form})


def page(world: World, name: str = "alice", path: str = "/voice?owner=ada") -> str:
    answer = world.client(name).get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def keys(html: str) -> list[str]:
    return re.findall(r'name="key" value="([^"]+)"', html)


def test_three_edits_propose_a_rule_a_person_accepts_it_and_the_next_draft_obeys(world: World) -> None:
    assert not next_draft(world).written.sentences[-1].text.startswith("Who ")
    for key, first in PEOPLE[:2]:
        approve_edited(world, key, first, ASK, "Who owns lead routing on your side?")
    assert keys(page(world)) == []
    approve_edited(world, *PEOPLE[2], ASK, "Who owns lead routing on your side?")
    shown = page(world)
    assert "In the question, ask who owns it." in shown and "3 edits say so" in shown
    assert keys(shown)[0] == "ask_for_owner::"
    assert not next_draft(world).written.sentences[-1].text.startswith("Who "), "nothing holds before it is accepted"

    assert post(world, "alice", "/voice/proposals", key="ask_for_owner::", what="accept").status_code == 303
    for salt in range(4):
        assert next_draft(world, salt).written.sentences[-1].text.startswith("Who ")
    assert "ask_for_owner::" not in keys(page(world))


def test_a_declined_rule_is_not_proposed_again(world: World) -> None:
    for key, first in PEOPLE[:3]:
        approve_edited(world, key, first, ASK, "Who owns lead routing on your side?")
    assert post(world, "alice", "/voice/proposals", key="ask_for_owner::", what="decline").status_code == 303
    approve_edited(world, *PEOPLE[3], ASK, "Who owns lead routing on your side?")
    assert "ask_for_owner::" not in keys(page(world))
    assert post(world, "alice", "/voice/proposals", key="ask_for_owner::", what="accept").status_code == 404


def test_a_rule_that_is_taken_back_holds_no_longer(world: World) -> None:
    for key, first in PEOPLE[:3]:
        approve_edited(world, key, first, ASK, "Who owns lead routing on your side?")
    post(world, "alice", "/voice/proposals", key="ask_for_owner::", what="accept")
    (rule,) = re.findall(r"/voice/rules/([\w-]+)", page(world))
    assert post(world, "alice", f"/voice/rules/{rule}").status_code == 303
    with world.store.read() as session:
        assert voice_of(session, "ada").preferences == ()


def test_a_phrase_deleted_three_times_goes_on_the_ban_list_and_warns_in_a_persons_edit(world: World) -> None:
    for key, first in PEOPLE[:3]:
        approve_edited(world, key, first, "If your team is like most, lead", "Lead")
    phrase = next(key for key in keys(page(world)) if key.startswith("ban:"))
    assert post(world, "alice", "/voice/proposals", key=phrase, what="accept").status_code == 303
    made = world.draft(key="lumen", to=person("lumen", "Marc"))
    with world.store.read() as session:
        found = checks.recheck(session, made, team=TEAM, now=NOW)
    assert [one.code for one in found.warnings if "ban list" in one.message] == ["L13"]


def test_a_hard_ban_of_everyone_blocks_approval(world: World) -> None:
    made = world.draft()
    form = {"phrase": "tend to break", "level": "hard", "reason": "says little"}
    assert post(world, "alice", "/voice/bans", whose="all", **form).status_code == 403
    assert post(world, "carol", "/voice/bans", whose="all", **form).status_code == 303
    answer = web_world.call(world.client("alice"), made, "approve")
    assert answer.status_code == 422 and "the ban list: says little" in answer.text
    with world.store.read() as session:
        (ban,) = voice_of(session, "ben").bans
    assert post(world, "alice", f"/voice/bans/{ban.id}/lift").status_code == 403
    assert post(world, "carol", f"/voice/bans/{ban.id}/lift").status_code == 303
    assert web_world.call(world.client("alice"), made, "approve").status_code == 200


def test_a_ban_that_fails_its_own_test_is_refused_with_the_reason(world: World) -> None:
    answer = post(
        world, "alice", "/voice/bans", phrase="circle back", level="soft", reason="worn", hits="circling back"
    )
    assert answer.status_code == 422 and "should find" in answer.text


def test_a_voice_is_its_owners(world: World) -> None:
    assert "Proposed from edits" not in page(world, "bob")
    for path in ("/voice/card", "/voice/measure", "/voice/bans", "/voice/proposals"):
        assert post(world, "bob", path, key="x", what="accept").status_code == 403, path


def test_greeting_and_sign_off_reach_the_mail_at_the_next_edit(world: World) -> None:
    form = {"greeting": "Hello {first_name},", "sign_off": "Best", "contractions": "", "words": "60"}
    assert post(world, "alice", "/voice/card", **form).status_code == 303
    made = approve_edited(world, *PEOPLE[0], "that fast", "so quickly")
    assert made.content.text.startswith("Hello Dana,\n") and "\n\nBest,\nAda\n" in made.content.text
    assert 'value="Hello {first_name},"' in page(world)


@pytest.mark.parametrize(
    "form",
    [{"greeting": "Hi {{ x }}"}, {"greeting": "see http://x.example"}, {"sign_off": "a" * 41}, {"words": "9"}],
)
def test_a_card_takes_plain_words_only(world: World, form: dict[str, str]) -> None:
    assert post(world, "alice", "/voice/card", **form).status_code == 422


def test_ten_approved_first_mails_measure_a_card(world: World) -> None:
    assert post(world, "alice", "/voice/measure").status_code == 422
    for n in range(10):
        approve_edited(world, f"firm{n}", "Dana", "that fast", "so quickly")
    with world.store.read() as session:
        kept = voices.get(session, "ada")
    assert kept.measured.measured_from == 10 and kept.measured_on == capture.FINALS
    assert "Measured on 10 approved mails" in page(world)
    assert not [opener for opener in kept.measured.openers if "Firm" in opener or "$" in opener]


def test_examples_for_a_model_name_nobody_and_skip_who_was_erased(world: World) -> None:
    for key, first in PEOPLE[:3]:
        approve_edited(world, key, first, "that fast", "so quickly")
    with world.store.write() as session:
        objector = contacts.get(session, person(*PEOPLE[2]).id)
        assert objector is not None

        erase(session, objector, by="test", now=NOW)
    with world.store.read() as session:
        voice = with_examples(session, voice_of(session, "ada"), Wanted(1, "funding", "revops", "ada"), TEAM.offer)
        assert len(edits.finals(session)) == 2
    assert len(voice.examples) == 2
    told = " ".join(text for one in voice.examples for text in (one.subject, *one.sentences))
    assert not [word for word in ("Alder", "Umbra", "Vesper", "Dana", "Tom", "12M") if word in told], told


def test_rejections_are_told_to_whose_work_would_have_prevented_them(world: World) -> None:
    first, second = world.draft(key="alder"), world.draft(key="umbra")
    web_world.call(world.client("alice"), first, "reject", {"reason": "wrong_company", "note": "a namesake"})
    web_world.call(world.client("alice"), second, "reject", {"reason": "tone"})
    html = page(world, "carol", "/insight/edits")
    assert "Rejected because of: Who fits (icp.yaml)" in html and "a namesake" in html
    assert "Rejected because of: Prompts" in html and f"/drafts/{second.id}" in html
    assert html.index("1 draft: ") > 0


def test_edits_are_counted_by_class_and_by_what_wrote_them(world: World) -> None:
    for key, first in PEOPLE[:3]:
        approve_edited(world, key, first, ASK, "Who owns lead routing on your side?")
    html = page(world, "carol", "/insight/edits")
    assert "3 approvals: 0 as is, 0 light, 3 heavy" in html or "3 approvals: 0 as is, 3 light, 0 heavy" in html
    assert ">Call to action<" in html and ">composer<" in html
