"""Job changes of officers told by an article, a filing or a team's own tools. Stage 2 of 12.

The reading is `signals.extract.moves.reader`'s; here its moves become mentions, each field on its quote.
"""

from __future__ import annotations

import html
import re

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detectors.intake_fields import mention_of_intake
from signals.detectors.officer_filings import moves_of_filing
from signals.detectors.register_officers import mention_of_entry
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Move
from signals.extract.moves.noise import is_noise
from signals.extract.moves.reader import may_tell_lead, may_tell_move, read_moves
from signals.extract.organisations import display_name
from signals.extract.title_spans import may_hold_title
from signals.extract.titles import classify, folded

# An article tells its event early; what stands further down is background (signals §2.2 stage 0 reads 600 characters).
_READ_CHARACTERS = 6_000
# From here on a reading is an event (signals §2.2 stage 3).
CERTAIN = 0.9


def detect(item: Item, *, least: float = CERTAIN) -> tuple[Mention, ...]:
    """The job changes that `item` tells, one mention a person; a change whose person is not named has no `person`.

    Moves of coaches, politicians and the like, rumours and looks back are not told (signals §2.3). A seat on the board
    is told with the seniority `board`. `least` below 0.9 brings the uncertain readings too, for a model or a person to
    decide; the night takes none of them.
    """
    if item.kind is ItemKind.INTAKE:
        mention = mention_of_intake(item, SignalKind.JOB_CHANGE)
        return (mention,) if mention else ()
    if item.kind is ItemKind.POSTING:
        return ()
    if item.kind is ItemKind.FILING and item.fields.get("register"):
        entry = mention_of_entry(item)
        return (entry,) if entry else ()
    if item.source == "sec_8k" or item.fields.get("item") == "5.02":
        return tuple(_mention(item, move, 0.95, officer=officer) for move, officer in moves_of_filing(item))
    text = item.text[:_READ_CHARACTERS]
    may_tell = (may_hold_title(text) or may_tell_lead(text)) and may_tell_move(text)
    if not may_tell or is_noise(item.title or text[:200]):
        return ()
    told = read_moves(text, item.published_at.date() if item.published_at else None)
    return tuple(_mention(item, one.move, one.certainty) for one in told if one.certainty >= least)


def _mention(item: Item, move: Move, certainty: float, *, officer: bool | None = None) -> Mention:
    company = move.company if officer is None else None
    fields: dict[str, FieldValue] = {"direction": _value(str(move.direction), item, move.verb)}
    if move.person:
        fields["person"] = _value(" ".join(move.person.raw.split()), item, move.person)
    if move.title:
        title = classify(move.title.raw)
        fields["title"] = _value(_SHORT_FORM.sub("", _nominative(item, move.title)), item, move.title)
        fields["function"] = _value(str(title.function), item, move.title)
        fields["seniority"] = _value(str(title.seniority), item, move.title)
    if company:
        fields["company"] = _value(_name(_without_genitive(item, company)), item, company)
    if move.from_company and not (company and _same(company, move.from_company)):
        fields["from_company"] = _value(_name(move.from_company.raw), item, move.from_company)
    if move.effective:
        quote = Quote.of(item.text, move.effective.start, move.effective.end)
        fields["effective_on"] = FieldValue(move.effective.start_on.isoformat(), quote)
    if officer is not None:
        fields["officer"] = _value(str(officer).lower(), item, move.title or move.verb)
    names = tuple(dict.fromkeys(name for name in (item.company, _shown(fields, "company")) if name))
    return Mention(
        kind=SignalKind.JOB_CHANGE,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=round(min(certainty, 0.95), 4),
        published_at=item.published_at,
        company_names=names,
        language=item.language,
        why=f'"{move.verb.raw}" beside a title',
    )


_CHAIR = re.compile(r"vorsitzende[nrms]?\b", re.IGNORECASE)
_GENITIVE = re.compile(r"(leiter|direktor|führer|vorstand|chef)e?s$", re.IGNORECASE)


# "Chairman of the Board of Directors (the “Board”), President": what a filing calls something from here on.
_SHORT_FORM = re.compile(r"\s\((?:the|our|each,? an?)?\s?[\"“][^()]{1,40}[\"”]\)")


def _nominative(item: Item, title: Chunk) -> str:
    """A German title as it stands alone: "zum Vorstandsvorsitzenden" is "Vorstandsvorsitzender"."""
    told = " ".join(title.raw.split())
    article = item.text[max(0, title.start - 6) : title.start].split()
    if article and article[-1].casefold() in {"zum", "des", "dem", "den", "als"}:
        told = _CHAIR.sub(
            "vorsitzender" if told[0].islower() or told.casefold() != "vorsitzenden" else "Vorsitzender", told
        )
    elif article and article[-1].casefold() in {"zur", "der", "die"}:
        told = _CHAIR.sub("vorsitzende", told)
    return _WEAK.sub(r"\1", _GENITIVE.sub(r"\1", told))


# "des Intendanten": nouns that German gives an ending in every case but the first.
_WEAK = re.compile(r"((?:intend|präsid)(?:ant|ent))en$", re.IGNORECASE)


def _without_genitive(item: Item, company: Chunk) -> str:
    """A company as it is called where German tells whose: "des Westfunks" is "Westfunk"."""
    article = item.text[max(0, company.start - 4) : company.start]
    owned = article == "des " and re.search(r"[a-zäöü]{3}(?<![sxzß])s$", company.raw)
    return company.raw[:-1] if owned else company.raw


_GERMAN_FORM = re.compile(r"(?<=\w)\s(?:(?:GmbH|AG|SE)?(?:\s?&\sCo\.?)?\s?(?:KGaA|KG)|GmbH|AG|SE)$")
_CO = re.compile(r"(?<=\w)(?<! and)(?<! &),?\sCos?\.?$")


def _name(raw: str) -> str:
    """A company as people say it, without its legal form."""
    told = _GERMAN_FORM.sub("", html.unescape(" ".join(raw.split())))
    return display_name(_CO.sub("", told))


def _shown(fields: dict[str, FieldValue], name: str) -> str | None:
    found = fields.get(name)
    return found.value if found else None


def _value(value: str, item: Item, chunk: Chunk) -> FieldValue:
    return FieldValue(value, Quote.of(item.text, chunk.start, chunk.end))


def _same(one: Chunk, other: Chunk) -> bool:
    return folded(one.raw) == folded(other.raw)
