"""Stage 3 of 12: to which account a mention belongs (signals §3). Hard ids decide first, then names in the text with
the log-odds of §3.4; only the company that the event is about is linked, and what stays in doubt is linked to nobody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from agent.domain.accounts import Account
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, Resolution
from signals.aliases import FORM_FAMILY, Alias, alias_weight, aliases_of, brand, legal_form
from signals.extract.roles import Part, Role, role_of
from signals.matcher import Hit, Matcher, normalise
from signals.surroundings import (
    Standing,
    Surroundings,
    describes_itself,
    standing_of,
)

LINK = 0.90
REVIEW = 0.60
DOMAIN, FULL_NAME, ISSUER = 4.0, 4.0, 4.0
NAME_WORD, LEGAL_FORM, INTRODUCED = 3.0, 2.5, 1.5
EVENT_SUBJECT = 1.5
CITY, INDUSTRY, WHOLE_NAME, ORGANISATION, IN_TITLE = 1.0, 1.0, 1.0, 1.0, 0.5
LOWER_CASE, OTHER_COMPANY, NO_VERB = -3.0, -4.0, -1.0
RIVAL_MARGIN = 2.0
# A name in every line says no more than a name in twenty.
MENTION_LIMIT = 20
_GENERIC = re.compile(
    r"(?:the|its|our|this)?\s*(?:company|firm|start-?up|business|group|organisation|organization|us|we)?", re.I
)
_NO_NAME_WORDS = frozenset(
    ["group", "holdings", "holding", "company", "partners", "international", "global", "solutions", "systems", "sons"]
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One account that the text may mean: its strongest name, its part, the log-odds and why."""

    account: Account
    part: Part
    start: int
    log_odds: float
    reasons: tuple[str, ...]
    matched: str

    @property
    def probability(self) -> float:
        return round(1 / (1 + math.exp(-self.log_odds)), 3)


