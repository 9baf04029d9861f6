"""Who is the company of a phrase and who puts the money in: the subject of receiving, the object of investing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale

from signals.extract.company_phrases import company_after, company_before, company_first, is_described
from signals.extract.company_words import AGENTS, KINDS
from signals.extract.funding import counter_evidence, patterns
from signals.extract.funding.brackets import subject_behind
from signals.extract.funding.phrases import Governor, Head, Phrase, Sentence
from signals.extract.funding.words import FINITE, VERBS, Verb
from signals.extract.organisations import Name, is_investor, organisations

_MORE_PLACES_TEXT = (
    "turkey,russia,south korea,czech republic,europe,africa,asia,latin america,america,south "
    "america,north america,middle east,england,scotland,wales,silicon "
    "valley,california,texas,new york,nevada,arizona,ohio,michigan,florida,georgia,utah,oregon,washington,illinois,"
    "virginia,north "
    "carolina,tennessee,indiana,wisconsin,iowa,kentucky,london,berlin,paris,dublin,detroit,chicago,boston,"
    "bangalore,mumbai,delhi,shanghai,beijing,hong kong,tokyo,seoul,uk,us,usa,u.s.,u.k.,eu,uae,leeds,reading,manchester"
)
PLACES = frozenset(name.casefold() for name in Locale("en").territories.values()) | frozenset(
    _MORE_PLACES_TEXT.split(",")
)
_WORD = re.compile(r"[^\W\d_][\w’'&.-]*|[¤§]+")
_LEADS = frozenset({"lead", "leads", "led", "co-lead", "co-leads", "co-led"})
_PLURALS_TEXT = "months years weeks days hours users customers founders investors engineers people employees"
_NO_VERBS = AGENTS | KINDS | frozenset(_PLURALS_TEXT.split())
_ENDS_LIKE_A_VERB = re.compile(r"(?:[^su'’i]s|ed)(?<!ics)$")
_ROMANCE_INFINITIVE = re.compile(
    r"(?:lev|boucl|réun|décroch|obten|finalis|cerr|levant|recaud|capt|logr)[aei]r", re.IGNORECASE
)
_GERMAN_SOMEBODY = re.compile(r"\s+(?P<who>(?:das|der|die)\s+(?:[a-zäöüß]+\s+){0,2}[A-ZÄÖÜ][\w-]+)\s*$")
_LABELLED = re.compile(
    r"\s*(?!(?:[\w-]*(?:[fF]inanz|[kK]apital|[gG]eld|[iI]nvest|[rR]unde|[sS]tart-?up)|[lL]evée|[rR]onda|[iI]nversión|[aA]morçage))"
    r"[A-ZÀ-Þ][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*){0,2}\s?:\s*$"
)
_HAS_DONE = re.compile(r"(?:,[^,]{1,40},)?\s+(?:[\wéèêàç]+\s+)?[\wéèêàç]+(?:é|ée|és|i|u|is|it|voir|to)\b")
_PARTICLE = re.compile(r"\s+(?:up|in|down|off|away|out|back|to|into|with|on|at|another|an?|its|¤)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part. `company` None with `is_nameless`: somebody described but not named. `backers`: the stretch whose
    names put the money in, (0, 0) if none stands before the phrase. `into`: the words that name where it goes."""

    company: Name | None
    is_nameless: bool = False
    backers: tuple[int, int] = (0, 0)
    giver: bool = False
    into: str | None = None
    is_pronoun: bool = False


def parties(phrase: Phrase) -> Parties:
    """The company and the givers of one phrase; nobody where the sentence names none."""
    for read in (_told_by_taker, _given, _said_of, _opened, _subject):
        for found in read(phrase):
            return found
    return Parties(None)


def first_verb(sentence: Sentence, start: int, end: int) -> int | None:
    """Where the first finite verb of a clause stands, once something that may be its subject has been named."""
    words = _finite(sentence, start, end)
    return words if words is not None else _verb_like(sentence, start, end)


def _finite(sentence: Sentence, start: int, end: int) -> int | None:
    """The first known form of a verb after a possible subject; a base form counts after a list ("A and B back…")."""
    named = False
    joined = False
    for match in _WORD.finditer(sentence.masked, start, end):
        word, folded = match[0], match[0].casefold().replace("’", "'")
        if folded == "a" and not _HAS_DONE.match(sentence.masked, match.end()):
            continue  # "reparto a domicilio", "a start-up": no auxiliary
        if named and (folded in FINITE or (joined and folded in VERBS)):
            return match.start()
        joined = joined or folded in {"and", "und", "et", "y"} or sentence.masked[match.end() : match.end() + 1] == ","
        named = named or _may_be_named(word)
    return None


