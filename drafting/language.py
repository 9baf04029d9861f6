"""The language of a short mail, by the share of its most common words (drafting §1.2, L24)."""

from __future__ import annotations

from drafting.anchors.words import words_of

_COMMON = {
    "en": "the a an and or of to in is are was for on with you your we our it that this if when how at by from as be "
    "has have",
    "de": "der die das und oder von zu in ist sind war für mit sie ihr ihre wir unser es dass wenn wie bei auf den dem "
    "ein eine",
    "fr": "le la les et ou de des du un une est sont pour avec vous votre nous notre que si quand comment dans sur au "
    "aux il",
    "es": "el la los las y o de del un una es son para con usted su sus nosotros que si cuando como en por al lo se",
    "it": "il lo la gli le e o di del della un una è sono per con voi vostro noi nostro che se quando come in "
    "su al dei",
    "pt": "o a os as e ou de do da um uma é são para com você seu sua nós nosso que se quando como em por ao dos não",
    "nl": "de het een en of van te in is zijn was voor met u uw wij onze dat als hoe bij op aan door niet je jullie",
}
_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_LEAST_WORDS = 6


def language_of(text: str) -> str | None:
    """ISO 639-1 of the likeliest of seven languages; None for a text too short or too odd to tell."""
    words = [w.raw.casefold() for w in words_of(text)]
    if len(words) < _LEAST_WORDS:
        return None
    shares = {code: sum(w in common for w in words) / len(words) for code, common in _SETS.items()}
    best = max(shares, key=lambda code: shares[code])
    runner_up = max(share for code, share in shares.items() if code != best)
    return best if shares[best] >= 0.12 and shares[best] >= runner_up + 0.05 else None
