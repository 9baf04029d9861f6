"""The bench `names`: articles a second through a matcher of a million names, none lost against an exact reference."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Mapping, Sequence

from agent.bench.contract import Bench
from agent.errors import ConfigError
from signals.matcher import Matcher, normalise

NAMES = 1_000_000
ARTICLES = 4_000
WORDS_PER_ARTICLE = 430
PLANTED = 4
SEED = 20261122
_SYLLABLES = [a + b for a in "bcdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENDS = ("", " Labs", " Systems", " & Co.", " GmbH", " Group")
_GAPS = (" ", " ", " ", " ", " ", ", ", ". ", " – ")


def measure(size: int | None, against: str | None) -> Bench:
    """`size` is how many names. `rate` is articles (about 2,900 characters) a second of processor time of one core."""
    if against is not None:
        raise ConfigError("The bench `names` has no peer; leave out --against.")
    size = size or NAMES
    chance = random.Random(SEED)
    names = _names(chance, size)
    began = time.perf_counter()
    matcher = Matcher((name, str(nth)) for nth, name in enumerate(names))
    build_s = time.perf_counter() - began
    articles = [_article(chance, names) for _ in range(ARTICLES)]
    began, worked = time.perf_counter(), time.process_time()
    found = [matcher.find(article) for article in articles]
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lost, invented = _compare([[hit.alias for hit in hits] for hits in found], names, articles)
    return Bench(
        bench="names",
        size=size,
        seconds=seconds,
        rate=ARTICLES / worked,
        unit="articles",
        peak_rss_mb=peak,
        details={
            "lost": lost,
            "invented": invented,
            "hits": sum(map(len, found)),
            "articles": ARTICLES,
            "mean_characters": round(sum(map(len, articles)) / ARTICLES),
            "build_s": build_s,
        },
    )


def _names(chance: random.Random, size: int) -> list[str]:
    """Company-like names of one to three made-up words, a sixth with umlauts, many sharing their first word."""
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).title() for _ in range(60_000)]
    words += [word.replace("u", "ü").replace("o", "ö") for word in words[:10_000]]
    return [
        " ".join(chance.choices(words, k=chance.choice((1, 2, 2, 2, 3)))) + chance.choice(_ENDS) for _ in range(size)
    ]


def _article(chance: random.Random, names: Sequence[str]) -> str:
    """Running text with a few names in it, two of them side by side, as they share one separator."""
    words = ["".join(chance.choices(_LETTERS, k=chance.choice((2, 3, 4, 5, 7, 9)))) for _ in range(WORDS_PER_ARTICLE)]
    for _ in range(PLANTED):
        words[chance.randrange(len(words))] = f"{chance.choice(names)} {chance.choice(names)}"
    return "".join(word + chance.choice(_GAPS) for word in words)


def _compare(found: Sequence[Sequence[str]], names: Sequence[str], articles: Sequence[str]) -> tuple[int, int]:
    """How many hits of the reference are missing, and how many are not in it."""
    known = {normalise(name): None for name in names}
    longest = max(key.count(" ") + 1 for key in known)
    lost = invented = 0
    for article, hits in zip(articles, found, strict=True):
        want = _reference(article, known, longest)
        lost += sum(max(0, want.count(name) - hits.count(name)) for name in set(want))
        invented += sum(max(0, hits.count(name) - want.count(name)) for name in set(hits))
    return lost, invented


def _reference(article: str, known: Mapping[str, None], longest: int) -> list[str]:
    """The slow exact answer: a dict of token n-grams, the longest at each start, left to right."""
    tokens = normalise(article).split()
    found = []
    at = 0
    while at < len(tokens):
        grams = (" ".join(tokens[at : at + size]) for size in range(min(longest, len(tokens) - at), 0, -1))
        gram = next((gram for gram in grams if gram in known), None)
        if gram is None:
            at += 1
        else:
            found.append(gram)
            at += gram.count(" ") + 1
    return found
