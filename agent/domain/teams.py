"""A team: everything its files say, as one immutable version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from agent.domain.contacts import Persona
from agent.domain.enrichment import Enrichment
from agent.domain.offers import Offer
from agent.domain.policies import Mailbox, Owner, SendPolicy, Sequence, SourceSetting
from agent.domain.profiles import Profile


@dataclass(frozen=True, slots=True)
class ModelPrice:
    """Dollars per million tokens; without `cached_usd` input that the endpoint had in its cache costs the same."""

    input_usd: float
    output_usd: float
    cached_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """What things cost, for the unit economics: per seat and month, per source and month, and the model's caps a day.

    `on_budget`: what a draft does when those are used up: "composer" has it composed, "pause" lets it wait.
    `doubts_a_day`: of how many doubtful texts a model may be asked; `doubts_share`: for at most that part of the cap.
    """

    seat_month_usd: float = 0.0
    source_month_usd: float = 0.0
    model_day_cap_usd: float = 5.0
    model_day_cap_tokens: int = 5_000_000
    on_budget: str = "composer"
    model_prices: Mapping[str, ModelPrice] = field(default_factory=dict)
    doubts_a_day: int = 200
    doubts_share: float = 0.4


@dataclass(frozen=True, slots=True)
class Team:
    """`version` is the SHA-256 of the files; a draft names the version that it came from."""

    name: str
    offer: Offer
    personas: tuple[Persona, ...]
    profile: Profile
    owners: tuple[Owner, ...]
    mailboxes: tuple[Mailbox, ...]
    sequence: Sequence
    policy: SendPolicy
    sources: tuple[SourceSetting, ...]
    costs: Costs = field(default_factory=Costs)
    enrichment: Enrichment = field(default_factory=Enrichment)
    time_zone: str = "UTC"
    run_at: time = time(2, 0)
    version: str = ""

    def owner(self, owner_id: str) -> Owner | None:
        return next((owner for owner in self.owners if owner.id == owner_id), None)

    def mailbox(self, mailbox_id: str) -> Mailbox | None:
        return next((mailbox for mailbox in self.mailboxes if mailbox.id == mailbox_id), None)

    def persona(self, persona_id: str) -> Persona | None:
        return next((persona for persona in self.personas if persona.id == persona_id), None)

    def mailbox_of(self, owner_id: str) -> Mailbox | None:
        """The mailbox that this owner sends from."""
        owner = self.owner(owner_id)
        return self.mailbox(owner.mailbox) if owner else None
