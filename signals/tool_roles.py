"""What a tool is to the team: a complement, a competitor, or neither (signals §6, the rows of tech_change). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from agent.domain.offers import Offer
from agent.domain.profiles import Profile
from signals.matcher import normalise

COMPLEMENT, COMPETITOR, OTHER = "complement", "competitor", "other"


def watched_tools(profile: Profile, offer: Offer) -> tuple[str, ...]:
    """The tools whose changes are told: those of `offer.yaml`'s `tools`, of fit rules, and of pains' conditions."""
    named = [*profile.complements, *profile.competitors, *_of_fit(profile), *_of_pains(offer)]
    return tuple({normalise(name): name for name in reversed(named)}.values())[::-1]


def role_of(tool: str, profile: Profile) -> str:
    """What `tool` is; "" where the team named no tools, so that any may matter."""
    if not (profile.complements or profile.competitors):
        return ""
    wanted = normalise(tool)
    if wanted in {normalise(name) for name in profile.competitors}:
        return COMPETITOR
    named = (*profile.complements, *_of_fit(profile))
    return COMPLEMENT if wanted in {normalise(name) for name in named} else OTHER


def _of_fit(profile: Profile) -> Iterator[str]:
    for rule in profile.rules:
        if rule.field == "technology":
            yield from rule.any_of


def _of_pains(offer: Offer) -> Iterator[str]:
    """ "technology:hubspot|salesforce" names two; directions and categories among the values name no tool."""
    for pain in offer.pains:
        for condition in pain.signals:
            kind, _, values = condition.partition(":")
            if kind.strip().casefold() in ("technology", "tech_shift"):
                yield from (value.strip() for value in values.split("|") if value.strip())
