"""Stage 3 of 12: to which account a mention belongs (signals §3). Hard ids decide first, then names in the text with
the log-odds of §3.4; only the company that the event is about is linked, and what stays in doubt is linked to nobody.

Who the event is about, the detectors' grammar tells: the name that it read as the company. Only a text in which it
reads no event is read by the roles that its names play.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from agent.domain.accounts import Account
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, Resolution, SignalKind
from signals.aliases import Alias, alias_weight, aliases_of, brand, legal_form
from signals.detect import detect
from signals.extract.roles import GOVERNED, SAID_BY_ITS_VERB, Part, Role, role_of
from signals.extract.rounds import round_of
from signals.hard_ids import NUMBERS, HardIds, stated
from signals.link_odds import (
    EVENT_SUBJECT,
    IN_TITLE,
    ISSUER,
    NO_NAME_WORDS,
    ORGANISATION,
    OTHER_COMPANY,
    context_weights,
    form_weight,
    standing_weights,
)
from signals.matcher import Hit, Matcher, normalise
from signals.surroundings import Surroundings, standing_of

LINK = 0.90
REVIEW = 0.60
RIVAL_MARGIN = 2.0
PROOF = 2.5
"""Log-odds of one thing besides the name that lets a quarantined name link."""
# A name in every line says no more than a name in twenty.
MENTION_LIMIT = 20
_GENERIC = re.compile(
    r"(?:the|its|our|this)?\s*(?:company|firm|start-?up|business|group|organisation|organization|us|we)?", re.I
)


_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'-]{2,30}(?:,\s[\w. ]{2,24})?\s?[-–—]{1,2}\s")
_IN_PLACE = re.compile(
    r"\b(?:sales|marketing|engineering|manager|director|head|vp|seller|lead|office|offices|based)\sin\s$", re.I
)
_OF_PLACE = re.compile(r"\sof\s[A-ZÀ-Þ][\w.'-]*(?:\s[A-ZÀ-Þ][\w.'-]*)?$")
"""Where a company is at home, said behind its name: "K9 Data of Toronto"."""
_NAMES_ITS_COMPANY = frozenset({SignalKind.FUNDING, SignalKind.DEBT})
"""Where the one who got the money is not named, whoever is named gave it, or got some earlier."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One account that the text may mean: its strongest name, its part, the log-odds and why.

    `start` is where that name stands, −1 where it does not. `quarantined`: people said that the name means others, and
    nothing else speaks for this account.
    """

    account: Account
    alias: str
    part: Part
    start: int
    log_odds: float
    reasons: tuple[str, ...]
    matched: str
    quarantined: bool = False

    @property
    def probability(self) -> float:
        return round(1 / (1 + math.exp(-self.log_odds)), 3)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the known names in it."""

    around: Surroundings
    hits: tuple[Hit, ...]

    def of(self, account_id: str) -> list[Hit]:
        return [hit for hit in self.hits if account_id in hit.account_ids][:MENTION_LIMIT]


