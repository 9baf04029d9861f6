"""Whose site a document stands on: of an account only what stands on its own site counts."""

from __future__ import annotations

from urllib.parse import urlsplit

from agent.domain.documents import Document, Target
from agent.errors import SourceChanged
from agent.net.urls import site_of


def own_site(target: Target) -> str:
    """The site that an account's target stands on, wherever it leads today: what stands elsewhere is another's."""
    return site_of(target.params.get("url") or target.key)


def stay_on_site(document: Document) -> None:
    """Raises SourceChanged where a page leads to another registered domain than the one that was asked."""
    if site_of(document.final_url) != site_of(document.url):
        there = urlsplit(document.final_url).hostname
        raise SourceChanged(
            f"{document.source}: {document.url} leads to {there}, another site.", source=document.source
        )
