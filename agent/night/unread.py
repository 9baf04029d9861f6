"""Why nothing was read about an account that has sources of its own: one failed, waits for its terms, or is read for
another account. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.domain.accounts import Account
from agent.domain.documents import FetchOutcome
from agent.domain.runs import Skip, SkipCode
from agent.night.targets import BOARD_COLLECTORS, DOMAIN_COLLECTORS, FEED, PAGES, REGISTERS, Source, targets_of
from agent.store.polls import Failing

_MOST = 2
_CONFIRM = "Read its terms (docs/sources.md), then: firstlight source confirm {} (terms_reviewed_on in sources.yaml)."


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What an account names and what is read for another one: `owner` is the domain of that one."""

    what: str
    name: str
    owner: str


def quiet_skip(
    account: Account,
    failing: Sequence[Failing],
    known: Mapping[str, Source],
    *,
    elsewhere: Sequence[Elsewhere] = (),
    read: bool = False,
    tried: bool,
) -> Skip:
    """A quiet account's skip, with what could not be read of it and the fix; not quiet but unread where its own sources
    failed and none was `read` well. `tried`: also of unconfirmed sources."""
    failed = _failed(failing, known)
    reasons = failed + _elsewhere(elsewhere) + _waiting(account, known, tried=tried)
    if not reasons:
        return Skip(account.id, SkipCode.QUIET, f"Nothing new was read about {account.name}.")
    why = "; ".join(dict.fromkeys(words for words, _ in reasons[:_MOST]))
    fixes = " ".join(dict.fromkeys(fix for _, fix in reasons[:_MOST]))
    code = SkipCode.UNREAD if failed and not read else SkipCode.QUIET
    return Skip(account.id, code, f"Nothing new was read about {account.name}: {why}.", fix=fixes)


def _failed(failing: Sequence[Failing], known: Mapping[str, Source]) -> list[tuple[str, str]]:
    found = []
    for one in failing:
        source = known.get(one.source)
        if source is None or not source.enabled or source.setting.collector in DOMAIN_COLLECTORS:
            continue
        why = (one.reason or "no reason was given").rstrip(". ")
        words = f"its {what_is_read(source)} ({one.source} {one.key}) could not be read: {why}"
        found.append((words, _fix(one, source)))
    return found


def _fix(one: Failing, source: Source) -> str:
    if one.outcome is FetchOutcome.UNKNOWN_TARGET:
        return f"Check the account's {_column(what_is_read(source))}."
    return f"It is asked again; see it with `firstlight source test {one.source}`."


def _elsewhere(found: Sequence[Elsewhere]) -> list[tuple[str, str]]:
    return [
        (
            f"its {one.what} ({one.name}) is {one.owner}'s too, and is read for that account alone",
            f"Check the {_column(one.what)} of both accounts.",
        )
        for one in found
    ]


def _column(what: str) -> str:
    """What a person looks up in the account's record."""
    return "board_url" if what == "board" else f"{what} address"


def _waiting(account: Account, known: Mapping[str, Source], *, tried: bool) -> list[tuple[str, str]]:
    """The account's own boards and feeds that no scheduled source reads."""
    on = [one for one in known.values() if one.is_scheduled or (tried and one.enabled)]
    read = {(what_is_read(one), target.key) for one in on for target in targets_of(one.setting, [account])}
    found = []
    for source in known.values():
        if source.setting.collector in DOMAIN_COLLECTORS or source in on:
            continue
        for target in targets_of(source.setting, [account]):
            if target.account_id != account.id or (what_is_read(source), target.key) in read:
                continue
            if source.enabled:
                found.append(
                    (
                        f"its {what_is_read(source)} ({source.setting.name}) waits for a terms review",
                        _CONFIRM.format(source.setting.name),
                    )
                )
            elif source.setting.collector in BOARD_COLLECTORS:
                fix = f"Set enabled: true for {source.setting.name} in sources.yaml."
                found.append((f"its board ({source.setting.name}) is switched off", fix))
    return found


def what_is_read(source: Source) -> str:
    """What a source reads of an account, as a user calls it."""
    name = source.setting.collector
    if name in BOARD_COLLECTORS:
        return "board"
    return "company register entry" if name in REGISTERS else PAGES.get(name, FEED)[1]
