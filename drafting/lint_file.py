"""`lint.yaml`: the one that ships, and a team's own over it. Everything wrong with one is named by line, key and fix.

A team moves limits, adds phrases, takes some out and says how severe a rule is. What keeps a draft honest it can make
stricter and not weaker. Part of stage 7 of 12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from agent.domain.drafts import Severity
from agent.errors import Problem
from agent.yaml_lines import DuplicateKey, line_of, load_yaml, shown
from drafting.lint_limits import LIMITS, Band

FIRM = frozenset({"L04", "L06", "L11", "L13", "L17", "L18", "L24", "L25", "L26"})
"""Rules that nobody makes less severe: an empty or deceiving subject, an opener on no evidence, words on a ban list,
private matters, an open slot, the wrong language, a claim that is not in the offer, a sentence that is cut."""
FREE = frozenset(
    {"L01", "L02", "L03", "L05", "L07", "L08", "L09", "L10", "L12", "L14", "L16", "L19", "L21", "L22", "L23"}
)
FIRM_LISTS = frozenset({"L06_urgency", "L17", "L25"})
_ELSEWHERE = "The guard, the grounding and the links are not changed here. Rules: {}."
_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
_Number = Annotated[float | None, Field(ge=0, le=1000)]
_Phrase = Annotated[str, Field(min_length=2, max_length=80, pattern=r"\w")]


class _Limits(BaseModel):
    model_config = _STRICT

    what: str | None = Field(default=None, max_length=60)
    warn_below: _Number = None
    warn_above: _Number = None
    block_below: _Number = None
    block_above: _Number = None


class _Phrases(BaseModel):
    model_config = _STRICT

    add: list[_Phrase] = Field(default_factory=list, max_length=500)
    remove: list[_Phrase] = Field(default_factory=list, max_length=500)


class _Settings(BaseModel):
    model_config = _STRICT

    allow_meeting_ask: bool | None = None
    repeat_ratio: float | None = Field(default=None, ge=50, le=95)
    longest_sentence_chars: int | None = Field(default=None, ge=40, le=220)


def _listed(value: object) -> object:
    """A bare list adds."""
    return {"add": value} if isinstance(value, list) else value


def _off(value: object) -> object:
    """YAML reads a bare `off` as false."""
    return "off" if value is False else value


_Said = Annotated[Literal["block", "warn", "info", "off"], BeforeValidator(_off)]


class LintFile(BaseModel):
    """What one `lint.yaml` says. A key that is not there leaves what ships."""

    model_config = _STRICT

    bands: dict[str, _Limits] = Field(default_factory=dict)
    phrases: dict[str, Annotated[_Phrases, BeforeValidator(_listed)]] = Field(default_factory=dict)
    severities: dict[str, _Said] = Field(default_factory=dict)
    settings: _Settings = _Settings()

    @property
    def severity_of(self) -> dict[str, Severity | None]:
        return {rule: None if said == "off" else Severity(said) for rule, said in self.severities.items()}


def read(text: str, *, name: str) -> tuple[LintFile, tuple[Problem, ...]]:
    """The file, and everything wrong with its shape; empty where it cannot be read at all."""
    try:
        loaded = load_yaml(text)
        return LintFile.model_validate({} if loaded is None else _without_blanks(loaded)), ()
    except DuplicateKey as twice:
        at = twice.problem_mark.line + 1 if twice.problem_mark else 1
        return LintFile(), (Problem(name, twice.path, str(twice.problem), "Keep one of the two.", at),)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "it cannot be read"
        fix = "This is not YAML: mend the indentation, brackets or quotes here."
        return LintFile(), (Problem(name, "(whole file)", said, fix, mark.line + 1 if mark else 1),)
    except RecursionError:
        return LintFile(), (Problem(name, "(whole file)", "…", "It is nested too deep: mend its brackets.", 1),)
    except ValidationError as error:
        found = sorted(error.errors(), key=lambda detail: _place(detail["loc"], loaded))
        return _the_rest(loaded, found), tuple(_shape_problem(name, text, detail) for detail in found)


def _the_rest(loaded: Any, found: Sequence[Any]) -> LintFile:
    """What of a file has the right shape, so that what else is wrong is told at once. A band or a list of the wrong
    shape is kept by its name, as one that changes nothing."""
    if not isinstance(loaded, dict):
        return LintFile()
    sections = LintFile.model_fields
    kept = {key: dict(value) for key, value in loaded.items() if key in sections and isinstance(value, dict)}
    for section, *rest in (detail["loc"] for detail in found):
        here = kept.get(section, {})
        if not rest or rest[0] not in here or rest[-1] == "[key]":
            kept.pop(section, None)
        elif section in ("bands", "phrases"):
            here[rest[0]] = {}
        else:
            del here[rest[0]]
    return LintFile.model_validate(kept)


def merged_bands(own: LintFile, shipped: Mapping[str, Band]) -> dict[str, Band]:
    """The bands that ship with a team's limits over them; `null` takes a limit away."""
    bands = dict(shipped)
    for key, said in own.bands.items():
        then = bands.get(key, Band(key))
        limits = {limit: getattr(said if limit in said.model_fields_set else then, limit) for limit in LIMITS}
        bands[key] = Band(said.what or then.what, **limits)
    return bands


