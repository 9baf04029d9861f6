"""A sender's voice in a draft: what they prefer, what they never write, how they greet, what examples may not leak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drafting_builders import AS_OF, account, contact, funding_signal, hiring_signal, offer, persona
from fakes import FakeModel

from agent.domain.drafts import Drafted, NoReason, Role, Sentence, SentenceKind, Severity, Written
from agent.domain.edits import EditBand
from agent.domain.policies import Mailbox
from agent.domain.voices import PLAIN, Ban, BanLevel, Example, Preference, PreferenceKind, Voice, VoiceCard
from drafting.assemble import greeting, sign_off
from drafting.check import check
from drafting.draft import Drafter, draft
from drafting.examples import Candidate, Wanted, choose, example_of, leaks, masked, words_of_offer
from drafting.lint_rules import with_bans
from drafting.research import research
from drafting.voice import contracted, contractions_in, expanded, rules_of, voiced

OF = account()
BRIEF = research(OF, [funding_signal(OF), hiring_signal(OF)], offer=offer(), personas=[persona()], as_of=AS_OF)
MAILBOX = Mailbox("ada", "ada@harbor.example", "Ada Lowe", "Ada", "1 Pier Road")


def prefers(kind: PreferenceKind, **about: object) -> Voice:
    return Voice(preferences=(Preference(kind, **about),))  # type: ignore[arg-type]


def composed(voice: Voice, **more: object) -> Drafted:
    given = {"contact": contact(OF), "persona": persona(), "offer": offer(), "mailbox": MAILBOX, **more}
    made = draft(BRIEF, drafter=Drafter(), voice=voice, as_of=AS_OF, **given)  # type: ignore[arg-type]
    assert isinstance(made, Drafted), made
    return made


def texts(made: Drafted) -> list[str]:
    return [made.written.subject, *(sentence.text for sentence in made.written.sentences)]


def test_a_plain_voice_changes_nothing() -> None:
    made = composed(PLAIN)
    assert voiced(made.written, PLAIN) == made.written


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("It is yours.", "It's yours."),
        ("We do not know.", "We don't know."),
        ("They cannot say.", "They can't say."),
        ("You will see.", "You'll see."),
    ],
)
def test_contractions_go_both_ways(long: str, short: str) -> None:
    assert (contracted(long), expanded(short)) == (short, long)


def test_contractions_are_counted_against_the_places_for_one() -> None:
    assert contractions_in("It's late and we do not know, but you'll see.") == (2, 3)


@pytest.mark.parametrize("salt", range(6))
def test_the_composer_asks_who_owns_it_where_the_sender_does(salt: int) -> None:
    asked = composed(prefers(PreferenceKind.ASK_FOR_OWNER), salt=salt).written.sentences[-1]
    assert asked.role is Role.CTA and asked.text.startswith("Who ")


@pytest.mark.parametrize("role", ["proof", "value", "pain"])
def test_the_composer_leaves_out_what_the_sender_leaves_out(role: str) -> None:
    for salt in range(6):
        made = composed(prefers(PreferenceKind.LEAVE_OUT, before=role), salt=salt)
        assert role not in {str(sentence.role) for sentence in made.written.sentences}


def test_the_composer_says_it_in_the_senders_words_but_never_changes_a_proof() -> None:
    voice = prefers(PreferenceKind.SAY_INSTEAD, before="lead", after="enquiry")
    for salt in range(6):
        for sentence in composed(voice, salt=salt).written.sentences:
            assert sentence.role is Role.PROOF or " lead " not in f" {sentence.text} "


def test_no_frame_with_a_banned_phrase_is_picked() -> None:
    heads = {" ".join(text.split()[:2]) for salt in range(12) for text in texts(composed(PLAIN, salt=salt))[2:3]}
    heads = {head for head in heads if head.casefold() not in offer().pains[0].text}  # ours to say, in any frame
    ours = words_of_offer(offer()).casefold()  # what the offer says stands in every frame of it
    heads = {head for head in heads if head.casefold() not in ours}
    assert len(heads) > 1, "the composer has but one way to say it"
    for head in heads:
        voice = Voice(bans=(Ban("b", head, BanLevel.SOFT),))
        for salt in range(6):
            assert not any(head.casefold() in text.casefold() for text in texts(composed(voice, salt=salt)))


def test_a_ban_on_our_own_offer_leaves_no_draft_and_says_why() -> None:
    barred = Voice(bans=(Ban("b", "checklist", BanLevel.HARD), Ban("c", "teardown", BanLevel.HARD)))
    made = draft(
        BRIEF, contact=contact(OF), persona=persona(), offer=offer(), mailbox=MAILBOX, drafter=Drafter(), voice=barred,
        as_of=AS_OF,
    )  # fmt: skip
    assert isinstance(made, NoReason) and "ban list" in made.why


@pytest.mark.parametrize(("level", "severity"), [(BanLevel.HARD, Severity.BLOCK), (BanLevel.SOFT, Severity.WARN)])
def test_a_ban_is_found_in_subject_and_body_with_its_reason(level: BanLevel, severity: Severity) -> None:
    made = composed(PLAIN)
    opener, *rest = made.written.sentences
    said = replace(opener, text=f"{opener.text[:-1]}, so to speak.")
    words = Written("so to speak", (said, *rest))
    ban = Ban("b", "so to  speak", level, owner_id="ada", reason="Ada never says it")
    found = check(
        words, evidence=BRIEF.evidence, offer=offer(), account=OF, contact=contact(OF), as_of=AS_OF,
        rules=with_bans([ban]),
    )  # fmt: skip
    hits = [f for f in found.findings if f.code == "L13" and "so to speak" in f.message]
    assert [f.sentence for f in hits] == [-1, 0]
    assert all(f.severity is severity and "Ada never says it" in f.message for f in hits)


def test_a_ban_may_be_a_pattern_and_a_star_ends_a_word() -> None:
    assert Ban("b", r"\bsynerg\w+", is_regex=True).pattern.search("Synergies abound")
    assert Ban("b", "synerg*").pattern.search("real synergies") and not Ban("b", "syn").pattern.search("synergy")


def test_greeting_and_sign_off_are_the_senders() -> None:
    card = VoiceCard(greeting="Hello {first_name} -", sign_off="Best")
    nobody = replace(contact(OF), name="", first_name="")
    assert greeting(contact(OF), card).startswith("Hello ") and "{" not in greeting(contact(OF), card)
    assert greeting(nobody, card) == "Hello -"
    assert sign_off(MAILBOX, card) == "Best,\nAda"


def test_a_model_is_told_the_voice_and_no_name() -> None:
    voice = Voice(
        VoiceCard(words=60, contractions=0.9, openers=("Saw that {name} raised",)),
        (Preference(PreferenceKind.NO_EXCLAMATION),),
        (Ban("b", "circle back"),),
        (Example("d", "routing at {name}", ("{name} raised {money}.", "Want it?"), ("Brookline Health",)),),
    )
    model = FakeModel([answer()])
    draft(
        BRIEF, contact=contact(OF), persona=persona(), offer=offer(), mailbox=MAILBOX, drafter=Drafter(model=model),
        voice=voice, as_of=AS_OF,
    )  # fmt: skip
    asked = " ".join(message.text for message in model.asked[0])
    for words in ("Drop exclamation marks.", "About 60 words.", "Write contractions", "circle back", "raised {money}"):
        assert words in asked
    assert "Brookline" not in asked and contact(OF).name not in asked


def answer(opener: str = "") -> dict[str, object]:
    made = composed(PLAIN).written
    rows = [
        {"text": s.text, "role": str(s.role), "kind": str(s.kind), "evidence_ids": list(s.evidence_ids)}
        for s in made.sentences
    ]
    if opener:
        rows[0]["text"] = opener
    return {"subject": made.subject, "sentences": rows}


def test_a_company_of_an_example_in_the_output_is_blocked() -> None:
    made = composed(PLAIN).written
    example = Example("d", "", (), ("Brookline Health", "$40M"))
    copied = replace(made, subject="after Brookline Health")
    assert [f.severity for f in leaks(copied, [example], OF.name)] == [Severity.BLOCK]
    assert leaks(copied, [example], "Brookline Health raised $40M") == []
    assert leaks(made, [example], OF.name) == []


def test_a_models_draft_that_copies_an_example_is_not_used() -> None:
    example = Example("d", "", ("{name} raised {money}.",), ("Brookline Health",))
    model = FakeModel([answer("Brookline Health raised a round, as your site says."), {"patches": []}])
    made = draft(
        BRIEF, contact=contact(OF), persona=persona(), offer=offer(), mailbox=MAILBOX, drafter=Drafter(model=model),
        voice=Voice(examples=(example,)), as_of=AS_OF,
    )  # fmt: skip
    assert isinstance(made, Drafted)
    assert made.authorship.drafter != "model" and not any("Brookline" in text for text in texts(made))


@pytest.mark.parametrize(
    "text",
    [
        "Brookline raised a $40M Series C in October.",
        "Priya, Brookline Health lists 14 roles and a VP of Sales.",
        "You moved to Brookline from Caldera Labs on 3 March.",
    ],
)
def test_an_example_keeps_no_name_and_no_figure(text: str) -> None:
    made = masked(text, ("Brookline Health", "Brookline", "Priya Shah", "Priya"), "")
    gone = ("Brookline", "Priya", "Caldera", "40", "14", "Series C", "March", "October", "VP of Sales")
    assert not [word for word in gone if word in made.text], made.text
    assert any("Brookline" in fact for fact in made.facts)


def test_our_own_proof_stands_in_an_example_word_for_word() -> None:
    proof = "Northwind cut routing time from two days to ten minutes."
    written = Written("routing", (Sentence(proof, Role.PROOF, SentenceKind.FACT),))
    assert example_of("d", written, names=("Alder",), ours=proof).sentences == (proof,)


def candidate(text: str, **about: object) -> Candidate:
    plain = Candidate(Example(text, "s", (text,)), EditBand.AS_IS, 1, "funding", "revops", "ada")
    return replace(plain, **about)  # type: ignore[arg-type]


WANTED = Wanted(1, "funding", "revops", "ada")


def chosen(candidates: Sequence[Candidate]) -> list[str]:
    return [one.draft_id for one in choose(candidates, WANTED)]


def test_near_examples_come_first_and_other_steps_never() -> None:
    far = candidate("another kind of news was told here", signal_kind="technology", persona_id="it", owner_id="ben")
    near = candidate("the round was told first and then the roles")
    late = candidate("a bump of one line", step=3)
    assert chosen([far, late, near]) == [near.example.draft_id, far.example.draft_id]


def test_a_light_edit_is_nearer_than_none_and_a_heavy_one_is_the_farthest() -> None:
    bands = (EditBand.HEAVY, EditBand.AS_IS, EditBand.LIGHT)
    found = chosen([candidate(f"{band} words of its own kind {band}", band=band) for band in bands])
    assert [text.split()[0] for text in found] == ["light", "as_is", "heavy"]


def test_three_examples_at_most_and_not_the_same_twice() -> None:
    same = [candidate("your round was led by a fund and that is when routing breaks", owner_id=f"o{n}") for n in (1, 2)]
    other = candidate("a careers page lists three roles in one team at the same time", owner_id="o3")
    found = chosen([candidate("your round was led by a fund and that is when routing breaks"), *same, other])
    assert len(found) == 3 and other.example.draft_id in found[:2]


def test_rules_in_words_leave_patterns_out() -> None:
    rules = rules_of(Voice(bans=(Ban("a", r"\bfoo\w+", is_regex=True), Ban("b", "circle back"))))
    assert rules == ["Never write: “circle back”."]
