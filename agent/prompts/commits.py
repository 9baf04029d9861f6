"""A published prompt file as a commit of the team's own git repository: of that file alone, and nothing else of git's.

No hook runs, nothing is pushed, what is staged stays staged. What was published is live whether or not git takes it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TIMEOUT_S = 10.0
_IDENTITY = "Firstlight"
_ADDRESS = "firstlight@localhost"
_WORDS_SHOWN = 200
# What a repository or a user may have configured that starts another program, asks somebody, or takes long.
_QUIET = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "commit.gpgSign=false",
    "commit.template=",
    "gc.auto=0",
    "maintenance.auto=false",
    "core.editor=false",
    "advice.addIgnoredFile=false",
)


@dataclass(frozen=True, slots=True)
class Commit:
    """What to commit: `file` in the team's `folder`, whatever stands there now, or that it is gone."""

    folder: Path
    file: Path
    subject: str
    by: str


class _Failed(Exception):
    """Git said no; the words are for a person."""


def commit(wanted: Commit, *, git: str | None = None) -> str:
    """Commit the one file. Returns a notice in words where there is a repository and it did not take it, else "".

    `git` is the program, by default the one that is found. A folder in no repository, or in one that holds nothing of
    it, is left alone.
    """
    program = git or shutil.which("git")
    if program is None:
        return (
            f"{_of(wanted)} is live and not committed: git is not installed." if _in_repository(wanted.folder) else ""
        )
    if not _in_repository(wanted.folder):
        return ""
    try:
        if _is_theirs(program, wanted):
            _commit(program, wanted)
    except _Failed as error:
        return f"{_of(wanted)} is live and not committed: {error}"
    return ""


def _commit(program: str, wanted: Commit) -> None:
    path = _of(wanted)
    if wanted.file.exists():
        _run(program, wanted, "add", "--", path)
    elif not _run(program, wanted, "ls-files", "--", path):
        return  # it never was in the repository, and it is gone
    changed = _run(program, wanted, "status", "--porcelain", "--untracked-files=all", "--", path)
    if changed:
        message = f"{wanted.subject}\n\n{wanted.by} published this with Firstlight."
        _run(program, wanted, "commit", "--quiet", "--no-verify", "--only", f"--message={message}", "--", path)


def _is_theirs(program: str, wanted: Commit) -> bool:
    """Whether the repository is the team's: its top is their folder, or it holds files of it. A folder that only lies
    somewhere inside another repository is not."""
    top = Path(_run(program, wanted, "rev-parse", "--show-toplevel"))
    return top.resolve() == wanted.folder.resolve() or bool(_run(program, wanted, "ls-files", "--", "."))


def _in_repository(folder: Path) -> bool:
    here = folder.resolve()
    return any((place / ".git").exists() for place in (here, *here.parents))


def _run(program: str, wanted: Commit, *arguments: str) -> str:
    """What git says, in bounded time. Raises _Failed with its own words."""
    settings = (part for setting in _QUIET for part in ("-c", setting))
    command = [program, "--no-pager", "--literal-pathspecs", *settings, "-C", str(wanted.folder), *arguments]
    try:
        done = subprocess.run(
            command,
            env=_environment(wanted.by),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _Failed(f"git did not answer within {TIMEOUT_S:g} seconds.") from error
    except OSError as error:
        raise _Failed(f"git cannot be run ({error.strerror}).") from error
    if done.returncode != 0:
        said = " ".join((done.stderr or done.stdout).decode(errors="replace").split())
        raise _Failed(f"git {arguments[0]} says: {said[:_WORDS_SHOWN] or f'exit code {done.returncode}'}")
    return done.stdout.decode(errors="replace").strip()


def _environment(by: str) -> Mapping[str, str]:
    """This process's, without what points git elsewhere or lets it ask, and with who it was."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "FIRSTLIGHT_", "SSH_ASKPASS"))
    }
    name = re.sub(r"[^\w .,'-]", "", by).strip(" .,'-")[:80] or _IDENTITY
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": _ADDRESS,
        "GIT_COMMITTER_NAME": _IDENTITY,
        "GIT_COMMITTER_EMAIL": _ADDRESS,
    }


def _of(wanted: Commit) -> str:
    return os.path.relpath(wanted.file, wanted.folder)
