"""What a model's tokens cost: the team's `prices.yaml` first, then the genai-prices table, both offline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from genai_prices import Usage, calc_price

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens."""

    input_usd: Decimal
    output_usd: Decimal


@dataclass(frozen=True, slots=True)
class Prices:
    own: Mapping[str, Price] = field(default_factory=dict)

    def cost(self, model: str, *, input_tokens: int, output_tokens: int) -> Decimal | None:
        """Dollars, or None where nobody knows the model ("unpriced": the cap on tokens holds)."""
        if own := self.own.get(model):
            return (own.input_usd * input_tokens + own.output_usd * output_tokens) / _MILLION
        try:
            found = calc_price(Usage(input_tokens=input_tokens, output_tokens=output_tokens), model_ref=model)
        except LookupError:
            return None
        return Decimal(found.total_price)
