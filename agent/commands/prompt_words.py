"""How prompt files, their previews and golden runs are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from rich.columns import Columns
from rich.panel import Panel
from rich.table import Table

from agent.plurals import count
from agent.prompts.golden_runs import GoldenState
from agent.prompts.preview import Asked, Line, Shown, Side
from agent.prompts.shelf import Live
from agent.terminal.console import Terminal
from agent.terminal.lines import say
from drafting.lint_rules import LINT
from drafting.prompt_check import CheckedFiles

_COLOURS = {"+": "green", "-": "red", " ": "dim"}


def rows_of(live: Live) -> list[dict[str, Any]]:
    """One row a file: whose it is, and of a prompt its id, task, signals, status, hash and tokens."""
    by_path = {one.file.path: one for one in live.checked.checked}
    rows = []
    for path in live.paths:
        row: dict[str, Any] = {"path": path, "own": path in live.over}
        if one := by_path.get(path):
            front = one.file.front
            row |= {"id": front.id, "task": front.task, "signals": list(front.signal), "status": front.status}
            row |= {"hash": one.file.sha, "tokens": one.tokens}
        if path == LINT and live.checked.rules.version:
            row["hash"] = live.checked.rules.version
        rows.append(row)
    return rows


def print_list(live: Live) -> None:
    table = Table(title=f"Prompt files (the composer's frames: {live.grammar.sha256[:12]})", title_justify="left")
    for column in ("file", "status", "whose", "hash", "tokens"):
        table.add_column(column, justify="right" if column == "tokens" else "left", no_wrap=True)
    for row in rows_of(live):
        whose, tokens = "yours" if row["own"] else "shipped", str(row.get("tokens", ""))
        table.add_row(row["path"], row.get("status", ""), whose, row.get("hash", ""), tokens)
    Terminal(soft_wrap=False).print(table)
    for broken in live.broken:
        kept = "its last good text is live" if broken.keeps_last_good else "what ships is live"
        say(f"{broken.path} on disk is not used: {kept}.", err=True)
        for problem in broken.problems:
            say(f"  {problem}", err=True)


def print_problems(found: CheckedFiles) -> None:
    for problem in found.problems:
        say(f"  {problem}", err=True)
    frames = sum(len(frames) for frames in found.grammar.by_part.values()) if found.grammar else 0
    right = f"{count(len(found.checked), 'prompt')}, {count(frames, 'frame')}"
    say(f"{count(len(found.problems), 'problem')}. Right: {right}.")
    if found.rules.version:
        say(f"  lint.yaml: your own over what ships, version {found.rules.version}")
    for one in found.checked:
        say(f"  {one.file.path}: {one.file.sha}, at most about {count(one.tokens, 'token')}")


def print_diff(lines: Iterable[Line]) -> None:
    console = Terminal(soft_wrap=True)
    lines = list(lines)
    if not lines:
        console.print("  The same text.", style="dim")
    for line in lines:
        console.print(f"  {line.mark} {line.text}", style=_COLOURS[line.mark])


def print_shown(shown: Shown, *, whole: bool) -> None:
    console = Terminal(soft_wrap=True)
    console.print(f"\n{shown.account} ({shown.label}): {shown.reason}", style="bold")
    if shown.after is not None:
        console.print(f"  {_asked_words('before', shown.before)}\n  {_asked_words('after', shown.after)}")
        for one in shown.standings[:3]:
            console.print(
                f"    {'wins' if one is shown.standings[0] else '    '} {one.file.path}: {one.why}", style="dim"
            )
        if whole:
            console.print(f"{shown.after.system}\n\n{shown.after.user}")
        else:
            print_diff(shown.messages)
    if shown.draft_before and shown.draft_after:
        panels = [_panel("before", shown.draft_before), _panel("after", shown.draft_after)]
        Terminal(soft_wrap=False).print(Columns(panels, equal=True, expand=True))
    elif shown.after is not None:
        console.print("  Nothing was written: --write asks the model, where one is configured.", style="dim")


def shown_as_json(shown: Shown) -> dict[str, Any]:
    """The same for machines; a file that was considered is named with why it won or did not."""
    standings = [{"path": one.file.path, "why": one.why, "fits": one.fits} for one in shown.standings]
    plain = asdict(replace(shown, standings=()))
    return {**plain, "standings": standings}


def print_golden(state: GoldenState) -> None:
    if state.figures is None:
        return
    if not state.figures.plans:
        say("No mail of the golden set is written with this file: the static check passed, and decides.")
        return
    table = Table(title=f"Golden set: {', '.join(state.figures.plans)}", title_justify="left")
    for column in ("", "live", "edited"):
        table.add_column(column, justify="left" if not column else "right")
    live = state.live or state.figures
    for words, name in (
        ("sentences on their evidence", "supported"),
        ("drafts that pass the guard", "guarded"),
        ("drafts with nothing to mend", "lint_pass"),
        ("drafted, or not, as expected", "reasons_right"),
    ):
        table.add_row(words, *(f"{100 * getattr(one, name):.1f} %" for one in (live, state.figures)))
    table.add_row("cost", *(f"${one.cost_usd:.4f}" for one in (live, state.figures)))
    Terminal(soft_wrap=False).print(table)
    _print_misses(state.figures.misses)
    for why in state.refused:
        say(f"Not published: {why}", err=True)


def _print_misses(misses: Sequence[str]) -> None:
    for miss in misses:
        say(f"  {miss}")


def _asked_words(word: str, asked: Asked | None) -> str:
    if asked is None:
        return f"{word}: no prompt"
    return f"{word}: {asked.path} ({asked.sha}), {asked.size}"


def _panel(title: str, side: Side) -> Panel:
    counts = f"{side.words} words, {side.supported} of {side.claims} sentences on their evidence"
    counts += f", {side.blocks} blocked, {side.warnings} warned"
    lines = [side.subject, "", *side.sentences, "", counts if side.sentences else side.note, *side.findings]
    return Panel("\n".join(lines), title=title, title_align="left")
