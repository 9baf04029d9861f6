"""A sentence as a row of coded pieces: people, organisations, titles, verbs of moving, and the small words between.

`Chunked.codes` has one letter a chunk: P person, N other name, T title, D date, p possessive, "," ":" "|" breaks,
w any other word, and those of `moves.lexicon`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from signals.extract.dates import DateSpan, dates_in
from signals.extract.lost_apostrophes import has_lost_mark
from signals.extract.moves.forms import Entry, match_at, noun_at
from signals.extract.moves.marks import (
    AGENCIES,
    ATTACHED,
    BOARD,
    BREAKS,
    CALLINGS,
    COMPOUND,
    DATELINE,
    DAY_OF_MONTH,
    DEFINED,
    ELIDED,
    EX,
    FILED_TITLE,
    GERMAN_ARTICLES,
    LAST_IN_NAMES,
    NEW_PLACES,
    NO_SURNAME,
    OF_BODY,
    POSSESSIVE,
    RANK,
    SMALL_ONLY,
    SUFFIX,
    WIRE,
    WORD,
    grown_title,
)
from signals.extract.name_words import (
    COMMON_WORDS,
    GIVEN_NAMES,
    HONORIFICS,
    LARGE_IN_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACES,
    SURNAMES,
)
from signals.extract.people import is_person, people_in, surname
from signals.extract.titles import folded, titles_in


@dataclass(frozen=True, slots=True)
class Chunk:
    """`text[start:end]` of the stored text, as one piece."""

    code: str
    start: int
    end: int
    raw: str
    on: DateSpan | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Chunked:
    codes: str
    chunks: tuple[Chunk, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole text tells about its names: surnames of its people, names that are organisations."""

    surnames: frozenset[str]
    organisations: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Known:
        found = people_in(text[:20_000])
        people = frozenset(surname(person.raw) for person in found)
        people |= frozenset(folded(person.raw.split()[0]) for person in found)
        organisations = frozenset(folded(match[1]) for match in _ORGANISATION.finditer(text[:20_000]))
        return cls(people, organisations)


_ORGANISATION = re.compile(
    r"((?:[A-Z][\w'’-]*[ ]){1,4}?[A-Z]?[\w'’-]*),?[ ](?:Inc|Corp|Corporation|Ltd|Limited|LLC|GmbH|AG|SE|plc|PLC"
    r"|Holdings|Group|S\.A)\b"
)


def chunked(
    text: str, start: int, end: int, *, known: Known, as_of: date | None = None, filer: str | None = None
) -> Chunked:
    """The chunks of the sentence `text[start:end]`. Quotation marks, and parentheses without a title, are left out.

    `filer` is the company of a filing, "" where unknown: there a title goes on as far as it is written large.
    """
    return _Chunker(text, start, end, known, as_of, filer).run()


