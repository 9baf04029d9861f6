"""What a frame may say: slots filled from typed facts of usable evidence, and from nothing else (drafting §9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import zip_longest

from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.evidence import Evidence, EvidenceKind, Fact, Party
from agent.domain.signals import Signal, SignalKind
from drafting.conditions import count_of
from drafting.facts import HIRING, fit_for_a_mail
from drafting.reasons import is_fresh
from drafting.untrusted import WITHHELD
from drafting.wording import (
    ROUNDS,
    TEAMS,
    counted,
    day,
    listing,
    lower_first,
    possessive,
    short_name,
    with_article,
)
from signals.extract.money_words import short_money
from signals.extract.people import person_key

CITED_MAX = 3
_NEWS_WORDS = 8
_ROLE_CUT = re.compile(r"\s*(?:[(\[|/•·]|\s[-–—]\s|,\s|:\s).*$")
_ROLE = re.compile(r"[A-Za-z][A-Za-z&.'’ +#-]{2,48}")
_TITLE_OF = re.compile(
    r"^((?:senior |executive )?vice president|(?:senior )?director|head|svp|evp|vp),\s+(?:of\s+)?(.+)$", re.I
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")


@dataclass(frozen=True, slots=True)
class Slot:
    """Words for a frame and the evidence that they stand on."""

    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Everything an opener may say about one signal. `views` hold what may be said with how it was seen: by the kind of
    evidence, the slots of one report of that kind alone, its date and its name among them."""

    kind: SignalKind
    slots: Mapping[str, Slot]
    views: Mapping[EvidenceKind, Mapping[str, Slot]]
    age_days: int
    first_id: str
    direction: str = ""
    mover: str = "other"


def known_of(brief: Brief, signal: Signal, *, contact: Contact, locale: str, as_of: datetime) -> Known | None:
    """Slots of `signal`, joined by those of one other fresh signal; None where no usable evidence is left."""
    cards = usable_cards(brief, signal.id)
    if not cards:
        return None
    told = _FILLERS.get(signal.kind, _no_slots)(signal, cards, as_of, locale)
    org = short_name(brief.account.name)
    names = {"org": Slot(org), "org_s": Slot(possessive(org))}
    shared = {**_shared(brief, signal, cards, as_of, locale), **names}
    person = told["person"].text if "person" in told else ""
    return Known(
        kind=signal.kind,
        slots={**shared, **told, **names},
        views={kind: {**shared, **view} for kind, view in _views(signal, cards, told, as_of, locale).items()},
        first_id=cards[0].id,
        age_days=max((as_of - signal.dated_at).days, 0),
        direction=signal.fields.get("direction", ""),
        mover="self" if person and _same_person(person, contact.name) else "other",
    )


_SHARED = frozenset({"roles", "money", "round", "round_lower", "a_round", "a_raise"})
_RAISES = frozenset({SignalKind.FUNDING, SignalKind.DEBT})


