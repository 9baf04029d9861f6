"""Settings to running parts: engines, fetchers, models and the rest are built here, channels in `wiring_mail`."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
import threading
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from agent import wiring_model
from agent.clock import Clock, SystemClock
from agent.discover import HOME_PAGE
from agent.domain.documents import Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.enrichment import ProviderSetting
from agent.domain.runs import Run, RunState
from agent.domain.teams import Team
from agent.enrichment.desk import EnrichmentDesk
from agent.enrichment.http_json import HttpJsonProvider, source_name
from agent.guesses import Guesser, questions
from agent.intake import Intake
from agent.net.addresses import AddressPolicy
from agent.night.ahead import AheadDesk, finals_until
from agent.night.batch_ledger import BatchLedger
from agent.night.between import BetweenNights
from agent.night.discovery import look_at_sites
from agent.night.doubts import DoubtDesk
from agent.night.due import between_nights
from agent.night.gather import Gatherer
from agent.night.prepare import Preparer
from agent.night.rediscovery import look_for_lost_boards
from agent.night.targets import DOMAIN_COLLECTORS
from agent.pipeline import Night, NoProgress, Progress, local_night, open_night
from agent.prompts.desk import PromptDesk
from agent.schedule import was_missed
from agent.settings import Settings, read_settings
from agent.store import holds, model_batches, runs
from agent.store.engine import Store, migrate, open_store
from agent.team_files import FILES, Header, parse_team, read_files
from agent.wiring_mail import Mail
from drafting.draft import Drafter
from drafting.event_reader import EventReader
from drafting.model import Model
from drafting.overhearing import OverhearingModel
from drafting.spotlight import Spotlight
from signals.address_patterns import takes_mail
from signals.contract import Fetcher
from signals.fetch.client import SourceSettings, WebFetcher
from signals.fetch.pace import UNPACED, Pace
from signals.pages.home_page import HomePage, read_home_page

KEY_FILE = ".firstlight-key"
USER_AGENT = "Firstlight/0.1"


class NoFetcher:
    """For parts that read nothing: asking it is a mistake of ours."""

    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        raise AssertionError(f"an intake reads nothing, yet {request.url} was asked for")


@dataclass
class Installation:
    """One team's installation, opened. Parts are built when they are asked for."""

    settings: Settings
    store: Store
    clock: Clock
    key: bytes = field(repr=False)
    _team: tuple[tuple[float, ...], Team] | None = field(default=None, repr=False)
    _models: dict[tuple[str, float | None, float], Model | None] = field(default_factory=dict, repr=False)
    _desk: PromptDesk | None = field(default=None, repr=False)
    _playing: threading.Thread | None = field(default=None, repr=False)
    _playing_lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def team(self) -> Team:
        """The team as its files say now; a changed file is read, checked and published as a new version."""
        stamps = tuple(path.stat().st_mtime if (path := self.settings.path(name)).exists() else 0.0 for name in FILES)
        if self._team is None or self._team[0] != stamps:
            texts = read_files(self.settings.folder)
            about = self.settings.team
            team = parse_team(texts, Header(about.name, about.time_zone, about.run_at))
            with self.store.write() as session:
                runs.publish(session, texts, now=self.clock.now(), by="files")
            self._team = (stamps, team)
        return self._team[1]

    def secret(self, purpose: str) -> bytes:
        """A key of its own for each purpose, derived from the installation's."""
        return hmac.new(self.key, purpose.encode(), hashlib.sha256).digest()

    @asynccontextmanager
    async def fetcher(self) -> AsyncIterator[WebFetcher]:
        """The one client of this process, with each source's own pace, and with what is left alone since earlier."""
        ports = frozenset(self.settings.fetch.allow_loopback_ports)
        contact = self.settings.fetch.contact or "no contact given"
        paces = {
            source.name: SourceSettings(
                pace=Pace(gap_s=1 / source.requests_per_second),
                max_bytes=source.max_bytes,
                many_hosts=source.params.get("per_account") == "yes" or source.collector in DOMAIN_COLLECTORS,
                headers=self._keys(source.collector),
            )
            for source in self.team().sources
        }
        paces |= {source_name(one.name): self._provider_settings(one) for one in self.team().enrichment.providers}
        with self.store.read() as session:
            held = holds.current(session, now=self.clock.now())
        async with WebFetcher(
            clock=self.clock,
            addresses=AddressPolicy(allow_loopback_ports=ports),
            holds=held,
            user_agent=f"{USER_AGENT} ({contact})",
            sources={name: SourceSettings(headers=one.headers) for name, one in paces.items()} if ports else paces,
            default_pace=UNPACED if ports else None,
            name_servers=self.settings.fetch.name_servers,
        ) as fetcher:
            yield fetcher

    def _keys(self, collector_name: str) -> dict[str, str]:
        """What a collector's API wants to be shown: Companies House takes its key as the user of Basic."""
        key = self.settings.fetch.api_key(collector_name)
        return {"Authorization": "Basic " + b64encode(f"{key}:".encode()).decode()} if key else {}

    def model(self, *, temperature: float | None = None, share: float = 1.0) -> Model | None:
        """The configured model, or None: then the composer drafts, and says so. `share`: of the day's money."""
        team = self.team()
        key = (team.version, temperature, share)
        if key not in self._models:  # one of each: it keeps the endpoint's pace for all that ask
            self._models[key] = wiring_model.model(
                self.settings.model,
                store=self.store,
                costs=team.costs,
                clock=self.clock,
                temperature=temperature,
                share=share,
            )
        return self._models[key]

    @property
    def asks_about_doubts(self) -> bool:
        """Whether a model decides what the rules are unsure of."""
        return self.settings.model.is_configured and self.team().costs.doubts_a_day > 0

    def doubt_desk(self, gatherer: Gatherer) -> DoubtDesk | None:
        """Who asks the model about doubtful texts, at temperature 0 and within its share of the day's money."""
        model = self.model(temperature=0.0, share=self.team().costs.doubts_share) if self.asks_about_doubts else None
        if model is None:
            return None
        reader = EventReader(model, self.prompts().live().prompts, self.secret("prompts"))
        return DoubtDesk(self.store, self.team(), self.clock, gatherer, reader, at_once=self.settings.model.concurrency)

    def preparer(self) -> Preparer:
        return self._preparer(self.model(), waits=self.team().costs.on_budget == "pause")

    def _preparer(self, model: Model | None, *, waits: bool) -> Preparer:
        spotlight = Spotlight(self.settings.model.spotlight)
        drafter = Drafter(model=model, secret=self.secret("prompts"), waits_for_budget=waits, spotlight=spotlight)
        desk = self.prompts()
        drafter = desk.drafter_for(drafter)
        preparer = Preparer(self.store, self.team(), self.clock, drafter, challenger=desk.challenger_of(drafter))
        return replace(preparer, finals_until=finals_until) if self.settings.model.asks_ahead else preparer

    def ahead_desk(self) -> AheadDesk | None:
        """Who asks a night's questions the night before, in a batch; None where that is off."""
        settings, team = self.settings.model, self.team()
        if not settings.asks_ahead:
            return None
        listener = OverhearingModel(settings.name)
        return AheadDesk(
            ledger=self._batch_ledger(),
            team=team,
            memory=wiring_model.StoreEndpoints(self.store),
            preparer=self._preparer(listener, waits=True),
            listener=listener,
            firsts=settings.batch == "all",
        )

    def _batch_ledger(self) -> BatchLedger:
        costs = self.team().costs
        return wiring_model.batch_ledger(self.settings.model, store=self.store, costs=costs, clock=self.clock)

    def take_answers(self) -> int:
        """Take in what batches have answered since, also where asking ahead was switched off meanwhile. Returns how
        many answers came in."""
        with self.store.read() as session:
            waits = bool(model_batches.still_open(session, self.settings.model.base_url))
        return self._batch_ledger().take() if waits and self.settings.model.is_configured else 0

    def prompts(self) -> PromptDesk:
        """The team's prompt files: what is live, and what may become so."""
        if self._desk is None:
            folder = self.settings.path("prompts")
            self._desk = PromptDesk(
                self.store,
                self.clock,
                folder,
                self.team,
                self.model,
                self.secret("prompts"),
                lambda: wiring_model.prices(self.team().costs),
            )
        return self._desk

    def night(
        self,
        fetcher: Fetcher,
        progress: Progress | None = None,
        *,
        unconfirmed_too: bool = False,
        read_all: bool = False,
    ) -> Night:
        """A night of this installation over `fetcher`."""
        gatherer = self.gatherer(fetcher)
        return Night(
            store=self.store,
            team=self.team(),
            clock=self.clock,
            gatherer=gatherer,
            preparer=self.preparer(),
            doubts=self.doubt_desk(gatherer),
            ahead=self.ahead_desk(),
            enrichment=None if unconfirmed_too else self.enrichment_desk(fetcher),
            progress=progress or NoProgress(),
            collect_concurrency=self.settings.fetch.concurrency,
            draft_concurrency=self.settings.model.concurrency if self.settings.model.is_configured else 1,
            unconfirmed_too=unconfirmed_too,
            read_all=read_all,
        )

    async def play_night(
        self, night: str | None = None, progress: Progress | None = None, *, read_all: bool = False
    ) -> Run:
        """Play a night; resumes an unfinished one, does nothing for a finished one. `read_all`: also what is not due
        yet, but for what its server asked to leave alone."""
        fetch = self.settings.fetch
        async with self.fetcher() as fetcher:
            if not fetch.allow_loopback_ports or fetch.home_page != HOME_PAGE:
                names = not fetch.allow_loopback_ports or bool(fetch.name_servers)
                now, url = self.clock.now(), fetch.home_page
                await look_at_sites(self.store, self.team(), fetcher, now=now, url=url, names=names)
                await look_for_lost_boards(self.store, fetcher, now=now, url=url)
            return await self.night(fetcher, progress, read_all=read_all).play(night)

    async def read_between_nights(self) -> int:
        """Read what does not wait for a night. Returns how many targets were read."""
        if not between_nights(self.store, self.team(), self.clock.now(), limit=1):
            return 0
        async with self.fetcher() as fetcher:
            gatherer = self.gatherer(fetcher)
            return await BetweenNights(self.store, self.team(), self.clock, gatherer).read()

    def play_in_background(self) -> str:
        """Play tonight's run in a thread, unless this process plays it already. Returns the run's id."""
        night = local_night(self.clock.now(), self.team().time_zone)
        run_id, is_open = open_night(self.store, self.team(), night, self.clock.now())
        with self._playing_lock:
            if is_open and not (self._playing and self._playing.is_alive()):
                self._playing = threading.Thread(target=lambda: asyncio.run(self.play_night(night)), daemon=True)
                self._playing.start()
        return run_id

    def resume_in_background(self) -> bool:
        """Go on with tonight's run where a process that ended left it, or play the one that was missed a few hours ago.

        Returns whether there was one.
        """
        now, team = self.clock.now(), self.team()
        night = local_night(now, team.time_zone)
        with self.store.read() as session:
            known = {run.night: run.state for run in runs.newest(session, limit=5)}
        wanted = known.get(night) is RunState.RUNNING or (night not in known and was_missed(now, team))
        if wanted:
            self.play_in_background()
        return wanted

    def gatherer(self, fetcher: Fetcher | None = None) -> Gatherer:
        """Stages 1 to 4 over `fetcher`; without one, 2 to 4 without the network."""
        reads = fetcher or NoFetcher()
        return Gatherer(self.store, self.team(), self.clock, reads, keeps_doubts=self.asks_about_doubts)

    def intake(self) -> Intake:
        return Intake(self.store, self.clock, self.gatherer(), self.preparer())

    def enrichment_desk(self, fetcher: Fetcher) -> EnrichmentDesk | None:
        """Who asks the team's providers of contacts; None where that is off."""
        team = self.team()
        if not team.enrichment.enabled:
            return None
        unready = self.unready_providers()
        ready = [HttpJsonProvider(one, fetcher) for one in team.enrichment.providers if one.name not in unready]
        return EnrichmentDesk(self.store, team, self.clock, ready, unready)

    def unready_providers(self) -> dict[str, str]:
        """Why providers of contacts cannot be asked, by name; nothing where enrichment is off."""
        missing = self.without_key() if self.team().enrichment.enabled else []
        return {one.name: f"{one.display_name} is not asked: set {one.secret}." for one in missing}

    def without_key(self) -> list[ProviderSetting]:
        """The providers of contacts whose key is not set."""
        secrets = self.settings.secrets
        return [one for one in self.team().enrichment.providers if one.secret and not secrets.named(one.secret)]

    def _provider_settings(self, provider: ProviderSetting) -> SourceSettings:
        secret = self.settings.secrets.named(provider.secret) if provider.secret else ""
        value = provider.auth_value.replace("{secret}", secret)
        headers = {provider.auth_header: value} if secret else {}
        return SourceSettings(pace=Pace(gap_s=1 / provider.requests_per_second), headers=headers)

    def guesser(self) -> Guesser:
        """Guesses addresses from the known ones, asking the DNS once a domain whether it takes mail."""
        return Guesser(self.store, self.team().policy, cache(lambda domain: asyncio.run(self._takes_mail(domain))))

    async def _takes_mail(self, domain: str) -> bool | None:
        async with self.fetcher() as fetcher:
            url = questions(domain)
            fetched = await fetcher.fetch(Request(url), Target("dns", url))
        if fetched.outcome is FetchOutcome.UNKNOWN_TARGET:
            return False
        return takes_mail(fetched.document.text) if fetched.document else None

    def mail(self) -> Mail:
        """How approved mail leaves and answers come in."""
        return Mail(self.settings, self.store, self.clock, self.team, self.secret("message-id"))

    def base_url(self) -> str:
        web = self.settings.web
        return web.public_url.rstrip("/") or f"http://{web.host}:{web.port}"


