"""What tonight would find and write about a team's own accounts: stages 1 to 7 played without a draft or a card.

Accounts and what was read are kept, so the first real night begins where the trial ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from agent.board_check import check_candidates
from agent.clock import Clock
from agent.discover import HOME_PAGE, LEADERS, Discovery, Looked, discover
from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState
from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import AddressStatus, Contact, Persona
from agent.domain.documents import Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.drafts import Drafted, NoReason
from agent.domain.holds import PAUSE, Hold
from agent.domain.policies import Mailbox
from agent.domain.runs import SkipCode
from agent.domain.signals import Signal
from agent.domain.teams import Team
from agent.night.bound_boards import bound_boards
from agent.night.candidates import owner_of
from agent.night.gather import Gatherer
from agent.night.known import Known, read_known
from agent.night.plans import Planner
from agent.night.polls import next_reading_of_trial
from agent.night.targets import put_targets, sources, targets_of
from agent.pipeline import NoProgress, Progress
from agent.store import accounts
from agent.store.engine import Store
from agent.tables.items import TargetRow
from drafting.assemble import assemble
from drafting.draft import Drafter, draft
from drafting.reasons import is_fresh
from signals.contract import Fetcher, KeepsHolds
from signals.fetch.responses import NO_ADDRESS
from signals.why_now import why_now

AT_ONCE = 40
_NOBODY = Mailbox("trial", "", "", "", "")


@dataclass(frozen=True, slots=True)
class News:
    """One signal as the trial shows it: why now, its date as the source gives it, and where it stands."""

    kind: str
    words: str
    dated_on: date | None
    source: str
    url: str
    quote: str


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail that would be written, to nobody yet: `persona` is whom to find."""

    persona: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One account: what is known, and the mail that it gives or why it gives none."""

    account: Account
    score: int
    news: tuple[News, ...]
    mail: Mail | None = None
    code: str = ""
    why_not: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The whole answer, best-scored accounts first. `unconfirmed` were read now and are not on schedule; `waiting` are
    accounts' boards that no night reads, each with why."""

    tried: tuple[Tried, ...]
    unread: tuple[Unread, ...]
    nowhere: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    off: tuple[str, ...]
    waiting: tuple[Unread, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def mails(self) -> int:
        return sum(one.mail is not None for one in self.tried)


class _Holding(Fetcher, KeepsHolds, Protocol):
    """A fetcher whose circuits and pauses may be kept."""


@dataclass(frozen=True, slots=True)
class Untroubled:
    """The trial's fetcher. Of what it learnt only the waits that servers asked for are kept: a circuit that opened
    because this machine had no network would hold the next night up."""

    inner: _Holding

    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        return await self.inner.fetch(request, target, validators)

    def changed_holds(self) -> Mapping[str, Hold | None]:
        return {name: hold for name, hold in self.inner.changed_holds().items() if name.startswith(PAUSE)}

    def holds_kept(self, kept: Mapping[str, Hold | None]) -> None:
        self.inner.holds_kept(kept)


@dataclass(frozen=True, slots=True)
class Trier:
    """What a trial needs from outside. It drafts with the composer alone: a trial spends nothing."""

    store: Store
    team: Team
    clock: Clock
    fetcher: Fetcher
    home_page: str = HOME_PAGE
    progress: Progress = field(default_factory=NoProgress)

    async def play(self, account_ids: Sequence[str]) -> Trial:
        """Read about these accounts now, and say of each what a night would make of it."""
        watched = self._watched(account_ids)
        discovery = await self._discover(watched)
        await check_candidates(
            self.store, self.team, self.fetcher, now=self.clock.now(), account_ids=[one.id for one in watched]
        )
        watched = self._watched(account_ids)
        reads = Untroubled(self.fetcher) if isinstance(self.fetcher, KeepsHolds) else self.fetcher
        gatherer = Gatherer(self.store, self.team, self.clock, reads, decide=next_reading_of_trial)
        target_ids = self._targets(watched)
        await self._read(gatherer, target_ids)
        self.progress.begin("detect", 1)
        gatherer.understand()
        gatherer.look_at_roles()
        self.progress.begin("score", 1)
        gatherer.score_accounts()
        self.progress.advance(1)
        tried = [self._try(account, discovery.unread.get(account.id, "")) for account in watched]
        tried.sort(key=lambda one: (one.mail is None, -one.score, one.account.name.casefold()))
        return self._trial(tried, watched, discovery, target_ids, dict(gatherer.tally.take()))

    def _watched(self, account_ids: Sequence[str]) -> list[Account]:
        with self.store.read() as session:
            found = accounts.by_ids(session, list(account_ids))
        return [found[one] for one in account_ids if one in found]

    async def _discover(self, watched: Sequence[Account]) -> Discovery:
        bare = [account for account in watched if not (account.feeds and account.boards)]
        self.progress.begin("home pages", len(bare))
        return await discover(
            self.store,
            bare,
            self.fetcher,
            now=self.clock.now(),
            how=Looked(self.home_page, leaders=self._reads_leaders()),
            advance=self.progress.advance,
        )

    def _reads_leaders(self) -> bool:
        with self.store.read() as session:
            return any(one.enabled and one.setting.collector == LEADERS for one in sources(session, self.team).values())

    def _targets(self, watched: Sequence[Account]) -> list[str]:
        """Every target of every enabled source that concerns these accounts or nobody in particular."""
        with self.store.read() as session:
            enabled = [source.setting for source in sources(session, self.team).values() if source.enabled]
        named = [target for setting in enabled for target in targets_of(setting, watched)]
        return list(dict.fromkeys(put_targets(self.store, enabled, named)))

    async def _read(self, gatherer: Gatherer, target_ids: Sequence[str]) -> None:
        self.progress.begin("collect", len(target_ids))
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(target_id: str) -> None:
            async with gate:
                await gatherer.collect_target(target_id)
            self.progress.advance(1)

        await asyncio.gather(*(one(target_id) for target_id in target_ids))

    def _try(self, account: Account, unread: str) -> Tried:
        now = self.clock.now()
        with self.store.read() as session:
            planner = Planner(session, self.team, now)
            known = read_known(session, self.team, [account.id], now=now)[account.id]
            brief, total = planner.brief(known), known.total
            news = tuple(_news(signal, now) for signal in brief.signals)
            refusal = self._refusal(planner, known, brief)
        if refusal is not None and refusal.code == SkipCode.QUIET and unread and not account.feeds + account.boards:
            refusal = _unread_home(account, unread, refusal.code)
        if refusal is not None:
            return Tried(account, total, news, code=refusal.code, why_not=refusal.why, fix=refusal.fix)
        return self._written(account, total, news, brief, now)

    def _refusal(self, planner: Planner, known: Known, brief: Brief) -> _Why | None:
        """Why no mail would be written, in the words of a night; None where one would."""
        skip = planner.refusal_of_account(known)
        if skip is None and not self.team.offer.is_usable and any(is_fresh(s, planner.now) for s in brief.signals):
            return _Why(
                str(SkipCode.NO_REASON),
                "There is news, and offer.yaml says too little to write about it: tonight it goes to To find.",
                "Write at least one value, one pain and one call to action in offer.yaml.",
            )
        skip = skip or planner.refusal_of_brief(brief, known.total, tried=True)
        return _Why(str(skip.code), skip.why, skip.fix) if skip else None

    def _written(self, account: Account, total: int, news: tuple[News, ...], brief: Brief, now: datetime) -> Tried:
        """The composer's mail for the best reason, to somebody who is still to be found."""
        refusal = NoReason("No persona fits the reason.")
        for reason in brief.reasons:
            persona = self.team.persona(reason.persona_id)
            if persona is None:
                continue
            drafted = self._draft(account, brief, reason, persona, now)
            if isinstance(drafted, Drafted):
                return Tried(account, total, news, mail=self._mail(account, persona, drafted))
            refusal = drafted
        return Tried(account, total, news, code=str(SkipCode.NO_REASON), why_not=refusal.why)

    def _mailbox(self, account: Account) -> Mailbox:
        return self.team.mailbox_of(owner_of(account, self.team)) or next(iter(self.team.mailboxes), _NOBODY)

    def _draft(
        self, account: Account, brief: Brief, reason: Reason, persona: Persona, now: datetime
    ) -> Drafted | NoReason:
        step = self.team.sequence.steps[0]
        return draft(
            brief,
            contact=somebody(account, persona),
            persona=persona,
            offer=self.team.offer,
            mailbox=self._mailbox(account),
            step=step.number,
            plan=step.plan,
            drafter=Drafter(),
            as_of=now,
        )

    def _mail(self, account: Account, persona: Persona, drafted: Drafted) -> Mail:
        content = assemble(
            drafted.written,
            contact=somebody(account, persona),
            mailbox=self._mailbox(account),
            offer=self.team.offer,
            step=1,
            source_line="",
        )
        return Mail(persona.name, content.subject, content.text)

    def _trial(
        self,
        tried: Sequence[Tried],
        watched: Sequence[Account],
        discovery: Discovery,
        target_ids: Sequence[str],
        counts: dict[str, int],
    ) -> Trial:
        pages = {account.id: home_page_of(account) for account in watched}
        unread = [Unread(pages[one], why) for one, why in discovery.unread.items()]
        with self.store.read() as session:
            standing = list(sources(session, self.team).values())
            rows = [row for one in target_ids if (row := session.get(TargetRow, one)) is not None]
            unread += [
                Unread(f"{row.source} {row.key}", row.last_reason.partition("; robots: ")[0] or "could not be read")
                for row in rows
                if row.last_outcome in {str(FetchOutcome.FAILED), str(FetchOutcome.UNKNOWN_TARGET)}
            ]
        return Trial(
            tried=tuple(tried),
            unread=tuple(unread),
            nowhere=tuple(account.name for account in watched if not account.feeds and not account.boards),
            unconfirmed=tuple(one.setting.name for one in standing if one.awaits_terms),
            off=tuple(one.setting.name for one in standing if not one.enabled),
            waiting=self._waiting(watched),
            counts={**counts, "home_pages": discovery.told},
        )

    def _waiting(self, watched: Sequence[Account]) -> tuple[Unread, ...]:
        now = self.clock.now()
        with self.store.read() as session:
            return tuple(
                Unread(account.name, _why_waiting(one))
                for account in watched
                for one in bound_boards(session, self.team, account, now=now)
                if one.state in {BindingState.PARKED, BindingState.CANDIDATE}
            )


def _why_waiting(binding: Binding) -> str:
    if binding.state is BindingState.PARKED:
        return binding.note
    return f"the board {binding.board} is not confirmed as its own: {binding.note}"


@dataclass(frozen=True, slots=True)
class _Why:
    code: str
    why: str
    fix: str


def home_page_of(account: Account) -> str:
    """How a trial names the home page of an account."""
    return f"{account.domain} (home page)"


def _unread_home(account: Account, unread: str, code: str) -> _Why:
    if unread == NO_ADDRESS:
        why = f"Check the spelling of {account.domain}: {unread}. Only filings and wires can tell of {account.name}."
        return _Why(code, why, "If it is right, add its feed_url or board_url.")
    why = f"Its home page could not be read ({unread}): only filings and wires can tell of {account.name}."
    return _Why(code, why, "Add its feed_url or board_url.")


def somebody(account: Account, persona: Persona) -> Contact:
    """A person of this persona who is not known yet: no name, no address."""
    return Contact(
        id="trial",
        account_id=account.id,
        name="",
        first_name="",
        last_name="",
        title=persona.name,
        function=next(iter(persona.functions), None),
        seniority=next(iter(persona.seniorities), None),
        address_status=AddressStatus.MISSING,
        country=account.country,
    )


def _news(signal: Signal, now: datetime) -> News:
    first = signal.evidence[0] if signal.evidence else None
    return News(
        kind=str(signal.kind),
        words=why_now(signal, now),
        dated_on=signal.published_at.date() if signal.published_at else None,
        source=first.source if first else "",
        url=first.url if first else "",
        quote=first.quote.text if first else "",
    )
