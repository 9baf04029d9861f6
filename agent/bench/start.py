"""The bench `start`: how long until `firstlight --help` is printed, and until `serve` answers its first page."""

from __future__ import annotations

import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from agent.bench.bench_team import write_bench_folder
from agent.bench.contract import Bench
from agent.errors import ConfigError
from agent.settings import read_settings
from agent.store.engine import migrate, open_store

TIMES = 5
GIVE_UP_S = 60.0


def measure(size: int | None, against: str | None) -> Bench:
    """`size` is how often the help is printed (the median counts); there is no peer."""
    if against is not None:
        raise ConfigError("The bench `start` has no peer; leave out --against.")
    times = size or TIMES
    began = time.perf_counter()
    help_s = statistics.median(_help_once() for _ in range(times))
    serve_s = _serve_once()
    seconds = time.perf_counter() - began
    return Bench(
        bench="start",
        size=times,
        seconds=seconds,
        rate=1 / help_s,
        unit="helps",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        details={"help_s": help_s, "serve_s": serve_s},
    )


def _command() -> list[str]:
    """The installed command, else the same entry point through this interpreter."""
    installed = Path(sys.executable).parent / "firstlight"
    if installed.exists():
        return [str(installed)]
    return [sys.executable, "-c", "from agent.cli import main; main()"]


def _help_once() -> float:
    began = time.perf_counter()
    subprocess.run([*_command(), "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _serve_once() -> float:
    """Seconds from starting `serve`, in a team's folder whose database exists, to its first page.

    Raises ConfigError with the server's last words when it never answers.
    """
    with tempfile.TemporaryDirectory(prefix="firstlight-bench-") as folder:
        write_bench_folder(Path(folder))
        _prepare_database(Path(folder))
        port = _free_port()
        environment = {
            **os.environ,
            "FIRSTLIGHT_FOLDER": folder,
            "FIRSTLIGHT_WEB__PORT": str(port),
            "FIRSTLIGHT_WEB__HOST": "127.0.0.1",
        }
        with (Path(folder) / "serve.log").open("w+") as log:
            began = time.perf_counter()
            server = subprocess.Popen([*_command(), "serve"], stdout=log, stderr=log, env=environment, cwd=folder)
            try:
                answered = _first_page(port, server)
                if not answered:
                    log.seek(0)
                    raise ConfigError(f"`serve` did not answer:\n{log.read()[-2000:]}")
                return time.perf_counter() - began
            finally:
                server.terminate()
                server.wait(timeout=30)


def _prepare_database(folder: Path) -> None:
    store = open_store(read_settings(folder, {}).database_url)
    try:
        migrate(store)
    finally:
        store.close()


def _first_page(port: int, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.perf_counter() + GIVE_UP_S
    while time.perf_counter() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return True
        except urllib.error.HTTPError as answer:
            return answer.code < 500
        except OSError:
            time.sleep(0.02)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
