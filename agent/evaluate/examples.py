"""The drafts on show, docs/examples/drafts.md: what the composer writes to the golden accounts, beside its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.domain.drafts import Drafted, NoReason, Written
from agent.evaluate.accounts import Known, known_of
from agent.evaluate.drafts import first_touch, golden, toucher
from drafting.draft import Drafter

_PLANS = (("angle", 2), ("bump", 3), ("close", 4))
_HEAD = """# Drafts on show

What the embedded composer writes to the accounts of `firstlight eval drafts golden`. All are invented, no model used.
Each draft passes the guard, the lint and grounding without a block. The follow-ups stand below each first touch.
To renew this page: `FIRSTLIGHT_UPDATE=1 pytest tests/agent/evaluate/test_drafts_task.py`.
"""


def side_by_side() -> str:
    """The page. Equal code and accounts give equal bytes."""
    ledger: list[str] = []
    parts, silent = [_HEAD], ["## Not drafted, and why", ""]
    for question in golden():
        known = known_of(question.given)
        found = first_touch(known, Drafter(), ledger)
        if isinstance(found, NoReason):
            silent.append(f"- {known.account.name}: {found.why}")
            continue
        ledger.extend(found.frames)
        parts.append(_section(known, found, list(_later(known, found.written, ledger))))
    return "\n".join([*parts, *silent, ""])


def _later(known: Known, first: Written, ledger: list[str]) -> Iterator[Written]:
    touch = toucher(known, Drafter())
    written = [first]
    for plan, step in _PLANS:
        found = touch(plan, step, tuple(written), ledger) if touch else None
        if isinstance(found, Drafted):
            written.append(found.written)
            ledger.extend(found.frames)
            yield found.written


def _section(known: Known, found: Drafted, later: Sequence[Written]) -> str:
    quotes = [report.quote.text for signal in known.signals for report in signal.evidence]
    lines = [f"## {known.account.name}", "", f"To {known.contact.name}, {known.contact.title}. Why: {found.reason}", ""]
    lines += [f"> {' '.join(quote.split())}" for quote in quotes[:4]]
    lines += ["", f"**{found.written.subject}**", "", _body(found.written), ""]
    for number, written in enumerate(later, start=2):
        lines += [f"Touch {number}: {_body(written)}", ""]
    return "\n".join(lines)


def _body(written: Written) -> str:
    return " ".join(sentence.text for sentence in written.sentences)
