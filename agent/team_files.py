"""The files a team owns, read into one immutable Team. Every problem in every file is reported at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from agent.domain.contacts import Persona
from agent.domain.enrichment import Enrichment, ProviderSetting
from agent.domain.offers import Cta, Offer, Pain, Proof, Value
from agent.domain.policies import Mailbox, Owner, SendPolicy, Sequence, SourceSetting, Step
from agent.domain.profiles import FitRule, Profile, SignalWeight
from agent.domain.signals import SignalKind
from agent.domain.teams import Costs, ModelPrice, Team
from agent.enrichment_shapes import EnrichmentShape, ProviderShape
from agent.errors import ConfigError, Problem
from agent.team_shapes import (
    SHAPES,
    CostsShape,
    FileShape,
    IcpShape,
    MailboxesShape,
    OfferShape,
    SequencesShape,
    SourcesShape,
)
from agent.team_sources import source_problems
from agent.team_tools import tool_problems
from agent.yaml_lines import DuplicateKey, line_of, load_yaml, meant_key, shown
from drafting.conditions import parse_condition

FILES = (
    "icp.yaml",
    "offer.yaml",
    "personas.yaml",
    "owners.yaml",
    "mailboxes.yaml",
    "sources.yaml",
    "sequences.yaml",
    "costs.yaml",
    "enrichment.yaml",
)
_ALL_SHAPES: Mapping[str, type[FileShape]] = {**SHAPES, "enrichment.yaml": EnrichmentShape}
OPTIONAL = frozenset({"sequences.yaml", "costs.yaml", "enrichment.yaml"})


M = TypeVar("M", bound=FileShape)


@dataclass(frozen=True, slots=True)
class Header:
    """What `firstlight.toml` says of the team itself."""

    name: str
    time_zone: str
    run_at: time


def read_files(folder: Path) -> dict[str, str]:
    """The text of every team file that is there. Raises ConfigError that lists the ones that must be and are not."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in FILES if (folder / name).exists()}
    missing = [name for name in FILES if name not in texts and name not in OPTIONAL]
    if missing:
        raise ConfigError(
            f"{folder} has no {', '.join(missing)}. Run `firstlight init` there, or go to the folder of your team."
        )
    return texts


def parse_team(texts: Mapping[str, str], header: Header) -> Team:
    """The team that the files describe. Raises ConfigError with every problem: file, line, key, value and fix."""
    problems: list[Problem] = []
    parsed: dict[str, Any] = {}
    for name, shape in _ALL_SHAPES.items():
        parsed[name] = _parse(name, texts.get(name, ""), shape, problems)
    if not problems:
        problems.extend(_cross_checks(parsed, texts))
    if problems:
        raise ConfigError.of("The team's files have", tuple(problems))
    version = hashlib.sha256(json.dumps(dict(texts), sort_keys=True).encode()).hexdigest()
    return _team(parsed, header, version)


def _parse(name: str, text: str, shape: type[M], problems: list[Problem]) -> M | None:
    try:
        data = load_yaml(text) or {}
    except DuplicateKey as twice:
        line = twice.problem_mark.line + 1 if twice.problem_mark else None
        problems.append(Problem(name, twice.path, str(twice.problem), "Keep one of the two.", line))
        return None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        said = getattr(error, "problem", None) or "it cannot be read"
        fix = "This is not valid YAML: mend the indentation, brackets or quotes here."
        problems.append(Problem(name, "(whole file)", said, fix, line))
        return None
    found = [_problem(name, *one, {name: text}) for one in source_problems(data)] if shape is SourcesShape else []
    try:
        checked = shape.model_validate(data)
    except ValidationError as error:
        checked = None
        found += [
            Problem(
                file=name,
                path=".".join(str(part) for part in detail["loc"]) or "(whole file)",
                value=_shown(detail),
                fix=_fix(detail["type"], detail["msg"], meant_key(shape, detail["loc"])),
                line=line_of(text, detail["loc"]),
            )
            for detail in error.errors()
        ]
    problems.extend(sorted(found, key=lambda one: one.line or 0))
    return checked


def _shown(detail: Any) -> str:
    """What was written; nothing of how a provider is shown its key: the key itself may have been put there."""
    return "…" if "auth" in detail["loc"] and detail["loc"][-1] != "header" else shown(detail)


