"""What an item 5.02 only names in passing: known moves, offices elsewhere, work handed on, what somebody is already.

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from agent.domain.signals import Direction
from signals.extract.dates import MONTHS, dates_in
from signals.extract.moves.actors import Phrased
from signals.extract.moves.clauses import Move
from signals.extract.people import person_key
from signals.extract.titles import folded

# "has taken on Mr. Doe's direct reports": work is handed on, and no office.
_WORK_OF_ANOTHER = re.compile(
    r"\s(?:(?:Mr|Ms|Mrs|Dr)\.\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w-]+){0,2}[’']s?\s(?:\w+\s){0,2}?"
    r"(?:direct reports|team|staff|workload|clients|accounts)\b"
    # "in installments starting with the first payroll date": pay begins, and nobody's office.
    r"|\s(?:with|on|from|in) (?:the|its) [^.;]{0,40}?\b(?:payroll|pay|payment|installment)\b"
)


def _takes_on_work(move: Move, text: str) -> bool:
    return move.direction is not Direction.LEAVE and _WORK_OF_ANOTHER.match(text, move.verb.end) is not None


# "will lead the clinical organization": a part of the house, and no office.
_PART = re.compile(
    r"\s(?:the|its|our)\s(?!Company\b|Bank\b|Corporation\b)(?:[\w’'-]+\s){1,4}?"
    r"(?:\w+s|team|group|organization|unit|division|business|function|department)\b"
)


def _leads_part(move: Move, text: str) -> bool:
    leads = move.told_by == "B" and move.title is None and move.verb.entry is not None
    return leads and _LEADS.match(move.verb.raw) is not None and _PART.match(text, move.verb.end) is not None


_LEADS = re.compile(r"(?:lead|head|run|oversee|manag)", re.IGNORECASE)


# "because he has been appointed Treasurer of Birch AG": why a seat here is given up, told of an office at another's.
_BECAUSE = re.compile(
    r"\b(?:because|since|given that|as a result of|in light of|due to) (?:he|she|the fact that (?:he|she)|(?:his|her)"
    r"(?: \w+)?)\s(?:(?:was|were|has been|had been|will be|is being)\s)?\Z"
)
_OF_ANOTHER = re.compile(
    r"[^.;]{0,100}?\b(?:of|at|with|by|for)\s(?!the\s(?:Company|Corporation|Registrant|Bank)\b)([A-Z][\w&’'-]+)"
)


def _is_elsewhere(move: Move, text: str, filer: str) -> bool:
    if move.direction is Direction.LEAVE or not _BECAUSE.search(text, max(0, move.verb.start - 60), move.verb.start):
        return False
    other = _OF_ANOTHER.match(text, move.verb.end)
    return other is not None and other[1].casefold() not in filer.casefold().split()


# "Under the amended agreement, Ms. Doe will serve as Treasurer": what she is already.
_BY_AGREEMENT = re.compile(r"\b(?:under|pursuant to|terms of|provides? that|provided that)\b", re.IGNORECASE)


def holds_already(move: Move, sentences: Sequence[Phrased], text: str) -> bool:
    """Whether somebody is to serve, by an agreement, in the office that the text tells beside the name before."""
    entry = move.verb.entry
    if move.direction is Direction.LEAVE or entry is None or entry.lemma not in {"serve as", "act as"}:
        return False
    own = next((one.sentence for one in sentences if one.holds(move.verb)), None)
    if own is None or move.title is None or not _BY_AGREEMENT.search(text, own.start, move.verb.start):
        return False
    key = person_key(move.person.raw) if move.person else ""
    actors = (node.actor for one in sentences for node in one.nodes if node.actor and node.chunk.end < own.start)
    held = (office for actor in actors if person_key(actor.person.raw) == key for office in actor.offices)
    title = folded(move.title.raw)
    return any(not one.is_former and not one.is_new and folded(one.title.raw) == title for one in held)


# "who was appointed in January", "a position to which she was appointed in May", "(appointed May 1)".
_ASIDE = re.compile(r"\bwho (?:(?:was|were|has been|have been|had been|recently|previously|also|first)\s)*\Z")
_TO_WHICH = re.compile(
    r"\b(?:to|in|for) which (?:he|she|(?:Mr|Ms|Mrs|Dr)\.\s[A-Z][\w’'-]+)\s"
    r"(?:(?:was|has been|had been|first|recently)\s)+\Z"
)
_BRACKETED = re.compile(r"\([^()]*\Z")
_CLAUSE = re.compile(r"(?:[^,;.]|,\s\d{4})*")
_REPORTED_WITHIN = timedelta(days=45)
# A filing comes within four business days; what another relates of an earlier day is known.
_JUST_NOW = timedelta(days=20)
# "the previously announced departure of Mr. Roe": told before, and named in passing.
_KNOWN_GOING = re.compile(r"\b(?:previously|earlier)[- ](?:announced|disclosed|reported)\s\Z")
_AS_REPORTED = re.compile(r"[^.;]{0,60}?\bas (?:was )?previously (?:reported|disclosed|announced)\b")
# "granted units to Ann Roe (appointed May 1)": pay, in which the offices only tell who gets it.
_PAYS = re.compile(
    r"\b(?:grant|award|approv|increas|set|fix|paid|pay|establish|adopt)\w*\s[^.;]{0,80}?"
    r"\b(?:units|options|shares|bonus(?:es)?|awards?|salar(?:y|ies)|compensation|stock|retention|grants?)\b"
)
# "designated the following persons as executive officers for purposes of Section 16": they hold their offices.
_CALLED_OFFICERS = re.compile(
    r"[^.;]{0,160}?\b(?:as|to be)\s(?:an?\s|the\s|its\s|the Company[’']s\s)?(?:new\s|additional\s)?[“\"]?"
    r"(?:(?:named\s)?executive officers?\b|officers?[”\"]? (?:for|under|as defined)|Section 16"
    r"|reporting (?:persons?|officers?))"
)
_CALLS = re.compile(r"(?:designat|determin|identif|classif)", re.IGNORECASE)


_SOME_TIME_AGO = re.compile(
    r"\b(?:last (?:month|year|week|fall|spring|summer|winter)|earlier (?:this|in the) (?:month|year)"
    rf"|in (?i:{MONTHS})\Z)"
)
# "at Fidelity, which she joined in 2018 and left in August"
_WHICH_SHE = re.compile(
    r"\bwhich (?:he|she) (?:had )?(?:joined|[a-z]+ed)\b[^.;]{0,60}\Z|\bwhich (?:he|she) (?:had )?\Z"
)
# "assumes the duties of principal accounting officer from Mr. Roe, Treasurer, who will remain Treasurer"
_STAYS = re.compile(r"[^.;]{0,90}?,\swho\s(?:(?:will|is to)\s)?(?:remains?|continues?|focus\w*|keeps?|retains?)\b")
# "who will return to his role as Controller": he was that before.
_TO_OWN_ROLE = re.compile(r"\s(?:to\s)?(?:his|her|their)\s")
_WHOSE = re.compile(r"\bwhose\s[^,.;]{0,80}\Z")
# "He replaced Ms. Roe in that role at Pinnacle": another's.
_AT_ANOTHER = re.compile(r"[^.;,]{0,60}?\sat\s(?!the\s)([A-Z][\w&’'-]+)")


def is_in_passing(move: Move, sentences: Sequence[Phrased], text: str, filed_on: date | None, *, filer: str) -> bool:
    """Whether the words beside the verb say that a move is known, another's office, or no more than who gets pay."""
    begin = next((one.sentence.start for one in sentences if one.holds(move.verb)), move.verb.start)
    before = text[max(begin, move.verb.start - 160) : move.verb.start]
    if move.told_by != "list" and _AS_REPORTED.match(text, move.verb.end):
        return before.rstrip().endswith("who")
    pays = _PAYS.search(text, begin, move.verb.start) is not None and move.told_by != "list"
    if move.direction is Direction.LEAVE:
        if move.predecessor and move.told_by == "B" and move.person and _STAYS.match(text, move.person.end):
            return True
        if move.told_by == "employment" and _WHOSE.search(before):
            return _is_known(move, text, filed_on)
        if (pays and _ASIDE.search(before)) or _WHICH_SHE.search(before):
            return True
        followed = move.told_by == "S" and move.person is not None and move.person.start > move.verb.start
        other = _AT_ANOTHER.match(text, move.person.end) if followed and move.person else None
        return other is not None and folded(other[1]) not in folded(filer).split()
    if _TO_WHICH.search(before):
        return True
    if _CALLS.match(move.verb.raw) and _CALLED_OFFICERS.match(text, move.verb.end):
        return True
    told_beside = _ASIDE.search(before) or _BRACKETED.search(before)
    if told_beside is None:
        return False
    return pays or _is_known(move, text, filed_on)


