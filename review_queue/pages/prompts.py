"""Prompts: which file wins and why, an edit beside what is live, the gate, the way back, and the experiment."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from agent.domain.prompting import Experiment, Measure, Publication
from agent.domain.signals import SignalKind
from agent.errors import BadInput, ConfigError, NotFound, Problem
from agent.prompts.desk import PromptDesk
from agent.prompts.golden_runs import GoldenState
from agent.prompts.preview import Line, Shown, diff, size_note
from agent.prompts.settle import Broken
from agent.prompts.shelf import Live, sha_of
from agent.store import users
from drafting.lint_rules import LINT
from drafting.prompt_check import FRAMES, needs_no_model, shipped
from review_queue.fragments import go, page
from review_queue.guard import Reader, Tuner, Visit

router = APIRouter(prefix="/prompts")
_KINDS = (
    SignalKind.FUNDING, SignalKind.RELEVANT_ROLES, SignalKind.HIRING_SURGE, SignalKind.FIRST_OF_KIND,
    SignalKind.JOB_CHANGE, SignalKind.TECHNOLOGY, SignalKind.DEBT,
)  # fmt: skip
_TASKS = ("first_touch", "angle", "bump", "close")
_GROUPS = (
    ("Prompts", ".md.j2"),
    ("The composer's frames", FRAMES),
    ("Pieces that prompts include", ""),
    ("What every draft is checked against", LINT),
)


@dataclass(frozen=True, slots=True)
class FileLine:
    path: str
    title: str
    status: str
    is_own: bool
    sha: str
    tokens: int
    broken: bool


@dataclass(frozen=True, slots=True)
class Winner:
    """Which file writes a touch for a kind of signal, and why."""

    task: str
    signal: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class ExperimentLine:
    experiment: Experiment
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class PromptsView:
    groups: tuple[tuple[str, tuple[FileLine, ...]], ...]
    broken: tuple[Broken, ...]
    winners: tuple[Winner, ...]
    experiments: tuple[ExperimentLine, ...]
    frames_sha: str
    model: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    one: Publication
    by: str


@dataclass(frozen=True, slots=True)
class PromptView:
    """One file in the editor. `base` names the live text that `text` was edited from; `text` may be any. `laid_over` is
    the shipped text that a team's own goes over key by key; "" where its own stands in place of it."""

    path: str
    text: str
    base: str
    line: FileLine
    broken: Broken | None
    problems: tuple[Problem, ...]
    refused: str
    changes: tuple[Line, ...]
    shown: tuple[Shown, ...] | None
    golden: GoldenState | None
    history: tuple[HistoryLine, ...]
    back: tuple[Line, ...] | None
    used_by: tuple[str, ...]
    running: Experiment | None
    model: str
    laid_over: str
    said: str = ""

    @property
    def is_composer(self) -> bool:
        return needs_no_model(self.path)

    @property
    def size_note(self) -> str:
        return size_note(self.model)


@dataclass(frozen=True, slots=True)
class VersionView:
    sha: str
    prompt_id: str
    files: tuple[tuple[str, str], ...]


@router.get("")
def show(visit: Reader) -> Response:
    desk = _desk(visit)
    live = desk.live()
    lines = [_line(live, path) for path in live.paths]
    groups = tuple((title, tuple(line for line in lines if _group(line.path) == mark)) for title, mark in _GROUPS)
    experiments = tuple(ExperimentLine(one, measures) for one, measures in desk.experiments())
    model = desk.model()
    view = PromptsView(
        groups=groups,
        broken=live.broken,
        winners=tuple(_winners(live)),
        experiments=experiments,
        frames_sha=live.grammar.sha256[:12],
        model=model.name if model else "",
    )
    return page(visit, "pages/prompts.html", view)


@router.get("/version/{sha}")
def version(visit: Reader, sha: str) -> Response:
    """The exact texts behind the hash that a draft carries."""
    prompt_id, files = _desk(visit).behind(sha)
    return page(visit, "pages/prompt_version.html", VersionView(sha, prompt_id, tuple(sorted(files.items()))))


@router.get("/file/{path:path}")
def show_one(visit: Reader, path: str, version: str = "live", back: str = "") -> Response:
    """One file in the editor, with the text of any version; `back` asks before it is rolled back."""
    desk = _desk(visit)
    _known(desk, path)
    text = desk.text_of(path, version)
    try:
        earlier = diff(desk.live().text(path), desk.before_last(path)) if back else None
    except NotFound as error:
        raise BadInput(str(error)) from None
    return page(visit, "pages/prompt.html", _view(visit, desk, path, text, back=earlier))


