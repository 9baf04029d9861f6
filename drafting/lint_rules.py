"""The thresholds and word lists of the lint, out of `prompts/lint.yaml`; a bad file names every wrong key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from agent.domain.drafts import Severity
from agent.domain.voices import Ban
from agent.errors import ConfigError, Problem

_LIMITS = ("warn_below", "warn_above", "block_below", "block_above")


@dataclass(frozen=True, slots=True)
class Band:
    """A measured number is fine inside all four limits; None is no limit."""

    what: str
    warn_below: float | None = None
    warn_above: float | None = None
    block_below: float | None = None
    block_above: float | None = None

    def judge(self, measured: float) -> Severity | None:
        """BLOCK or WARN outside a limit, None inside."""
        if _outside(measured, self.block_below, self.block_above):
            return Severity.BLOCK
        return Severity.WARN if _outside(measured, self.warn_below, self.warn_above) else None


@dataclass(frozen=True, slots=True)
class LintRules:
    bands: Mapping[str, Band]
    phrases: Mapping[str, re.Pattern[str]]
    allow_meeting_ask: bool = False
    repeat_ratio: float = 80
    longest_sentence_chars: int = 220
    bans: tuple[Ban, ...] = ()


def with_bans(bans: Sequence[Ban]) -> LintRules:
    """The rules that ship, and a ban list: everyone's and the sender's."""
    return replace(default_rules(), bans=tuple(bans))


@lru_cache(maxsize=1)
def default_rules() -> LintRules:
    """The rules that ship."""
    return rules_from(files("prompts").joinpath("lint.yaml").read_text(encoding="utf-8"), name="prompts/lint.yaml")


def rules_from(text: str, *, name: str) -> LintRules:
    """Rules out of YAML. Raises ConfigError naming every unknown key and every value of a wrong type."""
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"{name} is not YAML: {error}") from error
    tree = loaded if isinstance(loaded, dict) else {}
    unknown = sorted(str(key) for key in tree if key not in {"bands", "phrases", "settings"})
    problems = [Problem(name, key, str(tree[key])[:40], "Remove it; use bands, phrases, settings.") for key in unknown]
    bands = {key: _band(name, key, row, problems) for key, row in _section(name, tree, "bands", problems).items()}
    phrases = {
        key: _pattern(name, key, row, problems) for key, row in _section(name, tree, "phrases", problems).items()
    }
    settings = _section(name, tree, "settings", problems)
    if problems:
        raise ConfigError(f"{name} has {len(problems)} problem(s):", tuple(problems))
    return LintRules(
        bands,
        phrases,
        bool(settings.get("allow_meeting_ask", False)),
        float(settings.get("repeat_ratio", 80)),
        int(settings.get("longest_sentence_chars", 220)),
    )


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """Whole words, any case; `*` ends a word freely."""
    parts = [re.escape(p).replace(r"\*", r"\w*").replace("'", "['’]") for p in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _section(name: str, tree: Mapping[str, Any], key: str, problems: list[Problem]) -> Mapping[str, Any]:
    section = tree.get(key, {})
    if isinstance(section, dict):
        return section
    problems.append(Problem(name, key, str(section)[:40], "Write a mapping here."))
    return {}


def _band(name: str, key: str, row: Any, problems: list[Problem]) -> Band:
    limits: dict[str, float] = {}
    for limit, value in row.items() if isinstance(row, dict) else ():
        if limit in _LIMITS and isinstance(value, int | float):
            limits[limit] = float(value)
        elif limit != "what":
            problems.append(
                Problem(name, f"bands.{key}.{limit}", str(value), f"Use a number for one of {', '.join(_LIMITS)}.")
            )
    return Band(str(row.get("what", key)) if isinstance(row, dict) else key, **limits)


def _pattern(name: str, key: str, row: Any, problems: list[Problem]) -> re.Pattern[str]:
    if isinstance(row, list) and row and all(isinstance(p, str) for p in row):
        return phrase_pattern(row)
    problems.append(Problem(name, f"phrases.{key}", str(row)[:40], "Write a list of phrases, each a text."))
    return re.compile("(?!)")


def _outside(measured: float, below: float | None, above: float | None) -> bool:
    return (below is not None and measured < below) or (above is not None and measured > above)