def _verb_like(sentence: Sentence, start: int, end: int) -> int | None:
    """The first word after a possible subject that ends like a verb and is no plural of what somebody is."""
    named = False
    for match in _WORD.finditer(sentence.masked, start, end):
        word, folded = match[0], match[0].casefold()
        likely = folded not in _NO_VERBS and _ENDS_LIKE_A_VERB.search(word)
        if named and likely and (word.islower() or _PARTICLE.match(sentence.masked, match.end())):
            return match.start()
        named = named or _may_be_named(word)
    return None


def _may_be_named(word: str) -> bool:
    return any(char.isupper() or char.isdigit() for char in word) or word.casefold() in AGENTS | KINDS


def is_company(sentence: Sentence, company: Name) -> bool:
    """Whether what money goes into is a company: no place, no project, and no adjective to what follows."""
    name = company.name
    if is_investor(name) or name.casefold() in PLACES or (name.isupper() and len(name) <= 2):
        return False
    if "¤" in sentence.masked[company.start : company.end]:
        return False
    soft = sentence.is_title_case and patterns.SOFT_PROJECT.search(name)
    return not (soft or patterns.CAPITAL_PROJECT.search(name)) and bool(
        patterns.AFTER_COMPANY.match(sentence.masked, company.end)
    )


def _given(phrase: Phrase) -> Iterator[Parties]:
    """ "Larkspur puts $5M into Quillfern", "backs Quillfern with $5M", "leads Quillfern's Series B": the object."""
    sentence = phrase.sentence
    verb = _investing_verb(phrase)
    if verb is None:
        return
    start, end, word = verb
    subject = (phrase.clause_start, start) if start > phrase.clause_start else (0, 0)
    givers = sentence.text[subject[0] : subject[1]]
    if givers.strip().casefold() in PLACES:
        return
    known = _names_investor(givers) or (word in _LEADS and phrase.head is not Head.OTHER)
    far = end < phrase.governor_start and patterns.WITH_SHARE.match(sentence.masked, end) is None
    into = None if far else patterns.INTO.match(sentence.masked, phrase.end)
    inside = patterns.INSIDE.search(phrase.words)
    if inside is not None and word in _LEADS:
        at = phrase.start + inside.start("company")
        company: Name | None = Name(inside["company"], at, at + len(inside["company"]))
    elif into is not None:
        company, at = company_after(sentence.text, into.start("company")), into.start("company")
    elif phrase.governor is Governor.OWNER:
        at = _phrase_start(sentence, end, phrase.governor_start)
        company = company_before(sentence.text, phrase.governor_start, at)
    elif end < phrase.start:
        between = patterns.ONTO.match(sentence.masked, end)
        at = between.end() if between else end
        company = company_after(sentence.text, at)
    else:
        company = None
    if company is None and word in _LEADS:
        yield Parties(None)
    if company is None and into is not None and (nobody := patterns.NAMELESS.match(sentence.masked, at)):
        yield Parties(None, is_nameless=True, backers=subject, giver=known, into=nobody[0])
    if company is None or not is_company(sentence, company) or sentence.masked[at] in "¤§":
        return
    words = sentence.masked[at : company.end]
    yield Parties(company, backers=subject, giver=known, into=words)


def _told_by_taker(phrase: Phrase) -> Iterator[Parties]:
    """ "Quillfern said Larkspur had invested $5M in the company": who says so takes the money."""
    sentence = phrase.sentence
    told = patterns.TOLD_BY_TAKER.match(sentence.masked, phrase.clause_start, phrase.governor_start)
    if told is None or phrase.verb is not Verb.INVEST or not patterns.IN_ITSELF.match(sentence.masked, phrase.end):
        return
    company = company_before(sentence.text, told.end("company"), told.start("company"))
    if company is not None:
        known = _names_investor(told["giver"])
        yield Parties(company, backers=told.span("giver"), giver=known, into=company.name)


def _investing_verb(phrase: Phrase) -> tuple[int, int, str] | None:
    """The verb by which the clause's subject gives: the governor, or the last one before the phrase."""
    sentence = phrase.sentence
    if phrase.governor is Governor.VERB and (phrase.verb is Verb.INVEST or _gives(phrase)):
        return phrase.governor_start, phrase.governor_start + len(phrase.word), phrase.word.casefold()
    if phrase.governor is Governor.VERB and phrase.verb is not Verb.PLAIN and phrase.verb is not Verb.TAKE:
        return None
    last: tuple[int, int, str] | None = None
    for match in _WORD.finditer(sentence.masked, phrase.clause_start, phrase.start):
        folded = match[0].casefold()
        passive = folded.endswith("ing") or patterns.BY.match(sentence.masked, match.end())
        if VERBS.get(folded) is Verb.INVEST and match.start() > phrase.clause_start and not passive:
            last = match.start(), match.end(), folded
    return last