def _is_known(move: Move, text: str, filed_on: date | None) -> bool:
    """Whether the clause behind the verb gives a time of some weeks ago, or no more than a month."""
    clause = _CLAUSE.match(text, move.verb.end)
    days = [day.end_on for day in dates_in(clause[0])] if clause else []
    if clause and _SOME_TIME_AGO.search(clause[0]):
        return True
    return filed_on is not None and any(day < filed_on - _JUST_NOW for day in days)


# "appointed Ann Roe, formerly Treasurer of Acme, to its Board": a seat, and the office in the aside is no news.
_TO_BOARD = re.compile(
    r"\b(?:to (?:serve on )?(?:the|its|our|[A-Z]\w+[’']s) (?:Company[’']s )?[Bb]oard\b"
    r"|(?:as|to be) (?:an? |its |the )?(?:[\w-]+\s){0,3}?"
    r"(?:director|trustee|member of (?:the|its) [Bb]oard)s?\b(?! of [A-Z]))"
)
_AS_OFFICE = re.compile(
    r"\b(?:as|be|to|of|named|appointed|elected|new|also)(?:\s(?:the|its|our|an?|Company[’']s|interim|acting|new|next))*\s\Z"
)
# Verbs that filings use of other things: "to sign a certification", "he won an award".
_OTHER_VERBS = frozenset(
    "sign get gain win find land meet make secure present introduce reveal unveil snag nab steal crown pick".split()  # noqa: SIM905
)
_AGE = re.compile(r",\s(?:age[d]?\s)?\d{2},")
_AGAIN = re.compile(r"re-?(?:appoint|elect)", re.IGNORECASE)
# What is handed on: an office or its duties, or something to somebody.
_HANDS_ON = re.compile(
    r"[^.;]{0,60}?\b(?:duties|responsibilit\w+|roles?|positions?|office|title|reins|leadership|helm|notice)\b"
    r"|\s(?:over\s)?to (?:Mr|Ms|Mrs|Dr|[A-Z][a-z]+ [A-Z])"
)


