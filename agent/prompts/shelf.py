"""The team's prompt files: picked up when they change, checked, kept; a broken one keeps its last good text (§4)."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.prompting import How, Publication
from agent.errors import BadInput
from agent.prompts.settle import Broken, settle
from agent.store import prompts as kept
from agent.store.engine import Store
from drafting.frames import Grammar
from drafting.lint_rules import LINT
from drafting.prompt_check import CheckedFiles, frames_of, shipped
from drafting.render import Prompts, read_texts

COMPOSER_ID, LINT_ID = "composer", "lint"
NO_LINT = """\
# Your own lint, laid over the one that ships. Write only what you change, for example:
# bands:
#   L01: {warn_above: 70}
"""
"""What stands for a team that has no lint of its own: the whole shipped file in its place would freeze every key."""
_FILES = ("*/*.j2", "examples/*/*.yaml", "composer/*.yaml", LINT)
_PATH = re.compile(
    r"(?:[a-z][a-z_]*/[a-z][a-z0-9_]*\.md\.j2|_(?:partials|macros)/[a-z][a-z0-9_]*\.j2"
    r"|composer/[a-z][a-z0-9_]*\.yaml|examples/[a-z_]+/[a-z][a-z0-9_]*\.yaml|lint\.yaml)"
)

_Taken = Mapping[str, str | None]
_Versions = Mapping[str, tuple[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Live:
    """What drafts are written with now: `over` are the team's own texts, `broken` files of theirs are not used."""

    over: Mapping[str, str]
    checked: CheckedFiles
    broken: tuple[Broken, ...] = ()

    @property
    def prompts(self) -> Prompts:
        return self.checked.prompts

    @property
    def grammar(self) -> Grammar:
        assert self.checked.grammar is not None, "what is live was checked"
        return self.checked.grammar

    def text(self, path: str) -> str:
        """The live text of a file, "" where there is none; of the lint what is the team's own."""
        return self.over.get(path, as_shipped(path))

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted({*shipped(), *self.over, *(one.path for one in self.broken)}))


@dataclass
class Shelf:
    """`folder` is the team's `prompts/`; what is not in it is as it ships. Safe in several threads and processes."""

    store: Store
    clock: Clock
    folder: Path
    _stamps: tuple[tuple[str, int, int], ...] | None = field(default=None, repr=False)
    _live: Live | None = field(default=None, repr=False)
    _new: tuple[_Taken, _Versions] | None = field(default=None, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def live(self) -> Live:
        """What holds now; a file that changed on disk since the last look is checked first. Reads only."""
        with self._lock:
            stamps = self._look()
            if self._live is None or stamps != self._stamps:
                self._live, self._stamps = self._settled(), stamps
            return self._live

    def take(self) -> Live:
        """The same, recorded: whatever writes a draft or changes a file asks this, so that no text is ever lost."""
        with self._lock:
            live = self.live()
            if self._new is not None:
                with self.store.write() as session:
                    self._record(session, *self._new)
                self._new = None
            return live

    def unrecorded(self, path: str) -> list[Publication]:
        """The edit of `path` from outside that nothing was written with yet."""
        with self._lock:
            self.live()
            taken = self._new[0] if self._new else {}
        if path not in taken:
            return []
        text = taken[path]
        return [Publication("", path, text, sha_of(text), How.EDITED_OUTSIDE, "files", self.clock.now())]

    def on_disk(self, path: str) -> str | None:
        """What stands in the team's file now, good or not."""
        return self.texts().get(path)

    def write(self, path: str, text: str | None) -> None:
        """Put a text in the team's folder, whole or not at all; None: take the team's file away."""
        with self._lock:
            target = self.folder / checked_path(path)
            self._stamps = None
            if text is None:
                target.unlink(missing_ok=True)
                return
            whole = text.encode()
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
            with fresh.open("wb") as stream:
                stream.write(whole)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(fresh, target)

    def keep(self, session: Session, checked: CheckedFiles) -> None:
        """Keep the texts behind every hash of `checked`, which is about to write drafts."""
        for sha, (prompt_id, files) in versions_of(checked).items():
            kept.put_version(session, sha, prompt_id, files, now=self.clock.now())

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        paths = (path for pattern in _FILES for path in self.folder.glob(pattern))
        stats = ((path.as_posix(), path.stat()) for path in paths if path.is_file())
        return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))

    def may_hold(self, path: str) -> bool:
        return _PATH.fullmatch(path) is not None

    def texts(self) -> dict[str, str]:
        """The team's files as they stand on disk, good or not."""
        return {name: text for name, text in read_texts(self.folder, _FILES).items() if _PATH.fullmatch(name)}

    def _settled(self) -> Live:
        """What is on disk against what was last published, or taken by this process since."""
        disk = self.texts()
        with self.store.read() as session:
            recorded = kept.live_texts(session)
            known = recorded if self._new is None or self._live is None else dict(self._live.over)
            settled = settle(known, disk)
            versions = versions_of(settled.checked)
            new = versions.keys() - kept.known_versions(session, versions)
        changed = sorted(path for path in {*recorded, *settled.over} if recorded.get(path) != settled.over.get(path))
        taken = {path: settled.over.get(path) for path in changed}
        self._new = (taken, {sha: versions[sha] for sha in new}) if taken or new else None
        return Live(settled.over, settled.checked, settled.broken)

    def _record(self, session: Session, taken: _Taken, versions: _Versions) -> None:
        now = self.clock.now()
        for sha, (prompt_id, files) in versions.items():
            kept.put_version(session, sha, prompt_id, files, now=now)
        for path, text in taken.items():
            kept.publish(session, path, text, sha_of(text), How.EDITED_OUTSIDE, by="files", now=now, figures=None)


def checked_path(path: str) -> str:
    """`path` where it may name a file of the prompts' folder. Raises BadInput for any other."""
    if not _PATH.fullmatch(path):
        raise BadInput(
            "Name a file such as first_touch/funding.md.j2, _partials/rules.j2, composer/pain.yaml or lint.yaml."
        )
    return path


def as_shipped(path: str) -> str:
    """What stands at `path` where the team has no file of its own; "" where nothing ships."""
    return NO_LINT if path == LINT else shipped().get(path, "")


def says_nothing_own(path: str, text: str) -> bool:
    """Whether `text` at `path` is what ships, so that no file is kept for it."""
    return text in ("", as_shipped(path), shipped().get(path))


def sha_of(text: str | None) -> str:
    """Names one text of one file; "" for the shipped one."""
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text is not None else ""


def version_of(grammar: Grammar) -> str:
    """The hash that drafts of the composer carry."""
    return grammar.sha256[:12]


def versions_of(checked: CheckedFiles) -> _Versions:
    """(prompt id, texts) by hash: of every prompt, of the composer's frames, and of a team's own rules of the lint."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {
        one.file.sha: (one.file.front.id, checked.prompts.sources(one.file)) for one in checked.checked
    }
    if checked.grammar is not None:
        frames = {f"composer/{name}": text for name, text in frames_of({**shipped(), **checked.over}).items()}
        found[version_of(checked.grammar)] = (COMPOSER_ID, frames)
    if version := checked.rules.version:
        found[version] = (LINT_ID, {LINT: checked.over[LINT], f"{LINT} as it shipped": shipped()[LINT]})
    return found
