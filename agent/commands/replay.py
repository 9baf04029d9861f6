"""`firstlight replay FILE`: past nights under an edited icp.yaml or sources.yaml, before anybody publishes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from agent.commands.options import folder_option, json_option
from agent.domain.profiles import Profile
from agent.domain.scores import Band
from agent.errors import BadInput
from agent.replay import Moved, Replay, replay
from agent.store import replays
from agent.team_files import FILES, Header, parse_team, read_files
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json
from agent.wiring import Installation, open_installation

_SHOWN = 40


@click.command("replay")
@click.argument("edited", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@folder_option
@json_option
@click.option("--as", "stands_for", type=click.Choice(FILES), help="Which of your files it replaces.")
@click.option("--days", type=click.IntRange(1, 366), default=30, help="How many nights back.")
@click.option("--until", type=click.DateTime(("%Y-%m-%d",)), help="The last night; yesterday by default.")
@click.option("--limit", type=click.IntRange(1, 100_000), help="Accounts a night; 40 an owner by default.")
def command(
    edited: Path,
    folder: Path,
    as_json: bool,
    stands_for: str | None,
    days: int,
    until: datetime | None,
    limit: int | None,
) -> int:
    """Show whom past nights would have put forward under an edited file. Reads nothing anew and writes nothing.

    EDITED replaces your icp.yaml (weights, kinds, fit) or sources.yaml (weights): the one it has the name or the keys
    of, or the one that --as names.

    Example: firstlight replay new-weights.yaml --as icp.yaml --days 30
    """
    with open_installation(folder) as installation:
        last = (until or installation.clock.now().replace(tzinfo=None) - timedelta(days=1)).date()
        first = last - timedelta(days=days - 1)
        before, after = installation.team().profile, _edited(installation, edited, stands_for)
        roles = {
            (str(f), str(s)) for one in installation.team().personas for f in one.functions for s in one.seniorities
        }
        most = limit or 40 * max(1, len(installation.team().owners))
        since, end = (datetime.combine(day, time(), tzinfo=UTC) for day in (first, last + timedelta(days=1)))
        with installation.store.read() as session:
            became = replays.ends(session, since=since, until=end)
            known = replays.known_accounts(session, roles)
            found = replay(known, before, after, first=first, last=last, limit=most, became=became)
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found)
    return 0


def _edited(installation: Installation, path: Path, stands_for: str | None) -> Profile:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text. Save it as UTF-8.") from None
    before = read_files(installation.settings.folder)
    texts = {**before, stands_for or _replaced(path, text, before): text}
    about = installation.settings.team
    return parse_team(texts, Header(about.name, about.time_zone, about.run_at)).profile


def _replaced(path: Path, text: str, before: Mapping[str, str]) -> str:
    """Which of the team's files `text` is another version of: by its name, else by the keys that it has."""
    if path.name in FILES:
        return path.name
    keys = _keys(text)
    alike = [name for name, known in before.items() if keys and keys <= _keys(known)]
    if len(alike) != 1:
        raise BadInput(f"{path.name} is none of your team's files: say which one it replaces, --as icp.yaml.")
    return alike[0]


def _keys(text: str) -> set[str]:
    return set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))


def _as_json(found: Replay) -> dict[str, Any]:
    before, after = found.sizes
    return {
        "digest": found.digest,
        "queued": {"before": before, "after": after},
        "nights": [{"day": n.day, "before": len(n.before), "after": len(n.after)} for n in found.nights],
        "changed": [
            {"account": m.name, "before": m.days_before, "after": m.days_after, "became": m.became}
            for m in found.changed
        ],
        "bands": [{"from": pair[0], "to": pair[1], "accounts": number} for pair, number in found.bands.items()],
        "known": {end: {"before": pair[0], "after": pair[1]} for end, pair in found.known.items()},
        "expected_approvals": dict(zip(("low", "mean", "high"), found.expected, strict=True))
        if found.expected
        else None,
    }


def _print(found: Replay) -> None:
    console = Terminal()
    before, after = found.sizes
    span = f"{found.nights[0].day:%-d %b} to {found.nights[-1].day:%-d %b}"
    console.print(f"{span}: {before} put forward as it is, {after} under the edited file.")
    for end, (was, would) in found.known.items():
        console.print(f"  {end}: {was} → {would}")
    if found.expected:
        low, mean, high = found.expected
        console.print(f"  of the others about {mean:.0f} would be approved ({low:.0f} to {high:.0f} in 8 of 10 cases)")
    for (old, new), number in found.bands.items():
        console.print(
            f"  {number} {'account goes' if number == 1 else 'accounts go'} from {Band(old).words} to {Band(new).words}"
        )
    if found.changed:
        table = Table("account", "as it is", "edited", "became")
        for row in found.changed[:_SHOWN]:
            table.add_row(row.name, _days(row, after=False), _days(row, after=True), row.became or "–")
        console.print(table)
        if len(found.changed) > _SHOWN:
            console.print(f"… {len(found.changed) - _SHOWN} more; --json has them all")
    console.print(f"Nothing was written. Fingerprint {found.digest[:16]}: the same files and nights give the same one.")


def _days(row: Moved, *, after: bool) -> str:
    days = row.days_after if after else row.days_before
    return ", ".join(f"{day:%-d %b}" for day in days[:4]) + (" …" if len(days) > 4 else "") or "not at all"
