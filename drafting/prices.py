"""What a model's tokens cost: the team's own prices first, then the genai-prices table, both offline (drafting §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module

_MILLION = Decimal(1_000_000)
DISCOUNT = Decimal("0.5")
"""What a token costs in a batch, or at the tier "flex", of its price."""


@dataclass(frozen=True, slots=True)
class Used:
    """Tokens of one or more calls. `cached` and `cache_write` are parts of `input`; reasoning is a part of `output`."""

    input: int = 0
    output: int = 0
    cached: int = 0
    cache_write: int = 0

    def __add__(self, other: Used) -> Used:
        return Used(
            self.input + other.input,
            self.output + other.output,
            self.cached + other.cached,
            self.cache_write + other.cache_write,
        )

    @property
    def total(self) -> int:
        return self.input + self.output


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens. Input that the endpoint had in its cache costs `cached_usd`, if that is known."""

    input_usd: Decimal
    output_usd: Decimal
    cached_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    own: Mapping[str, Price] = field(default_factory=dict)

    def cost(self, model: str, used: Used) -> Decimal | None:
        """Dollars, or None where nobody knows the model ("unpriced": the cap on tokens holds)."""
        if own := self.own.get(model):
            cached = own.input_usd if own.cached_usd is None else own.cached_usd
            fresh = used.input - used.cached
            return (own.input_usd * fresh + cached * used.cached + own.output_usd * used.output) / _MILLION
        genai_prices = import_module("genai_prices")  # a table of megabytes: only where a price is asked for
        usage = genai_prices.Usage(
            input_tokens=used.input,
            output_tokens=used.output,
            cache_read_tokens=used.cached,
            cache_write_tokens=used.cache_write,
        )
        try:
            found = genai_prices.calc_price(usage, model_ref=model)
        except LookupError:
            return None
        return Decimal(found.total_price)
