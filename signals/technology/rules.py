"""The rules by which tools are recognised (signals §1.7): our own file, and what a team adds. All errors at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from agent.errors import ConfigError, Problem

MOST_TOOLS: Final = 300
SHIPPED: Final = "rules.yaml"


class Layer(StrEnum):
    """Where a tool leaves its mark."""

    SCRIPT = "script"
    IFRAME = "iframe"
    LINK = "link"
    META = "meta"
    COOKIE = "cookie"
    HEADER = "header"
    HTML = "html"
    INLINE = "inline"
    CNAME = "cname"
    MX = "mx"
    SPF = "spf"
    TXT = "txt"


DNS_LAYERS: Final = frozenset({Layer.CNAME, Layer.MX, Layer.SPF, Layer.TXT})
_KEYS: Final = frozenset({"tool", "category", "layer", "pattern", "page_scope", "confidence", "valid_from"})
_NAME = r"[a-z0-9_](?:[a-z0-9_-]{0,62})"
_HOST: Final = re.compile(rf"(?:{_NAME}\.)+{_NAME}")
_ADDRESS: Final = re.compile(rf"(?:{_NAME}\.)+{_NAME}(?:/[^\s?]*)?(?:\?\S+)?")
_PATH: Final = re.compile(r"/[^\s?]{3,}")
_HEADER: Final = re.compile(r"[a-z0-9-]+: [^\r\n]*")
_WORDS: Final = re.compile(r"\S.{3,}")
_START: Final = re.compile(r"\S.{2,}")
_SHAPES: Final[Mapping[Layer, tuple[tuple[re.Pattern[str], ...], str]]] = {
    **dict.fromkeys(
        (Layer.SCRIPT, Layer.IFRAME, Layer.LINK),
        ((_ADDRESS, _PATH), "Write a host in small letters (js.tool.com or js.tool.com/app) or a path (/wp-content/)."),
    ),
    **dict.fromkeys(
        (Layer.CNAME, Layer.MX, Layer.SPF), ((_HOST,), "Write a name in small letters, for example zendesk.com.")
    ),
    **dict.fromkeys(
        (Layer.META, Layer.COOKIE, Layer.TXT), ((_START,), "Write at least three characters of how it begins.")
    ),
    Layer.HEADER: ((_HEADER,), 'Write "name: value", the name in small letters, for example "server: cloudflare".'),
    **dict.fromkeys((Layer.HTML, Layer.INLINE), ((_WORDS,), "Write at least four characters.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One mark of one tool. `valid_from`: since when we look for it; what it shows before 60 days have passed is no
    change (signals §5.5). `confidence` scales its weight."""

    tool: str
    category: str
    layer: Layer
    pattern: str
    home_only: bool
    confidence: float
    valid_from: date


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule, in the order of the files."""

    every: tuple[Rule, ...]

    @property
    def tools(self) -> Mapping[str, str]:
        """The category of each tool by its name."""
        return {rule.tool: rule.category for rule in self.every}


@cache
def rules_with(own: str = "") -> Rules:
    """The shipped rules and those a team wrote (`params.rules` of its source). Raises ConfigError with all faults."""
    shipped = _shipped()
    if not own.strip():
        return shipped
    known = shipped.tools
    return Rules((*shipped.every, *_read(own, "sources.yaml", known).every))


@cache
def _shipped() -> Rules:
    return _read(files("signals.technology").joinpath(SHIPPED).read_text(encoding="utf-8"), SHIPPED)


def problems_of(own: str) -> tuple[Problem, ...]:
    """What is wrong with a team's own rules; empty where nothing is."""
    try:
        rules_with(own)
    except ConfigError as error:
        return error.problems
    return ()


def _read(text: str, file: str, known: Mapping[str, str] | None = None) -> Rules:
    reader = _Reader(file, dict(known or {}))
    rules = tuple(reader.rules(text))
    if len(reader.categories) > MOST_TOOLS:
        reader.wrong(None, "rules", len(reader.categories), f"At most {MOST_TOOLS} tools: take some out.")
    if reader.problems:
        raise ConfigError.of("The rules of tools have", tuple(reader.problems))
    return Rules(rules)


