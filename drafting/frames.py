"""The composer's sentence frames: read from `prompts/composer`, and refused where a fact stands outside a slot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from agent.domain.evidence import EvidenceKind
from agent.domain.signals import Direction, SignalKind
from agent.errors import ConfigError, Problem
from agent.yaml_lines import line_of, shown

FRAMES_FOLDER = Path(prompts.__file__).parent / "composer"
PARTS = ("opener", "pain", "value", "proof", "cta", "cta_offer", "cta_owner", "bump", "close", "subject")
SLOT = re.compile(r"\{([a-z_0-9]+)\}")
# Every slot a frame may use; drafting.slots fills them from typed facts, offer.yaml and the account.
SLOTS = frozenset(
    [
        "org",
        "org_s",
        "seller",
        "pain",
        "value",
        "proof",
        "cta",
        "cta_offer",
        "cta_whole",
        "cta_asset",
        "asset",
        "topic",
        "money",
        "round",
        "round_lower",
        "series",
        "a_round",
        "a_raise",
        "offering",
        "filing",
        "apart",
        "date",
        "lead",
        "roles",
        "many_roles",
        "new_roles",
        "span",
        "a_role",
        "a_role_2",
        "role_list",
        "team",
        "a_title",
        "person",
        "title",
        "from_org",
        "started",
        "starts",
        "tool",
        "old_tool",
        "site_tool",
        "product",
        "place",
    ]
)
_FACTS = [
    (re.compile(r"\d|[$€£¥%]"), "a number or an amount"),
    (re.compile(r"https?:|www\.|@|\S\.[a-z]{2,}\b"), "a link or an address"),
    (
        re.compile(
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|several|many|most of)\b", re.I
        ),
        "a number",
    ),
    (re.compile(r"\b(?:first|largest|fastest|biggest|leading provider|only|because|plans? to)\b", re.I), "a claim"),
    (
        re.compile(r"\b(?:just|recently|new|newly|last (?:week|month)|this (?:week|month|quarter|year))\b", re.I),
        "a time",
    ),
    (re.compile(r"(?<![.:!?] )(?<!^)\b(?!I\b)[A-Z][\w-]*"), "a name"),
]

_Text = Annotated[str, Field(min_length=3, max_length=160)]


class FrameSpec(BaseModel):
    """One frame as a RevOps lead writes it. Slots in `text` are what it requires.

    `seen`: only of such evidence, filled from one report of that kind. `ahead`: true also before the day it takes
    effect. `touch`: for first mails or for later ones only. `last`: where no other frame stands on the evidence.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$")
    text: _Text
    weight: float = Field(default=1.0, gt=0, le=10)
    signals: tuple[SignalKind, ...] = ()
    seen: tuple[EvidenceKind, ...] = ()
    direction: tuple[Direction, ...] = ()
    mover: Literal["self", "other"] | None = None
    ahead: bool = False
    touch: Literal["first", "later"] | None = None
    hedged: bool = False
    last: bool = False
    form: Literal["verb", "sentence", "we", "you"] | None = None
    max_age_days: int | None = None

    @cached_property
    def slots(self) -> frozenset[str]:
        return frozenset(SLOT.findall(self.text))


class FrameFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    grammar: int
    part: Literal["opener", "pain", "value", "proof", "cta", "cta_offer", "cta_owner", "bump", "close", "subject"]
    signals: tuple[SignalKind, ...] = ()
    frames: tuple[FrameSpec, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All frames by part. `version` names the format, `sha256` the very text."""

    version: int
    sha256: str
    by_part: Mapping[str, tuple[FrameSpec, ...]]


@cache
def load_grammar(folder: Path = FRAMES_FOLDER) -> Grammar:
    """Read every `*.yaml` of `folder`. Raises ConfigError with each frame that is refused and why."""
    return grammar_of({path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")})


def grammar_of(texts: Mapping[str, str]) -> Grammar:
    """The grammar of files by name. Raises ConfigError with each frame that is refused and why."""
    problems: list[Problem] = []
    by_part: dict[str, list[FrameSpec]] = {part: [] for part in PARTS}
    seen: dict[str, str] = {}
    digest, version = hashlib.sha256(), 0
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{text}".encode())
        file = _read(name, text, problems)
        if file is None:
            continue
        version = max(version, file.grammar)
        for number, frame in enumerate(file.frames):
            wrong = _refusals(name, frame)
            if frame.id in seen:
                wrong.append(Problem(name, "id", frame.id, f"Ids are unique: {seen[frame.id]} has it too."))
            problems.extend(replace(one, line=line_of(text, ("frames", number, "text"))) for one in wrong)
            seen[frame.id] = name
            by_part[file.part].append(frame.model_copy(update={"signals": frame.signals or file.signals}))
    if problems:
        raise ConfigError("Frames of the composer cannot be used.", tuple(problems))
    return Grammar(version, digest.hexdigest(), {part: tuple(frames) for part, frames in by_part.items()})


def _read(name: str, text: str, problems: list[Problem]) -> FrameFile | None:
    try:
        return FrameFile.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        problems.append(Problem(name, "", "", f"Not YAML: {error}", line or None))
    except ValidationError as error:
        for each in error.errors():
            where = ".".join(str(part) for part in each["loc"])
            line = line_of(text, tuple(each["loc"]))
            problems.append(Problem(name, where, shown(each), each["msg"], line))
    return None


def _refusals(file: str, frame: FrameSpec) -> list[Problem]:
    """A frame may not state what a slot did not bring (drafting §9 Files)."""
    found = [
        Problem(file, f"frames.{frame.id}.text", f"{{{slot}}}", f"Slots are {', '.join(sorted(SLOTS))}.")
        for slot in sorted(frame.slots - SLOTS)
    ]
    bare = SLOT.sub("x", frame.text)
    for pattern, what in _FACTS:
        if match := pattern.search(bare):
            found.append(
                Problem(file, f"frames.{frame.id}.text", match.group(), f"Take out {what} that no slot brings.")
            )
    return found
