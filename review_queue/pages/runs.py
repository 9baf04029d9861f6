"""Runs: what each night did, why it passed over each account, and what would mend an empty morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.runs import Run, RunState, Skip, SkipCode
from agent.errors import NotFound
from agent.insight.funnel import Drafted, Step, funnel
from agent.store import accounts, runs, screens
from review_queue import words
from review_queue.fragments import go, page
from review_queue.guard import Reader, Runner

router = APIRouter(prefix="/runs")
NEAREST = 5
MOST_SKIPS = 500


@dataclass(frozen=True, slots=True)
class RunLine:
    id: str
    night: str
    state: str
    tone: str
    started_at: datetime
    took: str
    drafted: int
    skipped: int
    cost: float
    note: str


@dataclass(frozen=True, slots=True)
class RunsView:
    rows: tuple[RunLine, ...]
    can_start: bool
    next_at: str


@dataclass(frozen=True, slots=True)
class Cause:
    code: str
    words: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class SkipLine:
    account_id: str
    account: str
    why: str
    score: int
    fix: str
    cause: str


@dataclass(frozen=True, slots=True)
class RunView:
    run: RunLine
    counts: tuple[tuple[str, int], ...]
    causes: tuple[Cause, ...]
    nearest: tuple[SkipLine, ...]
    fix: tuple[str, str, str] | None
    skips: tuple[SkipLine, ...]
    shown: str
    steps: tuple[Step, ...]
    is_empty: bool


# The one thing to press that would change most, by cause: words, what the button says, where it leads.
FIXES = {
    SkipCode.NO_CONTACT: ("Most had a reason and nobody to write to.", "Find people", "/to-find"),
    SkipCode.GUESSED_ADDRESS: ("Most wait for an address to be confirmed.", "Confirm addresses", "/to-find"),
    SkipCode.QUIET: ("Most were quiet. More sources see more.", "Look at the sources", "/sources"),
    SkipCode.UNREAD: ("Most could not be read: their sources failed.", "Look at the sources", "/sources"),
    SkipCode.CAPACITY: ("Most found no free slot.", "See what waits", "/outbox"),
    SkipCode.ERROR: ("Most failed to be read.", "Look at the sources", "/sources"),
    SkipCode.NO_REASON: ("Most had signals that no pain of the offer answers.", "See the signals", "/signals"),
    SkipCode.CHECK_FAILED: ("Most drafts failed their checks.", "See the signals", "/signals"),
    SkipCode.OPEN_DRAFT: ("Most wait in the queue already.", "To the queue", "/queue?view=team"),
    SkipCode.COUNTRY: ("Most sit in countries that need consent.", "See the accounts", "/accounts"),
}
_TONES = {RunState.DONE: "good", RunState.RUNNING: "info", RunState.FAILED: "bad", RunState.MISSED: "warn"}


@router.get("")
def show(visit: Reader) -> Response:
    with visit.context.store.read() as session:
        rows = tuple(_line(session, one, visit.now) for one in runs.newest(session, limit=60))
    can = visit.context.start_run is not None and visit.may("run")
    return page(visit, "pages/runs.html", RunsView(rows, can, f"{visit.team().run_at:%H:%M}"))


def _line(session: Session, run: Run, now: datetime) -> RunLine:
    return RunLine(
        id=run.id,
        night=run.night,
        state=str(run.state),
        tone=_TONES[run.state],
        started_at=run.started_at,
        took=words.lasted((run.finished_at or now) - run.started_at),
        drafted=run.counts.get("drafts", 0),
        skipped=sum(runs.skip_counts(session, run.id).values()),
        cost=run.cost_usd,
        note=run.note,
    )


@router.post("/start")
def start(visit: Runner) -> Response:
    if visit.context.start_run is None:
        raise NotFound("Runs are started on the machine: firstlight run.")
    return go(f"/runs/{visit.context.start_run()}")


@router.get("/{run_id}")
def show_one(visit: Reader, run_id: str, cause: str = "") -> Response:
    with visit.context.store.read() as session:
        run = runs.get(session, run_id)
        if run is None or (cause and cause not in set(SkipCode)):
            raise NotFound("There is no such run.")
        counts = runs.skip_counts(session, run_id)
        most = max(counts, key=lambda code: counts[code], default=None)
        line = _line(session, run, visit.now)
        view = RunView(
            run=line,
            counts=tuple(sorted({**run.counts, "skipped": line.skipped}.items())),
            causes=tuple(
                Cause(str(code), code.words, number, str(code) == cause)
                for code, number in sorted(counts.items(), key=lambda pair: -pair[1])
            ),
            nearest=_lines(session, runs.skips(session, run_id, limit=NEAREST)),
            fix=FIXES.get(most) if most else None,
            skips=_lines(session, runs.skips(session, run_id, code=cause, limit=MOST_SKIPS)),
            shown=SkipCode(cause).words if cause else "",
            steps=_funnel(session, run),
            is_empty=line.drafted == 0 and run.state is RunState.DONE,
        )
    return page(visit, "pages/run.html", view)


def _lines(session: Session, skips: list[Skip]) -> tuple[SkipLine, ...]:
    firms = accounts.by_ids(session, [one.account_id for one in skips])
    return tuple(
        SkipLine(one.account_id, firms[one.account_id].name, one.why, one.score, one.fix, one.code.words)
        for one in skips
        if one.account_id in firms
    )


def _funnel(session: Session, run: Run) -> tuple[Step, ...]:
    facts = screens.draft_facts(session, since=run.started_at, run_id=run.id)
    outcomes = screens.outcome_kinds(session, [fact.account_id for fact in facts])
    signals = screens.with_signal(session, since=run.started_at, until=run.finished_at)
    return funnel(signals, [Drafted(fact.account_id, fact.approved_at, fact.sent_at) for fact in facts], outcomes)
