"""Stage 2 of 12, detect: funding rounds, each field on its verbatim quote (signals §2.2, §2.3).

Cascade: a cheap gate on words, then the grammar sentence by sentence, then the rest of the article for what the
sentence left open. The title speaks first; only what it tells, or the first sentences announce, is an event. What the
evidence leaves in doubt is no event here: `doubtful` hands it to whoever may ask a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Round, SignalKind
from signals.detectors.funding_details import complete, money_fields, money_value, tells_of_earlier, value
from signals.detectors.funding_filings import detect_filing
from signals.detectors.funding_intake import detect_intake
from signals.extract.company_phrases import company_before, company_first, own_name
from signals.extract.funding.evidence import ACCEPT, WEIGHTS, probability
from signals.extract.funding.grammar import Claim, claim
from signals.extract.funding.setting import Recast, is_overtaken, recast
from signals.extract.investor_lists import Investor, investors, listed
from signals.extract.organisations import Name, display_name, investor_key, is_investor, name_key
from signals.extract.sentences import main_clause, sentence_spans

_READ_CHARACTERS = 6_000
_LEAD_SENTENCES = 5
_MONEY_SIGN = re.compile(
    r"[$€£₹¥₩]|\d\s?(?:[kmb]|mn|bn|cr|million|billion|crore|lakh|mio)\b|\d\s(?:mill|euro)|"
    r"\bmill?i?(?:on|onen|ons|ones|arden?)[\s-](?:dollar|euro|pound|de\s|d['’])|\bbillion[\s-]dollar",
    re.IGNORECASE,
)
_ROUND_SIGN = re.compile(
    r"\b(?:series|serie|série|seed|round|pre-seed|runde|ronda|funding|(?:funded|backed|"
    r"financed)\s+(?:by|to)|investment|investor|invests\s+in|backs|backing\s+from|millionen[\w-]+|\w+stellige|undisclosed\s+(?:sum|amount)|\w+-figure\s+(?:sum|amount))\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:today|announce[sd]?|announcing|just|this\s+(?:week|morning|month)|on\s+(?:mon|tues|wednes|"
    r"thurs|fri)day|(?:company|start-?up|firm|it)\s+(?:said|says|revealed|reveals|confirmed|disclosed)|heute|"
    r"aujourd['’]hui|hoy|viennen?t\s+de|vient\s+de|acaban?\s+de|soeben|gerade|nueva\s+ronda|"
    r"neue[nr]?\s+(?:finanzierungs)?runde|nouveau\s+tour|nouvelle\s+levée)\b",
    re.IGNORECASE,
)
_ABOUT_MONEY = re.compile(
    r"[$€£₹¥]|\b(?:rais(?:e|es|ed|ing)|round|funding|financing|invest\w*|series\s[a-h]|seed|unicorn|"
    r"valuation|valued|backed|backers|fundrais\w+|"
    r"capital|mio\.?|millionen\w*|mrd|millions|millones|finanzierung\w*|sammel\w+|investoren|kapital\w*|levée|lève|lèvent|"
    r"tour\s+de\s+table|ronda|financiación|inversión|inversores|investisseurs)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\bhas\s+(?:raised|secured|closed|landed)\b.*(?:\bto\s+[a-z]+|\b(?:new|fresh|latest)\b)", re.IGNORECASE
)
# What a body says of the amount in its title.
_TELLS_OF_A_ROUND = re.compile(
    r"\bseries\s[a-h]\b|\b(?:the|this)\s+(?:[\w-]+\s+){0,2}?(?:round|financing)\b|\b(?:money|cash|capital|funding|"
    r"investment)\s+(?:came|comes|is\s+coming)\s+from\b|\b(?:investors?|backers)\s+(?:include|are)|"
    r"\braised\s+(?:the|this|that)\s+(?:money|cash|sum|amount)|\bventure\s+capital|\bled\s+(?:by|the)\s+(?:round|investment|financing)|\bseed\s+(?:round|funding|money)",
    re.IGNORECASE,
)
_BLURB_SENTENCES = 3
# "Quillfern raised $9M. Then came the frost": a title that goes on to tell what became of it.
_STORY = re.compile(
    r"[.!?…]\s+(?:then|now|where\s+(?:is|are|did)|what\s+(?:next|now|went)|so\s+what|here\s+is|here['’]s|what\s+happened|\w+\s+(?:years|months|weeks)\s+later)\b",
    re.I,
)
# "The company" is whoever the text is about; "the Berlin-based drone start-up" is somebody, if nobody named.
_ONLY_THE_COMPANY = 2
_WE = re.compile(
    r"(?:Show HN:\s+)?(?:Today,?\s+)?"
    r"We(?:['’](?:ve|re)|\s+(?:have|are))?\s+(?:just\s+)?(?!will|plan|hope|want|need)[a-z]",
    re.IGNORECASE,
)
# "Frisches Geld für Quillfern: Das Start-up hat…".
_ANNOUNCES = re.compile(r"[^:]{0,60}?\b(?:für|for|pour|para)\s+(?P<name>[A-Z][^:,]{1,40}):\s")
_NAMED_WITHIN = 2
_BEGINS = re.compile(
    r"(?P<name>[A-Z][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,3})(?:,\s(?:which|founded|based|led|headquartered|whose|set\s+up|launched|backed|part\s+of)\s|"
    r"\s(?:was\s+(?:founded|set\s+up|launched|started)|makes|builds|develops|sells|offers|plans|will\s+use|says\s+it|said\s+it|helps|turns|employs)\s)"
)
_GOES_ON = re.compile(r"\b(?:and|but|so|yet|then|while|without|[Hh]ere['’]s)\b")
# Less than this, "we" may be a club.
_ROUND_SUM = 500_000
_MOST_SURE = 0.97


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and its company, with offsets into the whole text."""

    claim: Claim
    company: Name | None
    start: int
    end: int
    in_title: bool


