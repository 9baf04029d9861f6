"""`demo --check`: decides over HTTP as a demo reviewer, then looks whether everything came out as it must."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, func, select

from agent.demo.play import Played
from agent.demo.reviewer import Reviewer
from agent.demo.stage import DemoStage
from agent.domain.runs import SkipCode
from agent.store import accounts, runs, signals

# One company whose draft tonight stands on each kind of signal.
KIND_BY_COMPANY = {
    "Alder Robotics": "funding",
    "Vesper": "hiring",
    "Thistle Networks": "job_change",
    "Lumen Freight": "technology",
}
STORIES = {
    "Fennel Studio": SkipCode.SUPPRESSED,
    "Cedar Analytics": SkipCode.QUIET,
    "Marlow Freight": SkipCode.INJECTION,
    "Tarn Energy": SkipCode.COUNTRY,
    "Zephyr Bio": SkipCode.RELATIONSHIP,
    "Basalt Mining": SkipCode.RISK,
}
RELEASE_STEPS = 40


@dataclass
class Verdicts:
    """What held and what did not, by sentence."""

    held: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def check(self, holds: bool, words: str) -> None:
        (self.held if holds else self.broken).append(words)


@dataclass(frozen=True, slots=True)
class Checked:
    counts: dict[str, Any]
    verdicts: Verdicts

    @property
    def ok(self) -> bool:
        return not self.verdicts.broken


def verify(stage: DemoStage, base_url: str, played: Played) -> Checked:
    """Decide, release, answer and repeat; returns counts and verdicts."""
    verdicts = Verdicts()
    maildir = stage.folder / "outgoing" / "new"
    with Reviewer(base_url, stage.link_token("rev@harbor.example")) as reviewer:
        waiting = reviewer.waiting()
        blocked = [row["account"] for row in waiting if not reviewer.read(row["id"])["approvable"]]
        verdicts.check(not blocked, f"no draft is blocked ({', '.join(blocked) or 'none is'})")
        approved = _decide(reviewer, waiting, verdicts)
        _look_at_pages(reviewer, verdicts)
    before = {path.name for path in maildir.glob("*")}
    _release(stage, len(approved))
    new = [path for path in maildir.glob("*") if path.name not in before]
    _judge_mails(new, approved, verdicts)
    skipped = _judge_skips(stage, played, verdicts)
    rows, mails = _play_again(stage, maildir, verdicts)
    counts = {
        "drafts": len(waiting),
        "approved": len(approved),
        "mails": len(new),
        "mails_before": played.sent_before,
        "to_find": _cards(stage),
        "skipped": skipped,
        "rate_limited": played.tonight.counts.get("rate_limited", 0),
        "rows_on_repeat": rows,
        "mails_on_repeat": mails,
        "cost_usd": played.tonight.cost_usd,
    }
    return Checked(counts, verdicts)


def _decide(reviewer: Reviewer, waiting: list[dict[str, Any]], verdicts: Verdicts) -> list[str]:
    """One approval a kind of signal, a false number refused, an undo, a rejection. Returns the approved ids."""
    by_account = {row["account"]: row for row in waiting if row["step"] == 1}
    approved: list[str] = []
    for name, kind in KIND_BY_COMPANY.items():
        row = by_account.get(name)
        found = reviewer.read(row["id"]) if row else None
        verdicts.check(bool(found and found["approvable"]), f"an approvable draft for {kind}")
        if row is None or found is None or not found["approvable"]:
            continue
        page = reviewer.page(f"/drafts/{row['id']}").text
        verdicts.check("no AI model used" in page, f"the {kind} draft says that no model wrote it")
        if kind == "funding":
            _plant_and_mend(reviewer, row["id"], found, verdicts)
        answer = reviewer.do("approve", row["id"], dwell_ms=12_000)
        verdicts.check(answer.status_code == 200, f"the {kind} draft is approved over HTTP")
        approved.append(row["id"])
    _undo_and_approve(reviewer, approved, verdicts)
    rejected = by_account.get("Saffron Foods")
    if rejected:
        answer = reviewer.do("reject", rejected["id"], reason="wrong_company", note="Too large for us.")
        verdicts.check(answer.status_code == 200, "a draft is rejected with its reason")
    return approved


def _plant_and_mend(reviewer: Reviewer, draft_id: str, found: dict[str, Any], verdicts: Verdicts) -> None:
    """A false number cannot be approved; the true text put back can."""
    body = "\n\n".join(found["text"].split("\n\n")[1:-3])
    planted = f"{body}\n\nYou raised $15M."
    reviewer.do("edit", draft_id, subject=found["subject"], body=planted)
    verdicts.check(not reviewer.read(draft_id)["approvable"], "a planted $15M is red")
    answer = reviewer.do("approve", draft_id)
    verdicts.check(answer.status_code == 422, "a planted $15M cannot be approved")
    reviewer.do("edit", draft_id, subject=found["subject"], body=body)
    verdicts.check(reviewer.read(draft_id)["approvable"], "the true text can be approved again")


def _undo_and_approve(reviewer: Reviewer, approved: list[str], verdicts: Verdicts) -> None:
    if not approved:
        return
    undone = reviewer.do("undo", approved[-1])
    verdicts.check(undone.status_code == 200, "an approval is undone within the minute")
    verdicts.check(reviewer.do("approve", approved[-1]).status_code == 200, "what was undone is approved again")


def _look_at_pages(reviewer: Reviewer, verdicts: Verdicts) -> None:
    for path in ("/queue", "/to-find", "/accounts", "/signals", "/sources", "/runs", "/outbox", "/replies", "/insight"):
        verdicts.check(reviewer.page(path).status_code == 200, f"{path} answers")


def _release(stage: DemoStage, expected: int) -> None:
    """Let the day go on until everything approved has left, inside its windows and spacing."""
    left = expected
    for _ in range(RELEASE_STEPS):
        stage.clock.move(timedelta(minutes=12))
        left -= stage.installation.mail().release()["sent"]
        if left <= 0:
            return


def _judge_mails(new: list[Path], approved: list[str], verdicts: Verdicts) -> None:
    messages = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in new]
    verdicts.check(len(new) == len(approved), f"{len(approved)} approved, {len(new)} in the Maildir")
    addressed = {str(message["To"]) for message in messages}
    verdicts.check(len(addressed) == len(new), "nobody is mailed twice")
    verdicts.check(all("$15M" not in str(message) for message in messages), "no mail says $15M")


def _judge_skips(stage: DemoStage, played: Played, verdicts: Verdicts) -> dict[str, int]:
    with stage.installation.store.read() as session:
        skips = runs.skips(session, played.tonight.id)
        names = accounts.by_ids(session, [skip.account_id for skip in skips])
        counts = runs.skip_counts(session, played.tonight.id)
        unexplained = runs.unexplained(session, played.tonight.id)
    codes = {names[skip.account_id].name: skip.code for skip in skips}
    for name, code in STORIES.items():
        verdicts.check(codes.get(name) is code, f"{name} is passed over: {code}")
    verdicts.check(all(skip.why for skip in skips), "every skip has its reason")
    verdicts.check(not unexplained, "no account is without a draft or a reason")
    verdicts.check(played.tonight.counts.get("rate_limited") == 1, "one 429 was read as no change")
    return {str(code): number for code, number in counts.items()}


def _rows(stage: DemoStage) -> int:
    with stage.installation.store.read() as session:
        return sum(
            session.exec(select(func.count()).select_from(table)).one()
            for table in SQLModel.metadata.sorted_tables
            if table.name not in {"lease"}
        )


def _play_again(stage: DemoStage, maildir: Path, verdicts: Verdicts) -> tuple[int, int]:
    """The same night again makes no row and no mail."""
    rows_before, mails_before = _rows(stage), len(list(maildir.glob("*")))
    asyncio.run(stage.installation.play_night(played_night(stage)))
    stage.installation.mail().release()
    rows, mails = _rows(stage) - rows_before, len(list(maildir.glob("*"))) - mails_before
    verdicts.check(rows == 0 and mails == 0, f"the same night again: {rows} rows, {mails} mails")
    return rows, mails


def played_night(stage: DemoStage) -> str:
    return stage.calendar.tonight.isoformat()


def _cards(stage: DemoStage) -> int:
    with stage.installation.store.read() as session:
        return len(signals.open_cards(session))
