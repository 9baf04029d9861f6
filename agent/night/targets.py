"""What a team's sources are asked for: each source as it stands tonight, and its targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.documents import Target
from agent.domain.policies import SourceSetting
from agent.domain.profiles import Profile
from agent.domain.teams import Team
from agent.store import accounts, contacts, items, runs
from agent.store.engine import Store
from agent.work.memory import seldom_swept

BOARD_COLLECTORS = frozenset(
    {"greenhouse", "lever", "ashby", "workable", "smartrecruiters", "recruitee", "personio", "bamboohr", "teamtailor"}
    | {"breezy", "workday", "icims", "jobvite", "pinpoint", "rippling", "oracle", "eightfold", "neogov", "paylocity"}
)
REGISTERS = {"sec_company": "cik", "companies_house": "company_number"}
"""Collectors that are asked for a company by its number there, and where an account has it."""
PAGES = {
    "newsroom": ("newsroom_url", "news page"),
    "sitemap": ("sitemap_url", "sitemap"),
    "team_page": ("team_page_url", "leadership page"),
}
"""Collectors of pages on accounts' own sites: the column that names an account's page, and what it is."""
FEED = ("feed_url", "feed")
"""The same of what is read of an account by any other collector."""
DOMAIN_COLLECTORS = frozenset({"site_tech", "dns"})
"""What is asked for every account by its domain."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it stands tonight: what the files say, then what people set in the web."""

    setting: SourceSetting
    enabled: bool
    weight: float

    @property
    def is_scheduled(self) -> bool:
        """Only a source whose terms somebody confirmed is read on schedule (DESIGN §7, Sources)."""
        return self.enabled and self.setting.terms_reviewed_on is not None

    @property
    def awaits_terms(self) -> bool:
        """On, and not read because nobody confirmed its terms. What a team's own tools send waits for nobody."""
        return self.enabled and self.setting.is_unconfirmed


def sources(session: Session, team: Team) -> dict[str, Source]:
    """Every source by name."""
    set_in_web = runs.source_settings(session)
    found = {}
    for setting in team.sources:
        row = set_in_web.get(setting.name)
        found[setting.name] = Source(
            setting,
            enabled=row.enabled if row else setting.enabled,
            weight=row.weight if row else setting.weight,
        )
    return found


def profile_of(session: Session, team: Team) -> Profile:
    """The team's profile with the source weights that hold tonight."""
    weights = {name: source.weight for name, source in sources(session, team).items()}
    return replace(team.profile, source_weights=weights)


def knows_persona(session: Session, team: Team, account_id: str) -> bool:
    """Whether anyone known at the account has a function and a rank that the team writes to."""
    return has_persona(team, contacts.at_account(session, account_id))


def has_persona(team: Team, people: Iterable[Contact]) -> bool:
    """Whether one of `people` has a function and a rank that the team writes to."""
    wanted = {(function, rank) for one in team.personas for function in one.functions for rank in one.seniorities}
    return any((person.function, person.seniority) in wanted for person in people)


def targets_of(source: SourceSetting, watched: Iterable[Account]) -> Iterator[Target]:
    """What this source is asked for: its own URLs, or each account's board or feed."""
    if source.collector in BOARD_COLLECTORS:
        for account in watched:
            for board in account.boards:
                system, _, token = board.partition(":")
                if system == source.collector and token:
                    yield Target(source.name, token, account.id, dict(source.params))
    elif source.collector in REGISTERS:
        for account in watched:
            number = str(getattr(account, REGISTERS[source.collector]))
            if number:
                yield Target(source.name, number, account.id, dict(source.params))
    elif source.collector in DOMAIN_COLLECTORS:
        for account in watched:
            if account.domain:
                yield Target(source.name, account.domain, account.id, dict(source.params))
    elif source.params.get("per_account") == "yes":
        for account in watched:
            for url in _own_addresses(source.collector, account):
                yield Target(source.name, url, account.id, {**source.params, "url": url})
    elif source.urls:
        for url in source.urls:
            yield Target(source.name, url, None, {**source.params, "url": url})
    elif source.collector != "intake":
        yield Target(source.name, "current", None, dict(source.params))


def _own_addresses(collector_name: str, account: Account) -> Iterator[str]:
    """The addresses on an account's own site that a collector reads: its feeds, or its pages under that name."""
    if collector_name not in PAGES:
        yield from account.feeds
    for page in account.pages:
        name, _, url = page.partition(":")
        if name == collector_name and url:
            yield url


def register_targets(store: Store, team: Team, *, unconfirmed_too: bool = False) -> list[str]:
    """Make a row for every target of every scheduled source. Returns their ids.

    `unconfirmed_too`: also the sources whose terms nobody confirmed yet, which may be tried and not scheduled (§7).
    """
    with seldom_swept(), store.read() as session:
        asked = [
            source.setting
            for source in sources(session, team).values()
            if source.is_scheduled or (unconfirmed_too and source.enabled)
        ]
        ids = put_targets(store, asked, [target for setting in asked for target in targets_of(setting, ())])
        watched = accounts.every(session)
        while some := list(islice(watched, BATCH)):
            theirs = [target for setting in asked for target in targets_of(setting, some) if target.account_id]
            ids += put_targets(store, asked, theirs)
    return list(dict.fromkeys(ids))


def put_targets(store: Store, asked: Iterable[SourceSetting], targets: Sequence[Target]) -> list[str]:
    """The ids of the rows of `targets`, which `asked` made, in their order; rows are made where they are new.

    Of two accounts that name one target it is the first one's, for as long as that account names it.
    """
    settings = {setting.name: setting for setting in asked}
    with store.write() as session:

        def keeps(account_id: str, target: Target) -> bool:
            account = accounts.get(session, account_id)
            theirs = targets_of(settings[target.source], [account]) if account else ()
            return any(one.key == target.key and one.account_id == account_id for one in theirs)

        return items.put_targets(session, targets, keeps=keeps)
