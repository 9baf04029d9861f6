"""What a brief does not know, said beside what it does: nobody takes silence for knowledge (drafting §6). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from agent.domain.briefs import Brief
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.signals import Round, Signal, SignalKind
from agent.net.urls import site_of
from drafting.reasons import is_fresh
from drafting.untrusted import WITHHELD
from signals.why_now import what_happened

_WANTED = {
    SignalKind.FUNDING: (("amount", "how much"), ("round", "which round"), ("lead_investor", "who led it")),
    SignalKind.DEBT: (("amount", "how much"),),
    SignalKind.JOB_CHANGE: (("person", "who"), ("title", "for which post"), ("from_company", "from where")),
    SignalKind.RELEVANT_ROLES: (("count", "how many"),),
    SignalKind.TECHNOLOGY: (("tool", "which tool"),),
}

_TOLD_OF = frozenset({SignalKind.FUNDING, SignalKind.DEBT, SignalKind.JOB_CHANGE, SignalKind.MERGER})
"""Of these others tell; what stands on an account's own board or site needs no second source."""


def gaps(brief: Brief) -> tuple[str, ...]:
    """Short sentences, the most useful first; () where nothing is missing that a reader would ask for."""
    return (*_of_events(brief), *_of_dates(brief), *_of_account(brief))


def _of_events(brief: Brief) -> Iterator[str]:
    for signal in brief.signals:
        if not is_fresh(signal, brief.as_of):
            continue
        missing = [words for name, words in _WANTED.get(signal.kind, ()) if not _says(signal, name)]
        if missing:
            yield f"{what_happened(signal)}: nobody says {', '.join(missing)}."
        if signal.kind in _TOLD_OF and len({report.group or report.item_id for report in signal.evidence}) == 1:
            yield f"{what_happened(signal)}: only one source tells of it."


def _says(signal: Signal, name: str) -> bool:
    values = [value for key, value in signal.fields.items() if key == name or key.startswith(f"{name}_")]
    return any(value and value != Round.UNSPECIFIED for value in values)


def _of_dates(brief: Brief) -> Iterator[str]:
    theirs = [piece for piece in brief.evidence if piece.party is Party.PROSPECT and not piece.flags & WITHHELD]
    if not theirs:
        yield "No fact is kept that a mail could stand on."
    undated = [piece.id for piece in theirs if piece.published_at is None]
    if undated:
        yield f"No date of its own: {', '.join(undated)}."
    if theirs and not any(_is_on_own_site(piece, brief) for piece in theirs):
        yield "No page of the account's own site is among the facts."


def _is_on_own_site(piece: Evidence, brief: Brief) -> bool:
    """A page of theirs, or what their own newsroom told."""
    site = site_of(f"https://{brief.account.domain}") if brief.account.domain else ""
    return piece.kind is EvidenceKind.PAGE or (site != "" and site_of(piece.url) == site)


def _of_account(brief: Brief) -> Iterator[str]:
    account = brief.account
    asked = (("industry", account.industry), ("staff", account.headcount), ("country", account.country))
    missing = [name for name, value in asked if not value]
    if missing:
        yield f"Not known of the account: {', '.join(missing)}."
