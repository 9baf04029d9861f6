"""What the composer promises: approvable, repeatable, varied, and silent where it has nothing true to say."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from drafting_builders import (
    AS_OF,
    account,
    contact,
    evidence,
    funding_signal,
    hiring_signal,
    join_signal,
    mailbox,
    offer,
    persona,
    signal,
    tech_signal,
)

from agent.domain.briefs import Brief
from agent.domain.drafts import Drafted, NoReason, Role, Written
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.domain.signals import SignalKind
from agent.errors import ConfigError
from drafting.composer import Composed, compose
from drafting.draft import Drafter, draft
from drafting.frames import load_grammar
from drafting.research import research

KINDS = {"funding": funding_signal, "hiring": hiring_signal, "job_change": join_signal, "technology": tech_signal}


def brief_of(kind: str, number: int = 0, selling: Offer | None = None) -> Brief:
    of = account(id=f"acc-{kind}-{number}")
    return research(of, [KINDS[kind](of)], offer=selling or offer(), personas=[persona()], as_of=AS_OF)


def drafted(brief: Brief, **changes: object) -> Drafted | NoReason:
    given = {
        "contact": contact(brief.account),
        "persona": persona(),
        "offer": offer(),
        "mailbox": mailbox(),
        "drafter": Drafter(),
        "as_of": AS_OF,
        **changes,
    }
    return draft(brief, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_signal_gives_an_approvable_draft(kind: str) -> None:
    for number in range(12):
        found = drafted(brief_of(kind, number))
        assert isinstance(found, Drafted), found
        assert found.findings.approvable
        assert found.findings.warnings == ()
        words = sum(len(sentence.text.split()) for sentence in found.written.sentences)
        assert 35 <= words <= 90
        assert 3 <= len(found.written.sentences) <= 5
        assert found.written.sentences[-1].role is Role.CTA
        assert found.written.sentences[0].evidence_ids
        assert len(found.written.subject.split()) <= 4
        assert found.authorship.note == "Template draft, no AI model used"


def test_the_same_inputs_give_the_same_bytes_and_another_contact_other_text() -> None:
    brief = brief_of("funding")
    one, two = drafted(brief), drafted(brief)
    assert one == two
    others = {repr(drafted(brief, contact=contact(brief.account, id=f"con-{n}"))) for n in range(8)}
    assert len(others) >= 7


def test_again_gives_other_words() -> None:
    brief = brief_of("hiring")
    texts = {drafted(brief, salt=salt).written for salt in range(5)}  # type: ignore[union-attr]
    assert len(texts) >= 4


def test_forty_drafts_do_not_sound_alike() -> None:
    ledger: list[str] = []
    texts: list[set[tuple[str, ...]]] = []
    for number, kind in zip(range(40), itertools.cycle(sorted(KINDS)), strict=False):
        found = drafted(brief_of(kind, number), ledger=tuple(ledger))
        assert isinstance(found, Drafted)
        ledger.extend(found.frames)
        words = " ".join(s.text for s in found.written.sentences).casefold().split()
        texts.append({tuple(words[at : at + 3]) for at in range(len(words) - 2)})
    pairs = [len(a & b) / len(a | b) for a, b in itertools.combinations(texts, 2)]
    assert sum(pairs) / len(pairs) <= 0.5
    openers = [frame for frame in ledger if frame.split(".")[0] in ("funding", "hiring", "move", "tech")]
    assert max(openers.count(frame) for frame in set(openers)) <= 6


def test_no_frame_stands_in_more_than_fifteen_of_a_senders_hundred_drafts() -> None:
    ledger: list[str] = []
    for number, kind in zip(range(100), itertools.cycle(sorted(KINDS)), strict=False):
        found = drafted(brief_of(kind, number), ledger=tuple(ledger))
        assert isinstance(found, Drafted)
        ledger.extend(found.frames)
    assert max(ledger.count(frame) for frame in set(ledger)) <= 15


def test_a_second_touch_offers_what_the_first_did_not() -> None:
    more = Cta("c9", "offer", "Shall I send our teardown of lead routing?", asset="lead routing teardown")
    selling = offer(ctas=(*offer().ctas, more))
    for number in range(8):
        brief = brief_of("funding", number, selling)
        first = drafted(brief, offer=selling)
        assert isinstance(first, Drafted)
        second = drafted(brief, offer=selling, step=2, plan="angle", earlier=(first.written,))
        assert isinstance(second, Drafted)
        assert first.written.sentences[-1].evidence_ids != second.written.sentences[-1].evidence_ids


def test_a_pain_that_is_a_guess_is_not_guessed_at_again() -> None:
    hedged = {frame.id for frame in load_grammar().by_part["pain"] if frame.hedged}
    ledger: list[str] = []
    for number in range(30):
        found = drafted(brief_of("funding", number), ledger=tuple(ledger))
        assert isinstance(found, Drafted)
        ledger.extend(found.frames)
    assert not hedged & set(ledger)


def test_a_mover_is_addressed_as_such() -> None:
    brief = brief_of("job_change")
    mover = contact(brief.account, name="Priya Shah", first_name="Priya", last_name="Shah")
    found = drafted(brief, contact=mover)
    assert isinstance(found, Drafted)
    assert "Priya" not in " ".join(s.text for s in found.written.sentences)
    assert "ou" in found.written.sentences[0].text


def test_an_amount_that_reports_disagree_on_is_not_mentioned() -> None:
    of = account()
    one = funding_signal(of).evidence[0]
    text = f"{of.name} closed a $14 million Series B."
    two = evidence(
        text, amount=("14000000", "$14 million"), currency=("USD", "$14 million"), round=("series_b", "Series B")
    )
    both = signal(of, SignalKind.FUNDING, one, two)
    brief = research(of, [both], offer=offer(), personas=[persona()], as_of=AS_OF)
    for salt in range(10):
        found = drafted(brief, salt=salt)
        assert isinstance(found, Drafted)
        assert "$" not in " ".join(s.text for s in found.written.sentences)


def test_what_was_raised_in_a_round_is_not_told_as_borrowed() -> None:
    of = account()
    debt = signal(of, SignalKind.DEBT, evidence(f"{of.name} raised debt.", days_ago=2, company=(of.name, of.name)))
    selling = offer(pains=(Pain("h1", "lead routing rules tend to break when a team grows fast", ("debt",), ("v1",)),))
    brief = research(of, [debt, funding_signal(of)], offer=selling, personas=[persona()], as_of=AS_OF)
    for salt in range(12):
        found = drafted(brief, offer=selling, salt=salt)
        assert "$12M" not in str(found)


def test_an_amount_that_is_not_round_is_left_out_rather_than_rounded() -> None:
    of = account()
    text = f"{of.name} sold $22,749,999 of securities."
    report = evidence(text, source="sec_form_d", amount=("22749999", "$22,749,999"), currency=("USD", "$22,749,999"))
    brief = research(of, [signal(of, SignalKind.FUNDING, report)], offer=offer(), personas=[persona()], as_of=AS_OF)
    found = compose(brief, brief.reasons[0], contact=contact(of), persona=persona(), offer=offer(), as_of=AS_OF)
    assert isinstance(found, Composed)
    assert "$" not in found.written.sentences[0].text


def follow_ups(kind: str) -> list[Written]:
    brief = brief_of(kind)
    written: list[Written] = []
    for step, plan in enumerate(("first", "angle", "bump", "close"), start=1):
        found = drafted(brief, step=step, plan=plan, earlier=tuple(written))
        assert isinstance(found, Drafted), (kind, plan, found)
        assert found.findings.approvable
        written.append(found.written)
    return written


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_follow_ups_are_short_and_repeat_nothing(kind: str) -> None:
    written = follow_ups(kind)
    assert [len(each.sentences) for each in written[1:]] == [2, 1, 1]
    said = [sentence.text for each in written for sentence in each.sentences]
    assert len(set(said)) == len(said)
    assert {each.subject for each in written} == {written[0].subject}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contact": contact(account(), language="de")}, "language"),
        ({"offer": offer(ctas=())}, "offer_unusable"),
        ({"offer": offer(ctas=(Cta("c1", "meeting", "Free for a call?"),))}, "no_cta"),
    ],
)
def test_what_cannot_be_written_is_said_in_words(changes: dict[str, object], code: str) -> None:
    found = drafted(brief_of("funding"), **changes)
    assert isinstance(found, NoReason) and found.code == code and len(found.why.split()) > 4


def test_a_kind_without_frames_is_no_reason() -> None:
    of = account()
    selling = offer(pains=(Pain("h1", "routing rules tend to break", ("merger",), ("v1",)),))
    merger = signal(
        of, SignalKind.MERGER, evidence(f"{of.name} bought Pinecrest Logistics.", company=(of.name, of.name))
    )
    brief = research(of, [merger], offer=selling, personas=[persona()], as_of=AS_OF)
    found = drafted(brief, offer=selling)
    assert isinstance(found, NoReason) and found.code == "no_frame" and "merger" in found.why


def test_offers_in_other_forms_still_read_as_sentences() -> None:
    selling = offer(
        values=(Value("v1", "We send each lead to its owner in minutes."),),
        pains=(Pain("h1", "Leads often wait for days.", ("funding",), ("v1",)),),
        proofs=(Proof("p1", "Northwind halved its routing time.", customer_ok=True),),
        ctas=(Cta("c1", "interest", "Is that worth a look"),),
    )
    of = account()
    brief = research(of, [funding_signal(of)], offer=selling, personas=[persona()], as_of=AS_OF)
    for salt in range(12):
        found = drafted(brief, offer=selling, salt=salt)
        assert isinstance(found, Drafted), found
        body = " ".join(sentence.text for sentence in found.written.sentences)
        assert ".." not in body and "  " not in body and "? ." not in body
        assert "Harbor we" not in body and "that Leads" not in body


def test_there_are_frames_enough() -> None:
    parts = load_grammar().by_part
    openers = parts["opener"]
    for kind in (SignalKind.FUNDING, SignalKind.RELEVANT_ROLES, SignalKind.JOB_CHANGE, SignalKind.TECHNOLOGY):
        assert sum(1 for frame in openers if kind in frame.signals) >= 8
    least = {"pain": 6, "value": 6, "proof": 5, "cta": 8, "bump": 6, "close": 5}
    assert all(len(parts[part]) >= number for part, number in least.items())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{org} raised $5M.", "an amount"),
        ("{org} hired three people.", "a number"),
        ("{org} is the first to move.", "a claim"),
        ("{org} recently raised.", "a time"),
        ("{org} works with Globex.", "a name"),
        ("See www.example for {org}.", "a link"),
        ("{org} met {nobody}.", "Slots are"),
    ],
)
def test_a_frame_with_a_fact_of_its_own_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "x.yaml").write_text(f"grammar: 1\npart: opener\nframes:\n  - {{id: a.b, text: {text!r}}}\n")
    with pytest.raises(ConfigError, match=why):
        load_grammar(tmp_path)


def test_a_risk_holds_the_draft_until_a_person_has_looked() -> None:
    of = account()
    cut = signal(of, SignalKind.LAYOFF, evidence(f"{of.name} laid off 40 people.", company=(of.name, of.name)))
    brief = research(of, [funding_signal(of), cut], offer=offer(), personas=[persona()], as_of=AS_OF)
    held = drafted(brief)
    assert isinstance(held, NoReason) and held.code == "hold_risk" and "layoffs" in held.why
    assert isinstance(drafted(brief, risks_seen=True), Drafted)


def test_another_personas_reason_is_not_borrowed() -> None:
    brief = brief_of("funding")
    found = drafted(brief, persona=replace(persona(), id="cfo"))
    assert isinstance(found, NoReason) and found.code == "other_persona" and "revops" in found.why


def test_the_second_touch_says_what_the_first_did_not() -> None:
    for kind in sorted(KINDS):
        first, angle = follow_ups(kind)[:2]
        told = {each for sentence in first.sentences for each in sentence.evidence_ids}
        assert angle.sentences[0].evidence_ids and not set(angle.sentences[0].evidence_ids) & told


def test_the_subject_promises_what_the_call_to_action_offers() -> None:
    ctas = (
        Cta("c1", "offer", "Want the checklist we use for this?", asset="routing checklist"),
        Cta("c2", "offer", "Shall I send our teardown of lead routing?", asset="lead routing teardown"),
    )
    selling = offer(ctas=ctas)
    seen = set()
    for number in range(24):
        found = drafted(brief_of("funding", number, selling), offer=selling)
        assert isinstance(found, Drafted)
        asked = found.written.sentences[-1].evidence_ids[0]
        seen.add(asked)
        other = "teardown" if asked == "c1" else "checklist"
        assert other not in found.written.subject
    assert seen == {"c1", "c2"}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Alder Robotics, Inc. gets $12M to automate warehouses.", "$12M"),
        ("Alder Robotics, Inc. lands $12 million from Fenwick Ventures", "$12 million"),
        ("$12M for Alder Robotics, Inc.", "$12M"),
    ],
)
@pytest.mark.parametrize("kind", [SignalKind.FUNDING, SignalKind.DEBT])
def test_news_that_names_no_raise_is_told_without_one(text: str, quote: str, kind: SignalKind) -> None:
    of, selling = account(), offer(pains=(replace(offer().pains[0], signals=("funding", "debt")),))
    report = evidence(text, company=(of.name, of.name), amount=("12000000", quote), currency=("USD", quote))
    brief = research(of, [signal(of, kind, report)], offer=selling, personas=[persona()], as_of=AS_OF)
    for salt in range(6):
        found = drafted(brief, offer=selling, salt=salt)
        assert isinstance(found, Drafted) and found.findings.approvable, found
        whole = f"{found.written.subject} {' '.join(each.text for each in found.written.sentences)}"
        assert "$12M" in found.written.sentences[0].text
        assert "rais" not in whole and "round" not in whole


def test_news_of_a_raise_is_told_as_one() -> None:
    for number in range(12):
        found = drafted(brief_of("funding", number))
        assert isinstance(found, Drafted)
        assert not any(
            frame in {"funding.org_got", "funding.you_got", "funding.news_getting"} for frame in found.frames
        )


def test_debt_is_told_as_debt() -> None:
    of = account()
    text = f"{of.name} raised $4 million in debt financing."
    report = evidence(text, amount=("4000000", "$4 million"), currency=("USD", "$4 million"))
    selling = offer(pains=(Pain("h1", "lead routing tends to break under growth", ("debt",), ("v1",)),))
    brief = research(of, [signal(of, SignalKind.DEBT, report)], offer=selling, personas=[persona()], as_of=AS_OF)
    found = drafted(brief, offer=selling)
    assert isinstance(found, Drafted)
    assert "in debt" in found.written.sentences[0].text and "round" not in found.written.subject
