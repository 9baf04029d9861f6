"""The rules that the lint judges by: `prompts/lint.yaml` as it ships, a team's own over it, and a ban list."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from agent.domain.voices import Ban, BanLevel
from agent.errors import ConfigError, Problem
from drafting.lint_file import LintFile, merged_bands, merged_phrases, read, weakened
from drafting.lint_limits import Band, LintRules, phrase_pattern

__all__ = ["LINT", "Band", "LintRules", "default_rules", "examined", "phrase_pattern", "rules_from", "with_bans"]

LINT = "lint.yaml"
_NAME = f"prompts/{LINT}"
_BLOCKING, _WARNING = ("L13_hard", "L17", "L25"), ("L13_soft", "L14", "L16")


def with_bans(bans: Sequence[Ban], rules: LintRules | None = None) -> LintRules:
    """`rules`, by default those that ship, and a ban list: everyone's and the sender's."""
    return replace(rules or default_rules(), bans=tuple(bans))


@cache
def shipped_text() -> str:
    return files("prompts").joinpath(LINT).read_text(encoding="utf-8")


@cache
def default_rules() -> LintRules:
    """The rules that ship."""
    return rules_from(shipped_text(), name=_NAME)


@lru_cache(maxsize=16)
def examined(own: str) -> tuple[LintRules, tuple[Problem, ...]]:
    """The rules that ship with a team's text over them, or what is wrong with it: then what ships stands."""
    if own == shipped_text():
        return default_rules(), ()
    said, problems = read(own, name=LINT)
    shipped = _shipped_file()
    bands, lists = merged_bands(shipped, {}), merged_phrases(shipped, {})
    problems = _together(problems, weakened(said, bands, lists, name=LINT, text=own) if said != LintFile() else ())
    if problems or said == LintFile():
        return default_rules(), problems
    rules = _rules(said, merged_bands(said, bands), merged_phrases(said, lists), default_rules())
    version = hashlib.sha256(f"{shipped_text()}\0{own}".encode()).hexdigest()[:12]
    return replace(rules, version=version, added=_added(said)), ()


def _together(shape: tuple[Problem, ...], other: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Both in the order of the file; of a list or band that there is none of, only that."""
    unknown = tuple(f"{one.path}." for one in other)
    told = [one for one in shape if not f"{one.path}.".startswith(unknown)]
    return tuple(sorted((*told, *other), key=lambda one: one.line or 0))


def rules_from(text: str, *, name: str) -> LintRules:
    """Rules out of one whole file. Raises ConfigError naming every unknown key and every value of a wrong type."""
    said, problems = read(text, name=name)
    if problems:
        raise ConfigError.of(f"{name} has", problems)
    return _rules(said, merged_bands(said, {}), merged_phrases(said, {}), LintRules({}, {}))


@cache
def _shipped_file() -> LintFile:
    return read(shipped_text(), name=_NAME)[0]


def _added(said: LintFile) -> tuple[Ban, ...]:
    """The phrases of a team's own file as a drafter heeds them: what would block it never writes."""
    return tuple(
        Ban("", phrase, BanLevel.HARD if key in _BLOCKING else BanLevel.SOFT)
        for key in (*_BLOCKING, *_WARNING)
        if key in said.phrases
        for phrase in said.phrases[key].add
    )


def _rules(said: LintFile, bands: dict[str, Band], lists: dict[str, tuple[str, ...]], base: LintRules) -> LintRules:
    given = said.settings.model_dump(exclude_none=True)
    phrases = {key: phrase_pattern(words) for key, words in lists.items()}
    return replace(base, bands=bands, phrases=phrases, severities=said.severity_of, **given)