@router.post("/file/{path:path}")
def change(visit: Tuner, path: str) -> Response:
    """What a button of the editor asks for. What is refused says why and keeps what was typed."""
    desk, do = _desk(visit), visit.form.get("do", "")
    _known(desk, path)
    text = visit.form.get("text", "").replace("\r\n", "\n")
    base = visit.form.get("base", "")
    shown: tuple[Shown, ...] | None = None
    try:
        if do in ("preview", "write"):
            shown = tuple(desk.preview(path, text, writes=do == "write"))
        elif do == "check":
            pass  # what the gate shows is the check
        elif do == "golden":
            desk.run_golden(path, text, wait=False)
        elif do == "publish":
            desk.publish(path, text, base=base, by=visit.actor.user_id)
            return go(f"/prompts/file/{path}")
        elif do == "back":
            desk.roll_back(path, by=visit.actor.user_id)
            return go(f"/prompts/file/{path}")
        elif do == "experiment":
            desk.start_experiment(path, text, visit.form.get("name", ""), by=visit.actor.user_id)
            return go("/prompts")
        else:
            raise BadInput("Choose what to do.")
    except ConfigError as error:
        view = _view(visit, desk, path, text, error=error)
        return page(visit, "pages/prompt.html", view, part="gate", status=422)
    return page(visit, "pages/prompt.html", _view(visit, desk, path, text, shown=shown), part="gate")


@router.post("/experiments/{experiment_id}/end")
def end(visit: Tuner, experiment_id: str) -> Response:
    _desk(visit).end_experiment(experiment_id, by=visit.actor.user_id)
    return go("/prompts")


def _desk(visit: Visit) -> PromptDesk:
    if visit.context.prompts is None:
        raise NotFound("No prompts are kept here.")
    return visit.context.prompts


def _known(desk: PromptDesk, path: str) -> None:
    if path not in desk.live().paths:
        raise NotFound("There is no such file.")


def _view(
    visit: Visit,
    desk: PromptDesk,
    path: str,
    text: str,
    *,
    shown: tuple[Shown, ...] | None = None,
    back: tuple[Line, ...] | None = None,
    error: ConfigError | None = None,
) -> PromptView:
    live = desk.live()
    now = live.text(path)
    problems = error.problems if error else desk.candidate(path, text).problems if text != now else ()
    running = next((one for one, _ in desk.experiments() if one.ended_at is None), None)
    model = desk.model()
    return PromptView(
        path=path,
        text=text,
        base=sha_of(now),
        line=_line(live, path),
        broken=next((one for one in live.broken if one.path == path), None),
        problems=problems,
        refused=str(error).partition("\n")[0] if error and error.problems else str(error or ""),
        changes=diff(now, text),
        shown=shown,
        golden=desk.golden_state(path, text) if text != now and not problems else None,
        history=_history(visit, desk, path),
        back=back,
        used_by=tuple(one.file.path for one in live.checked.checked if path in one.file.includes[1:]),
        running=running,
        model=model.name if model else "",
        laid_over=shipped()[LINT] if path == LINT else "",
    )


def _history(visit: Visit, desk: PromptDesk, path: str) -> tuple[HistoryLine, ...]:
    published = desk.history(path)
    with visit.context.store.read() as session:
        names = {row.id: row.name for row in users.everyone(session)}
    return tuple(HistoryLine(one, names.get(one.by, one.by)) for one in published[:20])


def _line(live: Live, path: str) -> FileLine:
    found = next((one for one in live.checked.checked if one.file.path == path), None)
    broken = any(one.path == path for one in live.broken)
    if found is None:
        sha = live.grammar.sha256[:12] if path.startswith(FRAMES) else live.checked.rules.version * (path == LINT)
        return FileLine(path, "", "", path in live.over, sha, 0, broken)
    front = found.file.front
    return FileLine(path, front.title, front.status, path in live.over, found.file.sha, found.tokens, broken)


def _group(path: str) -> str:
    if path.endswith(".md.j2"):
        return ".md.j2"
    return path if path == LINT else FRAMES if path.startswith(FRAMES) else ""


def _winners(live: Live) -> list[Winner]:
    """For each touch and kind of signal the file that writes it; follow-ups once, since none names a signal."""
    found: dict[tuple[str, str], Winner] = {}
    for task in _TASKS:
        for kind in _KINDS:
            standings = live.prompts.standings(task, signal=str(kind))
            if standings and standings[0].fits:
                won = standings[0]
                signal = str(kind) if any(one.file.front.signal for one in standings) else ""
                found.setdefault((task, signal), Winner(task, signal, won.file.path, won.why))
    return list(found.values())
