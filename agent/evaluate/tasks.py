"""The tasks of `firstlight eval`, by dotted name of their module."""

from __future__ import annotations

TASKS: dict[str, str] = {
    "funding": "agent.evaluate.funding",
    "moves": "agent.evaluate.moves",
    "item_502": "agent.evaluate.item_502",
    "titles": "agent.evaluate.titles",
    "form_d": "agent.evaluate.form_d",
    "boards": "agent.evaluate.boards",
    "resolve": "agent.evaluate.resolve",
    "dedupe": "agent.evaluate.dedupe",
    "grounding": "agent.evaluate.grounding",
    "injection": "agent.evaluate.injection",
    "drafts": "agent.evaluate.drafts",
    "mail": "agent.evaluate.mail",
    "quotes": "agent.evaluate.quotes",
    "surge": "agent.evaluate.surge",
    "stream": "agent.evaluate.stream",
}
