"""The task `grounding`: drafts with one falsehood planted, and true ones, by guard and grounding; lint left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.domain.accounts import Account
from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import ratio
from drafting.check import check
from signals.extract.stated_dates import instant

_JUDGES = frozenset({"guard", "grounding"})


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Whether the draft is blocked, at which sentence first (None: the subject), and in which words."""
    company = str(given.get("company", ""))
    found = check(
        _written(given["draft"]),
        evidence=[_evidence(row) for row in given["evidence"]],
        offer=_offer(given.get("offer") or {}),
        account=Account(id=company, name=company, domain=f"{company}.example"),
        contact=None,
        as_of=instant(given["as_of"]) or datetime.now(UTC),
    )
    blocks = [f for f in found.blocks if f.source in _JUDGES]
    places = sorted({f.sentence for f in blocks if f.sentence is not None})
    sentences = [None if place < 0 else place for place in places]  # the subject is no sentence
    return {
        "blocked": bool(blocks),
        "sentence": sentences[0] if sentences else None,
        "sentences": sentences,
        "messages": [f.message for f in blocks],
    }


def grade(cases: Sequence[Case]) -> Grades:
    """`catch` and `located` over the false drafts, `false_alarm` over the true ones."""
    labelled = [case for case in cases if case.expect is not None]
    false = [case for case in labelled if case.expect["blocked"]]
    true = [case for case in labelled if not case.expect["blocked"]]
    caught = [case for case in false if case.got and case.got["blocked"]]
    located = [case for case in caught if case.expect["sentence"] in case.got["sentences"]]
    alarms = [case for case in true if case.got is None or case.got["blocked"]]
    misses = [Miss(c.id, "blocked", True, c.got) for c in false if c not in caught]
    misses += [Miss(c.id, "sentence", c.expect["sentence"], c.got) for c in caught if c not in located]
    misses += [Miss(c.id, "blocked", False, c.got) for c in alarms]
    metrics = {
        "catch": ratio(len(caught), len(false), empty=1.0),
        "located": ratio(len(located), len(caught), empty=1.0),
        "false_alarm": ratio(len(alarms), len(true)),
    }
    return Grades(metrics, {"false": len(false), "true": len(true)}, tuple(misses))


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        id=row["id"],
        kind=_kind(row["kind"]),
        party=Party(row["party"]),
        quote=row["quote"],
        publisher=row.get("publisher") or "",
        url=row.get("url") or "",
        title=row.get("title") or "",
        published_at=instant(row.get("published_on")),
    )


def _kind(named: str) -> EvidenceKind:
    """A kind that only the cases know, such as a register's entry, is read as a page."""
    return EvidenceKind(named) if named in set(EvidenceKind) else EvidenceKind.PAGE


def _offer(row: Mapping[str, Any]) -> Offer:
    return Offer(
        seller=row.get("seller", ""),
        domain=row.get("domain", ""),
        one_liner=row.get("one_liner", ""),
        values=tuple(Value(v["id"], v["text"]) for v in row.get("values", ())),
        pains=tuple(Pain(p["id"], p["text"], ()) for p in row.get("pains", ())),
        proofs=tuple(Proof(p["id"], p["text"], bool(p.get("customer_ok"))) for p in row.get("proofs", ())),
        ctas=tuple(Cta(c["id"], c.get("kind", "offer"), c["text"]) for c in row.get("ctas", ())),
    )


def _written(row: Mapping[str, Any]) -> Written:
    sentences = tuple(
        Sentence(s["text"], Role(s["role"]), SentenceKind(s["kind"]), tuple(s.get("evidence_ids", ())))
        for s in row["sentences"]
    )
    return Written(row["subject"], sentences)
