"""What a run did, in words and for machines; the same words serve `run`, `try` and the demo."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from agent.domain.runs import Run, SkipCode
from agent.plurals import count
from agent.store import accounts, drafts, runs, signals
from agent.store.engine import Store
from agent.terminal.console import Terminal


def run_as_json(store: Store, run: Run) -> dict[str, Any]:
    """One object: the run's counts, drafts, cards, skips by cause with words, and cost."""
    with store.read() as session:
        skipped = runs.skips(session, run.id)
        names = accounts.by_ids(session, [skip.account_id for skip in skipped])
        return {
            "run": run.id,
            "night": run.night,
            "state": str(run.state),
            "counts": run.counts,
            "drafts": drafts.count_of_run(session, run.id),
            "to_find": len(signals.open_cards(session)),
            "skipped": {str(code): number for code, number in runs.skip_counts(session, run.id).items()},
            "why": [
                {"account": names[skip.account_id].name, "code": str(skip.code), "why": skip.why, "fix": skip.fix}
                for skip in skipped
                if skip.account_id in names
            ],
            "cost_usd": run.cost_usd,
            "note": run.note,
        }


def print_run(store: Store, run: Run) -> None:
    console = Terminal()
    said = run_as_json(store, run)
    counts = run.counts
    console.print(
        f"Night of {run.night}: read {count(counts.get('targets', 0), 'target')}, "
        f"{count(counts.get('items_new', 0), 'new item')}, {count(counts.get('signals_new', 0), 'new signal')}, "
        f"{count(said['drafts'], 'draft')}, {said['to_find']} to find. "
        f"Cost ${run.cost_usd:.2f}."
    )
    unread, gone = counts.get("fetch_failed", 0), counts.get("fetch_unknown_target", 0)
    if unread or gone:
        not_found = f" ({gone} not found)" if gone else ""
        words = f"{unread + gone} of {counts.get('targets', 0)} targets could not be read{not_found}"
        console.print(f"{words}: `firstlight source list` says why.")
    if counts.get("rate_limited"):
        console.print(f"{count(counts['rate_limited'], 'target')} asked us to wait (429): no change was read.")
    table = Table(
        "passed over", "accounts", title="Why not the others" if said["drafts"] else "Why nobody was drafted for"
    )
    for code, number in sorted(said["skipped"].items(), key=lambda pair: -pair[1]):
        table.add_row(SkipCode(code).words, str(number))
    if said["skipped"]:
        console.print(table)
    if run.note:
        console.print(run.note)