def detect(item: Item) -> tuple[Mention, ...]:
    """At most one mention: FUNDING for equity, DEBT for what must be paid back.

    Filings and intake are read by their fields. Postings and pages are not read: what they say of money is a profile.
    """
    if item.kind is ItemKind.FILING:
        return detect_filing(item)
    if item.kind is ItemKind.INTAKE:
        return detect_intake(item)
    if item.kind is not ItemKind.ARTICLE:
        return ()
    told = next((one for one in _tellings(item) if one.claim.probability >= ACCEPT), None)
    return (_mention(item, told),) if told else ()


def doubtful(item: Item) -> Mention | None:
    """What an article may tell of a round though its rules are not sure (0.35 ≤ confidence < 0.90), else None.

    No event by itself: a model may decide it (signals §2.2 stage 3). None where `detect` already found one.
    """
    tellings = list(_tellings(item))
    if any(one.claim.probability >= ACCEPT for one in tellings):
        return None
    likeliest = max(tellings, key=lambda one: one.claim.probability, default=None)
    return _mention(item, likeliest) if likeliest else None


def _tellings(item: Item) -> Iterator[Told]:
    """What each of the first sentences may tell of a round, in order; equity, and debt that is certain."""
    if item.kind is not ItemKind.ARTICLE or not may_tell_of_a_round(item.text):
        return
    spans = list(_spans(item.text))[: _LEAD_SENTENCES + 1]
    title_end = _title_end(item.text)
    if _STORY.search(item.text, 0, title_end):
        return
    for number in range(len(spans)):
        told = _told(item, spans, number)
        if told is not None:
            yield told