def _shared(brief: Brief, signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    """What another fresh signal adds: open roles as the careers page lists them, or money raised, and how near."""
    slots: dict[str, Slot] = {}
    paired = [signal]
    for other in sorted(brief.signals, key=lambda other: (-count_of(other), other.id)):
        theirs = usable_cards(brief, other.id)
        if other.id == signal.id or other.kind is signal.kind or not is_fresh(other, as_of) or not theirs:
            continue
        if other.kind in HIRING and any(card.kind is not EvidenceKind.JOB for card in theirs):
            continue
        if {signal.kind, other.kind} <= _RAISES:
            continue  # what was raised in a round is not what was borrowed
        extra = _FILLERS.get(other.kind, _no_slots)(other, theirs, as_of, locale)
        found = {name: slot for name, slot in extra.items() if name in _SHARED}
        if {signal.kind, other.kind} <= {SignalKind.FUNDING, *HIRING}:
            paired.append(other)
        slots = {**found, **slots}
    near = _apart(paired) if len(paired) > 1 else ""
    return {**slots, "apart": Slot(near)} if near else slots


def _apart(signals: Sequence[Signal]) -> str:
    """How near each other the reports of signals are dated; "" where a date is missing or they are far apart."""
    dates = [report.published_at for each in signals for report in each.evidence]
    days = [each.date() for each in dates if each is not None]
    if len(days) < len(dates):
        return ""
    span = (max(days) - min(days)).days
    return next((words for most, words in ((7, "a week"), (14, "two weeks")) if span <= most), "")


def _views(
    signal: Signal, cards: Sequence[Evidence], told: Mapping[str, Slot], as_of: datetime, locale: str
) -> dict[EvidenceKind, dict[str, Slot]]:
    """By kind of evidence, the slots that its fullest report fills; nothing that other reports contradict."""
    fill = _FILLERS.get(signal.kind, _no_slots)
    found: dict[EvidenceKind, dict[str, Slot]] = {}
    for kind in dict.fromkeys(card.kind for card in cards):
        own = [card for card in cards if card.kind is kind]
        reports = [own] if signal.kind in HIRING else [[c for c in own if c.item_id == i] for i in _items(own)]
        views = [_view(report, fill(signal, report, as_of, locale), told, as_of, locale) for report in reports]
        found[kind] = max(views, key=len)
        if len(own) < len(cards):
            found[kind] = {name: slot for name, slot in found[kind].items() if name not in {"roles", "many_roles"}}
    return found


def _items(cards: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(card.item_id for card in cards))


def _view(
    report: Sequence[Evidence], filled: Mapping[str, Slot], told: Mapping[str, Slot], as_of: datetime, locale: str
) -> dict[str, Slot]:
    view = {name: slot for name, slot in filled.items() if name in told and slot.text == told[name].text}
    card = max(report, key=lambda card: len(card.facts))
    if card.published_at is not None and card.published_at <= as_of:
        view["date"] = Slot(day(card.published_at.date(), as_of.date(), locale), (card.id,))
    if card.kind is EvidenceKind.FILING:
        form = _FORM.search(f"{card.title}\n{card.quote}")
        view["filing"] = Slot(form[1] if form else "filing", (card.id,))
    return view


_FORM = re.compile(r"\b(Form D|8-K|10-[KQ])\b")


def usable_cards(brief: Brief, signal_id: str) -> list[Evidence]:
    """Evidence of one signal that may be written from: the prospect's, and not quarantined."""
    return [
        card
        for card in brief.evidence
        if card.signal_id == signal_id and card.party is Party.PROSPECT and not card.flags & WITHHELD
    ]


def ids_of(slots: Iterable[Slot]) -> tuple[str, ...]:
    """Ids in the order of use, each once, at most three; every slot's best one before any slot's second."""
    ranked = [each for row in zip_longest(*(slot.ids for slot in slots)) for each in row if each]
    return tuple(dict.fromkeys(ranked))[:CITED_MAX]


def _funding(signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    if found := _agreed(cards, "money"):
        currency, _, amount = found[0].norm.partition(" ")
        if short := _money(currency, amount, locale):
            slots["money"] = Slot(short, found[1])
    if (found := _agreed(cards, "round")) and found[0].norm in ROUNDS:
        words = ROUNDS[found[0].norm]
        slots["round"] = Slot(words, found[1])
        slots["round_lower"] = Slot(words.lower(), found[1])
        slots |= {"series": slots["round_lower"]} if words.startswith("Series") else {}
        slots["a_round"] = Slot(with_article(words), found[1])
    if "money" in slots and "round" in slots:
        ids = tuple(dict.fromkeys((*slots["money"].ids, *slots["round"].ids)))
        slots["a_raise"] = Slot(with_article(f"{slots['money'].text} {slots['round'].text}"), ids)
    if (found := _only(cards, "lead")) and fit_for_a_mail(found[0].norm, 40):
        slots["lead"] = Slot(found[0].norm, found[1])
    return slots | _offering(cards, slots["money"].text if "money" in slots else "", locale)


def _offering(cards: Sequence[Evidence], sold: str, locale: str) -> dict[str, Slot]:
    """The whole of an offering of which a part is sold."""
    found = _agreed(cards, "offering")
    currency, _, amount = found[0].norm.partition(" ") if found else ("", "", "")
    short = _money(currency, amount, locale) if found else None
    return {"offering": Slot(with_article(short), found[1])} if found and short and sold and short != sold else {}


def _hiring(signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    roles: dict[str, str] = {}
    whole: list[str] = []
    for card in cards:
        for fact in card.facts:
            if fact.type == "role" and (role := clean_role(fact.raw)) and role not in roles:
                roles[role] = card.id
                whole += [role] if role == fact.raw.strip() else []
    ids = tuple(card.id for card in cards)
    team = TEAMS.get(signal.fields.get("function", ""), "")
    if team:
        slots["team"] = Slot(team, ids)
    if (found := _agreed(cards, "count")) and (count := int(found[0].norm.split()[0])) >= 2:
        slots["roles"] = Slot(counted(count, f"{team} role".strip()), ids)
        slots |= {"many_roles": slots["roles"]} if count > 2 else {}
    slots |= _counted_rise(cards, ids)
    # Several in one sentence only as they stand: "Head of Sales, EMEA" beside another reads like a name and a title.
    named = whole[:3] or list(roles)[:1]
    for name, role in zip(("a_role", "a_role_2"), named, strict=False):
        slots[name] = Slot(with_article(role), (roles[role],))
    if len(named) >= 2:
        slots["role_list"] = Slot(
            listing([with_article(role) for role in named], locale), tuple(roles[r] for r in named)
        )
    return slots


def _counted_rise(cards: Sequence[Evidence], ids: tuple[str, ...]) -> dict[str, Slot]:
    """How many roles were new in how many weeks: some of them may be closed again, so they are not "open"."""
    roles, span = _agreed(cards, "new_roles"), _agreed(cards, "span")
    if not roles or not span:
        return {}
    return {
        "new_roles": Slot(counted(int(roles[0].norm.split()[0]), "new role"), ids),
        "span": Slot(counted(int(span[0].norm.split()[0]), "week"), ids),
    }


def _job_change(signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    if (found := _agreed(cards, "person")) and _NAME.fullmatch(found[0].norm) and fit_for_a_mail(found[0].norm, 40):
        slots["person"] = Slot(found[0].norm, found[1])
    if (found := _agreed(cards, "title")) and (title := clean_title(found[0].norm)):
        slots["title"] = Slot(title, found[1])
        slots["a_title"] = Slot(with_article(title), found[1])
    if (found := _agreed(cards, "from_org")) and fit_for_a_mail(found[0].norm, 40):
        slots["from_org"] = Slot(short_name(found[0].norm), found[1])
    if (found := _agreed(cards, "date")) and (when := _iso(found[0].norm)):
        slots["started" if when <= as_of.date() else "starts"] = Slot(day(when, as_of.date(), locale), found[1])
    if team := TEAMS.get(signal.fields.get("function", ""), ""):
        slots["team"] = Slot(team, tuple(card.id for card in cards))
    return slots


def _technology(signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    if (found := _agreed(cards, "tool")) and fit_for_a_mail(found[0].norm, 30):
        slots["tool"] = Slot(found[0].norm, found[1])
        if not any(card.url.startswith("dns:") for card in cards):  # what the DNS shows is not on their site
            slots["site_tool"] = slots["tool"]
    if (found := _agreed(cards, "old_tool")) and fit_for_a_mail(found[0].norm, 30):
        slots["old_tool"] = Slot(found[0].norm, found[1])
    return slots


def _news(signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    found = {name: _agreed(cards, name) for name in ("product", "place")}
    return {
        name: Slot(each[0].raw, each[1])
        for name, each in found.items()
        if each and fit_for_a_mail(each[0].raw, 40) and len(each[0].raw.split()) <= _NEWS_WORDS
    }


def _no_slots(signal: Signal, cards: Sequence[Evidence], as_of: datetime, locale: str) -> dict[str, Slot]:
    return {}


_FILLERS = {
    SignalKind.FUNDING: _funding,
    SignalKind.DEBT: _funding,
    **dict.fromkeys(sorted(HIRING), _hiring),
    SignalKind.JOB_CHANGE: _job_change,
    SignalKind.TECHNOLOGY: _technology,
    SignalKind.LAUNCH: _news,
    SignalKind.EXPANSION: _news,
}


def clean_role(raw: str) -> str:
    """A posting's title without its place, gender mark or number; "" where what is left is not plainly a title."""
    role = _ROLE_CUT.sub("", " ".join(raw.split())).strip(" .-")
    plain = _ROLE.fullmatch(role) and len(role.split()) <= 6 and fit_for_a_mail(role, 50)
    return role if (plain and not role.isupper()) or role in _ACRONYM_ROLES else ""


_ACRONYM_ROLES = frozenset({"SDR", "BDR", "AE", "CSM", "SRE"})


def clean_title(raw: str) -> str:
    """A title inside a sentence: "VP of Sales" for "Vice President, Sales"; "" where it is no plain title."""
    title = re.sub(r"^(?:(?:the|its|our|interim|new) )+", "", " ".join(raw.split()).strip(" .,"), flags=re.IGNORECASE)
    if turned := _TITLE_OF.match(title):
        title = f"{turned[1]} of {turned[2]}"
    title = re.sub(r"\bvice president\b", "VP", title, flags=re.IGNORECASE)
    simple = _ROLE.fullmatch(title.replace(",", "")) and len(title.split()) <= 8 and fit_for_a_mail(title)
    return title if simple else ""


_NO_TOPIC = frozenset(
    {
        "short",
        "quick",
        "brief",
        "free",
        "simple",
        "sample",
        "full",
        "small",
        "close",
        "open",
        "plan",
        "start",
        "help",
        "next",
        "our",
        "the",
        "a",
        "an",
    }
)


def topic_of(asset: str) -> str:
    """What an asset is about: "routing" for "routing checklist"; "" for a single word."""
    words = [lower_first(word) for word in asset.split()]
    named = 2 <= len(words) <= 3 and not any("-" in word or word in _NO_TOPIC for word in words[:-1])
    return " ".join(words[:-1]) if named else ""


def _agreed(cards: Sequence[Evidence], kind: str) -> tuple[Fact, tuple[str, ...]] | None:
    """The fact of `kind` that all cards agree on, with their ids; None where none has it or two differ (say less)."""
    found = [(fact, card.id) for card in cards for fact in card.facts if fact.type == kind]
    if not found or len({fact.norm.casefold() for fact, _ in found}) > 1:
        return None
    return found[0][0], (found[0][1],)


def _only(cards: Sequence[Evidence], kind: str) -> tuple[Fact, tuple[str, ...]] | None:
    """As `_agreed`, and None where one card names two (two leads are not "the" lead)."""
    return _agreed(cards, kind)


def _money(currency: str, amount: str, locale: str) -> str | None:
    try:
        return short_money(currency, Decimal(amount), locale)
    except InvalidOperation:
        return None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _same_person(one: str, other: str) -> bool:
    return bool(person_key(one)) and person_key(one) == person_key(other)
