"""A peer of the bench `collect` that is another program, in a process of its own."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.bench.plain_client import Turn
from agent.errors import ConfigError

SCRIPTS = Path(__file__).parent / "peers"
OWN_PYTHON = "FIRSTLIGHT_BENCH_PYTHON"
"""The environment variable that names the interpreter in which the peers are installed."""


@dataclass(frozen=True, slots=True)
class Program:
    """Another program: its script, the module that must be there, how many pages it reads at once, and whether it is
    told its addresses before the clock starts. A page counts as kept when `kept_a_page` things of it are."""

    script: str
    module: str
    at_once: int
    adds_first: bool
    kept_a_page: int


def programs(at_once: int, jobs: int) -> dict[str, Program]:
    """The programs by the name of the peer. changedetection.io gets the number of workers that suits it best: each is a
    thread, and more of them are slower."""
    return {
        "scrapy": Program("scrapy_boards.py", "scrapy", at_once, adds_first=False, kept_a_page=jobs),
        "changedetection": Program("changedetection_boards.py", "changedetectionio", 5, adds_first=True, kept_a_page=1),
    }


@contextmanager
def running(program: Program) -> Iterator[Turn]:
    """The program, started; it ends with the block. Raises ConfigError where it is not installed or breaks."""
    python = interpreter_with(program.module)
    with tempfile.TemporaryDirectory(prefix="firstlight-peer-") as folder, tempfile.TemporaryFile() as said:
        command = [python, str(SCRIPTS / program.script), folder, str(program.at_once)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            _answer(process, "ready")
            expected = 0

            async def turn(urls: Sequence[str]) -> float:
                nonlocal expected
                expected += len(urls) * program.kept_a_page
                return await asyncio.to_thread(_turn, process, program, urls, expected)

            yield turn
        finally:
            process.kill()
            process.communicate(timeout=10)


def _turn(process: subprocess.Popen[str], program: Program, urls: Sequence[str], expected: int) -> float:
    """One turn; between turns the program is stopped, so that what it does on the side takes nothing from ours."""
    process.send_signal(signal.SIGCONT)
    if program.adds_first:
        _say(process, json.dumps(urls))
        _answer(process, "added")
    began = time.perf_counter()
    _say(process, "" if program.adds_first else json.dumps(urls))
    _answer(process, str(expected))
    seconds = time.perf_counter() - began
    process.send_signal(signal.SIGSTOP)
    return seconds


def _say(process: subprocess.Popen[str], line: str) -> None:
    if process.stdin is not None:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()


def _answer(process: subprocess.Popen[str], expected: str) -> None:
    answer = process.stdout.readline().strip() if process.stdout else ""
    if answer != expected:
        raise ConfigError(
            f"The peer answered {answer or 'nothing'!r} where {expected!r} was due: it did not do the work."
        )


def interpreter_with(module: str) -> str:
    """The interpreter that has `module`: the one named in the environment, this one, or that of `.venv-bench` beside
    this one's environment. Raises ConfigError that says how to install it."""
    if importlib.util.find_spec(module) is not None:
        return sys.executable
    named = os.environ.get(OWN_PYTHON)
    beside = Path(sys.prefix).parent / ".venv-bench" / "bin" / "python"
    for python in (named, str(beside) if beside.exists() else None):
        if (
            python
            and subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
        ):
            return python
    raise ConfigError(
        f"The peer's package {module!r} is not installed. In the checkout: make bench-peers (it wants other versions "
        f"than the product, so it has an environment of its own). Or set {OWN_PYTHON} to an interpreter that has it."
    )