def _gives(phrase: Phrase) -> bool:
    """Whether an investor is the subject of another verb that sends the amount somewhere ("makes an investment in")."""
    if not patterns.INTO.match(phrase.sentence.masked, phrase.end) or phrase.verb in {Verb.RAISE, Verb.GAIN}:
        return False
    return _names_investor(phrase.sentence.text[phrase.clause_start : phrase.governor_start])


def _names_investor(words: str) -> bool:
    return (
        counter_evidence.is_fund_manager(words)
        or bool(patterns.INVESTORS.search(words))
        or any(is_investor(part) for name in organisations(words) for part in (name.name, name.name.split("'s ")[-1]))
    )


def _phrase_start(sentence: Sentence, start: int, end: int) -> int:
    """Where the noun phrase that ends at `end` begins: after the last verb, preposition or break from `start` on."""
    at = start
    for match in _WORD.finditer(sentence.masked, start, end):
        folded = match[0].casefold()
        if match.end() < end and (folded in FINITE or patterns.SMALL_WORD.fullmatch(folded)):
            at = match.end()
    return at


def _said_of(phrase: Phrase) -> Iterator[Parties]:
    """ "whose company, Quillfern, received…", "Quillfern's new $5M": named right before the phrase."""
    sentence = phrase.sentence
    before = sentence.text[: phrase.governor_start]
    if match := patterns.WHOSE.search(before):
        name = company_before(sentence.text, match.end("name"), match.start("name"))
        if name is not None:
            yield Parties(name)
    if phrase.governor is Governor.OWNER:
        at = _phrase_start(sentence, phrase.clause_start, phrase.governor_start)
        into = patterns.INTO.match(sentence.masked, phrase.end)
        if into is not None and _names_investor(sentence.text[at : phrase.governor_start]):
            company = company_after(sentence.text, into.start("company"))
            words = sentence.masked[into.start("company") :]
            yield Parties(company, backers=(at, phrase.governor_start), giver=True, into=words)
        yield Parties(company_before(sentence.text, phrase.governor_start, at))


def _opened(phrase: Phrase) -> Iterator[Parties]:
    """ "$5M for Quillfern", "With $5M, Quillfern wants…", "Geld für Quillfern: 5 Mio. Euro": the phrase leads."""
    sentence = phrase.sentence
    opens = phrase.governor is Governor.OPENING or not phrase.left[phrase.clause_start - sentence.begin :].strip()
    if not opens:
        opens = bool(patterns.LEADING.match(sentence.masked[phrase.clause_start : phrase.governor_start])) and (
            first_verb(sentence, phrase.clause_start, phrase.governor_start) is None
        )
    if not opens:
        return
    before = sentence.masked[sentence.begin : phrase.clause_start]
    goes = patterns.FOR.match(sentence.masked, phrase.end)
    # "Quillfern: 12 Mio. Euro für Dämmung": what for, not for whom.
    what_for = goes is not None and goes[0].strip().casefold() in {"für", "pour", "para"} and _LABELLED.match(before)
    giver = _names_investor(before)
    if goes is None and giver:
        goes = patterns.ONTO.match(sentence.masked, phrase.end)
    if goes is not None and not what_for:
        company = company_after(sentence.text, goes.end())
        if company is None and (owner := patterns.OWNER_NAME.match(sentence.text, goes.end())):
            company = Name(owner["name"], *owner.span("name"))
        if company is not None and is_company(sentence, company):
            backers = (sentence.begin, phrase.clause_start) if giver else (0, 0)
            yield Parties(company, backers=backers, giver=giver, into=sentence.masked[goes.end() : company.end])
    if helps := patterns.HELPS.search(sentence.masked, phrase.end, phrase.clause_end):
        yield Parties(company_before(sentence.text, helps.end("name"), helps.start("name")))
    comma = sentence.masked.find(",", phrase.end, phrase.end + 120)
    if comma >= 0:
        verb = first_verb(sentence, comma + 1, len(sentence.masked))
        company = company_before(sentence.text, verb, comma + 1) if verb is not None else None
        if company is not None:
            yield Parties(company)
    if for_whom := patterns.FOR_BEFORE.search(before):
        at = sentence.begin + for_whom.end()
        yield Parties(company_after(sentence.text, at), into=sentence.masked[at : phrase.clause_start])
    elif before.strip():
        verb = first_verb(sentence, sentence.begin, phrase.clause_start)
        end = verb if verb is not None else sentence.begin + len(before.rstrip(" :;–—-"))
        what = sentence.masked[goes.end() : phrase.clause_end] if goes else ""
        into = what if patterns.STARTUP.search(what) else None
        yield Parties(company_before(sentence.text, end, sentence.begin), into=into)


