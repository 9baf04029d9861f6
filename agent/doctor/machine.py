"""Checks of the machine: Python, the folder, the disk, the clock, the key, the files that a build brings."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from agent.doctor.checks import Check, fail, ok, warn

LEAST_FREE_BYTES = 200_000_000
GOOD_FREE_BYTES = 1_000_000_000
_BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)


def python_version(version: tuple[int, int] = (sys.version_info[0], sys.version_info[1])) -> Check:
    words = f"Python {version[0]}.{version[1]}"
    if (3, 11) <= version < (3, 14):
        return ok("python", words)
    return fail("python", f"{words} is not supported.", "Use Python 3.11, 3.12 or 3.13.")


def folder_writable(folder: Path) -> Check:
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return ok("folder", str(folder))
    why = "cannot be written" if folder.is_dir() else "is not there"
    return fail("folder", f"{folder} {why}.", "Make it, give its owner the right to write, or name another: --folder.")


def disk_space(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    words = f"{free / 1e9:.1f} GB free"
    if free < LEAST_FREE_BYTES:
        return fail("disk", f"{words}.", "Make room: the database and its journal need at least 0.2 GB.")
    if free < GOOD_FREE_BYTES:
        return warn("disk", f"{words}.", "Make room soon.")
    return ok("disk", words)


def clock_sane(now: datetime, newest_known: datetime | None) -> Check:
    """`newest_known`: the newest instant that this installation wrote down itself."""
    words = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < _BUILT_AT:
        return fail("clock", f"It shows {words}, before this version was made.", "Set the machine's clock (NTP).")
    if newest_known is not None and newest_known > now + timedelta(hours=1):
        return fail(
            "clock",
            f"It shows {words}, yet a run began at {newest_known:%Y-%m-%d %H:%M} UTC.",
            "Set the machine's clock (NTP): freshness, windows and leases stand on it.",
        )
    return ok("clock", words)


def key_file(path: Path, *, given: bool) -> Check:
    """The installation's secret: in the settings, or in a file that only its owner may read."""
    if given:
        return ok("key", "from the settings")
    if not path.exists():
        return ok("key", f"{path.name} is made at the first start")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return fail("key", f"{path.name} can be read by others (mode {mode:o}).", f"chmod 600 {path}", unlocks=True)
    return ok("key", f"{path.name}, mode {mode:o}", unlocks=True)


def browser_assets() -> Check:
    asset = files("review_queue").joinpath("static/vendor/htmx.min.js")
    if asset.is_file():
        return ok("assets", "htmx is here")
    return warn(
        "assets",
        "review_queue/static/vendor/htmx.min.js is missing: pages work, keys and live parts do not.",
        "Install the package again: pip install --no-deps --editable . (or make setup).",
    )
