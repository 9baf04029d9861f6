"""A provider of contacts on loopback, and a desk that asks it: what tests of enrichment stand on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

import builders
import pytest
from fetching import fetcher_for
from local_server import LocalServer
from sqlmodel import Session

from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.enrichment import AskedAbout, Enrichment, ProviderSetting
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Direction, FieldValue, Signal, SignalEvidence, SignalKind
from agent.domain.teams import Team
from agent.enrichment.desk import EnrichmentDesk, Looked
from agent.enrichment.http_json import HttpJsonProvider, source_name
from agent.errors import ConfigError, Problem
from agent.store import accounts, items, screens, signals
from agent.store.engine import Store
from agent.team_files import Header, parse_team
from signals.fetch.client import SourceSettings

NOW = builders.NOW
SECRET = "lighthouse-key-7"
PEOPLE = "/v1/people"
ADDRESS = "/v1/address"
HEADER = Header("Harbor", "UTC", time(2, 0))
GOOD = """\
enabled: true
providers:
  - name: finder
    display_name: Finder
    asks_about: company
    url: https://api.finder.example/v1/people?domain={domain}
    auth: {secret: FIRSTLIGHT_SECRETS__FINDER_KEY}
    fields: {name: full_name, title: role, email: emails.0.value}
    cost_usd: 0.05
    licence_tag: finder-2026
    retention_days: 90
    terms_reviewed_by: Ada Lowe
    terms_reviewed_on: 2026-11-20
"""


def faults(texts: dict[str, str], text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as wrong:
        parse_team({**texts, "enrichment.yaml": text}, HEADER)
    return wrong.value.problems


def company(server: LocalServer, **changes: Any) -> ProviderSetting:
    """A provider that is asked who fits at a company."""
    plain = ProviderSetting(
        name="finder",
        display_name="Finder",
        about=AskedAbout.COMPANY,
        url=server.url(f"{PEOPLE}?domain={{domain}}&role={{persona}}"),
        auth_header="X-Api-Key",
        auth_value="key {secret}",
        secret="FIRSTLIGHT_SECRETS__FINDER",
        people="data.people",
        fields={"name": "full_name", "title": "role", "email": "emails.0.value", "email_status": "emails.0.status"},
        verified_when=("valid",),
        cost_usd=0.1,
        licence_tag="finder-30",
        retention_days=30,
    )
    return replace(plain, **changes)


def person(server: LocalServer, **changes: Any) -> ProviderSetting:
    """A provider that is asked for one person's address."""
    plain = company(
        server,
        name="mailer",
        display_name="Mailer",
        about=AskedAbout.PERSON,
        url=server.url(f"{ADDRESS}?domain={{domain}}&first={{first_name}}&last={{last_name}}"),
        people="",
        fields={"email": "email", "email_status": "status"},
        cost_usd=0.02,
    )
    return replace(plain, **changes)


def somebody(
    name: str = "Dana Ortiz", title: str = "VP Sales", mail: str = "dana@alder.example", status: str = "valid"
) -> dict[str, Any]:
    return {"full_name": name, "role": title, "emails": [{"value": mail, "status": status}], "phone": "+1 555 0100"}


def known(*people: Any) -> dict[str, Any]:
    return {"data": {"people": list(people)}}


def settle(store: Store, *firms: Account) -> None:
    """Accounts, each with a *To find* card; the first is the best."""
    with store.write() as session:
        for place, firm in enumerate(firms):
            accounts.put(session, firm, now=NOW)
            session.flush()
            card = signals.Card(firm.id, "revops", "ada", "Series B, 6 d", "", 90 - place, "")
            signals.put_cards(session, [card], now=NOW)
            session.flush()


def team(*providers: ProviderSetting, **policy: Any) -> Team:
    return builders.team(enrichment=Enrichment(True, providers=providers, **policy))


def look(
    store: Store,
    server: LocalServer,
    about: Team,
    *,
    clock: MovedClock | None = None,
    may: Callable[[str], bool] = lambda owner_id: True,
    ports: Sequence[int] | None = None,
) -> list[Looked]:
    """One round over every card, through the real fetch client."""
    clock = clock or MovedClock(NOW)
    headers = {
        source_name(one.name): SourceSettings(headers={one.auth_header: one.auth_value.replace("{secret}", SECRET)})
        for one in about.enrichment.providers
    }

    async def play() -> list[Looked]:
        allowed = (server.port,) if ports is None else ports
        async with fetcher_for(*allowed, clock=clock, sources=headers) as fetcher:
            providers = [HttpJsonProvider(one, fetcher) for one in about.enrichment.providers]
            desk = EnrichmentDesk(store, about, clock, providers)
            return [one async for one in desk.look(may)]

    return asyncio.run(play())


def words(store: Store, key: str = "alder") -> str:
    """What the card of an account says of it."""
    with store.read() as session:
        card = next(one for one in signals.open_cards(session) if one.account_id == f"acc-{key}")
        found = screens.card(session, card.id)
    assert found is not None
    return found.enrichment


def move(session: Session, key: str, name: str, direction: Direction, *, inside: bool = False) -> None:
    """News of a VP Sales who comes to Alder or goes. `inside`: a licence keeps it in the house."""
    text = f"{name} is VP Sales at Alder."
    items.put_items(session, [Item("wire", key, ItemKind.ARTICLE, text, text, "", NOW)], now=NOW)
    item_id = next(one for one, item in items.undetected(session) if item.key == key)
    quote = Quote.of(text, 0, len(text))
    told = {"person": name, "title": "VP Sales", "direction": str(direction)}
    fields = {field: FieldValue(value, quote) for field, value in told.items()}
    report = SignalEvidence(item_id, "wire", "", "Wire", text, quote, fields, NOW, NOW, 0.9, internal_only=inside)
    signals.put(session, Signal(key, "acc-alder", SignalKind.JOB_CHANGE, told, (report,), 0.9, NOW, NOW))
