"""The port to a provider of contacts (signals §7): enrich(person|company, fields) → values, source, cost, licence."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from agent.domain.enrichment import Answer, ProviderSetting, Subject


class Provider(Protocol):
    """Asks one provider. It neither caches nor counts: whoever asks does (`agent.enrichment.desk`)."""

    @property
    def setting(self) -> ProviderSetting: ...

    async def enrich(self, subject: Subject, fields: Collection[str]) -> Answer:
        """What the provider knows of `subject`, of `fields` alone; nobody is an answer.

        Raises SourceUnavailable (ask another time), SourceRefused (key, account or address refused: a person must mend
        it), or SourceChanged (the answer has not the shape that `enrichment.yaml` says).
        """
        ...
