"""What sources.yaml says of collectors: their names, the params that each takes, and the addresses that some need.

Read from the file as it was written, so that it is told together with whatever else is wrong there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agent.night.targets import BOARD_COLLECTORS, DOMAIN_COLLECTORS, FEED, PAGES, REGISTERS
from agent.spelling import meant
from signals.registry import COLLECTORS, collector_names

EVERY = frozenset({"per_account"})
"""Taken by every source, whatever reads it."""
PARAMS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(BOARD_COLLECTORS, frozenset({"base_url", "company"})),
    **dict.fromkeys(("greenhouse", "workable"), frozenset({"base_url", "company", "content"})),
    "eightfold": frozenset({"base_url", "company", "domain", "api"}),
    **dict.fromkeys(("feed", "newsroom", "sitemap"), frozenset({"url", "publisher", "company"})),
    **dict.fromkeys(("job_posting", "job_list"), frozenset({"url", "company"})),
    **dict.fromkeys(("gdelt", "team_page"), frozenset({"url"})),
    **dict.fromkeys(("sec_form_d", "sec_daily_index"), frozenset({"base_url"})),
    **dict.fromkeys(("sec_8k", "sec_company"), frozenset({"base_url", "company"})),
    "companies_house": frozenset({"base_url"}),
    "companies_house_stream": frozenset({"base_url", "listens_s", "idle_s"}),
    "site_tech": frozenset({"home_page", "rules"}),
    "dns": frozenset({"names", "rules"}),
    "intake": frozenset(),
}
"""The params that each of our collectors reads; an installed one knows its own."""
MAPPED = "map:"
"""How a param of an intake begins that maps a column."""
Found = tuple[tuple[int | str, ...], str, str]
"""Path of the key, value, fix."""


def source_problems(data: object) -> Iterator[Found]:
    """What is wrong with the sources of a file; an entry of another shape is left to its shape's own check."""
    sources = data.get("sources") if isinstance(data, dict) else None
    for number, source in enumerate(sources if isinstance(sources, list) else ()):
        if isinstance(source, dict) and isinstance(source.get("collector"), str):
            for path, value, fix in _of_source(source, source["collector"]):
                yield ("sources", number, *path), value, fix


def _of_source(source: Mapping[str, Any], collector: str) -> Iterator[Found]:
    known = collector_names()
    if collector not in known:
        yield ("collector",), collector, f"No such collector.{meant(collector, known)} Known: {', '.join(known)}."
        return
    params = source.get("params")
    params = params if isinstance(params, dict) else {}
    if collector in COLLECTORS:
        yield from _unknown_params(params, collector)
    if _needs_address(collector) and not (source.get("urls") or params.get("url") or _is_per_account(params)):
        yield ("urls",), "", _address_fix(collector)


def _unknown_params(params: Mapping[object, object], collector: str) -> Iterator[Found]:
    taken = sorted(PARAMS[collector] | EVERY)
    for name, value in params.items():
        if name not in taken and not (collector == "intake" and str(name).startswith(MAPPED)):
            fix = f"{collector} takes no such param.{meant(str(name), taken)} It takes {', '.join(taken)}."
            yield ("params", str(name)), str(value), fix


def _needs_address(collector: str) -> bool:
    """Whether it reads the address that it is given: it has no place of its own and no account's number to ask by."""
    own = BOARD_COLLECTORS | DOMAIN_COLLECTORS | set(REGISTERS)
    return collector not in own and "url" in PARAMS.get(collector, ())


def _is_per_account(params: Mapping[object, object]) -> bool:
    """Whether it reads accounts' own addresses; a value that is no word is left to the shape's own check."""
    said = params.get("per_account", "no")
    return said in (True, "yes") if isinstance(said, str | bool) else True


def _address_fix(collector: str) -> str:
    told = f'{collector} has nothing to read: add urls: ["https://…"]'
    if collector not in PAGES and collector != "feed":
        return f"{told}."
    _, what = PAGES.get(collector, FEED)
    return f'{told}, or params: {{per_account: "yes"}} for each account\'s own {what}.'