class Resolver:
    """Built once from the accounts a team watches; `resolve` and `resolve_text` are pure."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._by_domain = {account.domain: account for account in self._accounts.values() if account.domain}
        self._by_cik = {account.cik.lstrip("0"): account for account in self._accounts.values() if account.cik}
        self._aliases: dict[tuple[str, str], Alias] = {}
        for account in self._accounts.values():
            for alias in aliases_of(account):
                self._aliases[alias.key, account.id] = alias
        self._matcher = Matcher((alias.key, alias.account_id) for alias in self._aliases.values())

    def resolve(self, mention: Mention, item: Item) -> Resolution:
        """The account of `mention`, which was read in `item`. `account_id` None comes with readable reasons."""
        company = _company_of(mention, item)
        if item.account_id is not None:
            return self._own_source(item.account_id, company, item)
        for found in (self._by_hard_id(item, "cik"), self._by_hard_id(item, "domain")):
            if found is not None:
                return found
        if company:
            return self._by_company(company, item)
        return self.resolve_text(item.text)

    def resolve_text(self, text: str) -> Resolution:
        """The account that the event of a bare text is about, None where it is nobody's or in doubt."""
        around = Surroundings(text)
        hits = self._matcher.find(text)
        candidates = [self._weigh(account_id, hits, around) for account_id in _account_ids(hits)]
        subjects = [one for one in candidates if one.part not in {Part.OTHER, Part.MENTION}]
        if not subjects:
            return _nobody(candidates)
        return _choose(subjects)

    def _own_source(self, account_id: str, company: str, item: Item) -> Resolution:
        """The account's own board or newsroom: its own, unless an article there tells of somebody else by name."""
        account = self._accounts.get(account_id)
        if account and company and item.kind is ItemKind.ARTICLE and not self._shares_name(account, company):
            return Resolution(None, 0.0, (f"the newsroom of {account.name}, but about {company}",), company)
        return Resolution(account_id, 1.0, ("the account's own source",), item.source)

    def _shares_name(self, account: Account, company: str) -> bool:
        words = set(normalise(company).split())
        own = {word for name in (account.name, *account.aliases) for word in normalise(name).split()}
        stem = account.domain.partition(".")[0]
        return bool(words & (own - _NO_NAME_WORDS)) or normalise(company).replace(" ", "") == stem

    def _by_hard_id(self, item: Item, name: str) -> Resolution | None:
        """Decides where the source states the id: it is one of ours, or it is somebody else (None: not stated)."""
        value = item.fields.get(name, "").strip()
        if not value:
            return None
        if name == "cik":
            account = self._by_cik.get(value.lstrip("0"))
        else:
            account = self._by_address(value)
        if account is not None:
            return Resolution(account.id, 1.0, (f"{name} {value}",), value)
        hits = self._matcher.find(_company_of(None, item) or item.title)
        known = [self._accounts[account_id] for account_id in _account_ids(hits)]
        if any(getattr(one, name) for one in known) or not known:
            return Resolution(None, 0.0, (f"{name} {value} is no account's",), value)
        return None

    def _by_address(self, value: str) -> Account | None:
        """The account of a domain or URL, by the longest of its own domains that ends it."""
        host = (urlsplit(value if "//" in value else f"//{value}").hostname or "").lower()
        labels = host.split(".")
        for at in range(len(labels) - 1):
            if (found := self._by_domain.get(".".join(labels[at:]))) is not None:
                return found
        return None

    def _by_company(self, company: str, item: Item) -> Resolution:
        """The account whose name is exactly the company that the detector read as the subject."""
        short = normalise(brand(company))
        # An account known by its domain alone is "calderafreight": written together it is the same name.
        keys = dict.fromkeys((normalise(company), short, short.replace(" ", "")))
        owners = self._owners(tuple(keys))
        if not owners:
            return Resolution(None, 0.0, (f"{company} is no account",), company)
        around = Surroundings(item.text)
        hits = self._matcher.find(item.text)
        weighed = []
        for owner in owners:
            alias = next(self._aliases[key, owner] for key in keys if (key, owner) in self._aliases)
            weighed.append(self._weigh_company(company, alias, hits, around, item))
        return _choose(weighed)

    def _owners(self, keys: Sequence[str]) -> list[str]:
        found: dict[str, None] = {}
        for key in keys:
            for hit in self._matcher.find(key):
                if hit.alias == key:
                    found.update(dict.fromkeys(hit.account_ids))
        return list(found)

    def _weigh_company(
        self, company: str, alias: Alias, hits: Sequence[Hit], around: Surroundings, item: Item
    ) -> _Candidate:
        """The detector has already told that it is a company and the subject."""
        account = self._accounts[alias.account_id]
        mine = [hit for hit in hits if account.id in hit.account_ids][:MENTION_LIMIT]
        base = alias_weight(alias)
        odds = base.log_odds + ORGANISATION + EVENT_SUBJECT
        reasons = [base.why, "named as the company"]
        stated = legal_form(company)
        if stated:
            form = _form_weight(stated, alias, account)
            odds += form
            if form:
                reasons.append(f"legal form {stated} {'fits' if form > 0 else 'is another'}")
        if item.company and normalise(item.company) == normalise(company):
            odds += ISSUER
            reasons.append("the source names it as its issuer")
        same = [hit for hit in mine if hit.alias == alias.key]
        if any(hit.start < around.title_end for hit in same):
            odds += IN_TITLE
        if same and all(standing_of(around, hit.start, hit.end).is_part_of_longer_name for hit in same):
            odds += OTHER_COMPANY
            reasons.append("part of a longer name in the text")
        odds, reasons = self._context(account, alias, mine, around, odds, reasons)
        return _Candidate(account, Part.EVENT, same[0].start if same else 0, odds, tuple(reasons), company)

    def _weigh(self, account_id: str, hits: Sequence[Hit], around: Surroundings) -> _Candidate:
        """The account by its best mention, in the part that its first telling mention plays."""
        account = self._accounts[account_id]
        mine = [hit for hit in hits if account_id in hit.account_ids][:MENTION_LIMIT]
        weighed = [self._weigh_hit(account, hit, mine, around) for hit in mine]
        part = _part_of([role.part for role, _ in weighed])
        role, best = max(((role, one) for role, one in weighed if role.part is part), key=lambda pair: pair[1].log_odds)
        first = next(one for told, one in weighed if told.part is part)
        return _Candidate(
            account, part, first.start, best.log_odds, tuple(dict.fromkeys((*best.reasons, role.why))), best.matched
        )

    def _weigh_hit(
        self, account: Account, hit: Hit, mine: Sequence[Hit], around: Surroundings
    ) -> tuple[Role, _Candidate]:
        alias = self._aliases[hit.alias, account.id]
        sentence, offset = around.sentence(hit.start)
        role = role_of(sentence, hit.start - offset, hit.end - offset)
        base = alias_weight(alias)
        odds, reasons = base.log_odds, [base.why]
        for weight, why in _standing_weights(alias, account, role, standing_of(around, hit.start, hit.end)):
            odds += weight
            reasons.append(why)
        if hit.start < around.title_end:
            odds += IN_TITLE
        odds, reasons = self._context(account, alias, mine, around, odds, reasons)
        return role, _Candidate(account, role.part, hit.start, odds, tuple(reasons), around.text[hit.start : hit.end])

    def _context(
        self,
        account: Account,
        alias: Alias,
        mine: Sequence[Hit],
        around: Surroundings,
        odds: float,
        reasons: list[str],
    ) -> tuple[float, list[str]]:
        """What the rest of the text adds: the domain, the full name, a word of it, the city, the industry."""
        told = list(reasons)
        for weight, why in _context_weights(account, alias, mine, around):
            odds += weight
            told.append(why)
        return odds, told


