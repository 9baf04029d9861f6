"""How a company writes its people's addresses, counted over the ones that are known; a guess for another person (§7).

Pure. Nobody's mail server is asked whether a person exists (RCPT probing is blocked, and catch-all hosts lie). What is
guessed is shown as guessed and is held until a person confirms it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from signals.extract.name_spellings import Spelling, Style, spellings

PRIORS: Mapping[str, float] = MappingProxyType(
    {"first.last": 0.45, "flast": 0.20, "first": 0.17, "firstlast": 0.06, "f.last": 0.04}
    | dict.fromkeys(("lastf", "last.first", "first_last", "last", "first-last", "firstl", "first.l", "lastfirst"), 0.01)
)
"""π of signals §7; what it leaves for the rest is shared evenly."""
SHOWN_FROM = 0.70
KNOWN_AT_LEAST = 2
BOUNCES_THAT_PAUSE = 2
_PRIOR_WEIGHT = 2
_ROLES = frozenset(
    {"abuse", "accounting", "accounts", "admin", "administration", "billing", "bonjour", "booking", "business"}
    | {"careers", "compliance", "contact", "contacto", "customerservice", "datenschutz", "enquiries", "enquiry"}
    | {"events", "feedback", "finance", "hallo", "hello", "help", "helpdesk", "hi", "hola", "hr", "hostmaster", "info"}
    | {"information", "inquiries", "invest", "investors", "invoices", "ir", "it", "jobs", "kontakt", "legal", "mail"}
    | {"marketing", "media", "news", "newsletter", "noreply", "no-reply", "office", "operations", "orders", "partners"}
    | {"people", "post", "postmaster", "pr", "presse", "press", "privacy", "purchasing", "recruiting", "reception"}
    | {"recruitment", "sales", "security", "service", "services", "studio", "subscribe", "support", "talent", "team"}
    | {"unsubscribe", "verkauf", "vertrieb", "webmaster", "welcome"}
)


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address whose holder's name is known. `guessed`: it came of a guess; then only its bounce teaches."""

    address: str
    first_name: str
    last_name: str
    guessed: bool = False
    bounced: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a domain's known addresses tell: `counts` by pattern, `known` addresses of people in all, guesses that
    bounced, and how often each way to spell a name was seen."""

    domain: str
    counts: Mapping[str, int]
    known: int
    bounced_guesses: int = 0
    styles: Mapping[Style, int] = field(default_factory=dict)

    def probability(self, pattern: str) -> float:
        """(n + 2π) / (N + 2): the share of this pattern, seen and expected (signals §7)."""
        seen = max(self.counts.get(pattern, 0), 0)
        return (seen + _PRIOR_WEIGHT * PRIORS.get(pattern, 0.0)) / (self.known + _PRIOR_WEIGHT)


@dataclass(frozen=True, slots=True)
class Guess:
    """An address that nobody has confirmed. `variants` are other spellings of the name in the same pattern."""

    address: str
    pattern: str
    probability: float
    agreeing: int
    known: int
    variants: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How it was guessed, for people."""
        of = f"{self.agreeing} of {self.known} known addresses there are written {self.pattern}"
        return f"Guessed, {self.probability:.0%} likely: {of}."


@dataclass(frozen=True, slots=True)
class NoGuess:
    """Why no address is guessed."""

    why: str


def is_role(local: str) -> bool:
    """Whether the part before the @ names a post box of many people instead of one."""
    plain = local.partition("+")[0].casefold()
    return plain in _ROLES or plain.replace(".", "-").split("-")[0] in {"noreply", "no", "donotreply"}


def patterns_of(domain: str, known: Iterable[KnownAddress]) -> Patterns:
    """Count the patterns over known addresses at `domain`; each address counts once, plus-tags and post boxes never.

    A guess that bounced takes one from its pattern and stays in the sum, so that it counts against; a guess that has
    not bounced proves nothing.
    """
    counts: Counter[str] = Counter()
    styles: Counter[Style] = Counter()
    seen: set[str] = set()
    people = bounced = 0
    for one in known:
        local, _, host = one.address.casefold().strip().rpartition("@")
        local = local.partition("+")[0]
        if host != domain.casefold() or not local or is_role(local) or local in seen:
            continue
        seen.add(local)
        read = _pattern_of(local, one)
        if one.bounced:
            bounced += one.guessed
            counts[read.pattern if one.guessed and read else ""] -= 1
        elif not one.guessed and _names(one):
            people += 1
            counts[read.pattern if read else ""] += 1
            if read and read.spelling.style is not None:
                styles[read.spelling.style] += 1
    del counts[""]
    return Patterns(domain, dict(counts), people, bounced, dict(styles))