class _Chunker:
    """One pass over one sentence."""

    def __init__(self, text: str, start: int, end: int, known: Known, as_of: date | None, filer: str | None) -> None:
        self.filer = filer
        dateline = WIRE.match(text, start, end) or DATELINE.match(text, start, end)
        self.text, self.start, self.end, self.known = text, dateline.end() if dateline else start, end, known
        sentence = text[self.start : end]
        self.titles = {self.start + span.start: self.start + span.end for span in titles_in(sentence)}
        if filer is not None:
            for found in FILED_TITLE.finditer(sentence):
                self.titles.setdefault(self.start + found.start(), self.start + found.end())
            self.titles = {begin: grown_title(text, begin, stop, end, filer) for begin, stop in self.titles.items()}
        self.dates = {self.start + span.start: span for span in dates_in(sentence, as_of=as_of)}
        self.chunks: list[Chunk] = []
        words = sentence.split()
        self.is_headline = sum(word[:1].isupper() for word in words) > 0.6 * len(words)

    def run(self) -> Chunked:
        at = self.start
        while at < self.end:
            at = self._step(at)
        codes = "".join(chunk.code for chunk in self.chunks)
        return Chunked(codes, tuple(self.chunks), self.start, self.end)

    def _step(self, at: int) -> int:
        """Read the piece that begins at `at`; the place behind it."""
        letter = self.text[at]
        if letter.isspace() or letter in '"“”„«»‘[]*<>/':
            return at + 1
        if self.text.startswith("&lt;", at) and (close := self.text.find("&gt;", at, min(self.end, at + 60))) > 0:
            return close + 4  # a wire's ticker: "&lt;ABC.N&gt;"
        if letter == "(":
            return self._parenthesis(at)
        if letter.isalnum():
            return self._word(at)
        possessive = POSSESSIVE.match(self.text, at, self.end)
        if possessive:
            return self._possessive(at, possessive.end())
        if letter == "-" and (self.text[at + 1 : at + 2] in " -"):
            return self._add(",", at, at + 1)
        return self._add(BREAKS[letter], at, at + 1) if letter in BREAKS else at + 1

    def _possessive(self, at: int, end: int) -> int:
        """ "Kohl's names a CEO": before a verb the mark is part of the name."""
        following = match_at(self.text, end + 1, self.end)
        named = self.chunks and self.chunks[-1].code in "NP" and self.text[at:end].endswith("s")
        if named and following and following[0].code in "AX" and following[0].form == "finite":
            last = self.chunks.pop()
            return self._add("N", last.start, end)
        return self._add("p", at, end)

    def _parenthesis(self, at: int) -> int:
        """Skip what stands in parentheses, unless it is a title: "Jane Doe (Chief Commercial Officer)"."""
        close = self.text.find(")", at, min(self.end, at + 160))
        if close < 0:
            return at + 1
        if any(at < begin < close for begin in self.titles) and not DEFINED.match(self.text, at, close + 1):
            return self._add(",", at, at + 1)
        return close + 1

    def _word(self, at: int) -> int:
        if at in self.titles:
            end = self._add("T", at, self.titles[at])
            return end + 1 if self.text[end : end + 1] == "s" else end
        if at in self.dates:
            span = self.dates[at]
            return self._add("D", at, at + len(span.raw), span)
        month = DAY_OF_MONTH.match(self.text, at, self.end)
        if month and (
            month[0][0].isdigit()
            or month[0][-1].isdigit()
            or self._is_after("in from by until ab im en de since ende mitte anfang fin finales late early mid next")
        ):
            return self._add("D", at, month.end())
        found = self._function(at)
        if found:
            return self._add(found[0].code, at, found[1], entry=found[0])
        compound = COMPOUND.match(self.text, at, self.end)
        if compound:
            self._add("N", compound.start(1), compound.end(1))
            return self._add("T", compound.start(2), compound.end(2))
        elided = ELIDED.match(self.text, at, self.end)
        if elided:
            return self._add("f" if elided[0][0] in "dD" else "d", at, elided.end())
        former = EX.match(self.text, at, self.end)
        if former:
            return self._add("q", at, former.end())
        if self.board_at(at):
            return self._add("T", at, BOARD.match(self.text, at, self.end).end())  # type: ignore[union-attr]
        rank = RANK.match(self.text, at, self.end)
        if rank:
            return self._add("d", at, rank.end())
        word = WORD.match(self.text, at, self.end)
        if word is None:
            return at + 1
        if ATTACHED.search(word[0]):
            return self._add("w", at, word.end())
        if _is_capital(word[0]) and not self._is_common(word):
            return self._name(at)
        return self._add("z" if word[0].endswith("ly") else "w", at, word.end())

    def _is_after(self, words: str) -> bool:
        return bool(self.chunks) and self.chunks[-1].raw.casefold() in words.split()

    def board_at(self, at: int) -> bool:
        """Whether a seat on the board is what somebody is brought to ("appointed to its Board of Directors")."""
        if self.filer is not None or not BOARD.match(self.text, at, self.end):
            return False
        codes = "".join(chunk.code for chunk in self.chunks[-4:])
        return re.search("[tJ](?:d|Np)?$|F(?:d|Np)?$|zum?$", codes) is not None

    def _function(self, at: int) -> tuple[Entry, int] | None:
        found = match_at(self.text, at, self.end)
        if found is None:
            return None
        if self.chunks and self.chunks[-1].code in "pd" and found[0].form in {"base", "gerund"}:
            found = noun_at(self.text, at, self.end) or found
        if self.text[at].isupper():
            if found[1] == at + 1 and self.text[at + 1 : at + 2] == ".":
                return None
            word = self.text[at : found[1]].casefold()
            following = self.text[found[1] : found[1] + 24].lstrip()
            if word == "new" and folded(following.split(" ")[0]).strip(".,") in NEW_PLACES:
                return None
            if self._is_large_in_name(word, at, following) or (word == "may" and at > self.start):
                return None
            if word in SMALL_ONLY and following[:1].isupper():
                return None
            if word == "us" and folded(following.split(" ")[0]).strip(".,") in ORGANISATION_WORDS:
                return None
            if self._is_surname_here(at, found[1], found[0]):
                return None
            if self._is_given(word, following, found[1]):
                return None
        return found

    def _is_given(self, word: str, following: str, end: int) -> bool:
        """Whether a word of the lexicon is somebody's first name here ("Will Grant", "Wei In")."""
        return word in GIVEN_NAMES and following[:1].isupper() and self.text[end : end + 1] == " "

    def _is_surname_here(self, at: int, end: int, entry: Entry) -> bool:
        """Whether a large verb is a surname: behind a lone first name, before the verb ("David Sacks takes over")."""
        before = self.chunks[-1] if self.chunks else None
        pending = WORD.findall(self.text[max(self.start, at - 24) : at])
        following = match_at(self.text, end + 1, self.end)
        if len(pending) > 1 and re.search(r"[A-Z][a-z]+ [A-Z]\. $", self.text[max(self.start, at - 24) : at]):
            return not self.is_headline
        return (
            entry.code in "AX"
            and not entry.rest
            and bool(pending)
            and self.text[at - 1] == " "
            and pending[-1].casefold() in GIVEN_NAMES
            and pending[-1].istitle()
            and (before is None or before.end <= at)
            and following is not None
            and following[0].code in "AJBLXSUbm"
        )

    def _is_common(self, word: re.Match[str]) -> bool:
        plain = word[0].casefold()
        if plain not in COMMON_WORDS:
            return False
        following = self.text[word.end() : word.end() + 2]
        if self._is_large_in_name(plain, word.start(), following.lstrip()):
            return False
        return not (plain in GIVEN_NAMES and following[:1] == " " and following[1:].isupper())

    def _is_large_in_name(self, word: str, at: int, following: str) -> bool:
        large = word in LARGE_IN_NAMES and self.text[at].isupper() and following[:1].isupper()
        return large and not self.is_headline and at > self.start

    def _name(self, at: int) -> int:
        """Read a run of capitalised words; a person's name at its end is a chunk of its own."""
        words = [WORD.match(self.text, at, self.end)]
        while (further := self._further(words[-1])) is not None:
            words.append(further)
        spans = [(word.start(), word.end()) for word in words if word is not None]
        if len(spans) > 1 and self._is_calling(spans[0]):
            self._add("w", *spans[0])
            spans = spans[1:]
        if len(spans) > 1 and self._is_dateline(spans[0], spans[1]):
            spans = spans[1:]
        if has_lost_mark(self.text, spans, self.titles):
            first, stop = spans[0]
            self._add("N", first, stop - 1)
            self._add("p", stop - 1, stop)
            return self._name(spans[1][0]) if len(spans) > 1 else stop
        suffix = SUFFIX.match(self.text, spans[-1][1], self.end)
        end = suffix.end() if suffix else spans[-1][1]
        first = self._person_within(spans, end)
        if first > 0:
            self._add("N", spans[0][0], spans[first - 1][1])
        self._add(self._kind(spans[first][0], end), spans[first][0], end)
        return end

    def _is_calling(self, first: tuple[int, int]) -> bool:
        """ "Der Logistiker Trossmann", "das Softwarehaus Kestrel": German says what a company is before its name."""
        after_article = bool(self.chunks) and self.chunks[-1].raw.casefold() in GERMAN_ARTICLES | {
            "beim",
            "vom",
            "zum",
            "im",
        }
        return after_article and self.text[slice(*first)].endswith(CALLINGS)

    def _is_dateline(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Whether a run begins with its place of news, all in capitals ("TAIPEI Acme said")."""
        place = self.text[slice(*first)]
        if place == "US" and folded(self.text[slice(*second)]) in ORGANISATION_WORDS:
            return False
        return place.isupper() and place.casefold() in PLACES and not self.text[slice(*second)].isupper()

    def _person_within(self, spans: list[tuple[int, int]], end: int) -> int:
        """Where in the run a known given name opens a person's name; 0 where none does."""
        for index in range(1, len(spans) - 1):
            word = self.text[slice(*spans[index])]
            before = self.text[slice(*spans[index - 1])]
            if word.casefold() in GIVEN_NAMES and before.casefold() not in GIVEN_NAMES and not _is_initial(before):
                alone = is_person(self.text[spans[index][0] : end])
                article = bool(self.chunks) and self.chunks[-1].raw.casefold() in GERMAN_ARTICLES
                if alone and (article or not is_person(self.text[spans[0][0] : end])):
                    return index
        return 0

    def _further(self, last: re.Match[str] | None) -> re.Match[str] | None:
        """The word that goes on with the name whose last word so far is `last`."""
        if last is not None and self.text[last.end() : last.end() + 1] == "/":
            stroke = self._capital(last.end() + 1)
            return stroke if stroke and folded(stroke[0]) not in AGENCIES else None
        if last is None or self.text[last.end() : last.end() + 1] not in {" ", "\u00a0", "\n"}:
            return None
        at = last.end() + 1
        word = WORD.match(self.text, at, self.end)
        if word is None:
            joins = self.text[at : at + 2] == "& "
            return self._capital(at + 2) if joins else None
        lower = word[0].casefold()
        if word[0] in PARTICLES or (lower == "of" and last[0].casefold() in OF_BODY):
            beyond = word.end() + 1
            return self._capital(beyond) or (self._further(word) if word[0] in PARTICLES else None)
        if lower == "a" and word[0] == "A" and self._capital(word.end() + 1):
            return word
        return self._capital(at)

    def _capital(self, at: int) -> re.Match[str] | None:
        word = WORD.match(self.text, at, self.end) if at < self.end else None
        if word is None or not _is_capital(word[0]) or at in self.titles or at in self.dates:
            return None
        if folded(word[0]) in SURNAMES and self._is_after_given(at):
            return word
        if folded(word[0]) in LAST_IN_NAMES and not self.is_headline:
            return word
        if self._is_common(word):
            return None
        found = self._function(at)
        if found and (self.is_headline or found[0].code not in "dfs&I"):
            return None
        return word

    def _is_after_given(self, at: int) -> bool:
        before = self.text[max(self.start, at - 24) : at].split()
        return bool(before) and folded(before[-1]) in GIVEN_NAMES

    def _kind(self, start: int, end: int) -> str:
        raw = self.text[start:end]
        words = raw.split()
        if folded(raw) in self.known.organisations:
            return "N"
        if len(words) == 1:
            return "P" if self._is_lone_surname(raw) else "N"
        return "P" if is_person(raw) else "N"

    def _is_lone_surname(self, raw: str) -> bool:
        before = self.chunks[-1] if self.chunks else None
        plain = folded(raw)
        if raw.isupper() or plain in ORGANISATION_WORDS or plain in PLACES | NO_SURNAME:
            return False
        if before is not None and before.code == "d" and before.raw.casefold().strip(".") in HONORIFICS:
            return True
        return plain in self.known.surnames or (before is not None and before.code == "T" and raw.isalpha())

    def _add(self, code: str, start: int, end: int, on: DateSpan | None = None, entry: Entry | None = None) -> int:
        self.chunks.append(Chunk(code, start, end, self.text[start:end], on, entry))
        return end


def _is_capital(word: str) -> bool:
    """Large first letter, or a large one within ("eBay"), or a figure with a letter ("3M")."""
    return (
        word[0].isupper() or any(letter.isupper() for letter in word[1:]) or (word[0].isdigit() and word[-1].isupper())
    )


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1