def merged_phrases(own: LintFile, shipped: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The lists that ship, without what a team takes out and with what it adds."""
    lists = dict(shipped)
    for key, said in own.phrases.items():
        gone = {_folded(phrase) for phrase in said.remove}
        kept = [phrase for phrase in lists.get(key, ()) if _folded(phrase) not in gone]
        lists[key] = tuple(dict.fromkeys((*kept, *said.add)))
    return lists


def weakened(
    own: LintFile, bands: Mapping[str, Band], lists: Mapping[str, tuple[str, ...]], *, name: str, text: str
) -> tuple[Problem, ...]:
    """What a team's file says of rules that ship, `bands` and `lists`, and may not: keys that there are none of,
    limits that contradict each other, and less than the product promises."""
    found = [*_of_bands(own, bands), *_of_phrases(own, lists), *_of_severities(own)]
    problems = [Problem(name, _dotted(path), str(said)[:60], fix, line_of(text, path)) for path, said, fix in found]
    return tuple(sorted(problems, key=lambda one: one.line or 0))


_Found = tuple[tuple[int | str, ...], object, str]


def _of_bands(own: LintFile, shipped: Mapping[str, Band]) -> Iterator[_Found]:
    merged = merged_bands(own, shipped)
    for key in own.bands:
        if key not in shipped:
            yield ("bands", key), key, f"No such band. Known: {', '.join(shipped)}."
            continue
        band = merged[key]
        steps = [band.block_below, band.warn_below, band.warn_above, band.block_above]
        known = [limit for limit in steps if limit is not None]
        if known != sorted(known):
            fix = "Write them so that block_below ≤ warn_below ≤ warn_above ≤ block_above, with what ships counted in."
            yield ("bands", key), ", ".join(f"{limit:g}" for limit in known), fix


def _of_phrases(own: LintFile, shipped: Mapping[str, tuple[str, ...]]) -> Iterator[_Found]:
    for key, said in own.phrases.items():
        if key not in shipped:
            yield ("phrases", key), key, f"No such list. Known: {', '.join(shipped)}."
            continue
        there = {_folded(phrase) for phrase in shipped[key]}
        for at, phrase in enumerate(said.remove):
            if key in FIRM_LISTS:
                yield ("phrases", key, "remove", at), phrase, f"{key} can be added to and not taken from: remove this."
            elif _folded(phrase) not in there:
                yield ("phrases", key, "remove", at), phrase, "It is not in the list that ships: remove this line."


def _of_severities(own: LintFile) -> Iterator[_Found]:
    for rule, said in own.severities.items():
        if rule in FIRM and said != "block":
            yield ("severities", rule), said, f"{rule} cannot be made less severe: remove this line, or write block."
        elif rule not in FIRM | FREE:
            yield ("severities", rule), said, _ELSEWHERE.format(", ".join(sorted(FIRM | FREE)))


_WANTED = {
    "float_type": "Write a number.",
    "int_type": "Write a whole number.",
    "bool_type": "Write true or false.",
    "list_type": "Write a list of phrases, each a text.",
    "string_type": "Write a text, in quotes.",
    "string_too_short": "Write a phrase of at least two letters.",
    "string_pattern_mismatch": "Write a phrase with a letter or a figure in it.",
    "dict_type": "Write a mapping here.",
    "model_type": "Write a mapping here.",
    "finite_number": "Write a number.",
}
_KEYS: dict[str, type[BaseModel]] = {
    "": LintFile,
    "bands": _Limits,
    "phrases": _Phrases,
    "settings": _Settings,
}


def _shape_problem(name: str, text: str, detail: Any) -> Problem:
    path = tuple(detail["loc"])
    said = _WANTED.get(detail["type"])
    if detail["type"] == "extra_forbidden":
        section = str(path[0]) if len(path) > 1 else ""
        said = f"Remove it; use {', '.join(_KEYS[section].model_fields)}."
    if path[:1] == ("phrases",) and detail["type"] in {"model_type", "model_attributes_type"}:
        said = "Write a list of phrases to add, or a mapping with add and remove."
    fix = said or f"{str(detail['msg']).replace('Input should be', 'Write').rstrip('.')}."
    path = _in_text(path, text)
    return Problem(name, _dotted(path), shown(detail)[:40], fix, line_of(text, path))


def _place(path: tuple[int | str, ...], loaded: Any) -> tuple[int, ...]:
    """Sorts as the file reads, unknown sections first."""
    places = [int(len(path) > 1)]
    for part in path:
        keys = list(loaded) if isinstance(loaded, dict) else []
        places.append(keys.index(part) if part in keys else part if isinstance(part, int) else 0)
        loaded = loaded[part] if part in keys else None
    return tuple(places)


def _in_text(path: tuple[int | str, ...], text: str) -> tuple[int | str, ...]:
    """A bare list of phrases stands in the text without the `add` that it was read as."""
    if len(path) > 3 and path[0] == "phrases" and path[2] == "add":
        loaded = yaml.safe_load(text)["phrases"][path[1]]
        return (*path[:2], *path[3:]) if isinstance(loaded, list) else path
    return path


def _without_blanks(loaded: Any) -> Any:
    """A section with nothing under its key is as if it were not there."""
    return {key: value for key, value in loaded.items() if value is not None} if isinstance(loaded, dict) else loaded


def _dotted(path: tuple[int | str, ...]) -> str:
    return ".".join(map(str, path)) or "(whole file)"


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().split())