def _subject(phrase: Phrase) -> Iterator[Parties]:
    """ "Quillfern raises $5M", "Quillfern emerges with $5M": the subject of the clause."""
    sentence = phrase.sentence
    end = phrase.governor_start
    if ours := re.search(r"\bour\b", phrase.words, re.IGNORECASE):
        yield Parties(Name(ours[0], phrase.start + ours.start(), phrase.start + ours.end()), is_pronoun=True)
    infinitive = sentence.text[:end].rstrip().endswith(" to") or _ROMANCE_INFINITIVE.fullmatch(phrase.word) is not None
    if span := subject_behind(sentence.text, sentence.begin, end, phrase.start):
        yield _behind(phrase, *span)
    shared = _shared_subject(phrase)
    if shared is not None:
        yield Parties(shared)
        return
    if infinitive or phrase.governor is not Governor.VERB or phrase.word.casefold().endswith("ing"):
        verb = first_verb(sentence, phrase.clause_start, phrase.governor_start)
        end = verb if verb is not None else end
    if worth := patterns.WORTH_NOW.search(sentence.masked, phrase.clause_start, end):
        end = worth.start()
    if pronoun := patterns.PRONOUN.search(sentence.text[:end]):
        yield _who_is(phrase, pronoun)
        return
    if patterns.SOME_PEOPLE.match(sentence.text[phrase.clause_start : end]):
        yield Parties(None, is_nameless=True)
        return
    told = list(patterns.TOLD_THAT.finditer(sentence.text, sentence.begin, end))
    company = company_before(sentence.text, end, told[-1].end() if told else sentence.begin)
    if company is not None and patterns.FOUNDER.search(sentence.text[phrase.clause_start : end].rstrip()):
        company = None  # "Quillfern founder Jane Marlow raises $4M": a person
        yield from _founders_company(phrase)
    if company is None and phrase.governor is not Governor.VERB:
        company = company_first(sentence.text[phrase.clause_start :], end - phrase.clause_start)
        company = company and Name(company.name, company.start + phrase.clause_start, company.end + phrase.clause_start)
    if company is None and phrase.verb is Verb.RAISE and (goes := patterns.FOR.match(sentence.masked, phrase.end)):
        company = company_after(sentence.text, goes.end())
        company = company if company and is_company(sentence, company) else None
    words = sentence.text[phrase.clause_start : end]
    label = patterns.LABEL.match(sentence.text[sentence.begin : phrase.clause_start])
    if company is None and label is not None:
        company = company_before(sentence.text, sentence.begin + len(label[0].rstrip(" :")), sentence.begin)
    nameless = company is None and (is_described(words) or patterns.SOME_STARTUP.match(words) is not None)
    yield Parties(company, is_nameless=nameless)


def _behind(phrase: Phrase, start: int, end: int) -> Parties:
    """The subject behind a German verb: a name, or somebody described, who is the company of the text."""
    company = company_before(phrase.sentence.text, end, start)
    described = _GERMAN_SOMEBODY.match(phrase.sentence.text, start, end)
    if company is None and described is not None:
        return Parties(Name(described["who"], *described.span("who")), is_pronoun=True)
    return Parties(company)


def _founders_company(phrase: Phrase) -> Iterator[Parties]:
    """What a founder raises for, named or not."""
    goes = patterns.FOR.match(phrase.sentence.masked, phrase.end)
    company = company_after(phrase.sentence.text, goes.end()) if goes else None
    if company is not None and is_company(phrase.sentence, company):
        yield Parties(company)
    yield Parties(None, is_nameless=True)


def _shared_subject(phrase: Phrase) -> Name | None:
    """The subject of an earlier verb that the governing one shares ("Quillfern buys Bickerly, raises…")."""
    sentence, end = phrase.sentence, phrase.governor_start
    if phrase.governor is not Governor.VERB or not patterns.AND_THEN.search(sentence.text[phrase.clause_start : end]):
        return None
    verb = first_verb(sentence, phrase.clause_start, end)
    if verb is None or patterns.PRONOUN.search(sentence.text[:verb]):
        return None
    return company_before(sentence.text, verb, phrase.clause_start)


def _who_is(phrase: Phrase, pronoun: re.Match[str]) -> Parties:
    """Who "it" is where the same sentence says so ("Quillfern says it has raised"); else the pronoun itself."""
    sentence = phrase.sentence
    itself = Parties(Name(pronoun["who"], *pronoun.span("who")), is_pronoun=True)
    reported = patterns.REPORTS.search(sentence.text[: pronoun.start()])
    if pronoun["who"].casefold() not in {"it", "they"} or not (reported or phrase.verb is Verb.RAISE):
        return itself
    verb = reported.start() if reported else first_verb(sentence, sentence.begin, pronoun.start())
    company = company_before(sentence.text, verb, sentence.begin) if verb is not None else None
    return Parties(company) if company is not None else itself