@contextmanager
def open_installation(
    folder: Path, *, clock: Clock | None = None, environment: Mapping[str, str] | None = None, bare: bool = False
) -> Iterator[Installation]:
    """The installation in `folder`, its database brought to this version. Closes the database at the end.

    Raises ConfigError, and leaves nothing, where none was opened before and the team's files are not there; `bare`: is
    opened all the same.
    """
    settings = read_settings(folder.resolve(), environment)
    if not bare and not settings.path(KEY_FILE).exists():
        read_files(settings.folder)
    store = open_store(settings.database_url)
    try:
        migrate(store)
        yield Installation(settings, store, clock or SystemClock(), _key(settings))
    finally:
        store.close()


def _key(settings: Settings) -> bytes:
    """The installation's secret: from the settings, else a file that is made once and only its owner may read."""
    given = settings.secret_key.get_secret_value()
    if given:
        return hashlib.sha256(given.encode()).digest()
    path = settings.path(KEY_FILE)
    if not path.exists():
        _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    """Whole or not at all, and once: of two first starts at the same moment, both read the first one's key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(secrets.token_bytes(32))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


async def read_home_page_of(address: str, folder: Path) -> HomePage:
    """The home page of a domain or URL, read through the guarded client; an empty one where it cannot be read."""
    settings = read_settings(folder.resolve())
    ports = frozenset(settings.fetch.allow_loopback_ports)
    url = address if "://" in address else settings.fetch.home_page.replace("{domain}", address.strip("/"))
    async with WebFetcher(
        clock=SystemClock(), addresses=AddressPolicy(allow_loopback_ports=ports), user_agent=USER_AGENT
    ) as fetcher:
        fetched = await fetcher.fetch(Request(url, max_bytes=2_000_000), Target("home_page", url))
    return read_home_page(fetched.document.text, fetched.document.final_url) if fetched.document else HomePage()