class Resolver:
    """Built once from the accounts a team watches; `resolve` and `resolve_text` are pure.

    `quarantined` are (account id, alias) pairs that people found wrong too often: such a name no longer links alone.
    """

    def __init__(self, accounts: Iterable[Account], quarantined: Collection[tuple[str, str]] = ()) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._ids = HardIds(self._accounts.values())
        self._quarantined = frozenset(quarantined)
        self._aliases: dict[tuple[str, str], Alias] = {}
        for account in self._accounts.values():
            for alias in aliases_of(account):
                self._aliases[alias.key, account.id] = alias
        named = Counter(key for (key, _), alias in self._aliases.items())
        for key, account_id in [where for where, alias in self._aliases.items() if alias.is_shortened]:
            if named[key] > 1:  # somebody else's own name
                del self._aliases[key, account_id]
        self._matcher = Matcher((alias.key, alias.account_id) for alias in self._aliases.values())

    def resolve(self, mention: Mention, item: Item) -> Resolution:
        """The account of `mention`, which was read in `item`. `account_id` None comes with readable reasons."""
        company = _company_of(mention, item)
        if item.account_id is not None:
            return self._own_source(item.account_id, company, item)
        for name, value in stated(item.fields):
            if (found := self._by_hard_id(name, value, item)) is not None:
                return found
        if company:
            return self._by_company(company, mention, item)
        if mention.kind in _NAMES_ITS_COMPANY:
            return Resolution(None, 0.0, ("nobody is named as the one who got the money",))
        return self.resolve_text(item.text)

    def may_concern(self, item: Item) -> bool:
        """Whether an id or a name of one of the accounts stands in `item`, whatever it says of them."""
        if any(self._ids.owner(name, value) for name, value in stated(item.fields)):
            return True
        return bool(self._matcher.find(f"{item.company or ''}\n{item.text}"))

    def resolve_text(self, text: str) -> Resolution:
        """The account that the event of a bare text is about, None where it is nobody's or in doubt."""
        item = Item("", "", ItemKind.ARTICLE, text.partition("\n")[0], text, "")
        told = [(mention, company) for mention in detect(item) if (company := _company_of(mention, item))]
        found = [self._by_company(company, mention, item) for mention, company in told]
        linked = next((one for one in found if one.account_id is not None), None)
        return linked or next(iter(found), None) or self._by_role(text)

    def _by_role(self, text: str) -> Resolution:
        read = self._read(text)
        candidates = [self._weigh(account_id, read) for account_id in _account_ids(read.hits)]
        subjects = [one for one in candidates if one.part not in {Part.OTHER, Part.MENTION}]
        if not subjects:
            return _nobody(candidates)
        return _choose(subjects)

    def _read(self, text: str) -> _Text:
        return _Text(Surroundings(text), self._matcher.find(text))

    def _own_source(self, account_id: str, company: str, item: Item) -> Resolution:
        """The account's own board or newsroom: its own, unless an article there tells of somebody else by name."""
        account = self._accounts.get(account_id)
        if account and company and item.kind is ItemKind.ARTICLE and not _is_own_name(account, company):
            return Resolution(None, 0.0, (f"the newsroom of {account.name}, but about {company}",), company)
        return Resolution(account_id, 1.0, ("the account's own source",), item.source)

    def _by_hard_id(self, name: str, value: str, item: Item) -> Resolution | None:
        """Decides where the source states the id: it is one of ours, or it is somebody else (None: it may be)."""
        owner = self._ids.owner(name, value)
        if owner is not None:
            return Resolution(owner, 1.0, (f"{name} {value}",), value)
        hits = self._matcher.find(_company_of(None, item) or item.title)
        known = [self._accounts[account_id] for account_id in _account_ids(hits)]
        attribute = name if name in NUMBERS else "domain"
        if any(getattr(one, attribute) for one in known) or not known:
            return Resolution(None, 0.0, (f"{name} {value} is no account's",), value)
        return None

    def _by_company(self, company: str, mention: Mention, item: Item) -> Resolution:
        """The account whose name is the company that the detector read as the subject."""
        owner, address = self._ids.about(company, item.text)
        if owner is not None:
            return Resolution(owner, 1.0, (f"“About {company}” gives {address}",), address)
        if normalise(item.company or "") == normalise(company):  # an issuer's own release
            owner, lei = self._ids.issuer(item.text)
            if owner is not None:
                return Resolution(owner, 1.0, (f"lei {lei}",), lei)
        read = self._read(item.text)
        named = self._named(company, mention, read)
        if not named:
            return Resolution(None, 0.0, (f"{company} is no account",), company)
        weighed = [self._weigh_company(company, alias, hit, read, item) for alias, hit in named]
        subjects = [one for one in weighed if one.part not in {Part.OTHER, Part.MENTION}]
        if not subjects:
            return _nobody(weighed)
        if address:
            why = f"“About {company}” gives {address}, another company's"
            return Resolution(None, 0.0, (why, *weighed[0].reasons), company)
        return _choose(subjects)

    def _named(self, company: str, mention: Mention, read: _Text) -> list[tuple[Alias, Hit | None]]:
        """The accounts that `company` names, each with the alias that does: exactly, else the one that stands there."""
        found: dict[str, tuple[Alias, Hit | None]] = {}
        for hit in _standing_at(mention, read):
            for owner in hit.account_ids:
                found.setdefault(owner, (self._aliases[hit.alias, owner], hit))
        if found:
            return list(found.values())
        short = normalise(brand(company))
        # An account known by its domain alone is "calderafreight": written together it is the same name.
        at_home = normalise(_OF_PLACE.sub("", brand(company)))
        for key in dict.fromkeys((normalise(company), short, short.replace(" ", ""), at_home)):
            for hit in self._matcher.find(key):
                for owner in hit.account_ids if hit.alias == key else ():
                    found.setdefault(owner, (self._aliases[key, owner], None))
        return list(found.values())

    def _weigh_company(self, company: str, alias: Alias, hit: Hit | None, read: _Text, item: Item) -> _Candidate:
        """The detector has already told that it is a company and the subject."""
        account, around = self._accounts[alias.account_id], read.around
        mine = read.of(account.id)
        base = alias_weight(alias)
        weights = [(base.log_odds, base.why)]
        if hit is not None:
            role = self._as_company(account.id, read, hit)
            standing = standing_of(around, hit.start, hit.end)
            weights += standing_weights(alias, account, role, standing, at_home=account.domain in around.domains)
        else:
            weights.append((ORGANISATION + EVENT_SUBJECT, "named as the company"))
            if (form := legal_form(company)) and (weight := form_weight(form, alias, account)):
                weights.append((weight, f"legal form {form} {'fits' if weight > 0 else 'is another'}"))
        if item.company and normalise(item.company) == normalise(company):
            weights.append((ISSUER, "the source names it as its issuer"))
        same = [hit] if hit else [one for one in mine if one.alias == alias.key]
        if any(one.start < around.title_end for one in same):
            weights.append((IN_TITLE, ""))
        if not hit and same and all(standing_of(around, one.start, one.end).is_part_of_longer_name for one in same):
            weights.append((OTHER_COMPANY, "part of a longer name in the text"))
        part = Part.EVENT if hit is None else self._as_company(account.id, read, hit).part
        return self._candidate(alias, part, same[0].start if same else -1, weights, read, company)

    def _as_company(self, account_id: str, read: _Text, hit: Hit) -> Role:
        """The part of a name that a detector took for the company: the subject, unless the words around all its
        mentions say otherwise."""
        role = _role_in(read, hit)
        others = (_role_in(read, one) for one in read.of(account_id) if one.start != hit.start)
        vetoed = role.why == GOVERNED or (role.part is Part.OTHER and role.why not in SAID_BY_ITS_VERB)
        if vetoed and not any(one.part in {Part.EVENT, Part.TARGET, Part.ACTOR} for one in others):
            return role
        return Role(Part.EVENT, "named as the company")

    def _weigh(self, account_id: str, read: _Text) -> _Candidate:
        """The account by its best mention, in the part that its first telling mention plays."""
        weighed = [self._weigh_hit(account_id, hit, read) for hit in read.of(account_id)]
        part = _part_of([role.part for role, _ in weighed])
        role, best = max(((role, one) for role, one in weighed if role.part is part), key=lambda pair: pair[1].log_odds)
        first = next(one for told, one in weighed if told.part is part)
        return replace(best, start=first.start, reasons=tuple(dict.fromkeys((*best.reasons, role.why))))

    def _weigh_hit(self, account_id: str, hit: Hit, read: _Text) -> tuple[Role, _Candidate]:
        account, alias, around = self._accounts[account_id], self._aliases[hit.alias, account_id], read.around
        role = _role_in(read, hit)
        base = alias_weight(alias)
        standing = standing_of(around, hit.start, hit.end)
        weights = [(base.log_odds, base.why)]
        if alias.is_domain and role.part not in {Part.EVENT, Part.TARGET, Part.ACTOR}:
            role = Role(Part.MENTION, "its address")
        at_home = account.domain in around.domains
        weights += standing_weights(alias, account, role, standing, at_home=at_home)
        if hit.start < around.title_end:
            weights.append((IN_TITLE, ""))
        return role, self._candidate(alias, role.part, hit.start, weights, read, around.text[hit.start : hit.end])

    def _candidate(
        self, alias: Alias, part: Part, start: int, weights: Sequence[tuple[float, str]], read: _Text, matched: str
    ) -> _Candidate:
        """The sum of `weights` and of what the rest of the text adds: domain, full name, city, industry."""
        account = self._accounts[alias.account_id]
        context = context_weights(account, alias, read.of(account.id), read.around)
        summed = [*weights, *context]
        held = (account.id, alias.key) in self._quarantined
        return _Candidate(
            account,
            alias.key,
            part,
            start,
            sum(weight for weight, _ in summed),
            tuple(why for _, why in summed if why),
            matched,
            quarantined=held and not any(weight >= PROOF for weight, _ in summed),
        )