def _context_weights(
    account: Account, alias: Alias, mine: Sequence[Hit], around: Surroundings
) -> list[tuple[float, str]]:
    found = []
    if account.domain in around.domains:
        found.append((DOMAIN, f"{account.domain} stands in the text"))
    full = normalise(brand(account.name))
    if alias.key == full and alias_weight(alias).is_word:
        found.append((WHOLE_NAME, "its whole name"))
    rest = [word for word in full.split() if word not in alias.key.split()]
    if rest and any(full in hit.alias and not _is_longer(around, hit) for hit in mine if hit.alias != alias.key):
        found.append((FULL_NAME, f"the full name {account.name} stands in the text"))
    elif words := [word for word in rest if word not in _NO_NAME_WORDS and around.has_word(word)]:
        found.append((NAME_WORD, f"“{words[0]}”, a word of its full name, stands in the text"))
    if account.city and around.has_word(normalise(account.city)):
        found.append((CITY, f"{account.city} stands in the text"))
    industry = [word for word in normalise(account.industry).split() if len(word) > 3 and around.has_word(word)]
    if industry:
        found.append((INDUSTRY, f"industry: {industry[0]}"))
    return found


def _is_longer(around: Surroundings, hit: Hit) -> bool:
    return standing_of(around, hit.start, hit.end).is_part_of_longer_name


def _standing_weights(alias: Alias, account: Account, role: Role, standing: Standing) -> list[tuple[float, str]]:
    """What the words just around one mention add or take."""
    found = []
    is_subject = role.part in {Part.EVENT, Part.TARGET}
    base = alias_weight(alias)
    if standing.is_part_of_longer_name:
        found.append((OTHER_COMPANY, f"part of a longer name: “{standing.longer_name}”"))
    if not standing.spelled_like(alias.text):
        found.append((LOWER_CASE, "written in lower case"))
    elif is_subject or not (base.is_word and standing.capital_means_nothing):
        found.append((ORGANISATION, "written like a name"))
    else:
        found.append((LOWER_CASE, "a word that begins the sentence"))
    if is_subject:
        found.append((EVENT_SUBJECT, role.why))
    if role.part is Part.WEAK:
        found.append((NO_VERB, "no verb tells what it did"))
    if standing.is_determined and base.is_word:
        found.append((LOWER_CASE, "stands behind an article"))
    if alias.is_full:
        found.append((LEGAL_FORM, "with its legal form"))
    elif standing.legal_form and (weight := _form_weight(standing.legal_form, alias, account)):
        found.append((weight, f"legal form {standing.legal_form} {'fits' if weight > 0 else 'is another'}"))
    if describes_itself(standing, alias.key):
        found.append((INTRODUCED, "introduced as a company"))
    return found


