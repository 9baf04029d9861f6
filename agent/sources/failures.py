"""Why a source could not be read, and what to do about it: the same words wherever a reading is shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.policies import SourceSetting
from agent.errors import AddressRefused
from agent.net.addresses import OWN_PORT_FIX
from agent.net.urls import place_of
from agent.night.targets import BOARD_COLLECTORS, DOMAIN_COLLECTORS, FEED, PAGES
from agent.settings import key_variable
from signals.collect import Collected
from signals.fetch.responses import NO_ADDRESS, PORT_REFUSED

LATER = "Try again in a few minutes"


@dataclass(frozen=True, slots=True)
class Failure:
    """What happened, and the fix, each a sentence or two."""

    what: str
    fix: str


def failure_of(setting: SourceSetting, collected: Collected, url: str) -> Failure | None:
    """Of a reading of `setting` that asked for `url` last; None where it went well."""
    if collected.outcome in {FetchOutcome.OK, FetchOutcome.UNCHANGED}:
        return None
    place = urlsplit(url)
    host, where = place.netloc or url, where_named(setting)
    reason = (collected.reason or "no reason was given").partition("; robots: ")[0].rstrip(". ")
    if collected.outcome is FetchOutcome.UNKNOWN_TARGET:
        return Failure(
            f"{host} answered that there is nothing at {url}: {reason}.",
            f"Check {where or 'the account it stands for'}.",
        )
    if NO_ADDRESS in reason.casefold():
        spelling = f"the spelling in {where}, and " if where else ""
        return Failure(
            f"The name {place.hostname or host} leads nowhere: the DNS knows no address for it.",
            f"Check {spelling}that this machine has a network: open {place.scheme}://{host}/ on it.",
        )
    if PORT_REFUSED in reason:
        return Failure(
            f"Nothing listens at {host}: the connection was refused.",
            f"Check host and port in {where}; if they are right, the server is down. {LATER}."
            if where
            else f"The server is down. {LATER}.",
        )
    if collected.kind is FailureKind.BLOCKED and key_variable(setting.collector):
        return Failure(f"{host} refuses the key ({reason.partition(':')[0]}).", _fix(setting, collected, where, url))
    return Failure(f"{url or 'It'} could not be read: {reason}.", _fix(setting, collected, where, url))


def where_named(setting: SourceSetting) -> str:
    """Where a team wrote down what this source reads; "" where the address is the product's own."""
    if setting.collector in BOARD_COLLECTORS:
        return "the account's board_url"
    if setting.params.get("per_account") == "yes":
        return f"the account's {PAGES.get(setting.collector, FEED)[0]}"
    if setting.collector in DOMAIN_COLLECTORS:
        return "the account's domain"
    return f"the line of {setting.name} in sources.yaml" if setting.urls or setting.params else ""


def _is_address(url: str) -> bool:
    try:
        place_of(url)
    except AddressRefused:
        return False
    return True


def _fix(setting: SourceSetting, collected: Collected, where: str, url: str) -> str:
    match collected.kind:
        case FailureKind.BLOCKED if variable := key_variable(setting.collector):
            return f"Check the key in {variable}: each API of Companies House has keys of its own."
        case FailureKind.BUSY if setting.collector == "companies_house_stream":
            return f"An account may hold two connections to the stream: end what else reads it. {LATER}."
        case FailureKind.BLOCKED:
            return (
                f"The site turns machines away. Ask it for a feed or an API, or set enabled: false for {setting.name}."
            )
        case FailureKind.BUSY | FailureKind.SERVER | FailureKind.TIMEOUT | FailureKind.HELD:
            return f"{LATER}; the nights ask again by themselves."
        case FailureKind.CHANGED | FailureKind.UNREADABLE:
            if not where:
                return f"The site has changed. `firstlight source test {setting.name} --save FILE` keeps what it shows."
            return f"See that {where} names a page of this kind ({setting.collector}), not another one."
        case FailureKind.DISALLOWED if collected.reason.startswith("not read: "):
            if _is_address(url):
                return OWN_PORT_FIX
            return f"Write a whole address, such as https://alder.example/news, in {where or 'sources.yaml'}."
        case FailureKind.DISALLOWED:
            return "What a site's robots.txt forbids is not read. Name another page of it, or ask the site."
        case _:
            return f"Check {where or 'the source'}, and this machine's network. {LATER}."
