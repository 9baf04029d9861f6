"""Why nothing was read about an account that has sources of its own: one failed, or waits for its terms. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.domain.accounts import Account
from agent.domain.documents import FetchOutcome
from agent.domain.runs import Skip, SkipCode
from agent.night.targets import BOARD_COLLECTORS, DOMAIN_COLLECTORS, REGISTERS, Source, targets_of
from agent.store.polls import Failing

_MOST = 2
_WHAT = {"feed": "feed", "newsroom": "news page", "sitemap": "sitemap", "team_page": "leadership page"}
_CONFIRM = "Read its terms in docs/sources.md and confirm it in sources.yaml (terms_reviewed_by, terms_reviewed_on)."


def quiet_skip(account: Account, failing: Sequence[Failing], known: Mapping[str, Source], *, tried: bool) -> Skip:
    """A quiet account's skip, with what could not be read of it and the fix. `tried`: also of unconfirmed sources."""
    reasons = _failed(failing, known) + _waiting(account, known, tried=tried)
    if not reasons:
        return Skip(account.id, SkipCode.QUIET, f"Nothing new was read about {account.name}.")
    why = "; ".join(dict.fromkeys(words for words, _ in reasons[:_MOST]))
    fixes = " ".join(dict.fromkeys(fix for _, fix in reasons[:_MOST]))
    return Skip(account.id, SkipCode.QUIET, f"Nothing new was read about {account.name}: {why}.", fix=fixes)


def _failed(failing: Sequence[Failing], known: Mapping[str, Source]) -> list[tuple[str, str]]:
    found = []
    for one in failing:
        source = known.get(one.source)
        if source is None or not source.enabled or source.setting.collector in DOMAIN_COLLECTORS:
            continue
        why = (one.reason or "no reason was given").rstrip(". ")
        words = f"its {_what(source)} ({one.source} {one.key}) could not be read: {why}"
        found.append((words, _fix(one, source)))
    return found


def _fix(one: Failing, source: Source) -> str:
    if one.outcome is FetchOutcome.UNKNOWN_TARGET:
        column = "board_url" if source.setting.collector in BOARD_COLLECTORS else f"{_what(source)} address"
        return f"Check the account's {column}."
    return f"It is asked again; see it with `firstlight source test {one.source}`."


def _waiting(account: Account, known: Mapping[str, Source], *, tried: bool) -> list[tuple[str, str]]:
    """The account's own boards and feeds that no scheduled source reads."""
    on = [one for one in known.values() if one.is_scheduled or (tried and one.enabled)]
    read = {(_what(one), target.key) for one in on for target in targets_of(one.setting, [account])}
    found = []
    for source in known.values():
        if source.setting.collector in DOMAIN_COLLECTORS or source in on:
            continue
        for target in targets_of(source.setting, [account]):
            if target.account_id != account.id or (_what(source), target.key) in read:
                continue
            if source.enabled:
                found.append((f"its {_what(source)} ({source.setting.name}) waits for a terms review", _CONFIRM))
            elif source.setting.collector in BOARD_COLLECTORS:
                fix = f"Set enabled: true for {source.setting.name} in sources.yaml."
                found.append((f"its board ({source.setting.name}) is switched off", fix))
    return found


def _what(source: Source) -> str:
    name = source.setting.collector
    if name in BOARD_COLLECTORS:
        return "board"
    return "company register entry" if name in REGISTERS else _WHAT.get(name, "page")
