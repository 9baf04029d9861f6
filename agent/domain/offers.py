"""What the team sells, as `offer.yaml` says it: the only source of value, pain, proof and call-to-action sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Value:
    id: str
    text: str
    personas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pain:
    """`signals` are kinds, optionally with a minimum count and functions: "funding", "hiring>=3:sales|marketing"."""

    id: str
    text: str
    signals: tuple[str, ...]
    values: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    id: str
    text: str
    customer_ok: bool = False
    segment: str = ""
    source: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Cta:
    """`kind` is offer, interest, problem or meeting (drafting §1.2 L10)."""

    id: str
    kind: str
    text: str
    asset: str = ""
    personas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    seller: str
    domain: str
    one_liner: str
    values: tuple[Value, ...]
    pains: tuple[Pain, ...]
    proofs: tuple[Proof, ...]
    ctas: tuple[Cta, ...]
    allowed_links: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    locale: str = "en-US"
    version: str = ""

    @property
    def is_usable(self) -> bool:
        """At least one value, one pain and one CTA: without them nothing is drafted (drafting §6)."""
        return bool(self.values and self.pains and self.ctas)