def guess(patterns: Patterns, first_name: str, last_name: str) -> Guess | NoGuess:
    """The likeliest address of a person at this domain, or why none is shown: fewer than two known addresses, less
    than 70 %, two bounced guesses, or a name that is not written in Latin letters."""
    if patterns.bounced_guesses >= BOUNCES_THAT_PAUSE:
        return NoGuess(
            f"Guessing for {patterns.domain} is paused: {patterns.bounced_guesses} guessed addresses bounced."
        )
    if patterns.known < KNOWN_AT_LEAST:
        told = ("No address", "Only one address")[patterns.known]
        return NoGuess(f"{told} at {patterns.domain} is known; a guess needs two that agree.")
    best = max(PRIORS, key=patterns.probability)
    share, agreeing = patterns.probability(best), patterns.counts.get(best, 0)
    if share < SHOWN_FROM or agreeing < KNOWN_AT_LEAST:
        return NoGuess(f"The {patterns.known} known addresses at {patterns.domain} do not agree on one pattern.")
    locals_ = _locals(best, first_name, last_name, patterns.styles)
    if not locals_:
        return NoGuess("A first and a last name in Latin letters are needed for a guess.")
    first, *others = (f"{local}@{patterns.domain}" for local in locals_)
    return Guess(first, best, share, agreeing, patterns.known, tuple(others[:3]))


def takes_mail(records: str) -> bool | None:
    """Whether a domain takes mail, from its DNS records as `signals.fetch.names` writes them: it has an MX that is not
    the null MX (RFC 7505), or none and an address (RFC 5321 §5.1). None where its servers did not answer."""
    lines = records.splitlines()
    exchanges = [line.split(" MX ", 1)[1].split() for line in lines if " MX " in line and not line.startswith(";")]
    if any(words[-1:] == ["domain"] for words in exchanges):  # "no such domain"
        return False
    hosts = [words[1] if len(words) > 1 else "." for words in exchanges]
    if hosts:
        return any(host not in {".", ""} for host in hosts)
    if any(line.startswith("; MX") and line.endswith("unanswered") for line in lines):
        return None
    if any(f" {kind} " in line and not line.startswith(";") for line in lines for kind in ("A", "AAAA")):
        return True
    return None if any(line.endswith("unanswered") for line in lines) else False


@dataclass(frozen=True, slots=True)
class _Read:
    pattern: str
    spelling: Spelling


def _names(one: KnownAddress) -> bool:
    return bool(one.first_name.strip() and one.last_name.strip())


def _pattern_of(local: str, one: KnownAddress) -> _Read | None:
    """The likeliest pattern under which this local part is this person's name, in any spelling of it."""
    for pattern in PRIORS:
        for spelling in spellings(one.first_name, one.last_name):
            if _write(pattern, spelling) == local:
                return _Read(pattern, spelling)
    return None


def _locals(pattern: str, first: str, last: str, styles: Mapping[Style, int]) -> Sequence[str]:
    """The local parts that this pattern gives, the spelling that the domain is seen to use first."""
    ranked = sorted(spellings(first, last), key=lambda one: -styles.get(one.style, 0) if one.style else 0)
    return list(dict.fromkeys(_write(pattern, one) for one in ranked))


def _write(pattern: str, name: Spelling) -> str:
    first, last = name.first, name.last
    return {
        "first.last": f"{first}.{last}",
        "flast": f"{first[0]}{last}",
        "first": first,
        "firstlast": f"{first}{last}",
        "f.last": f"{first[0]}.{last}",
        "lastf": f"{last}{first[0]}",
        "last.first": f"{last}.{first}",
        "first_last": f"{first}_{last}",
        "last": last,
        "first-last": f"{first}-{last}",
        "firstl": f"{first}{last[0]}",
        "first.l": f"{first}.{last[0]}",
        "lastfirst": f"{last}{first}",
    }[pattern]
