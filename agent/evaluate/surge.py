"""The task `surge`: all cases are one panel, learned and judged at its last week as a night does (EVAL.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import ratio
from signals.hiring.panel import History, learn
from signals.hiring.surge_alerts import Judged, judge

_FACTORS = (2, 3, 5)


def predict_all(givens: Sequence[Mapping[str, Any]], folder: Path) -> list[Any]:
    """Whether each account surges, as the alert says; a case that is no history is answered by its error."""
    read = [_history(given, str(number)) for number, given in enumerate(givens)]
    histories = [history for history in read if isinstance(history, History)]
    judged = iter(judge(learn(histories), histories))
    return [_answer(next(judged)) if isinstance(history, History) else history for history in read]


def grade(cases: Sequence[Case]) -> Grades:
    """The share of alarms that are false, and the recall over all surging accounts of each factor."""
    alarms = [case for case in cases if case.got is not None and case.got["surging"]]
    false = [case for case in alarms if not case.expect["surging"]]
    metrics = {"false_share": ratio(len(false), len(alarms)), "alarms": float(len(alarms))}
    found = {case.id for case in alarms}
    for factor in _FACTORS:
        surging = [case for case in cases if case.expect["surging"] and round(case.expect["factor"]) == factor]
        metrics[f"recall_x{factor}"] = ratio(sum(case.id in found for case in surging), len(surging), empty=1.0)
    missed = [case for case in cases if case.expect["surging"] and case.id not in found]
    misses = tuple(Miss(case.id, "surging", case.expect, case.got) for case in (*false, *missed))
    counts = {"false_alarms": len(false), "missed": len(missed)}
    return Grades(metrics, counts, misses)


def _history(given: Mapping[str, Any], account_id: str) -> History | Exception:
    try:
        weeks = [int(count) for count in given["weeks"]]
        if not weeks or min(weeks) < 0:
            raise ValueError("`weeks` holds counts of new requisitions, oldest first, none below 0")
        headcount = given.get("headcount")
        return History(account_id, weeks, headcount=None if headcount is None else int(headcount))
    except (KeyError, TypeError, ValueError) as error:
        return error


def _answer(one: Judged) -> dict[str, Any]:
    surging = one.alert is not None
    return {
        "surging": surging,
        "factor": round(one.assessment.ratio, 2) if surging else 1.0,
        "alert": str(one.alert) if one.alert else None,
        "confidence": round(one.confidence, 4),
        "p": one.p,
        "q": one.q,
        "words": one.words,
    }
