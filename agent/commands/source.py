"""`firstlight source list|confirm|test|replay|tune`: your sources as they stand, and each tried without writing."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.table import Table

from agent.commands.options import folder_option, json_option
from agent.commands.probe_words import MOST_SHOWN, print_probes, print_replayed, probes_as_json, replayed_as_json
from agent.commands.source_words import list_as_json, print_list
from agent.domain.policies import SourceSetting
from agent.errors import ConfigError, NotFound
from agent.log import configure
from agent.night.targets import sources
from agent.sources.cases import case_of, play, read_case, write_case
from agent.sources.confirm import confirmed
from agent.sources.probe import Probe, Prober
from agent.sources.replay import replay_source
from agent.sources.standing import listed
from agent.sources.weights import preview_weight, set_weight
from agent.spelling import meant
from agent.starter.terms import terms_lines
from agent.terminal.console import Terminal
from agent.terminal.lines import ask, confirm, print_json, say
from agent.wiring import Installation, open_installation


@click.group("source")
def command() -> None:
    """Your sources: list them, confirm their terms, try one, read what was kept again, or tune its weight."""


@command.command("list")
@folder_option
@json_option
def list_sources(folder: Path, as_json: bool) -> int:
    """Each source: terms, when it is read next and why, how its readings went, what it gave and how precisely.

    Example: firstlight source list --json
    """
    with open_installation(folder) as installation, installation.store.read() as session:
        rows = listed(session, installation.team(), installation.clock.now())
    if as_json:
        print_json({"sources": list_as_json(rows)})
    else:
        print_list(rows)
    return 0


@command.command("confirm")
@click.argument("names", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every source that is on and waits for it.")
@click.option("--by", help="Who read the terms; the owner by default, where there is one.")
@click.option("--yes", is_flag=True, help="They were read: do not ask.")
@folder_option
def confirm_sources(names: tuple[str, ...], every: bool, by: str | None, yes: bool, folder: Path) -> int:
    """Confirm that the terms of sources were read, so that nights read them: who and when goes into sources.yaml.

    Example: firstlight source confirm newsroom greenhouse

    Example: firstlight source confirm --all --by "Ada Lowe"
    """
    if every == bool(names):
        raise click.UsageError("Name the sources to confirm, or say --all. `firstlight source list` shows which wait.")
    with open_installation(folder) as installation:
        team = installation.team()
        with installation.store.read() as session:
            known = sources(session, team)
        asked = [_setting(installation, name) for name in names] or [
            one.setting for one in known.values() if one.enabled
        ]
        waiting = list(dict.fromkeys(one.name for one in asked if one.terms_reviewed_on is None))
        if not waiting:
            say("Nothing waits: their terms are confirmed already (`firstlight source list` says by whom).")
            return 0
        say("Whose terms these are, and where to read of them:")
        for line in terms_lines((one, known[one].setting.collector) for one in waiting):
            say(line)
        who = by or _reader([owner.name for owner in team.owners], asks=not yes)
        if not yes:
            confirm("Have you read them, and may these be read on schedule?", abort=True)
        path = installation.settings.path("sources.yaml")
        today = installation.clock.now().astimezone(ZoneInfo(team.time_zone)).date()
        text = path.read_bytes().decode("utf-8")
        path.write_bytes(confirmed(text, waiting, by=who, on=today).encode("utf-8"))
        _say_confirmed(waiting, [one for one in waiting if not known[one].enabled], f"{who}, {today}")
    return 0


def _reader(owners: list[str], *, asks: bool) -> str:
    """Who read the terms, where `--by` does not say."""
    if asks:
        return ask("Who read them?", default=owners[0] if len(owners) == 1 else "")
    if len(owners) == 1:
        return owners[0]
    raise click.UsageError("Add --by NAME: who read the terms.")


def _say_confirmed(names: list[str], off: list[str], words: str) -> None:
    say(f"Confirmed in sources.yaml ({words}): {', '.join(names)}. The next `firstlight run` reads them.")
    if off:
        say(f"Off, so not read yet: {', '.join(off)}. Set enabled: true there.")


@command.command("test")
@click.argument("name")
@folder_option
@json_option
@click.option("--limit", type=click.IntRange(1, MOST_SHOWN), default=5, help="How many items to show.")
@click.option("--targets", "most", type=click.IntRange(1, 50), default=1, help="How many of its targets to read.")
@click.option("--save", type=click.Path(path_type=Path), help="Keep what was read, and what it yielded, as a case.")
def test_source(name: str, folder: Path, as_json: bool, limit: int, most: int, save: Path | None) -> int:
    """Read a source now and show what would come of it: items, quotes, signals, scores. Writes nothing.

    Example: firstlight source test sec_form_d --limit 3 --save cases/form_d.json
    """
    configure(level="error")
    with open_installation(folder) as installation:
        setting = _setting(installation, name)
        if variable := installation.settings.fetch.missing_key(setting.collector):
            raise ConfigError(f"{name} was not asked. No key: set {variable}.")
        probes = asyncio.run(_probe(installation, setting, most))
    if save:
        write_case(case_of(setting.collector, probes[0]), save)
    if as_json:
        print_json({"source": name, "targets": probes_as_json(probes, limit), "saved": str(save) if save else None})
    else:
        print_probes(name, probes, limit)
        if save:
            say(f"Kept as {save}. `firstlight source replay {save}` plays it again.")
    return 0 if probes and all(probe.went_well for probe in probes) else 1


def _setting(installation: Installation, name: str) -> SourceSetting:
    team = installation.team()
    setting = next((source for source in team.sources if source.name == name), None)
    if setting is None:
        known = ", ".join(source.name for source in team.sources) or "none"
        hint = meant(name, (source.name for source in team.sources))
        raise NotFound(f"No source is called {name!r} in sources.yaml.{hint} Known: {known}.")
    return setting


def _prober(installation: Installation) -> Prober:
    return Prober(installation.store, installation.team(), installation.clock.now())


async def _probe(installation: Installation, setting: SourceSetting, most: int) -> list[Probe]:
    async with installation.fetcher() as fetcher:
        return await _prober(installation).source(setting, fetcher, most=most)


@command.command("replay")
@click.argument("names", nargs=-1, required=True)
@folder_option
@json_option
@click.option("--limit", type=click.IntRange(1, MOST_SHOWN), default=5, help="How many items to show with --json.")
@click.option("--targets", "most", type=click.IntRange(1, 10_000), default=200, help="How many targets to read again.")
@click.option("--until", type=click.DateTime(("%Y-%m-%d",)), help="As it stood at the end of that day (UTC).")
def replay_source_command(
    names: tuple[str, ...], folder: Path, as_json: bool, limit: int, most: int, until: datetime | None
) -> int:
    """Read kept documents again by today's rules: a source's, or a case that `source test --save` wrote.

    Fetches nothing and writes nothing. Exit code 1 where something now says something else.

    Example: firstlight source replay wire --until 2026-11-01

    Example: firstlight source replay cases/*.json
    """
    cases = [Path(name) for name in names if name.endswith(".json")]
    if cases and len(cases) != len(names):
        raise click.UsageError("Name sources or case files, not both at once.")
    if cases:
        return _play_cases(cases, as_json)
    configure(level="error")
    replays = {}
    with open_installation(folder) as installation:
        moment = datetime.combine(until + timedelta(days=1), time(), tzinfo=UTC) if until else installation.clock.now()
        for name in names:
            setting = _setting(installation, name)
            replays[name] = asyncio.run(replay_source(_prober(installation), setting, until=moment, most=most))
    if as_json:
        print_json({"sources": {name: replayed_as_json(one, limit) for name, one in replays.items()}})
    else:
        for name, replayed in replays.items():
            print_replayed(name, replayed)
    return 1 if any(replayed.changes for replayed in replays.values()) else 0


def _play_cases(paths: list[Path], as_json: bool) -> int:
    told = {str(path): play(read_case(path)) for path in paths}
    failed = sum(bool(lines) for lines in told.values())
    if as_json:
        print_json({"cases": {path: list(lines) for path, lines in told.items()}, "failed": failed})
    else:
        for path, lines in told.items():
            say(f"{path}: {'differs' if lines else 'as kept'}")
            for line in lines:
                say(f"  {line}")
    return 1 if failed else 0


@command.command("tune")
@click.argument("name")
@folder_option
@json_option
@click.option("--weight", type=click.FloatRange(0, 3), required=True, help="The weight to look at; 1 is neutral.")
@click.option("--publish", is_flag=True, help="Set it: it holds from the next scoring on.")
def tune_source(name: str, folder: Path, as_json: bool, weight: float, publish: bool) -> int:
    """Show what another weight of a source would do to the queue; with --publish, set it.

    Example: firstlight source tune wire --weight 0.8
    """
    with open_installation(folder) as installation:
        setting, now, team = _setting(installation, name), installation.clock.now(), installation.team()
        shown = preview_weight(installation.store, team, setting.name, weight, now=now)
        if publish:
            set_weight(installation.store, team, setting.name, weight, by="command line", now=now)
    if as_json:
        print_json(
            {"source": name, "weight": weight, "published": publish, "rows": [asdict(row) for row in shown.rows]}
        )
        return 0
    table = Table("account", "score", "place", title=f"{name} at weight {weight:g}")
    for row in shown.rows:
        score = (
            f"{row.score_before} → {row.score_after}" if row.score_before != row.score_after else str(row.score_after)
        )
        table.add_row(row.name, score, f"{row.place_before or '–'} → {row.place_after or '–'}")
    if shown.rows:
        Terminal().print(table)
    else:
        say(f"{name} at weight {weight:g}: no account in the queue has a signal yet.")
    say(f"{len(shown.entered)} enter, {len(shown.left)} leave, {len(shown.moved)} move.")
    say("It holds from the next scoring on." if publish else "Nothing was written. Add --publish to set it.")
    return 0
