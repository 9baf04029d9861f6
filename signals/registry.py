"""Which collectors and detectors there are, by dotted name; installed packages may add theirs by entry point."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, cast

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention
from agent.errors import ConfigError
from signals.contract import Collector

COLLECTORS: dict[str, str] = {
    "feed": "signals.collectors.feed:Feed",
    "greenhouse": "signals.collectors.greenhouse:Greenhouse",
    "lever": "signals.collectors.lever:Lever",
    "ashby": "signals.collectors.ashby:Ashby",
    "workable": "signals.collectors.workable:Workable",
    "smartrecruiters": "signals.collectors.smartrecruiters:SmartRecruiters",
    "recruitee": "signals.collectors.recruitee:Recruitee",
    "personio": "signals.collectors.personio:Personio",
    "bamboohr": "signals.collectors.bamboohr:BambooHr",
    "teamtailor": "signals.collectors.teamtailor:Teamtailor",
    "breezy": "signals.collectors.breezy:Breezy",
    "workday": "signals.collectors.workday:Workday",
    "icims": "signals.collectors.icims:Icims",
    "jobvite": "signals.collectors.jobvite:Jobvite",
    "pinpoint": "signals.collectors.pinpoint:Pinpoint",
    "rippling": "signals.collectors.rippling:Rippling",
    "oracle": "signals.collectors.oracle:Oracle",
    "eightfold": "signals.collectors.eightfold:Eightfold",
    "neogov": "signals.collectors.neogov:Neogov",
    "paylocity": "signals.collectors.paylocity:Paylocity",
    "job_posting": "signals.collectors.job_posting:JobPosting",
    "job_list": "signals.collectors.job_list:JobList",
    "sec_form_d": "signals.collectors.sec_form_d:SecFormD",
    "sec_8k": "signals.collectors.sec_8k:Sec8K",
    "sec_daily_index": "signals.collectors.sec_daily_index:SecDailyIndex",
    "sec_company": "signals.collectors.sec_company:SecCompany",
    "companies_house": "signals.collectors.companies_house:CompaniesHouse",
    "companies_house_stream": "signals.collectors.companies_house_stream:CompaniesHouseStream",
    "newsroom": "signals.collectors.newsroom:Newsroom",
    "sitemap": "signals.collectors.sitemap:Sitemap",
    "gdelt": "signals.collectors.gdelt:Gdelt",
    "team_page": "signals.collectors.team_page:TeamPage",
    "site_tech": "signals.collectors.site_tech:SiteTech",
    "dns": "signals.collectors.dns:Dns",
    "intake": "signals.collectors.intake:Intake",
}

DETECTORS: dict[str, tuple[str, frozenset[ItemKind]]] = {
    "funding": (
        "signals.detectors.funding:detect",
        frozenset({ItemKind.ARTICLE, ItemKind.FILING, ItemKind.INTAKE}),
    ),
    "job_change": ("signals.detectors.job_change:detect", frozenset(ItemKind) - {ItemKind.POSTING}),
    "technology": ("signals.detectors.technology:detect", frozenset({ItemKind.POSTING, ItemKind.INTAKE})),
    "visit": ("signals.detectors.visit:detect", frozenset({ItemKind.INTAKE})),
}
"""Each with the kinds of item that it finds something in."""


def _load(dotted: str) -> Any:
    module, _, name = dotted.partition(":")
    return getattr(import_module(module), name)


def collector_names() -> list[str]:
    """Every collector there is, installed ones too."""
    return sorted({*COLLECTORS, *(point.name for point in entry_points(group="firstlight.collectors"))})


@cache
def collector(name: str) -> Collector:
    """The collector called `name`, built once. Raises ConfigError that lists the known names."""
    dotted = COLLECTORS.get(name)
    if dotted is not None:
        return cast(Collector, _load(dotted)())
    for point in entry_points(group="firstlight.collectors"):
        if point.name == name:
            return cast(Collector, point.load()())
    raise ConfigError(f"No collector is called {name!r}. Known: {', '.join(sorted(COLLECTORS))}.")


@cache
def detectors(kind: ItemKind) -> tuple[Callable[[Item], tuple[Mention, ...]], ...]:
    """Every detector that reads single items of this kind, in registry order."""
    return tuple(_load(dotted) for dotted, kinds in DETECTORS.values() if kind in kinds)
