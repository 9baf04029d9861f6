"""`firstlight contacts enrich`: ask the team's providers about *To find* cards now, or see what would be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from agent.commands.options import folder_option, json_option
from agent.enrichment.desk import EnrichmentDesk, Looked
from agent.errors import ConfigError
from agent.log import configure
from agent.plurals import count
from agent.store import budgets
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json
from agent.to_find import draft_found
from agent.wiring import Installation, NoFetcher, open_installation


@click.command("enrich")
@folder_option
@json_option
@click.option("--dry-run", is_flag=True, help="Show what would be asked and what it would cost; ask nothing.")
def command(folder: Path, as_json: bool, dry_run: bool) -> int:
    """Ask your providers of contacts (enrichment.yaml) who fits the To find cards, within today's budget.

    Whose address a provider verified is drafted for at once; the others wait on To find for a person to confirm them.

    Example: firstlight contacts enrich --dry-run
    """
    configure()
    with open_installation(folder) as installation:
        desk = installation.enrichment_desk(NoFetcher())
        if desk is None:
            raise ConfigError(
                "No provider of contacts is asked: write enrichment.yaml, enabled: true (docs/enrichment.md)."
            )
        if dry_run and not desk.providers:
            raise ConfigError(" ".join(desk.unready.values()))
        said = _planned(desk) if dry_run else asyncio.run(_asked(installation))
        said["today"] = _today(installation, desk)
    if as_json:
        print_json(said)
    else:
        _print(said, dry_run)
    return 1 if said["down"] and not dry_run else 0


def _planned(desk: EnrichmentDesk) -> dict[str, Any]:
    cards = []
    for one in desk.wanted():
        lookups = desk.planned(one)
        cards.append(
            {
                "account": one.account.name,
                "asks": [
                    f"{ask.provider.setting.display_name}: {ask.subject.name or ask.subject.persona.name}"
                    for ask in lookups
                ],
                "at_most_usd": round(sum(ask.provider.setting.cost_usd for ask in lookups), 6),
                "words": one.why_not or ("" if lookups else "Nothing to ask: every answer is known."),
            }
        )
    return {"cards": cards, "down": list(desk.unready.values())}


async def _asked(installation: Installation) -> dict[str, Any]:
    async with installation.fetcher() as fetcher:
        desk = installation.enrichment_desk(fetcher)
        assert desk is not None
        looked = [one async for one in desk.look()]
    found = [(one.wanted.card_id, contact_id) for one in looked for contact_id in one.mailable]
    draft = installation.preparer().draft_for_contact
    made, why_not = draft_found(installation.store, found, draft, now=installation.clock.now())
    return {
        "cards": [{"account": one.wanted.account.name, "words": one.words, "usd": one.cost_usd} for one in looked],
        "drafted": made,
        "to_confirm": _to_confirm(looked),
        "why_not": why_not,
        "down": [*desk.unready.values(), *desk.down.values()],
    }


def _to_confirm(looked: Sequence[Looked]) -> int:
    return sum(len(one.people) - len(one.mailable) for one in looked)


def _today(installation: Installation, desk: EnrichmentDesk) -> dict[str, Any]:
    with installation.store.read() as session:
        asked, usd = budgets.lookups(session, installation.clock.now().date())
    policy = desk.team.enrichment
    return {
        "lookups": asked,
        "lookups_a_day": policy.lookups_a_day,
        "usd": round(usd, 6),
        "usd_a_day": policy.usd_a_day,
    }


def _print(said: dict[str, Any], dry_run: bool) -> None:
    console, today = Terminal(soft_wrap=True), said["today"]
    for card in said["cards"]:
        asks = f"at most ${card['at_most_usd']:.2f} for {', '.join(card['asks'])}" if card.get("asks") else ""
        console.print(f"{card['account']}: {card['words'] or asks}")
    if dry_run:
        lookups = count(sum(len(card["asks"]) for card in said["cards"]), "lookup")
        usd = sum(card["at_most_usd"] for card in said["cards"])
        console.print(f"{count(len(said['cards']), 'card')}: at most {lookups} and ${usd:.2f}. Nothing was asked.")
    else:
        console.print(f"{said['drafted']} drafted, {said['to_confirm']} to confirm on To find.")
    for words in (*said.get("why_not", ()), *said["down"]):
        console.print(words)
    console.print(
        f"Today {today['lookups']} of {today['lookups_a_day']} lookups and ${today['usd']:.2f} of "
        f"${today['usd_a_day']:.2f} are used."
    )
