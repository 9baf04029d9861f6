"""The golden accounts written to by one drafter, as figures; whether those let a file be published (drafting §4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from agent.domain.drafts import Drafted, Finding, NoReason, Severity, Written
from agent.domain.prompting import Figures
from agent.evaluate.accounts import Known, known_of
from agent.evaluate.drafts import SUPPORTED, first_touch, golden, toucher
from drafting.check import CHECKER_VERSION
from drafting.draft import Drafter
from drafting.lint_rules import LINT
from drafting.prompt_check import FRAMES, CheckedFiles, frames_of, shipped

STEPS = {"first": 1, "angle": 2, "bump": 3, "close": 4}
LINT_SLACK = 0.02
_MISSES_SHOWN = 20
_PLAN_OF = {"first_touch": "first", "repair": "first", "angle": "angle", "bump": "bump", "close": "close"}
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Count:
    wanted: int = 0
    written: int = 0
    sentences: int = 0
    supported: int = 0
    drafts: int = 0
    guarded: int = 0
    clean: int = 0
    right: int = 0
    asked: int = 0
    cost_usd: float = 0.0
    misses: list[str] = field(default_factory=list)


def touches(live: CheckedFiles, candidate: CheckedFiles) -> tuple[str, ...]:
    """Which touches a change can reach: "first", "angle", "bump", "close"; none where it changes no draft."""
    if live.rules.version != candidate.rules.version:
        return tuple(STEPS)
    if changes_frames(live, candidate):
        then, now = frames_of({**shipped(), **live.over}), frames_of({**shipped(), **candidate.over})
        changed = {name for name in {*then, *now} if then.get(name) != now.get(name)}
        later = {"bump.yaml": "bump", "close.yaml": "close"}
        return tuple(sorted({later.get(name, "first") for name in changed}, key=list(STEPS).index))
    before = {one.file.sha for one in live.checked}
    tasks = {one.file.front.task for one in candidate.checked if one.file.sha not in before}
    return tuple(sorted({_PLAN_OF[task] for task in tasks if task in _PLAN_OF}, key=list(STEPS).index))


def changes_frames(live: CheckedFiles, candidate: CheckedFiles) -> bool:
    one, other = live.grammar, candidate.grammar
    return one is not None and other is not None and one.sha256 != other.sha256


def key_of(files: CheckedFiles, plans: tuple[str, ...], model: str) -> str:
    """Names a golden run: equal files, touches, model ("" for the composer) and checks give equal figures."""
    texts = {**shipped(), **files.over}
    used = {name: text for name, text in texts.items() if name.startswith(FRAMES) is not bool(model) or name == LINT}
    named = json.dumps([model, plans, CHECKER_VERSION, sorted(used.items())], ensure_ascii=False)
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def play(drafter: Drafter, plans: tuple[str, ...], progress: Progress = lambda done, of: None) -> Figures:
    """The golden accounts through research, `drafter` and the checks, once for each touch."""
    count, questions, done = _Count(), golden(), 0
    for plan in plans:
        ledger: list[str] = []
        for question in questions:
            known = known_of(question.given)
            found = _touch(known, drafter, plan, ledger)
            done += 1
            progress(done, len(questions) * len(plans))
            if found is None:
                continue
            ledger.extend(found.frames if isinstance(found, Drafted) else ())
            _add(count, known.account.name, found, question.expect["no_reason"], by_model=drafter.model is not None)
    return _figures(plans, count)


def refusals(candidate: Figures, live: Figures, *, same_lint: bool = True) -> tuple[str, ...]:
    """Why the gate stays shut, in words; empty where it opens (drafting §4). Where the lint itself is edited
    (`same_lint` False) what it finds is not compared."""
    return tuple(_why_shut(candidate, live, same_lint))


def _why_shut(candidate: Figures, live: Figures, same_lint: bool) -> Iterator[str]:
    if candidate.wanted and not candidate.written:
        yield "Nothing is known of the edit: no draft was written by the model. Is it reachable?"
    if candidate.supported < 1:
        yield f"Only {_percent(candidate.supported)} of the sentences stand on their evidence; all must."
    if candidate.guarded < 1:
        yield f"Only {_percent(candidate.guarded)} of the drafts pass the guard; all must."
    if same_lint and candidate.lint_pass < live.lint_pass - LINT_SLACK:
        yield (
            f"{_percent(candidate.lint_pass)} of the drafts come out with nothing to mend, {_percent(live.lint_pass)} "
            "do with what is live; at most 2 points fewer are let through."
        )
    if candidate.reasons_right < live.reasons_right:
        yield (
            f"{_percent(candidate.reasons_right)} of the accounts are drafted, or not, as they should be; "
            f"with what is live {_percent(live.reasons_right)} are."
        )


def _touch(known: Known, drafter: Drafter, plan: str, ledger: list[str]) -> Drafted | NoReason | None:
    """One touch; a later one follows a first that the composer wrote, and None where there was none to follow."""
    if plan == "first":
        return first_touch(known, drafter, ledger)
    first = first_touch(known, replace(drafter, model=None), ())
    touch = toucher(known, drafter)
    if touch is None or isinstance(first, NoReason):
        return None
    earlier: tuple[Written, ...] = (first.written,)
    return touch(plan, STEPS[plan], earlier, ledger)


def _add(count: _Count, name: str, found: Drafted | NoReason, expected: str, *, by_model: bool) -> None:
    count.asked += 1
    count.wanted += not expected
    if isinstance(found, NoReason):
        count.right += found.code == expected
        if found.code != expected:
            count.misses.append(f"{name}: no draft, {found.why}")
        return
    count.right += not expected
    count.drafts += 1
    count.cost_usd += found.authorship.cost_usd
    count.sentences += len(found.findings.verdicts)
    count.supported += sum(verdict in SUPPORTED for verdict in found.findings.verdicts)
    count.guarded += not any(
        one.severity is Severity.BLOCK and one.source == "guard" for one in found.findings.findings
    )
    if by_model and found.authorship.drafter != "model":
        count.misses.append(f"{name}: the composer had to write it: {found.authorship.note.partition(': ')[2]}")
        return
    count.written += 1
    wrong = [one for one in found.findings.findings if _is_lint(one)]
    count.clean += not wrong
    count.misses.extend(f"{name}: {one.code}, {one.message}" for one in wrong[:1])


def _is_lint(finding: Finding) -> bool:
    return finding.source == "lint" and finding.severity is not Severity.INFO


def _figures(plans: tuple[str, ...], count: _Count) -> Figures:
    return Figures(
        plans=plans,
        wanted=count.wanted,
        written=count.written,
        supported=count.supported / count.sentences if count.sentences else 1.0,
        guarded=count.guarded / count.drafts if count.drafts else 1.0,
        lint_pass=count.clean / count.wanted if count.wanted else 1.0,
        reasons_right=count.right / count.asked if count.asked else 1.0,
        cost_usd=count.cost_usd,
        misses=tuple(count.misses[:_MISSES_SHOWN]),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".0 %", " %")