def _form_weight(stated: str, alias: Alias, account: Account) -> float:
    """A legal form beside the name: the account's own proves, another country's or another company's contradicts."""
    own = legal_form(account.name)
    family = FORM_FAMILY.get(stated, "")
    whole = normalise(brand(account.name))
    is_brand = alias.key in {whole, whole.replace(" ", "")} or account.name.lower() == account.domain
    if alias.is_full or (own == stated and is_brand):
        return LEGAL_FORM
    if len(alias.key.split()) > 1 and not own:
        return 0.0
    if not is_brand:
        return OTHER_COMPANY if len(alias.key.split()) == 1 else 0.0
    own_family = FORM_FAMILY.get(own, "") if own else account.country.lower()
    if family and own_family and family != own_family:
        return OTHER_COMPANY
    return 0.0 if own else LEGAL_FORM


def _part_of(parts: Sequence[Part]) -> Part:
    """The part of an account in the whole text: its first telling mention; a later event lifts a weak one."""
    telling = [part for part in parts if part is not Part.MENTION]
    if not telling:
        return Part.MENTION
    if telling[0] in {Part.WEAK, Part.ACTOR}:
        return next((part for part in telling if part in {Part.EVENT, Part.TARGET}), telling[0])
    return telling[0]


def _choose(candidates: Sequence[_Candidate]) -> Resolution:
    """The one account to link. Acquired or invested-in goes before a subject, an event before a weak subject, the
    earlier before the later; two that stand on the same name are told apart by evidence or not at all."""
    order = {Part.TARGET: 0, Part.EVENT: 0, Part.ACTOR: 1, Part.WEAK: 2}
    likely = [one for one in candidates if one.probability >= LINK]
    if not likely:
        best = max(candidates, key=lambda one: one.log_odds)
        state = "needs a look" if best.probability >= REVIEW else "dropped"
        return Resolution(None, best.probability, (f"{best.account.name}: {state}", *best.reasons), best.matched)
    best = min(likely, key=lambda one: (order[one.part], one.start, -one.log_odds))
    same_name = [one for one in candidates if one.start == best.start and one.account.id != best.account.id]
    rivals = [one for one in same_name if best.log_odds - one.log_odds < RIVAL_MARGIN]
    if rivals:
        reason = f"{1 + len(rivals)} accounts are called “{best.matched}”"
        return Resolution(None, best.probability / (1 + len(rivals)), (reason, *best.reasons), best.matched)
    return Resolution(best.account.id, best.probability, best.reasons, best.matched)


def _nobody(candidates: Sequence[_Candidate]) -> Resolution:
    if not candidates:
        return Resolution(None, 0.0, ("no account is named",))
    first = candidates[0]
    return Resolution(None, 0.0, (f"{first.account.name} is not what it is about: {first.reasons[-1]}",), first.matched)


def _account_ids(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(account_id for hit in hits for account_id in hit.account_ids))


def _company_of(mention: Mention | None, item: Item) -> str:
    """The company that the detector or else the source names; "" for none and for "the company"."""
    named = (mention.value("company") or next(iter(mention.company_names), "")) if mention else ""
    for company in (named, item.company or ""):
        if company.strip() and not _GENERIC.fullmatch(company.strip()):
            return company.strip()
    return ""
