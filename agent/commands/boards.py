"""`firstlight accounts boards`: whose board is known, by what, and which wait; candidates checked on request."""

from __future__ import annotations

import asyncio
import getpass
from datetime import datetime
from pathlib import Path

import click

from agent.board_check import Checked, check_candidates
from agent.commands.options import folder_option, json_option
from agent.domain.accounts import Account
from agent.domain.bindings import Binding, SeenAs
from agent.errors import NotFound
from agent.log import configure
from agent.night import taken_off as boards_taken_off
from agent.night.bound_boards import bound_boards
from agent.plurals import count
from agent.store import accounts, bindings
from agent.terminal.lines import print_json, say
from agent.wiring import Installation, open_installation


@click.command("boards")
@click.argument("domain", default="")
@folder_option
@json_option
@click.option("--check", is_flag=True, help="Read candidates now and bind those that prove to be the account's.")
@click.option("--take-off", metavar="BOARD", default="", help="BOARD is not DOMAIN's: its postings stop counting.")
@click.option("--give-back", metavar="BOARD", default="", help="BOARD, which was taken off, is DOMAIN's after all.")
@click.option("--because", metavar="WHY", default="", help="Kept beside who did so and when.")
def command(domain: str, folder: Path, as_json: bool, check: bool, take_off: str, give_back: str, because: str) -> int:
    """Which job boards are bound to your accounts, or to one DOMAIN: state, what names them, since when.

    Example: firstlight accounts boards alder.example --check

    Example: firstlight accounts boards alder.example --take-off greenhouse:alder --because "it is Alder Foods'"
    """
    if (take_off or give_back) and not domain:
        raise click.UsageError("Say whose board it is: firstlight accounts boards DOMAIN --take-off BOARD.")
    configure(level="error")
    with open_installation(folder) as installation:
        ids = _ids(installation, domain)
        if take_off:
            _take_off(installation, ids[0], take_off, because)
        if give_back:
            _give_back(installation, ids[0], give_back, because)
        checked = asyncio.run(_check(installation, ids)) if check else []
        rows = _rows(installation, ids)
    if as_json:
        print_json({"boards": [_as_json(*row) for row in rows], "checked": [_checked_as_json(one) for one in checked]})
        return 0
    for one in checked:
        verdict = "bound" if one.match.theirs else "not bound"
        say(f"{one.account.name}, {one.binding.board}: {verdict}, {one.match.why}.")
    for account, bound in rows:
        say(f"{account.domain}  {bound.board}  {bound.state}: {_named(bound)}. {bound.note}".rstrip())
    if not rows:
        say("No board is known. Import a board_url, or let a night look through your accounts' sites.")
    return 0


def _named(bound: Binding) -> str:
    """What says that the board is the account's, and when: "link https://alder.example/jobs, 2026-11-20"."""
    if bound.seen_as is SeenAs.IMPORT and bound.seen_on:
        return bound.seen_on
    return f"{' '.join(filter(None, [str(bound.seen_as).replace('_', ' '), bound.seen_on]))}, {bound.seen_at:%Y-%m-%d}"


def _ids(installation: Installation, domain: str) -> list[str]:
    """The account of `domain`, or all that have a binding. Raises NotFound."""
    with installation.store.read() as session:
        if not domain:
            return bindings.bound_accounts(session)
        account = accounts.by_domain(session, domain.lower())
    if account is None:
        raise NotFound(f"No account has the domain {domain}. Import it first: firstlight accounts import FILE.")
    return [account.id]


def _take_off(installation: Installation, account_id: str, board: str, why: str) -> None:
    now, team = installation.clock.now(), installation.team()
    with installation.store.write() as session:
        account = accounts.by_ids(session, [account_id])[account_id]
        said = _said("taken off", why, now)
        done = boards_taken_off.take_off(session, team, account, board, said=said, now=now)
    installation.gatherer().score_accounts([account_id])
    gone = f"{count(done.postings, 'posting')} forgotten, {count(done.signals, 'event')} judged without"
    say(f"{account.domain}, {board}: taken off; {gone}. No import binds it again.", err=True)


def _give_back(installation: Installation, account_id: str, board: str, why: str) -> None:
    now = installation.clock.now()
    with installation.store.write() as session:
        account = accounts.by_ids(session, [account_id])[account_id]
        boards_taken_off.give_back(session, account, board, said=_said("given back", why, now), now=now)
    say(f"{account.domain}, {board}: given back; it is read from the next night on.", err=True)


def _said(done: str, why: str, now: datetime) -> str:
    return f"{done} by {getpass.getuser()} on {now:%Y-%m-%d}" + (f": {why}" if why else "")


async def _check(installation: Installation, ids: list[str]) -> list[Checked]:
    async with installation.fetcher() as fetcher:
        return await check_candidates(
            installation.store, installation.team(), fetcher, now=installation.clock.now(), account_ids=ids
        )


def _rows(installation: Installation, ids: list[str]) -> list[tuple[Account, Binding]]:
    now, team = installation.clock.now(), installation.team()
    with installation.store.read() as session:
        known = accounts.by_ids(session, ids)
        return [
            (known[one], bound)
            for one in ids
            if one in known
            for bound in bound_boards(session, team, known[one], now=now)
        ]


def _as_json(account: Account, one: Binding) -> dict[str, str]:
    return {
        "domain": account.domain,
        "board": one.board,
        "state": str(one.state),
        "seen_as": str(one.seen_as),
        "seen_on": one.seen_on,
        "seen_at": one.seen_at.isoformat(),
        "note": one.note,
    }


def _checked_as_json(one: Checked) -> dict[str, object]:
    return {
        "domain": one.account.domain,
        "board": one.binding.board,
        "bound": one.match.theirs,
        "why": one.match.why,
    }