def _role_in(read: _Text, hit: Hit) -> Role:
    sentence, offset = read.around.sentence(hit.start)
    return role_of(sentence, hit.start - offset, hit.end - offset)


def _standing_at(mention: Mention, read: _Text) -> list[Hit]:
    """The known names that end where the mention's company ends, or go beyond it."""
    field = mention.fields.get("company")
    if field is None or not field.quote.stands_in(read.around.text):
        return []
    quote = field.quote
    end = quote.start + len(brand(quote.text))
    return [hit for hit in read.hits if hit.start < quote.end and quote.start < hit.end and hit.end >= end]


def _is_own_name(account: Account, company: str) -> bool:
    """Whether `company` is a name of the account, the words that one begins with, or one with more behind it. A word
    that both have elsewhere ("Nimbus Freight" at Caldera Freight) proves nothing."""
    said = normalise(brand(company)).removeprefix("the ")
    if not set(said.split()) - NO_NAME_WORDS:
        return False
    own = {alias.key.removeprefix("the ") for alias in aliases_of(account) if not alias.is_domain}
    begins = any(f"{name} ".startswith(f"{said} ") or f"{said} ".startswith(f"{name} ") for name in own)
    joined = {account.domain.partition(".")[0], *(name.replace(" ", "") for name in own)}
    return begins or said.replace(" ", "") in joined


