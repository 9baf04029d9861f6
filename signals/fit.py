"""How well an account fits the ideal customer profile: rule by rule, unknown worth half and marked (signals §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.domain.accounts import Account
from agent.domain.profiles import FitRule, Profile
from agent.domain.signals import Direction, Signal, SignalKind
from signals.matcher import normalise

FIT_LIMIT = 40.0
FIT_GATE = 15.0
# The same few words of a profile are compared with every account.
_key = lru_cache(maxsize=8192)(normalise)


@dataclass(frozen=True, slots=True)
class FitLine:
    """One rule's answer. `fits` is None where the account's value is not known."""

    label: str
    points: float
    possible: float
    fits: bool | None


@dataclass(frozen=True, slots=True)
class Fit:
    """`points` is 0–40; `misfit` says that even if everything unknown turned out well, it would stay below the gate."""

    points: float
    lines: tuple[FitLine, ...]
    misfit: bool


def fit_of(account: Account, signals: Sequence[Signal], profile: Profile, personas_known: bool | None) -> Fit:
    """Fit F of 0–40. Without rules everything is unknown: half of 40.

    The gate is 15 of the 40 that a full profile can give, in proportion where the team's rules give less, and unknown
    values never close it (DESIGN §7).
    """
    if not profile.rules:
        line = FitLine("Fit: no rules in icp.yaml", FIT_LIMIT / 2, FIT_LIMIT, None)
        return Fit(FIT_LIMIT / 2, (line,), misfit=False)
    lines = tuple(_line(rule, account, signals, personas_known) for rule in profile.rules)
    total = sum(line.points for line in lines)
    points = min(FIT_LIMIT, max(0.0, total))
    if total != points:
        factor = points / total if total > 0 else 0.0
        lines = tuple(FitLine(one.label, one.points * factor, one.possible, one.fits) for one in lines)
    reachable = min(FIT_LIMIT, sum(max(0.0, rule.points) for rule in profile.rules))
    hoped = total + sum(line.possible - line.points for line in lines if line.fits is None)
    return Fit(points, lines, misfit=hoped < FIT_GATE * reachable / FIT_LIMIT)


def _line(rule: FitRule, account: Account, signals: Sequence[Signal], personas_known: bool | None) -> FitLine:
    fits, known = _answer(rule, account, signals, personas_known)
    label = rule.label or f"{rule.field.capitalize()}{f' {known}' if known else ''}"
    if fits is None:
        return FitLine(f"{label}: unknown", max(0.0, rule.points) / 2, max(0.0, rule.points), None)
    return FitLine(label, rule.points if fits else 0.0, rule.points, fits)


def _answer(
    rule: FitRule, account: Account, signals: Sequence[Signal], personas_known: bool | None
) -> tuple[bool | None, str]:
    """Whether the rule holds (None: unknown), and the value it was judged on."""
    if rule.field == "persona":
        return personas_known, ""
    if rule.field == "headcount":
        size = account.headcount
        if size is None:
            return None, ""
        low, high = rule.minimum, rule.maximum
        return (low is None or size >= low) and (high is None or size <= high), f"{size:,}"
    if rule.field == "technology":
        used = _technologies(account, signals)
        shared = [tool for tool in used if _key(tool) in {_key(name) for name in rule.any_of}]
        return (bool(shared), ", ".join(shared)) if used else (None, "")
    value = account.industry if rule.field == "industry" else account.country
    return (_among(value, rule.any_of), value) if value else (None, "")


def _among(value: str, any_of: Sequence[str]) -> bool:
    """Equal to one of `any_of`, or one of them stands as whole words in it ("software" in "B2B software")."""
    words = f" {_key(value)} "
    return any(f" {_key(wanted)} " in words for wanted in any_of)


def _technologies(account: Account, signals: Sequence[Signal]) -> tuple[str, ...]:
    adopted = (
        signal.fields.get("tool", "")
        for signal in signals
        if signal.kind is SignalKind.TECHNOLOGY and signal.fields.get("direction") == Direction.ADOPT
    )
    return tuple(tool for tool in (*account.technologies, *adopted) if tool)
