"""The golden accounts as a dataset of pydantic-evals, and what is asked of every draft (drafting §7).

An evaluator asks what `firstlight eval drafts` measures, of one draft; the report asks what only all of them show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import (
    EvaluationReason,
    Evaluator,
    EvaluatorContext,
    EvaluatorOutput,
    ReportEvaluator,
    ReportEvaluatorContext,
)
from pydantic_evals.reporting import EvaluationReport
from pydantic_evals.reporting.analyses import ReportAnalysis, ScalarResult

from agent.evaluate.drafts import body_of, golden, held, mean_similarity, predict_by
from drafting.draft import TEMPLATE_NOTE, Drafter

Got = dict[str, Any]
Context = EvaluatorContext[Mapping[str, Any], Got, str]
Report = EvaluationReport[Mapping[str, Any], Got, str]


def is_draft(got: Got) -> bool:
    return not got["no_reason"]


@dataclass
class NoReasonRight(Evaluator[Mapping[str, Any], Got, str]):
    """Drafted, or not and for the reason, as expected: `metadata` is the code of that reason, "" for a draft."""

    def evaluate(self, ctx: Context) -> EvaluatorOutput:
        said = ctx.output.get("why") or ctx.output.get("note")
        return {"no_reason_right": EvaluationReason(ctx.output["no_reason"] == ctx.metadata, said)}


@dataclass
class Sendable(Evaluator[Mapping[str, Any], Got, str]):
    """Nothing blocks: neither the guard, nor the lint, nor a sentence that says more than its evidence."""

    def evaluate(self, ctx: Context) -> EvaluatorOutput:
        got = ctx.output
        if not is_draft(got):
            return {}
        return {
            "guard": EvaluationReason(not got["guard_blocks"], str(got["guard_blocks"])),
            "lint": EvaluationReason(not got["lint_blocks"], str(got["lint_blocks"])),
            "grounded": EvaluationReason(held(got) == len(got["verdicts"]), str(got["verdicts"])),
            "approvable": bool(got["approvable"]),
        }


@dataclass
class SaysWho(Evaluator[Mapping[str, Any], Got, str]):
    """The author is named, and why a template stands where a model was asked."""

    asked: bool

    def evaluate(self, ctx: Context) -> EvaluatorOutput:
        got = ctx.output
        if not is_draft(got):
            return {"author": "nobody"}
        why = got["note"].removeprefix(TEMPLATE_NOTE).lstrip(": ")
        said = bool(got["note"]) and (got["drafter"] == "model" or not self.asked or bool(why))
        return {"author": got["drafter"], "says_who": EvaluationReason(said, got["note"])}


@dataclass
class NothingPlanted(Evaluator[Mapping[str, Any], Got, str]):
    """No piece of what the model was made to say is in subject or body. Looks at the words alone, at no check."""

    planted: tuple[str, ...]

    def evaluate(self, ctx: Context) -> EvaluatorOutput:
        if not is_draft(ctx.output):
            return {}
        text = f"{ctx.output['subject']} {body_of(ctx.output)}".casefold()
        seen = [piece for piece in self.planted if piece.casefold() in text]
        return {"nothing_planted": EvaluationReason(not seen, str(seen))}


@dataclass
class Figures(Evaluator[Mapping[str, Any], Got, str]):
    """Words, what it cost, and how long it took."""

    def evaluate(self, ctx: Context) -> EvaluatorOutput:
        if not is_draft(ctx.output):
            return {}
        return {"words": ctx.output["words"], "cost_usd": ctx.output["cost_usd"], "seconds": ctx.duration}


@dataclass
class Similarity(ReportEvaluator[Mapping[str, Any], Got, str]):
    """How alike the drafts of one sender are, over all pairs."""

    def evaluate(self, ctx: ReportEvaluatorContext[Mapping[str, Any], Got, str]) -> ReportAnalysis:
        bodies = [body_of(case.output) for case in ctx.report.cases if is_draft(case.output)]
        return ScalarResult(title="similarity", value=mean_similarity(bodies))


def golden_dataset(
    planted: tuple[str, ...] = (), *, asked: bool = True, part: slice = slice(None)
) -> Dataset[Mapping[str, Any], Got, str]:
    """`planted`: what a scripted model was made to say. `asked`: whether any model is. `part` of the accounts."""
    return Dataset(
        name="golden",
        cases=[Case(name=one.id, inputs=one.given, metadata=one.expect["no_reason"]) for one in golden()[part]],
        evaluators=[NoReasonRight(), Sendable(), SaysWho(asked), NothingPlanted(planted), Figures()],
        report_evaluators=[Similarity()],
    )


def report_of(
    drafter: Drafter,
    dataset: Dataset[Mapping[str, Any], Got, str],
    before_each: Callable[[Mapping[str, Any]], None] = lambda given: None,
) -> Report:
    """One sender's drafts to all accounts, in their order: each rests what the last ones used."""
    predict = predict_by(drafter)

    def task(given: Mapping[str, Any]) -> Got:
        before_each(given)
        got: Got = predict(given, Path())
        return got

    return dataset.evaluate_sync(task, max_concurrency=1, progress=False)


def failed(report: Report) -> list[str]:
    """Everything that did not hold, a line each: the account, what, and what was seen."""
    crashed = [f"{one.name}: {one.error_message}" for one in report.failures]
    broken = [f"{one.name}: {bad}" for one in report.cases for bad in one.evaluator_failures]
    wrong = [
        f"{one.name}: {name} ({asserted.reason})"
        for one in report.cases
        for name, asserted in one.assertions.items()
        if not asserted.value
    ]
    return [*crashed, *broken, *map(str, report.report_evaluator_failures), *wrong]


def wanted(report: Report) -> int:
    """How many of the accounts should be drafted."""
    return sum(not one.metadata for one in report.cases)


def authors(report: Report) -> dict[str, int]:
    """How many drafts each author wrote."""
    names = [one.labels["author"].value for one in report.cases if one.labels["author"].value != "nobody"]
    return {name: names.count(name) for name in sorted(set(names))}


def similarity_of(report: Report) -> float:
    [found] = [one for one in report.analyses if isinstance(one, ScalarResult)]
    return float(found.value)


def mean(report: Report, score: str) -> float:
    found = [float(one.scores[score].value) for one in report.cases if score in one.scores]
    return sum(found) / len(found)