class _Reader:
    """Reads one text of rules and gathers what is wrong with it."""

    def __init__(self, file: str, categories: dict[str, str]) -> None:
        self.file = file
        self.categories = categories
        self.problems: list[Problem] = []
        self._seen: set[tuple[str, str, str]] = set()

    def wrong(self, line: int | None, path: str, value: object, fix: str) -> None:
        self.problems.append(Problem(self.file, path, str(value)[:60], fix, line))

    def rules(self, text: str) -> Iterator[Rule]:
        node: Any
        try:
            node, data = yaml.compose(text), yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.wrong(
                mark.line + 1 if mark else None,
                "rules",
                "",
                "This is not valid YAML: mend the quotes or brackets here.",
            )
            return
        edition = date(2026, 1, 1)
        if isinstance(data, Mapping):
            edition = data.get("edition", edition)
            unknown = data.keys() - {"edition", "rules"}
            if unknown or not isinstance(edition, date):
                self.wrong(
                    1, "edition", edition, "A file of rules has the keys edition (a day) and rules, and no others."
                )
                return
            node = next((value for key, value in node.value if key.value == "rules"), node)
            data = data.get("rules")
        if not isinstance(data, list):
            self.wrong(1, "rules", type(data).__name__, "Write a list of rules, each {tool, category, layer, pattern}.")
            return
        for number, (row, at) in enumerate(zip(data, node.value, strict=True)):
            yield from self._row(row, f"rules.{number}", at.start_mark.line + 1, edition)

    def _row(self, row: Any, path: str, line: int, edition: date) -> Iterator[Rule]:
        if not isinstance(row, Mapping) or not {"tool", "layer", "pattern"} <= row.keys():
            self.wrong(line, path, row, "A rule needs tool, layer and pattern.")
            return
        for key in sorted(map(str, row.keys() - _KEYS)):
            self.wrong(
                line, f"{path}.{key}", row.get(key), f"This key is not known. Known: {', '.join(sorted(_KEYS))}."
            )
        tool = str(row["tool"]).strip()
        rest = self._rest(row, path, line, edition)
        category = self._category(tool, row.get("category"), path, line)
        layer = next((one for one in Layer if one == row["layer"]), None)
        if layer is None:
            self.wrong(line, f"{path}.layer", row["layer"], f"Write one of {', '.join(Layer)}.")
        if layer is None or rest is None or category is None:
            return
        patterns = row["pattern"] if isinstance(row["pattern"], list) else [row["pattern"]]
        for pattern in map(str, patterns):
            if self._fits(tool, layer, pattern, path, line):
                yield Rule(tool, category, layer, pattern, *rest)

    def _rest(self, row: Mapping[str, Any], path: str, line: int, edition: date) -> tuple[bool, float, date] | None:
        scope, confidence, since = (
            row.get("page_scope", "any"),
            row.get("confidence", 1.0),
            row.get("valid_from", edition),
        )
        count = len(self.problems)
        if scope not in ("any", "home"):
            self.wrong(line, f"{path}.page_scope", scope, "Write any or home.")
        if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 < confidence <= 1:
            self.wrong(line, f"{path}.confidence", confidence, "Write a number above 0 and at most 1.")
        if not isinstance(since, date):
            self.wrong(line, f"{path}.valid_from", since, "Write a day, for example 2026-11-20.")
        return (scope == "home", float(confidence), since) if len(self.problems) == count else None

    def _category(self, tool: str, said: Any, path: str, line: int) -> str | None:
        known = self.categories.get(tool)
        if said is not None and known is not None and said != known:
            self.wrong(line, f"{path}.category", said, f"{tool} is {known} above: write one category for a tool.")
            return None
        if said is None and known is None:
            self.wrong(line, f"{path}.category", "", f"The first rule of {tool or 'a tool'} needs its category.")
            return None
        return self.categories.setdefault(tool, str(said))

    def _fits(self, tool: str, layer: Layer, pattern: str, path: str, line: int) -> bool:
        shapes, fix = _SHAPES[layer]
        if not any(shape.fullmatch(pattern) for shape in shapes):
            self.wrong(line, f"{path}.pattern", pattern, fix)
            return False
        if (tool, layer, pattern) in self._seen:
            self.wrong(line, f"{path}.pattern", pattern, "This rule stands twice: take one out.")
            return False
        self._seen.add((tool, layer, pattern))
        return True