_WANTED = {
    "float_parsing": "a number",
    "float_type": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "string_type": "words",
    "date_from_datetime_parsing": "a day such as 2026-11-20",
    "time_parsing": "a time such as 02:00",
}


def _fix(kind: str, message: str, hint: str) -> str:
    if kind == "extra_forbidden":
        return f"This key is not known: remove it or mend its spelling.{hint}"
    if kind == "missing":
        return "This key is needed: add it."
    if kind in _WANTED:
        return f"Write {_WANTED[kind]} here."
    words = message.removeprefix("Value error, ").replace("Input should be", "Write").rstrip(".") + "."
    return re.sub(r"^Write (?=less|greater)", "Write a number ", words)


def _cross_checks(parsed: Mapping[str, Any], texts: Mapping[str, str]) -> list[Problem]:
    """What one file says of another: owners' mailboxes, pains' values, personas that offers name."""
    problems: list[Problem] = []
    mailboxes = {box.id for box in parsed["mailboxes.yaml"].mailboxes}
    personas = {persona.id for persona in parsed["personas.yaml"].personas}
    values = {value.id for value in parsed["offer.yaml"].values}

    def unknown(file: str, path: tuple[int | str, ...], value: str, known: set[str]) -> None:
        if value not in known:
            fix = f"No such id. Known: {', '.join(sorted(known)) or 'none'}."
            problems.append(_problem(file, path, value, fix, texts))

    problems.extend(_repeated_ids(parsed, texts))
    problems.extend(_unknown_words(parsed, texts))
    named, read = parsed["offer.yaml"].tools, parsed["sources.yaml"].sources
    problems.extend(_problem(*found, texts) for found in tool_problems(named, read))
    for number, owner in enumerate(parsed["owners.yaml"].owners):
        unknown("owners.yaml", ("owners", number, "mailbox"), owner.mailbox, mailboxes)
    for number, pain in enumerate(parsed["offer.yaml"].pains):
        for value in pain.values:
            unknown("offer.yaml", ("pains", number, "values"), value, values)
        for persona in pain.personas:
            unknown("offer.yaml", ("pains", number, "personas"), persona, personas)
    for number, provider in enumerate(parsed["enrichment.yaml"].providers):
        for persona in provider.personas:
            unknown("enrichment.yaml", ("providers", number, "personas"), persona, personas)
    return problems


_NAMED = (
    ("offer.yaml", "values", "id"),
    ("offer.yaml", "pains", "id"),
    ("offer.yaml", "proofs", "id"),
    ("offer.yaml", "ctas", "id"),
    ("personas.yaml", "personas", "id"),
    ("owners.yaml", "owners", "id"),
    ("mailboxes.yaml", "mailboxes", "id"),
    ("sources.yaml", "sources", "name"),
    ("enrichment.yaml", "providers", "name"),
)


def _repeated_ids(parsed: Mapping[str, Any], texts: Mapping[str, str]) -> list[Problem]:
    """An id that stands twice in one list: nobody could tell which is meant."""
    problems = []
    for file, section, key in _NAMED:
        seen: set[str] = set()
        for number, entry in enumerate(getattr(parsed[file], section)):
            value = getattr(entry, key)
            if value in seen:
                path = (section, number, key)
                fix = f"This {key} stands twice: give each its own."
                problems.append(_problem(file, path, value, fix, texts))
            seen.add(value)
    return problems


def _unknown_words(parsed: Mapping[str, Any], texts: Mapping[str, str]) -> list[Problem]:
    """Kinds of signal and conditions of pains that do not exist."""
    problems = []
    for name in parsed["icp.yaml"].weights:
        if name.partition(":")[0] not in set(SignalKind):
            fix = f"No such kind of signal. Known: {', '.join(SignalKind)}, each also as kind:variant."
            problems.append(_problem("icp.yaml", ("weights", name), name, fix, texts))
    for number, pain in enumerate(parsed["offer.yaml"].pains):
        for place, condition in enumerate(pain.signals):
            try:
                parse_condition(condition)
            except ConfigError as error:
                fix = error.problems[0].fix if error.problems else str(error)
                path = ("pains", number, "signals", place)
                problems.append(_problem("offer.yaml", path, condition, fix, texts))
    return problems


def _problem(file: str, path: tuple[int | str, ...], value: str, fix: str, texts: Mapping[str, str]) -> Problem:
    return Problem(file, ".".join(map(str, path)), value, fix, line_of(texts.get(file, ""), path))


