"""The demo played: weeks before under a moved clock with their decisions and mails, then tonight."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from agent.demo.answers import answer
from agent.demo.reviewer import Reviewer
from agent.demo.stage import DemoStage
from agent.demo.world import Company, companies
from agent.domain.runs import Run
from agent.intake import read_intake
from agent.pipeline import NoProgress, Progress

FIRST_NIGHT, LAST_NIGHT_BEFORE, NIGHTS_APART = 140, 14, 7
NIGHT_HOUR, MORNING_HOUR = 7, 14
OPT_OUT_NIGHT = 28
# After the morning's decisions the day goes on in these steps, so that spaced mails find their minute.
RELEASE_MINUTES = (2, 12, 25, 40, 60, 90, 120, 180, 240, 300)


@dataclass(frozen=True, slots=True)
class Played:
    """What was played: tonight's run and how many mails the weeks before sent."""

    tonight: Run
    sent_before: int


class DemoPlay:
    """Plays one stage from the first night to this morning."""

    def __init__(self, stage: DemoStage, base_url: str, progress: Callable[[str, int], None]) -> None:
        self._stage = stage
        self._base_url = base_url
        self._progress = progress
        self._by_name = {company.name: company for company in companies()}

    def play(self, tonight: Progress | None = None) -> Played:
        """Everything up to this morning. Returns tonight's run."""
        nights = list(range(FIRST_NIGHT, LAST_NIGHT_BEFORE - 1, -NIGHTS_APART))
        sent = 0
        for back in nights:
            self._progress("weeks before", len(nights))
            sent += self._past_week(back)
            if back == OPT_OUT_NIGHT:
                self._to(back - 2, MORNING_HOUR)
                answer(self._stage, "opt_out", "Please take me off your list.")
                self._stage.installation.mail().listen()
        self._intake()
        self._to(0, NIGHT_HOUR)
        for company in companies():
            if company.story == "limited":
                self._stage.site.limit_once(f"/v0/postings/{company.id}")
        run = asyncio.run(self._stage.installation.play_night(progress=tonight or NoProgress()))
        self._to(0, MORNING_HOUR)
        answer(self._stage, "positive", "This is timely. Could you send it over, and are you free on Thursday?")
        self._stage.installation.mail().listen()
        return Played(run, sent)

    def _to(self, back: int, hour: int) -> None:
        self._stage.clock.set(self._stage.calendar.at(back, hour))

    def _past_week(self, back: int) -> int:
        """One night and the day after it: decided over HTTP, released in its windows."""
        self._to(back, NIGHT_HOUR)
        asyncio.run(self._stage.installation.play_night())
        self._to(back, MORNING_HOUR)
        with Reviewer(self._base_url, self._stage.link_token("rev@harbor.example")) as reviewer:
            waiting = reviewer.waiting()
            for row in waiting:
                self._decide(reviewer, row)
        return self._release_day() if waiting else 0

    def _decide(self, reviewer: Reviewer, row: dict[str, Any]) -> None:
        company = self._by_name.get(row["account"])
        past = company.past if company else ""
        if past == "rejected":
            reviewer.do("reject", row["id"], reason="tone", note="Too stiff for a hotel group.", dwell_ms=14_000)
            return
        if past == "edited" and row["step"] == 1:
            draft = reviewer.read(row["id"])
            body = "\n\n".join(_paragraphs(draft["text"]))
            reviewer.do("edit", row["id"], subject=draft["subject"], body=body.replace("Want ", "Would you want "))
        reviewer.do("approve", row["id"], dwell_ms=21_000).raise_for_status()

    def _release_day(self) -> int:
        sent, gone = 0, 0
        for minute in RELEASE_MINUTES:
            self._stage.clock.move(timedelta(minutes=minute - gone))
            gone = minute
            sent += self._stage.installation.mail().release()["sent"]
        return sent

    def _intake(self) -> None:
        """What the team's own tools reported in the last days, each at its own time."""
        events = sorted(
            ((event, company) for company in companies() for event in company.intake),
            key=lambda pair: -int(pair[0]["day"]),
        )
        for event, company in events:
            self._to(int(event["day"]), 16)
            now = self._stage.clock.now()
            page = read_intake("stack_watch", _event(event, company, now.isoformat()), "jsonl", now)
            self._stage.installation.intake().take(page.items)


def _paragraphs(text: str) -> list[str]:
    """The body between the greeting and the signature, as an editor shows it."""
    return text.split("\n\n")[1:-3]


def _event(event: Any, company: Company, at: str) -> bytes:
    said = {
        "external_id": f"{company.id}-{event['tool']}",
        "kind": event["kind"],
        "occurred_at": at,
        "company": {"name": company.name, "domain": company.domain},
        "payload": {"tool": event["tool"], "direction": event["direction"], "category": "CRM"},
        "vendor": "stack_watch",
        "licence_tag": "internal",
    }
    return json.dumps(said).encode()
