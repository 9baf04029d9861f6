"""A person's edit is cut into sentences that keep their evidence, and is checked like any draft."""

from __future__ import annotations

from grounding_cases import AS_OF, FUNDING, OFFER

from agent.domain.drafts import Role, Sentence, SentenceKind, Verdict, Written
from drafting.assemble import body_of
from drafting.check import check, resegment

PREVIOUS = Written(
    "routing after series a",
    (
        Sentence(
            "Tallow closed an $18.5M Series A led by Quarry Hill Partners.", Role.OPENER, SentenceKind.FACT, ("e1",)
        ),
        Sentence(
            "If your team is like most, lead routing rules often break first.",
            Role.PAIN,
            SentenceKind.HYPOTHESIS,
            ("h1",),
        ),
        Sentence("Want the checklist we use for this?", Role.CTA, SentenceKind.OFFER, ("c1",)),
    ),
)
BODY = "\n\n".join(s.text for s in PREVIOUS.sentences)


def test_an_unchanged_body_gives_the_same_sentences() -> None:
    assert resegment(BODY, PREVIOUS) == PREVIOUS


def test_a_light_edit_keeps_role_kind_and_evidence() -> None:
    [first, *_] = resegment(BODY.replace("Tallow closed", "Tallow just closed"), PREVIOUS).sentences
    assert (first.role, first.kind, first.evidence_ids) == (Role.OPENER, SentenceKind.FACT, ("e1",))


def test_a_new_sentence_has_no_evidence_of_its_own() -> None:
    edited = resegment(BODY.replace("\n\nIf", " You also opened an office in Madrid.\n\nIf", 1), PREVIOUS)
    assert edited.sentences[1] == Sentence("You also opened an office in Madrid.", Role.VALUE, SentenceKind.FACT, ())


def test_abbreviations_do_not_end_a_sentence() -> None:
    edited = resegment(
        "Tallow Systems, Inc. closed a Series A with Dr. Lee. Want the checklist we use for this?", PREVIOUS
    )
    assert len(edited.sentences) == 2


def test_a_new_question_at_the_end_is_the_call_to_action() -> None:
    edited = resegment("Tallow closed an $18.5M Series A led by Quarry Hill Partners. Worth a look?", PREVIOUS)
    assert edited.sentences[-1].role is Role.CTA


def test_an_edit_that_adds_a_false_number_blocks() -> None:
    account, pieces = FUNDING
    edited = resegment(BODY.replace("$18.5M", "$15M"), PREVIOUS)
    found = check(edited, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF)
    assert found.verdicts[0] is Verdict.CONTRADICTED
    assert not found.approvable


def test_a_rewritten_true_sentence_finds_its_evidence_again() -> None:
    account, pieces = FUNDING
    edited = resegment("Quarry Hill Partners led your Series A last week. Worth a look?", PREVIOUS)
    found = check(edited, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF)
    assert edited.sentences[0].evidence_ids == ()
    assert found.verdicts[0] is Verdict.SUPPORTED_ELSEWHERE


def test_an_empty_body_has_no_sentence_and_is_not_approvable() -> None:
    account, pieces = FUNDING
    edited = resegment("  \n", PREVIOUS)
    assert edited.sentences == ()
    assert not check(edited, evidence=pieces, offer=OFFER, account=account, contact=None, as_of=AS_OF).approvable


def test_the_letter_of_a_round_ends_a_sentence() -> None:
    edited = resegment("Tallow closed a Series B. Routing breaks then.", PREVIOUS)
    assert [sentence.text for sentence in edited.sentences] == ["Tallow closed a Series B.", "Routing breaks then."]


def test_an_edit_keeps_the_order_and_the_paragraphs_of_the_person() -> None:
    typed = f"Hello again.\n\n\n{BODY}\nYou raised $15M. It is a Series B. So far so good."
    edited = resegment(typed, PREVIOUS)
    assert body_of(edited) == typed.replace("\n\n\n", "\n\n")
    assert resegment(body_of(edited), edited).line_ends == edited.line_ends