# "expects to name Ann Roe to succeed him": not done yet.
_EXPECTS = re.compile(r"\bexpects? to (?:name|appoint|elect|select|promote|designate)\b")


def _is_of_something_else(move: Move, sentences: Sequence[Phrased], text: str) -> bool:
    """Whether the verb, in a filing, is about no office: a seat on the board, a signature, a transfer of something."""
    entry = move.verb.entry
    if move.verb.raw.lower().startswith("return") and _TO_OWN_ROLE.match(text, move.verb.end):
        return move.direction is not Direction.LEAVE
    if move.told_by == "Y" and move.direction is Direction.LEAVE:
        named = move.title is not None and move.title.start > move.verb.end
        return not named and _HANDS_ON.match(text, move.verb.end) is None
    begin = next((one.sentence.start for one in sentences if one.holds(move.verb)), move.verb.start)
    if move.direction is not Direction.LEAVE and move.told_by == "S" and _EXPECTS.search(text, begin, move.verb.start):
        return True
    if move.direction is Direction.LEAVE or entry is None or move.told_by != "A":
        return False
    if _AGAIN.match(move.verb.raw):
        return True
    before = text[max(0, move.title.start - 60) : move.title.start] if move.title else ""
    told_as = move.title is not None and move.title.start > move.verb.end and _AS_OFFICE.search(before) is not None
    if entry.lemma in _OTHER_VERBS:
        return not told_as
    end = next((one.sentence.end for one in sentences if one.holds(move.verb)), move.verb.end)
    between = text[move.person.end : move.title.start] if move.title and move.person else ""
    own = "," in _AGE.sub("", between)
    return own and not told_as and _TO_BOARD.search(text, move.verb.end, end) is not None


_WITHDRAWN = re.compile(
    r"\b(?:withdr[ae]wn?|rescind(?:ed|s)?|revoked?)\b[^.;]{0,40}?\b(?:resignation|retirement|notice|decision|plans?)\b"
)


def _has_withdrawn(move: Move, sentences: Sequence[Phrased], text: str) -> bool:
    """Whether the filing says that who meant to go has changed his mind."""
    last = move.person.raw.split()[-1] if move.person else ""
    told = (text[one.sentence.start : one.sentence.end] for one in sentences)
    return move.direction is Direction.LEAVE and any(last in one and _WITHDRAWN.search(one) for one in told)


def is_told_aside(move: Move, text: str, filed_on: date | None) -> bool:
    """ "in light of the retirement of Ms. Doe on June 1": a filing reports within days, so this is known by August."""
    if move.told_by == "O" and _KNOWN_GOING.search(text, max(0, move.verb.start - 30), move.verb.start):
        return move.effective is None
    if filed_on is None or move.effective is None:
        return False
    return move.effective.end_on < filed_on - _REPORTED_WITHIN


