"""The task `drafts`: golden accounts through research, a drafter and the checks, as a night does it (drafting §7)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from agent.domain.briefs import Brief
from agent.domain.drafts import Drafted, NoReason, Verdict, Written
from agent.domain.policies import Mailbox
from agent.evaluate.accounts import AS_OF, GOLDEN, PERSONAS, Known, known_of
from agent.evaluate.cases import Question, load_jsonl
from agent.evaluate.contract import Case, Grades, Miss, Predict
from agent.evaluate.grading import ratio
from agent.night.candidates import choose, refusal_of_account
from agent.night.people import fits
from drafting.draft import Drafter, draft
from drafting.lint import similarity
from drafting.research import research

SETS = ("funding", "hiring", "job_change", "technology", "news")
SUPPORTED = frozenset({Verdict.SUPPORTED, Verdict.SUPPORTED_ELSEWHERE, Verdict.NOT_A_CLAIM, Verdict.HEDGED_OK})
MAILBOX = Mailbox("eval", "sender@seller.example", "Ada Lowe", "Ada", "1 Pier Road, Boston MA 02110")


def questions(path: Path) -> tuple[Question, ...]:
    """The set that ships where `path` is "golden", else the cases of a .jsonl."""
    return golden() if str(path) == "golden" else load_jsonl(path)


def golden() -> tuple[Question, ...]:
    rows = [row for name in SETS for row in yaml.safe_load((GOLDEN / f"{name}.yaml").read_text(encoding="utf-8"))]
    return tuple(Question(row["id"], row, row.get("expect", {"no_reason": ""}), True) for row in rows)


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = predict_by(Drafter())(given, folder)
    return found


def predict_by(drafter: Drafter) -> Predict:
    """One sender's drafts in their order: what was used for the last ones is rested for the next."""
    ledger: list[str] = []

    def answered(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
        found = first_touch(known_of(given), drafter, ledger)
        ledger.extend(found.frames if isinstance(found, Drafted) else ())
        return _got(found)

    return answered


def first_touch(
    known: Known, drafter: Drafter, ledger: Sequence[str], *, brief: Brief | None = None
) -> Drafted | NoReason:
    """As a night decides it: the account, then the brief, then whom to write to, then the draft."""
    refused = refusal_of_account(known.account, suppression=None, open_draft=False, total=0)
    if refused is not None:
        return NoReason(refused.why, code=str(refused.code))
    touch = toucher(known, drafter, brief)
    return touch("first", 1, (), ledger) if touch is not None else NoReason("Nobody to write to.", code="no_contact")


Touch = Callable[[str, int, Sequence[Written], Sequence[str]], Drafted | NoReason]


def toucher(known: Known, drafter: Drafter, given: Brief | None = None) -> Touch | None:
    """Writes any touch to the person at the account; None where nobody there is one of the personas."""
    brief = given or brief_of(known)
    choice = choose(brief, [known.contact], PERSONAS)
    fitting = (one for one in PERSONAS if fits(known.contact, one))
    persona = choice.persona if choice else next(fitting, None)
    if persona is None:
        return None

    def touch(plan: str, step: int, earlier: Sequence[Written], ledger: Sequence[str]) -> Drafted | NoReason:
        return draft(
            brief,
            contact=known.contact,
            persona=persona,
            offer=known.offer,
            mailbox=MAILBOX,
            step=step,
            plan=plan,
            earlier=earlier,
            ledger=ledger,
            drafter=drafter,
            as_of=AS_OF,
        )

    return touch


def brief_of(known: Known) -> Brief:
    return research(known.account, known.signals, offer=known.offer, personas=PERSONAS, as_of=AS_OF)


def _got(found: Drafted | NoReason) -> dict[str, Any]:
    if isinstance(found, NoReason):
        return {"no_reason": found.code, "why": found.why}
    texts = [sentence.text for sentence in found.written.sentences]
    return {
        "no_reason": "",
        "subject": found.written.subject,
        "sentences": texts,
        "drafter": found.authorship.drafter,
        "note": found.authorship.note,
        "words": sum(len(text.split()) for text in texts),
        "verdicts": [str(verdict) for verdict in found.findings.verdicts],
        "approvable": found.findings.approvable,
        "guard_blocks": [f.code for f in found.findings.blocks if f.source == "guard"],
        "lint_blocks": [f.code for f in found.findings.blocks if f.source == "lint"],
        "warnings": [f.code for f in found.findings.warnings],
        "cost_usd": found.authorship.cost_usd,
    }


def held(got: Mapping[str, Any]) -> int:
    """How many sentences of a draft say no more than their evidence."""
    return sum(verdict in SUPPORTED for verdict in got["verdicts"])


def body_of(got: Mapping[str, Any]) -> str:
    return " ".join(got["sentences"])


def mean_similarity(texts: Sequence[str]) -> float:
    """Over all pairs; 0 where there is no pair."""
    alike = [similarity(one, other) for one, other in itertools.combinations(texts, 2)]
    return ratio(sum(alike), len(alike))


def grade(cases: Sequence[Case]) -> Grades:
    """`supported` share of the sentences of approvable drafts that say no more than their evidence; `guard_pass` and
    `lint_pass` shares of drafts without a block of theirs; `similarity` mean over all pairs; `no_reason_right` share of
    accounts that were drafted, or not and for the reason, as expected; `cost_usd` mean of a draft."""
    drafts = [case.got for case in cases if case.got and not case.got["no_reason"]]
    sendable = [got for got in drafts if got["approvable"]]
    wrong = [case for case in cases if not case.got or case.got["no_reason"] != case.expect["no_reason"]]
    metrics = {
        "supported": ratio(sum(map(held, sendable)), sum(len(got["verdicts"]) for got in sendable), empty=1.0),
        "guard_pass": ratio(sum(not got["guard_blocks"] for got in drafts), len(drafts), empty=1.0),
        "lint_pass": ratio(sum(not got["lint_blocks"] for got in drafts), len(drafts), empty=1.0),
        "mean_words": ratio(sum(got["words"] for got in drafts), len(drafts)),
        "similarity": mean_similarity([body_of(got) for got in drafts]),
        "no_reason_right": ratio(len(cases) - len(wrong), len(cases), empty=1.0),
        "cost_usd": ratio(sum(got["cost_usd"] for got in drafts), len(drafts)),
    }
    counts = {
        "drafts": len(drafts),
        "approvable": sum(got["approvable"] for got in drafts),
        "lint_blocks": sum(len(got["lint_blocks"]) for got in drafts),
        "warnings": sum(len(got["warnings"]) for got in drafts),
    }
    misses = [Miss(case.id, "no_reason", case.expect["no_reason"], case.got) for case in wrong]
    return Grades(metrics, counts, tuple(misses))
