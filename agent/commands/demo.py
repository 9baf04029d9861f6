"""`firstlight demo`: one night to try, over companies that do not exist."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
import holidays
from rich.progress import Progress, TaskID

from agent.clock import MovedClock, RunningClock
from agent.commands.options import json_option
from agent.commands.ports import must_be_free
from agent.commands.run import Bars, bars
from agent.commands.summary import print_run
from agent.demo.play import DemoPlay, Played
from agent.demo.stage import DemoStage, demo_stage, serving
from agent.demo.verify import verify
from agent.demo.world import Calendar
from agent.log import configure
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json

CHECK_NIGHT = date(2026, 11, 18)
RELEASE_EVERY_S = 5


@click.command("demo")
@click.option("--check", is_flag=True, help="Verify the outcome under a fixed clock and leave.")
@json_option
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-data"),
    help="Where it is made; what a demo left there is deleted.",
)
@click.option("--port", type=int, default=8321, help="Where the queue is served.")
def command(check: bool, as_json: bool, folder: Path, port: int) -> int:
    """Play one whole night over demo documents, then open the queue.

    Everything is made anew in the folder; nothing leaves this machine. Example: firstlight demo
    """
    configure(level="error")
    if not check:
        must_be_free("127.0.0.1", port, taker="demo", fix="--port N, and --folder for a demo beside it.")
    calendar = Calendar(CHECK_NIGHT if check else _last_working_day(datetime.now(UTC).date()))
    clock = MovedClock(calendar.at(150))
    began = time.monotonic()
    with demo_stage(folder.resolve(), calendar, clock) as stage, serving(stage.installation, port=0) as inner:
        with bars() as progress:
            played = DemoPlay(stage, inner, _past_bar(progress)).play(Bars(progress))
        if check:
            return _check(stage, inner, played, as_json, began)
        print_run(stage.installation.store, played.tonight)
        return _stay(stage, port)


def _past_bar(progress: Progress) -> Callable[[str, int], None]:
    tasks: dict[str, TaskID] = {}

    def advance(words: str, total: int) -> None:
        if words not in tasks:
            tasks[words] = progress.add_task(words, total=total)
        progress.advance(tasks[words])

    return advance


def _last_working_day(today: date) -> date:
    """A day inside sending windows: today, else the last working day before it (the demo's people sit in the US)."""
    closed = holidays.country_holidays("US", years=[today.year - 1, today.year])
    day = today
    while day.weekday() > 4 or day in closed or (day.month, day.day) >= (12, 24):
        day -= timedelta(days=1)
    return day


def _check(stage: DemoStage, base_url: str, played: Played, as_json: bool, began: float) -> int:
    checked = verify(stage, base_url, played)
    counts = {**checked.counts, "seconds": round(time.monotonic() - began, 1)}
    if as_json:
        print_json({"ok": checked.ok, **counts, "broken": checked.verdicts.broken})
        return 0 if checked.ok else 1
    console = Terminal()
    for words in checked.verdicts.held:
        console.print(f"✓ {words}")
    for words in checked.verdicts.broken:
        console.print(f"✕ {words}")
    console.print(counts)
    return 0 if checked.ok else 1


def _stay(stage: DemoStage, port: int) -> int:
    """Serve the queue under a clock that goes on from this morning; release what is approved until Ctrl-C."""
    stage.clock.follow(RunningClock(stage.clock.now()))
    stop = threading.Event()
    thread = threading.Thread(target=_release_loop, args=(stage, stop), daemon=True)
    thread.start()
    with serving(stage.installation, port=port) as base_url:
        console = Terminal()
        console.print(f"\nThe queue: {base_url}")
        for email, who in (("ada@harbor.example", "Ada, SDR"), ("rev@harbor.example", "Remy, RevOps")):
            console.print(f"Sign in once as {who}: {base_url}/link/{stage.link_token(email)}")
        console.print(f"Approved mail goes to {stage.folder / 'outgoing'}. Stop with Ctrl-C.")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
    stop.set()
    thread.join(timeout=RELEASE_EVERY_S + 5)
    return 0


def _release_loop(stage: DemoStage, stop: threading.Event) -> None:
    while not stop.wait(RELEASE_EVERY_S):
        stage.installation.mail().release()
