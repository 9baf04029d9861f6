"""A night that learns something says so on the drafts that still wait; what models saw goes after 90 days."""

from __future__ import annotations

from datetime import timedelta

from town import Town

from agent.domain.drafts import Asked, Renewed
from agent.store import asked, drafts


def test_the_next_night_marks_a_waiting_draft_of_which_the_reports_disagree_now(town: Town) -> None:
    draft = town.first_drafts("alder")[0]
    store = town.installation.store
    with store.write() as session:
        asked.keep(session, draft.id, [Asked("p", "h", "r", "Rules.", "Data.")], now=town.clock.now())
        old = town.clock.now() - timedelta(days=90)
        asked.keep(session, draft.id, [Asked("p", "h", "r", "Rules.", "Old data.")], now=old)
    town.raised("alder", days_ago=0, amount="$90 million")
    town.morning()
    town.go_to(town.clock.now() + timedelta(hours=18))
    run = town.play()
    with store.read() as session:
        waiting = {one.id: one.outdated for one in drafts.waiting(session)}
        kept = [row.user for row in asked.of_draft(session, draft.id)]
    assert waiting[draft.id].startswith("Reports of “Series B $12M” disagree now")
    assert run.counts["drafts_outdated"] == 1
    assert kept == ["Data."]
    renewed = town.installation.preparer().renew(draft.id, salt=1)
    assert isinstance(renewed, Renewed) and any("$90 million" in piece.quote for piece in renewed.brief.evidence)