def _told(item: Item, spans: list[tuple[int, int]], number: int) -> Told | None:
    """What one of the first sentences announces, and of whom. After the title it must sound new."""
    start, end = spans[number]
    sentence = item.text[start:end]
    in_title = end <= _title_end(item.text)
    if not in_title and (tells_of_earlier(sentence) or not _sounds_new(item.text, spans, sentence, number)):
        return None
    found = claim(sentence)
    if found is None:
        return None
    if in_title and found.probability < ACCEPT:
        found = _with_body(found, item.text, spans[number + 1 :])
    found = _in_its_setting(found, item.text, spans, number)
    company = found.company and Name(found.company.name, start + found.company.start, start + found.company.end)
    if found.is_pronoun:
        described = company is not None and len(company.name.split()) > _ONLY_THE_COMPANY
        company = _narrator(item, spans, number)
        if company is None and not described and not _speaks_of_itself(found, sentence, in_title=in_title):
            return None
    elif company is None:
        company = _named_next(item.text, spans[number + 1 :])
    elif not in_title:
        company = _in_full(item.text, spans[0], company)
    return Told(found, company, start, end, in_title)


def _named_next(text: str, spans: list[tuple[int, int]]) -> Name | None:
    """The company that one of the next sentences begins with, where the one that tells of the round only describes it
    ("A Leeds firm has secured £2m. Quillfern, founded in 2019, …"); None where none does."""
    for start, end in spans[:_NAMED_WITHIN]:
        if subject := _BEGINS.match(text, start, end):
            company = company_before(text, subject.end("name"), start)
            if company is not None and company.start == start and not is_investor(company.name):
                return company
    return None


def _in_full(text: str, title: tuple[int, int], company: Name) -> Name:
    """`company` by its full name, where the title begins with that ("Quillfern Tidal Works …", then "Quillfern")."""
    subject = company_first(text[title[0] : title[1]], title[1] - title[0])
    if subject is None or not subject.name.startswith(f"{company.name} "):
        return company
    return Name(subject.name, title[0] + subject.start, title[0] + subject.end)


def _in_its_setting(found: Claim, text: str, spans: list[tuple[int, int]], number: int) -> Claim:
    """The claim of sentence `number` as the sentences around it let it stand: as it is, as debt, or in doubt."""
    sentences = [text[start:end] for start, end in spans]
    if found.probability < ACCEPT:
        return found
    if is_overtaken(found, sentences[:number], sentences[number]):
        return _doubted(found, "told of another")
    match recast(found, sentences[number + 1 :]):
        case Recast.DEBT:
            return replace(found, is_debt=True)
        case Recast.GRANT:
            return _doubted(found, "public money")
    return found


def _doubted(found: Claim, why: str) -> Claim:
    evidence = found.evidence | {why}
    return replace(found, evidence=evidence, probability=probability(evidence))


def _speaks_of_itself(found: Claim, sentence: str, *, in_title: bool) -> bool:
    """Whether a title says "we raised" of a round sum or a named round: news of somebody, though nobody is named."""
    ours = in_title and _WE.match(sentence) is not None and not _GOES_ON.search(sentence)
    return ours and (found.round is not None or (found.money is not None and found.money.value >= _ROUND_SUM))


def _with_body(found: Claim, text: str, spans: list[tuple[int, int]]) -> Claim:
    """What a title leaves in doubt, with the weight of sentences after it that tell of a round."""
    sentences = (text[start:end] for start, end in spans[:_LEAD_SENTENCES] if start >= _title_end(text))
    told = any(_TELLS_OF_A_ROUND.search(main) and not tells_of_earlier(main) for main in map(main_clause, sentences))
    if not told or found.money is None or found.is_debt:
        return found
    evidence = found.evidence | {"told in the body"}
    return replace(found, evidence=evidence, probability=probability(evidence))


def _sounds_new(text: str, spans: list[tuple[int, int]], sentence: str, number: int) -> bool:
    """A body sentence tells of news if it says so, or if the title is about money. Else it is a profile."""
    title = text[spans[0][0] : spans[0][1]]
    lead = number == 1 and len(spans) <= _BLURB_SENTENCES
    return bool(_ANNOUNCED.search(sentence) or _ABOUT_MONEY.search(title) or (lead and _PURPOSE.search(sentence)))