def _team(parsed: Mapping[str, Any], header: Header, version: str) -> Team:
    icp: IcpShape = parsed["icp.yaml"]
    boxes: MailboxesShape = parsed["mailboxes.yaml"]
    sources: SourcesShape = parsed["sources.yaml"]
    return Team(
        name=header.name,
        offer=_offer(parsed["offer.yaml"], version),
        personas=tuple(
            Persona(p.id, p.name, tuple(p.functions), tuple(p.seniorities), p.words, tuple(p.cta_kinds))
            for p in parsed["personas.yaml"].personas
        ),
        profile=_profile(icp, sources, parsed["offer.yaml"], version),
        owners=tuple(
            Owner(o.id, o.name, o.email, o.mailbox, o.time_zone, tuple(o.countries), tuple(o.segments))
            for o in parsed["owners.yaml"].owners
        ),
        mailboxes=tuple(Mailbox(**box.model_dump()) for box in boxes.mailboxes),
        sequence=_sequence(parsed["sequences.yaml"]),
        policy=SendPolicy(**boxes.sending.model_dump()),
        sources=tuple(SourceSetting(**{**s.model_dump(), "urls": tuple(s.urls)}) for s in sources.sources),
        costs=_costs(parsed["costs.yaml"]),
        enrichment=_enrichment(parsed["enrichment.yaml"]),
        time_zone=header.time_zone,
        run_at=header.run_at,
        version=version,
    )


def _costs(costs: CostsShape) -> Costs:
    prices = {name: ModelPrice(**price.model_dump()) for name, price in costs.model_prices.items()}
    return Costs(**{**costs.model_dump(), "model_prices": prices})


def _enrichment(file: EnrichmentShape) -> Enrichment:
    return Enrichment(file.enabled, file.lookups_a_day, file.usd_a_day, tuple(map(_provider, file.providers)))


def _provider(one: ProviderShape) -> ProviderSetting:
    auth = one.auth
    return ProviderSetting(
        name=one.name,
        display_name=one.display_name,
        about=one.asks_about,
        url=one.url,
        method=one.method,
        body=one.body,
        auth_header=auth.header if auth else "",
        auth_value=auth.value if auth else "",
        secret=auth.secret if auth else "",
        people=one.people,
        fields=one.fields,
        verified_when=tuple(status.casefold() for status in one.verified_when),
        nobody_when=tuple(one.nobody_when),
        cost_usd=one.cost_usd,
        charged_when=one.charged_when,
        licence_tag=one.licence_tag,
        retention_days=one.retention_days,
        requests_per_second=one.requests_per_second,
        personas=tuple(one.personas),
    )


def _offer(offer: OfferShape, version: str) -> Offer:
    return Offer(
        seller=offer.seller.name,
        domain=offer.seller.domain,
        one_liner=offer.seller.one_liner,
        values=tuple(Value(v.id, v.text, tuple(v.personas)) for v in offer.values),
        pains=tuple(Pain(p.id, p.text, tuple(p.signals), tuple(p.values), tuple(p.personas)) for p in offer.pains),
        proofs=tuple(Proof(**p.model_dump()) for p in offer.proofs),
        ctas=tuple(Cta(c.id, c.kind, c.text, c.asset, tuple(c.personas)) for c in offer.ctas),
        allowed_links=tuple(offer.links.allow),
        never=tuple(offer.never),
        locale=offer.locale,
        version=version,
    )


def _profile(icp: IcpShape, sources: SourcesShape, offer: OfferShape, version: str) -> Profile:
    return Profile(
        rules=tuple(FitRule(r.field, r.points, tuple(r.any_of), r.minimum, r.maximum, r.label) for r in icp.rules),
        weights={name: SignalWeight(w.points, w.half_life_days) for name, w in icp.weights.items()},
        source_weights={source.name: source.weight for source in sources.sources},
        buying_functions=tuple(str(function) for function in icp.buying_functions),
        muted_kinds=frozenset(icp.muted_kinds),
        title_families={name: tuple(words) for name, words in icp.title_families.items()},
        complements=tuple(offer.tools.complements),
        competitors=tuple(offer.tools.competitors),
        version=version,
    )


def _sequence(file: SequencesShape) -> Sequence:
    return Sequence(
        id="default",
        steps=tuple(Step(number, s.day, s.kind, s.plan) for number, s in enumerate(file.steps, start=1)),
        people_per_account=file.people_per_account,
    )
