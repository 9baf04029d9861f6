"""What a team's files say of tools, held to what can be recognised: unknown names and bad rules, with what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agent.errors import Problem
from agent.spelling import meant
from agent.team_shapes import SourceShape, ToolsShape
from signals.extract.tools import known_tools
from signals.matcher import normalise
from signals.technology.rules import problems_of, rules_with

READERS = ("site_tech", "dns")
Found = tuple[str, tuple[int | str, ...], str, str]
"""File, path of the key, value, fix."""


def tool_problems(tools: ToolsShape, sources: Sequence[SourceShape]) -> Iterator[Found]:
    """Rules that cannot be read, names that nobody recognises, and tools named on both sides."""
    own = [(number, one.params["rules"]) for number, one in enumerate(sources) if one.params.get("rules")]
    own = [(number, text) for number, text in own if sources[number].collector in READERS]
    bad = [(number, problem) for number, text in own for problem in problems_of(text)]
    for number, problem in bad:
        yield "sources.yaml", ("sources", number, "params", "rules"), problem.value, _in_rules(problem)
    if bad or not (tools.complements or tools.competitors):
        return
    names = [*known_tools(), *rules_with().tools, *(name for _, text in own for name in rules_with(text).tools)]
    known = {normalise(name): name for name in names}
    rivals = {normalise(name) for name in tools.competitors}
    for side, listed in (("complements", tools.complements), ("competitors", tools.competitors)):
        for place, name in enumerate(listed):
            if normalise(name) not in known:
                yield "offer.yaml", ("tools", side, place), name, _unknown(name, known.values())
            elif side == "complements" and normalise(name) in rivals:
                yield "offer.yaml", ("tools", side, place), name, "It stands under competitors too: take it out of one."


def _in_rules(problem: Problem) -> str:
    return f"Line {problem.line or 1} of the rules, {problem.path}: {problem.fix}"


def _unknown(name: str, known: Iterable[str]) -> str:
    hint = meant(name, known, most=3)
    return f"No tool of this name is recognised.{hint} Mend it, or write a rule for it (docs/tune.md)."