def _narrator(item: Item, spans: list[tuple[int, int]], number: int) -> Name | None:
    """Who "we", "it" or "the company" is: the issuer that the source names, else the subject of the title, else the
    domain that a title ends with."""
    if item.company and (at := item.text.find(item.company)) >= 0:
        return Name(item.company, at, at + len(item.company))
    start, end = spans[0]
    if number == 0:
        announced = _ANNOUNCES.match(item.text, start, end)
        named = announced and company_before(item.text, announced.end("name"), announced.start("name"))
        return named or own_name(item.text, start, _title_end(item.text))
    subject = company_first(item.text[start:end], end - start)
    return Name(subject.name, start + subject.start, start + subject.end) if subject else None


def may_tell_of_a_round(text: str) -> bool:
    """The gate: an amount or a round in the title and the beginning. Costs microseconds."""
    head = text[:_READ_CHARACTERS]
    return _MONEY_SIGN.search(head) is not None or _ROUND_SIGN.search(head) is not None


def _title_end(text: str) -> int:
    """Where the first line ends: all its sentences are the title."""
    end = text.find("\n", 0, _READ_CHARACTERS)
    return min(len(text), _READ_CHARACTERS) if end < 0 else end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Sentences with their offsets. The title is the first line, or the first sentence where there are no lines."""
    head = text[:_READ_CHARACTERS]
    first, _, _ = head.partition("\n")
    for start, end in sentence_spans(first):
        yield start, end
    for start, end in sentence_spans(head[len(first) :]):
        yield len(first) + start, len(first) + end


def _mention(item: Item, told: Told) -> Mention:
    found = told.claim
    fields = dict(_fields(item.text, told))
    backers = _backers(item.text, told)
    if not found.is_debt:
        after = [span for span in _spans(item.text) if span[0] >= told.end]
        complete(item.text, after, fields, backers, found)
    own = name_key(told.company.name) if told.company else ""
    fields.update(_investor_fields(item.text, [b for b in backers.values() if name_key(b.name.name) != own]))
    where = "the title" if told.in_title else "the lead"
    speaks = sorted(found.evidence - {"prior"}, key=lambda name: -abs(WEIGHTS[name][0]))
    return Mention(
        kind=SignalKind.DEBT if found.is_debt else SignalKind.FUNDING,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=round(min(_MOST_SURE, found.probability), 2),
        published_at=item.published_at,
        company_names=(told.company.name,) if told.company else (),
        language=item.language,
        why=f"{where}: {item.text[told.start : told.end][:160]} ({', '.join(speaks)})",
    )


def _fields(text: str, told: Told) -> Iterator[tuple[str, FieldValue]]:
    found, company, offset = told.claim, told.company, told.start
    if company:
        yield "company", value(text, display_name(company.name), company.start, company.end)
    if found.money:
        yield from money_fields(text, found.money, offset)
    if found.round and not found.is_debt:
        yield "round", value(text, str(found.round.round), offset + found.round.start, offset + found.round.end)
    if found.is_debt and found.money:
        yield "round", value(text, str(Round.DEBT), offset + found.money.start, offset + found.money.end)
    if found.valuation:
        yield "valuation", money_value(text, found.valuation, offset)


def _backers(text: str, told: Told) -> dict[str, Investor]:
    """Investors of the sentence that tells of the round, by key; the subject of "leads" and "invests" among them."""
    found = told.claim
    first, last = told.start + found.backers[0], told.start + found.backers[1]
    names = listed(text, first, last) if first < last else []
    backers = {investor_key(name.name): Investor(name, is_lead=found.is_lead) for name in names}
    for backer in investors(text, told.start, told.end, after=told.start + found.after):
        backers.setdefault(investor_key(backer.name.name), backer)
    return backers


def _investor_fields(text: str, backers: Iterable[Investor]) -> Iterator[tuple[str, FieldValue]]:
    counts = {"lead_investor": 0, "investor": 0}
    for backer in backers:
        role = "lead_investor" if backer.is_lead else "investor"
        counts[role] += 1
        yield f"{role}_{counts[role]}", value(text, backer.name.name, backer.name.start, backer.name.end)
