"""The next person at an account hears of another pain, another value and another proof, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from builders import account, brief, evidence

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Function, Persona, Seniority
from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.domain.signals import Signal, SignalKind
from agent.domain.threads import Told
from drafting.angles import heard, other_angles

NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
FIRM = account()
SALES = Persona("sales", "Head of sales", (Function.SALES,), (Seniority.VP,))
REVOPS = Persona("revops", "RevOps lead", (Function.REVENUE_OPERATIONS,), (Seniority.HEAD,))
OFFER = Offer(
    seller="Harbor", domain="harbor.example", one_liner="routing",
    values=(Value("v1", "routes leads"), Value("v2", "logs rules"), Value("v3", "counts leads")),
    pains=(
        Pain("h1", "rules break", ("funding",), ("v1",), ("sales",)),
        Pain("h2", "rules pile up", ("funding",), ("v1", "v2"), ("revops",)),
        Pain("h3", "leads are lost", ("funding",), (), ("revops",)),
    ),
    proofs=(
        Proof("p1", "Northwind cut it to minutes", customer_ok=True),
        Proof("p2", "Fabrikam cut it too", customer_ok=True),
    ),
    ctas=(Cta("c1", "interest", "Worth a look?"),),
)  # fmt: skip
NEWS = Signal("s1", FIRM.id, SignalKind.FUNDING, {"round": "series-b"}, (), 0.9, NOW - timedelta(days=3), NOW)


def known(*reasons: Reason) -> Brief:
    return replace(brief(FIRM, evidence(FIRM)), as_of=NOW, signals=(NEWS,), reasons=reasons)


def reason(pain: str, persona: str, value: str = "v1", proof: str = "p1") -> Reason:
    return Reason("s1", pain, value, proof, persona, 1.0, "Series B → …")


def told(*ids: str) -> Told:
    return Told(Written("a subject", (Sentence("Some words.", Role.VALUE, SentenceKind.OFFER, ids),)), ("pain.plain",))


def others(found: Brief) -> list[tuple[str, str, str]]:
    return [(one.pain_id, one.value_id, one.proof_id) for one in found.reasons]


def test_who_is_written_to_first_hears_what_the_brief_says() -> None:
    first = known(reason("h1", "sales"))
    assert other_angles(first, (), offer=OFFER, personas=(SALES, REVOPS)) is first


def test_a_pain_that_was_told_is_left_out_and_the_others_get_what_is_new() -> None:
    both = known(reason("h1", "sales"), reason("h2", "revops"))
    found = other_angles(both, [told("e1", "h1", "v1", "p1")], offer=OFFER, personas=(SALES, REVOPS))
    assert others(found) == [("h2", "v2", "p2")]
    assert "logs rules" in found.reasons[0].sentence
    assert found.sha256 != both.sha256, "another brief, so it is kept beside the first"


def test_a_pain_whose_own_values_were_told_borrows_none_of_anothers() -> None:
    found = other_angles(known(reason("h2", "revops")), [told("v1", "v2")], offer=OFFER, personas=(SALES, REVOPS))
    assert others(found) == [("h2", "", "p1")]


def test_where_nothing_of_ours_is_left_there_is_no_reason() -> None:
    everything = [told("v1", "v2", "p1"), told("p2")]
    found = other_angles(known(reason("h2", "revops")), everything, offer=OFFER, personas=(SALES, REVOPS))
    assert found.reasons == ()
    assert heard(everything) == {"v1", "v2", "p1", "p2"}
