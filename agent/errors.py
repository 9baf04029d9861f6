"""Errors, named for what the caller does next.

FirstlightError
├── ConfigError            stop and show the file, key, value and fix
├── SourceError
│   ├── SourceUnavailable  try again at retry_at
│   ├── SourceRefused      switch the source off, tell RevOps
│   └── SourceChanged      the answer no longer has its shape: tell a developer
├── AddressRefused         the guard refuses to connect there: show the address and why
├── ModelError
│   ├── ModelUnavailable   ask the next model, then fall back to the composer
│   │   └── ModelPaused    ask no model for now: the budget is used up, or the key is refused
│   └── ModelOutputInvalid ask once more, step down, then compose
├── BadInput               422: what a person typed cannot be taken; the words say what can
├── NotFound               404, the same for "not yours"
├── NotAllowed             403: seen, but this role does not reach that far
├── ReviewConflict         somebody or something was faster; code and current state travel with it
└── SendError
    ├── SendDeferred       surely not accepted: try again at retry_at
    ├── SendRefused        surely refused: record, maybe suppress
    └── SendAmbiguous      unknown: never retried by a machine

An expected "no" is a value (Findings, NoReason, Skip), not an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.plurals import count


class FirstlightError(Exception):
    """Base of every error raised on purpose. `str()` names the subject and the fix, never a secret."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a team's file: where, what stands there, and how to mend it."""

    file: str
    path: str
    value: str
    fix: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        there = f"{self.path}: {self.value!r}" if self.value else self.path
        return f"{where}: {there}. {self.fix}"


class ConfigError(FirstlightError):
    """Something a person must change before the command can go on. Holds every problem found, not the first."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        lines = [message, *(f"  {problem}" for problem in problems)]
        super().__init__("\n".join(lines))

    @classmethod
    def of(cls, has: str, problems: tuple[Problem, ...]) -> ConfigError:
        """ "The settings have 2 problems:" and each of them, of "The settings have"."""
        return cls(f"{has} {count(len(problems), 'problem')}:", problems)


class SourceError(FirstlightError):
    """A source could not be read; `source` names it."""

    def __init__(self, message: str, *, source: str = "") -> None:
        self.source = source
        super().__init__(message)


class SourceUnavailable(SourceError):
    """`was_sent`: whether anything was asked at all."""

    def __init__(
        self, message: str, *, source: str = "", retry_at: datetime | None = None, was_sent: bool = True
    ) -> None:
        self.retry_at = retry_at
        self.was_sent = was_sent
        super().__init__(message, source=source)


class SourceRefused(SourceError):
    pass


class SourceChanged(SourceError):
    pass


class AddressRefused(FirstlightError):
    """An outgoing address that the guard does not let through (signals §8.2)."""


class ModelError(FirstlightError):
    """What was asked in vain may have been billed all the same: the adapter says how much."""

    cost_usd: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0


class ModelUnavailable(ModelError):
    pass


class ModelPaused(ModelUnavailable):
    """`over_budget`: the day's money or tokens are used up; else the endpoint refuses the key or the account."""

    def __init__(self, message: str, *, over_budget: bool = False) -> None:
        self.over_budget = over_budget
        super().__init__(message)


class ModelOutputInvalid(ModelError):
    pass


class BadInput(FirstlightError):
    pass


class NotFound(FirstlightError):
    pass


class NotAllowed(FirstlightError):
    pass


class BadSignature(NotAllowed):
    """A webhook's call whose sender is not proven."""


class ReviewConflict(FirstlightError):
    """A decision that can no longer be taken. `code` is the machine's word, `state` what holds now."""

    def __init__(self, message: str, *, code: str, state: str = "", current: str = "") -> None:
        self.code = code
        self.state = state
        self.current = current
        super().__init__(message)


class SendError(FirstlightError):
    """Carries what the server said, when it said something."""

    def __init__(self, message: str, *, code: int | None = None, enhanced: str = "") -> None:
        self.code = code
        self.enhanced = enhanced
        super().__init__(message)


class SendDeferred(SendError):
    def __init__(
        self, message: str, *, code: int | None = None, enhanced: str = "", retry_at: datetime | None = None
    ) -> None:
        self.retry_at = retry_at
        super().__init__(message, code=code, enhanced=enhanced)


class SendRefused(SendError):
    pass


class SendAmbiguous(SendError):
    pass