# "announced his retirement as Treasurer": he is not appointed.
_OWN_GOING = re.compile(r"\s(?:his|her|their)\s")
# "Executive Advisor to the Chief Executive Officer": whom the office serves.
_SERVES = re.compile(
    r"\b(?:[Aa]dvis[oe]r|[Cc]onsultant|[Aa]ssistant|[Cc]ounsel(?:or)?|[Cc]hief of [Ss]taff|[Ll]iaison"
    r"|[Rr]eport\w*|[Ss]upport)"
    r"\s(?:to|for)\s(?:(?:the|our|its|his|her)\s)?(?:Company[’']s\s)?(?:(?:new|next|interim)\s)?\Z"
)
# "Chairman of our Scientific Advisory Board": a seat beside the house.
_OF_BENCH = re.compile(
    r"(?: Emeritus\b|\s(?:of|on)\s(?:(?:the|our|its|a|an)\s)?(?:Company[’']s\s)?(?:[\w&-]+\s){0,4}?"
    r"(?:Advisory (?:Board|Council)|Committee|Council|Foundation)\b)"
)
# "the Audit Committee, on which she was replaced by Mr. Roe"
_ON_WHICH = re.compile(
    r"\b(?:on|of) which (?:he|she|(?:Mr|Ms|Mrs|Dr)\.\s[A-Z][\w’'-]+) (?:was|has been|is|will be)\s\Z"
)
# "to replace him on the Board", "succeeds Mr. Doe as a director"
_ON_BOARD = re.compile(
    r"\s[^.;,]{1,40}?\s(?:on (?:the|its|our) (?:[\w’']+\s){0,3}?(?:Board|Committee)\b"
    r"|as an? (?:\w+ )?(?:director|member)\b)"
)
# "has agreed to act as an advisor to the Company"
_NO_OFFICER = re.compile(
    r"\s(?:an?|the|its|our)\s(?:[\w-]+\s){0,3}?(?:advis[eo]r|consultant|employee|director|member|liaison|contractor)\b"
)


# "has resigned from all offices and will become the President of Halyard": another's.
_LEAVES_FOR = re.compile(
    r"\b(?:resign\w*|depart\w*|le(?:ft|av\w+)|retir\w*|step\w* down)\b[^.;]{0,120}"
    r"\b(?:and|to)\s(?:(?:will|would|then)\s)*\Z"
)
_TITLE_OF = re.compile(r".*\s(?:of|at)\s([A-Z][\w&’'-]+)")


def _is_left_for(move: Move, sentences: Sequence[Phrased], text: str, filer: str) -> bool:
    """Whether who resigns "to become" something becomes it at another company."""
    begin = next((one.sentence.start for one in sentences if one.holds(move.verb)), move.verb.start)
    if move.direction is Direction.LEAVE or move.title is None or not _LEAVES_FOR.search(text, begin, move.verb.start):
        return False
    other = _TITLE_OF.fullmatch(text[move.title.start : move.title.end]) or _OF_ANOTHER.match(text, move.title.end)
    return other is not None and other[1].casefold() not in re.findall(r"[\w&’'-]+", filer.casefold())


def _is_beside_office(move: Move, text: str) -> bool:
    """Whether somebody comes to no office: his own retirement is told, whom he advises, a committee, a bench."""
    if move.direction is Direction.LEAVE:
        return False
    if move.told_by == "A" and move.verb.raw.lower().startswith("announc") and _OWN_GOING.match(text, move.verb.end):
        return True
    on_board = move.told_by == "S" and _ON_BOARD.match(text, move.verb.end) is not None
    if on_board or (move.told_by == "S" and _ON_WHICH.search(text, max(0, move.verb.start - 60), move.verb.start)):
        return True
    if move.title is None:
        return move.told_by == "B" and _NO_OFFICER.match(text, move.verb.end) is not None
    served = _SERVES.search(text, max(0, move.title.start - 60), move.title.start)
    return served is not None or ("hair" in move.title.raw and _OF_BENCH.match(text, move.title.end) is not None)


def tells_no_office(move: Move, sentences: Sequence[Phrased], text: str, filer: str) -> bool:
    """Whether a move is none of an office of the filer: of work, of a part, elsewhere, of a seat, or taken back."""
    of_work = _takes_on_work(move, text) or _leads_part(move, text) or _is_elsewhere(move, text, filer)
    of_work = of_work or _is_beside_office(move, text) or _is_left_for(move, sentences, text, filer)
    return of_work or _is_of_something_else(move, sentences, text) or _has_withdrawn(move, sentences, text)
