"""Runs on the golden set: begun once, kept by what they ran, and asked before anything goes live (drafting §4)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.clock import Clock
from agent.domain.prompting import Figures
from agent.errors import ConfigError
from agent.prompts.golden import Progress, key_of, play, refusals, touches
from agent.prompts.preview import Versions, with_files
from agent.store import prompts as kept
from agent.store.engine import Store
from drafting.draft import Drafter
from drafting.model import Model
from drafting.prompt_check import CheckedFiles

NOTHING_REACHED = Figures((), 0, 0, 1.0, 1.0, 1.0, 1.0)


@dataclass(slots=True)
class GoldenState:
    """A run as it goes. `refused` says why the gate stays shut, once there are `figures`."""

    done: int = 0
    of: int = 0
    figures: Figures | None = None
    live: Figures | None = None
    refused: tuple[str, ...] = ()
    failed: str = ""
    running: bool = False

    @property
    def opens(self) -> bool:
        return self.figures is not None and not self.refused and not self.failed


@dataclass
class GoldenRuns:
    """`model` gives the configured model, or None. Safe in several threads."""

    store: Store
    clock: Clock
    model: Callable[[], Model | None]
    secret: bytes = field(repr=False)
    _states: dict[str, GoldenState] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def state(self, versions: Versions) -> GoldenState:
        """How the run of these versions stands: known, going on, or not begun."""
        plans, model = self._reach(versions)
        if not plans:
            return GoldenState(figures=NOTHING_REACHED, live=NOTHING_REACHED)
        with self._lock:
            state = self._states.get(key_of(versions.after, plans, model))
        return state if state and state.running else self._known(versions) or state or GoldenState()

    def run(self, versions: Versions, *, wait: bool = True) -> GoldenState:
        """Run what is not known yet. Raises ConfigError where a prompt needs a model and there is none."""
        plans, model = self._reach(versions)
        if not versions.is_composer and plans and not model:
            raise ConfigError(
                "No model is configured, so the golden set cannot be run with this prompt: set FIRSTLIGHT_MODEL__NAME "
                "and its key first. Frames of the composer need none."
            )
        key = key_of(versions.after, plans, model)
        with self._lock:
            state = self._states.get(key) or GoldenState()
            if plans and not state.running:
                state = self._states[key] = GoldenState(running=True, of=1)
                threading.Thread(target=self._play, args=(state, versions), daemon=True).start()
        while wait and state.running:
            time.sleep(0.05)
        return state if plans else self.state(versions)

    def gate(self, versions: Versions) -> Figures:
        """The figures that let it through. Raises ConfigError with every reason why it may not go live."""
        plans, _ = self._reach(versions)
        state = self._known(versions) if plans else self.state(versions)
        if state is None or state.figures is None:
            raise ConfigError(f"{versions.path} is not published: run it on the golden set first.")
        if state.refused:
            raise ConfigError("\n  ".join([f"{versions.path} is not published.", *state.refused]))
        return state.figures

    def _reach(self, versions: Versions) -> tuple[tuple[str, ...], str]:
        """The touches that the edit can change, and the model that writes them ("": the composer)."""
        model = None if versions.is_composer else self.model()
        return touches(versions.before, versions.after), model.name if model else ""

    def _known(self, versions: Versions) -> GoldenState | None:
        plans, model = self._reach(versions)
        with self.store.read() as session:
            mine = kept.golden(session, key_of(versions.after, plans, model))
            theirs = kept.golden(session, key_of(versions.before, plans, model))
        if mine is None or theirs is None:
            return None
        return GoldenState(figures=mine, live=theirs, refused=_refused(versions, mine, theirs))

    def _play(self, state: GoldenState, versions: Versions) -> None:
        """In a thread: both sets of files, the live one only where it is not known; what fails is said in the state."""

        def at(done: int, of: int) -> None:
            state.done, state.of = done, of

        try:
            live = self._figures(versions, versions.before, at)
            figures = self._figures(versions, versions.after, at)
            state.live, state.refused, state.figures = live, _refused(versions, figures, live), figures
        except ConfigError as error:
            state.failed = str(error)
        finally:
            if state.figures is None:
                state.failed = state.failed or "The run broke off; the log says where."
            state.running = False

    def _figures(self, versions: Versions, files: CheckedFiles, at: Progress) -> Figures:
        plans, model = self._reach(versions)
        key = key_of(files, plans, model)
        with self.store.read() as session:
            known = kept.golden(session, key)
        if known is not None:
            return known
        drafter = Drafter(model=self.model() if model else None, secret=self.secret)
        figures = play(with_files(drafter, files), plans, at)
        with self.store.write() as session:
            kept.put_golden(session, key, figures, now=self.clock.now())
        return figures


def _refused(versions: Versions, candidate: Figures, live: Figures) -> tuple[str, ...]:
    same_lint = versions.before.rules.version == versions.after.rules.version
    return refusals(candidate, live, same_lint=same_lint)