def _part_of(parts: Sequence[Part]) -> Part:
    """The part of an account in the whole text: its first telling mention; a later event lifts a weak one."""
    telling = [part for part in parts if part is not Part.MENTION]
    if not telling:
        return Part.MENTION
    if telling[0] in {Part.WEAK, Part.HEADING, Part.ACTOR}:
        return next((part for part in telling if part in {Part.EVENT, Part.TARGET}), telling[0])
    return telling[0]


def _choose(candidates: Sequence[_Candidate]) -> Resolution:
    """The one account to link. Acquired or invested-in goes before a subject, an event before a weak subject, the
    earlier before the later; two that stand on the same name are told apart by evidence or not at all."""
    order = {Part.TARGET: 0, Part.EVENT: 0, Part.ACTOR: 1, Part.HEADING: 2, Part.WEAK: 2}
    likely = [one for one in candidates if one.probability >= LINK and not one.quarantined]
    if not likely:
        best = max(candidates, key=lambda one: one.log_odds)
        state = "needs a look" if best.probability >= REVIEW else "dropped"
        if best.quarantined:
            state += f", since “{best.alias}” is quarantined"
        return Resolution(
            None, min(best.probability, LINK), (f"{best.account.name}: {state}", *best.reasons), best.matched
        )
    best = min(likely, key=lambda one: (order[one.part], one.start, -one.log_odds))
    same_name = [one for one in candidates if one.start == best.start and one.account.id != best.account.id]
    rivals = [one for one in same_name if best.log_odds - one.log_odds < RIVAL_MARGIN]
    if rivals:
        reason = f"{1 + len(rivals)} accounts are called “{best.matched}”"
        return Resolution(None, best.probability / (1 + len(rivals)), (reason, *best.reasons), best.matched)
    return Resolution(best.account.id, best.probability, best.reasons, best.matched, best.alias)


def _nobody(candidates: Sequence[_Candidate]) -> Resolution:
    if not candidates:
        return Resolution(None, 0.0, ("no account is named",))
    first = candidates[0]
    return Resolution(None, 0.0, (f"{first.account.name} is not what it is about: {first.reasons[-1]}",), first.matched)


def _account_ids(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(account_id for hit in hits for account_id in hit.account_ids))


def _is_place(mention: Mention, text: str) -> bool:
    """Whether what was read as the company is where the news comes from: "TULSA, Okla. - …", "a seller in Lyon"."""
    field = mention.fields.get("company")
    if field is None or not field.quote.stands_in(text):
        return False
    dateline = _DATELINE.match(text)
    return (
        bool(dateline and field.quote.end <= dateline.end()) or _IN_PLACE.search(text, 0, field.quote.start) is not None
    )


def _company_of(mention: Mention | None, item: Item) -> str:
    """The company that the detector or else the source names; "" for none, for "the company" and for a place."""
    named = (mention.value("company") or next(iter(mention.company_names), "")) if mention else ""
    if mention is not None and _is_place(mention, item.text):
        named = ""
    for company in (named, item.company or ""):
        bare = company.strip()
        if bare and not _GENERIC.fullmatch(bare) and round_of(bare) is None:
            return bare
    return ""
