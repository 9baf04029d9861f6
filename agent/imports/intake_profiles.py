"""The team's mapping profiles, `intake/NAME.yaml`: read, checked, and begun from the templates that come with us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from agent.errors import ConfigError, Problem
from signals.collectors.intake_events import KINDS
from signals.collectors.intake_profiles import FIELDS, TRANSFORMS, IntakeProfile, Licence

FOLDER = "intake"
TEMPLATES = Path(__file__).parent.parent / "starter" / "intake"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_STRICT = ConfigDict(extra="forbid", frozen=True)


def _known_field(where: str) -> str:
    if where not in FIELDS and not re.fullmatch(r"payload\.[a-z0-9_]{1,60}", where):
        raise ValueError(f"{where!r} is no field: write one of {', '.join(sorted(FIELDS))} or payload.NAME")
    return where


class LicenceShape(BaseModel):
    model_config = _STRICT

    tag: str = Field(min_length=1, max_length=60)
    internal_only: bool = False
    keep_days: int = Field(default=0, ge=0, le=3650)


class ProfileShape(BaseModel):
    model_config = _STRICT

    about: str = ""
    columns: dict[str, str] = Field(min_length=1)
    fixed: dict[str, str] = {}
    transforms: dict[str, str | list[str]] = {}
    values: dict[str, dict[str, str]] = {}
    licence: LicenceShape | None = None

    @field_validator("columns")
    @classmethod
    def _to_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        return {column: _known_field(where) for column, where in columns.items()}

    @field_validator("fixed", "values", "transforms")
    @classmethod
    def _of_fields(cls, by_field: dict[str, Any]) -> dict[str, Any]:
        return {_known_field(where): value for where, value in by_field.items()}

    @field_validator("fixed")
    @classmethod
    def _known_kind(cls, fixed: dict[str, str]) -> dict[str, str]:
        if "kind" in fixed and fixed["kind"] not in KINDS:
            raise ValueError(f"kind {fixed['kind']!r} is none: write one of {', '.join(sorted(set(KINDS.values())))}")
        return fixed

    @field_validator("transforms")
    @classmethod
    def _known_transforms(cls, transforms: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
        named = [one for value in transforms.values() for one in ([value] if isinstance(value, str) else value)]
        unknown = [one for one in named if one not in TRANSFORMS]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no transform: write one of {', '.join(sorted(TRANSFORMS))}")
        return transforms


def profile_names(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / FOLDER).glob("*.yaml"))


def template_names() -> list[str]:
    return sorted(path.stem for path in TEMPLATES.glob("*.yaml"))


def read_profile(folder: Path, name: str) -> IntakeProfile:
    """The team's profile of that name. Raises ConfigError that lists the profiles there are, or every fault of it."""
    path = _path(folder, name)
    if not path.is_file():
        known = ", ".join(profile_names(folder)) or "none yet"
        raise ConfigError(
            f"No profile is called {name!r} in {FOLDER}/ (there: {known}). Begin one from a template: "
            f"firstlight intake profile {name} --from {template_names()[0]} (templates: {', '.join(template_names())})."
        )
    return parse_profile(path.read_text(encoding="utf-8"), f"{FOLDER}/{path.name}", name)


def find_profile(folder: Path, name: str) -> IntakeProfile | None:
    """The profile of that name, None where there is none."""
    return read_profile(folder, name) if _NAME.fullmatch(name) and _path(folder, name).is_file() else None


def licences(folder: Path) -> Mapping[str, Licence]:
    """The licences of all profiles, by their tag."""
    found = (read_profile(folder, name).licence for name in profile_names(folder))
    return {licence.tag: licence for licence in found if licence.tag}


def parse_profile(text: str, file: str, name: str) -> IntakeProfile:
    try:
        shape = ProfileShape.model_validate(yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        raise ConfigError(f"{file} is not valid YAML: {error}. Mend that line.") from None
    except ValidationError as error:
        problems = tuple(
            Problem(file, ".".join(map(str, one["loc"])), str(one.get("input"))[:60], _fix(one))
            for one in error.errors()
        )
        raise ConfigError.of(f"{file} has", problems) from None
    licence = Licence(**shape.licence.model_dump()) if shape.licence else Licence()
    return IntakeProfile(
        name=name,
        columns=shape.columns,
        fixed=shape.fixed,
        transforms={at: (one,) if isinstance(one, str) else tuple(one) for at, one in shape.transforms.items()},
        values=shape.values,
        licence=licence,
    )


def begin_profile(folder: Path, name: str, template: str) -> Path:
    """Copy a template into the team's folder, to be edited there. Raises ConfigError where a file of it stands."""
    path = _path(folder, name)
    if template not in template_names():
        raise ConfigError(f"No template is called {template!r}. Known: {', '.join(template_names())}.")
    if path.exists():
        raise ConfigError(f"{FOLDER}/{path.name} stands already: edit it, or choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((TEMPLATES / f"{template}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def _path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot name a profile: use small letters, digits, - and _.")
    return folder / FOLDER / f"{name}.yaml"


def _fix(detail: Any) -> str:
    if detail["type"] == "extra_forbidden":
        return "This key is not known: remove it or mend its spelling."
    return f"{str(detail['msg']).removeprefix('Value error, ').rstrip('.')}."
