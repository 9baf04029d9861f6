"""The lint: each rule fires on what it is for, and a good first mail passes them all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from grounding_cases import AS_OF, CONTACT, OFFER, PROOF, evidence

from agent.domain.accounts import Account
from agent.domain.drafts import Findings, Role, Sentence, SentenceKind, Severity, Written
from agent.errors import ConfigError
from drafting.check import check
from drafting.lint import similarity
from drafting.lint_rules import default_rules, rules_from
from drafting.readability import grade

ACCOUNT = Account("a", "Acorn Robotics", "acorn.example")
PIECES = (
    evidence("e1", "news", "2026-11-12", "Acorn Robotics closed a Series B of $12 million led by Beech Capital."),
    evidence("e2", "job", "2026-11-18", "Open: RevOps Manager, Salesforce Admin, Revenue Operations Analyst"),
    PROOF,
)
OPENER = Sentence(
    "Acorn's $12M Series B and three RevOps roles came within a week of each other.",
    Role.OPENER,
    SentenceKind.FACT,
    ("e1", "e2"),
)
PAIN = Sentence(
    "If your team is like most, lead routing rules often break first when hiring moves that fast.",
    Role.PAIN,
    SentenceKind.HYPOTHESIS,
    ("h1",),
)
PROOF_SENTENCE = Sentence(
    "Pinewood went from two days to ten minutes per lead.", Role.PROOF, SentenceKind.FACT, ("p1",)
)
CTA = Sentence("Want the routing checklist we wrote after that?", Role.CTA, SentenceKind.OFFER, ("c1",))
LONG = "Pinewood went from two days to ten minutes per lead"
FITS_ANYONE = replace(PAIN, text="Lead routing rules often break.")
GOOD = Written("revops after series b", (OPENER, PAIN, PROOF_SENTENCE, CTA))


def linted(written: Written, **more: object) -> Findings:
    given: dict[str, object] = {"offer": OFFER, "contact": CONTACT, **more}
    return check(written, evidence=PIECES, account=ACCOUNT, as_of=AS_OF, **given)  # type: ignore[arg-type]


def codes(found: Findings, severity: Severity | None = None) -> set[str]:
    return {f.code for f in found.findings if f.source == "lint" and severity in {None, f.severity}}


def with_sentence(text: str, at: int = 2) -> Written:
    sentences = list(GOOD.sentences)
    sentences[at] = replace(sentences[at], text=text)
    return replace(GOOD, sentences=tuple(sentences))


def test_a_good_first_mail_has_nothing_to_find() -> None:
    assert not linted(GOOD).findings


@pytest.mark.parametrize(
    ("code", "severity", "written"),
    [
        ("L01", Severity.WARN, replace(GOOD, sentences=(OPENER, CTA))),
        ("L01", Severity.BLOCK, replace(GOOD, sentences=(CTA,))),
        ("L02", Severity.WARN, replace(GOOD, sentences=(OPENER, CTA))),
        ("L02", Severity.BLOCK, replace(GOOD, sentences=(*([OPENER] * 7), CTA))),
        ("L03", Severity.WARN, with_sentence(f"{LONG}{' and then some' * 5}.")),
        ("L03", Severity.BLOCK, with_sentence(f"{LONG}{' and then some' * 12}.")),
        ("L04", Severity.WARN, replace(GOOD, subject="routing leads after your series b")),
        ("L04", Severity.BLOCK, replace(GOOD, subject="routing leads at your place after the series b round")),
        ("L04", Severity.BLOCK, replace(GOOD, subject="")),
        ("L05", Severity.WARN, replace(GOOD, subject="Routing Leads Faster")),
        ("L05", Severity.BLOCK, replace(GOOD, subject="ROUTING leads")),
        ("L06", Severity.WARN, replace(GOOD, subject="routing with AI")),
        ("L06", Severity.WARN, replace(GOOD, subject="routing, Nadia")),
        ("L06", Severity.BLOCK, replace(GOOD, subject="Re: routing")),
        ("L06", Severity.BLOCK, replace(GOOD, subject="urgent lead routing")),
        ("L08", Severity.WARN, with_sentence("Is lead routing on your list?")),
        ("L09", Severity.BLOCK, replace(GOOD, sentences=(OPENER, PAIN, PROOF_SENTENCE))),
        ("L09", Severity.BLOCK, replace(GOOD, sentences=(OPENER, PAIN, CTA, CTA))),
        ("L09", Severity.WARN, replace(GOOD, sentences=(OPENER, CTA, PAIN))),
        ("L10", Severity.BLOCK, with_sentence("Open to a quick call on lead routing?", 3)),
        ("L10", Severity.WARN, with_sentence("Are you struggling with lead routing?", 3)),
        ("L11", Severity.BLOCK, replace(GOOD, sentences=(PROOF_SENTENCE, PAIN, OPENER, CTA))),
        ("L11", Severity.BLOCK, with_sentence("I am writing as Acorn closed a $12M Series B.", 0)),
        ("L13", Severity.BLOCK, with_sentence("I hope this finds you well.", 1)),
        ("L13", Severity.WARN, with_sentence("I wanted to share how lead routing often breaks.", 1)),
        ("L14", Severity.WARN, with_sentence("Lead routing rules often need a robust platform.", 1)),
        ("L14", Severity.BLOCK, with_sentence("Lead routing often needs a robust, seamless, scalable platform.", 1)),
        ("L16", Severity.WARN, with_sentence("Acorn's impressive $12M Series B came this month.", 0)),
        ("L16", Severity.BLOCK, with_sentence("Acorn's impressive and exciting $12M Series B came this month.", 0)),
        ("L17", Severity.BLOCK, with_sentence("Your kids may often ask about lead routing.", 1)),
        ("L18", Severity.BLOCK, with_sentence("Lead routing rules at {{company}} often break.", 1)),
        ("L18", Severity.BLOCK, with_sentence("Lead routing rules at [Company] often break.", 1)),
        ("L18", Severity.BLOCK, with_sentence("Lead routing  rules often break.", 1)),
        ("L18", Severity.BLOCK, with_sentence("Lead routing rules at None often break.", 1)),
        ("L19", Severity.WARN, with_sentence("Lead routing rules often break — first.", 1)),
        ("L19", Severity.WARN, with_sentence("Lead routing rules often break; fast.", 1)),
        ("L21", Severity.WARN, replace(GOOD, sentences=(OPENER, FITS_ANYONE, replace(CTA, text="Want it?")))),
        ("L24", Severity.BLOCK, with_sentence("Wenn ein Team wächst, brechen die Regeln und das ist nicht gut.", 1)),
        ("L25", Severity.BLOCK, with_sentence("Lead routing may come with a 20% discount.", 1)),
        ("L25", Severity.BLOCK, with_sentence("We guarantee faster lead routing.", 2)),
        ("L26", Severity.BLOCK, with_sentence("Lead routing rules often break when the", 1)),
        ("L26", Severity.BLOCK, with_sentence("Lead routing rules often break. They may slow you.", 1)),
    ],
)  # fmt: skip
def test_each_rule_fires_on_what_it_is_for(code: str, severity: Severity, written: Written) -> None:
    assert code in codes(linted(written), severity)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (replace(GOOD, sentences=(OPENER, CTA)), "2 sentences, at least 3"),
        (replace(GOOD, sentences=(CTA,)), "1 sentence, at least 3"),
        (replace(GOOD, sentences=(*([OPENER] * 7), CTA)), "8 sentences, at most 7"),
        (replace(GOOD, subject="routing leads after your series b"), "6 words in the subject, at most 4"),
    ],
)
def test_a_number_is_told_with_the_limit_that_it_crossed(written: Written, words: str) -> None:
    assert words in [one.message for one in linted(written).findings]


def test_what_the_offer_says_is_no_invented_price() -> None:
    offer = replace(OFFER, one_liner="Lead routing with a free trial")
    text = "Lead routing may start with a free trial."
    assert "L25" in codes(linted(with_sentence(text, 1)))
    assert "L25" not in codes(linted(with_sentence(text, 1), offer=offer))


def test_the_never_list_blocks() -> None:
    offer = replace(OFFER, never=("checklist",))
    assert "L25" in codes(linted(GOOD, offer=offer), Severity.BLOCK)


def test_word_counts_hold_for_the_first_touch_only() -> None:
    bump = Written(
        "",
        (
            Sentence(
                "Did the three RevOps roles change how leads get routed?", Role.BUMP, SentenceKind.QUESTION, ("e2",)
            ),
        ),
    )
    assert not codes(linted(bump, step=3, earlier=(GOOD,)), Severity.BLOCK)
    assert codes(linted(bump, step=1), Severity.BLOCK)


def test_a_follow_up_repeats_no_earlier_sentence() -> None:
    again = Written("", (replace(PAIN, role=Role.BUMP),))
    assert "L23" in codes(linted(again, step=2, earlier=(GOOD,)), Severity.BLOCK)


def test_a_follow_up_is_short() -> None:
    three = Written("", (PROOF_SENTENCE, PAIN, CTA))
    assert "L23" in codes(linted(three, step=2), Severity.WARN)
    assert "L23" in codes(linted(replace(three, sentences=(*three.sentences, OPENER, PAIN)), step=2), Severity.BLOCK)


def test_a_meeting_may_be_asked_for_where_the_team_allows_it() -> None:
    asks = with_sentence("Open to a quick call on lead routing?", 3)
    allowed = replace(default_rules(), allow_meeting_ask=True)
    assert "L10" in codes(linted(asks))
    assert "L10" not in codes(linted(asks, rules=allowed))


def test_the_order_of_findings_is_guard_whole_grounding_lint() -> None:
    broken = replace(
        GOOD, subject="routing", sentences=(replace(OPENER, text="Oakmere's {{x}} round at evil.example"), CTA)
    )
    sources = [(f.source, f.code) for f in linted(broken).findings]
    firsts = [sources.index(next(s for s in sources if s[0] == name)) for name in ("guard", "grounding")]
    assert firsts == sorted(firsts)
    assert sources.index(("lint", "L18")) < firsts[1] < sources.index(("lint", "L02"))


def test_every_message_is_short_and_names_its_place() -> None:
    found = linted(with_sentence("Lead routing may come with a 20% discount for {{company}}", 1))
    assert all(0 < len(f.message) <= 160 for f in found.findings)
    texts = [s.text for s in with_sentence("Lead routing may come with a 20% discount for {{company}}", 1).sentences]
    spans = [f for f in found.findings if f.sentence is not None and f.sentence >= 0]
    assert spans and all(0 <= f.start <= f.end <= len(texts[f.sentence or 0]) for f in spans)


def test_the_grade_of_a_plain_sentence_is_low_and_of_a_learned_one_high() -> None:
    assert grade(["The cat sat on the mat."]) < 2
    assert grade(["Organizational prioritization necessitates interdepartmental communication methodologies."]) > 12


def test_similarity_is_one_for_the_same_words_and_zero_for_others() -> None:
    assert similarity("we route every lead fast", "we route every lead fast") == 1
    assert similarity("we route every lead fast", "nothing here is the same") == 0


def test_a_bad_rules_file_names_every_wrong_key() -> None:
    with pytest.raises(ConfigError) as caught:
        rules_from("bands: {L01: {warn_low: 3, warn_above: many}}\nphrases: {L13: nope}\nmore: 1", name="lint.yaml")
    assert [p.path for p in caught.value.problems] == [
        "more",
        "bands.L01.warn_low",
        "bands.L01.warn_above",
        "phrases.L13",
    ]


def test_a_word_of_the_accounts_own_name_is_no_buzzword() -> None:
    named = Account("a", "Acorn AI", "acorn.example")
    piece = evidence("e1", "news", "2026-11-12", "Acorn closed a Series B of $12 million.")
    texts = ("Acorn AI raised $12M.", "You may see it at Acorn AI too: routing often breaks.", CTA.text)
    roles = (OPENER, PAIN, CTA)
    written = Written("routing", tuple(replace(r, text=t) for r, t in zip(roles, texts, strict=True)))
    found = check(written, evidence=(piece, PROOF), account=named, as_of=AS_OF, offer=OFFER, contact=CONTACT)
    assert "L14" not in codes(found)
    other = check(written, evidence=(piece, PROOF), account=ACCOUNT, as_of=AS_OF, offer=OFFER, contact=CONTACT)
    assert "L14" in codes(other)


def test_an_asset_named_like_a_meeting_asks_for_none() -> None:
    named = replace(OFFER, ctas=(replace(OFFER.ctas[0], asset="close calendar"),))
    assert "L10" not in codes(linted(with_sentence("Would you like the close calendar?", 3), offer=named))
    assert "L10" in codes(linted(with_sentence("Can we find time in your calendar?", 3), offer=named))
