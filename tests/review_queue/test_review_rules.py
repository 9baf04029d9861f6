"""The rules of a decision on both databases: what approval binds to, what voids it, who may, who comes too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import builders
import pytest
from builders import NOW, People
from sqlmodel import Session

from agent.domain.decisions import Actor, DecisionKind, RejectReason, Role
from agent.domain.drafts import Draft, DraftState
from agent.domain.sends import Send, SendState, Suppression, SuppressionReason
from agent.errors import BadInput, NotAllowed, NotFound, ReviewConflict
from agent.sends import suppression
from agent.store import accounts, decisions, drafts, queue, sends, suppressions
from agent.store.engine import Store
from agent.tables.sends import SendRow
from review_queue import checks, leases, review, upkeep
from review_queue.review import ChecksFailed, Seen

TEAM = builders.team()


@pytest.fixture
def people(store: Store) -> People:
    with store.write() as session:
        return builders.seed_users(session)


@pytest.fixture
def draft(store: Store, people: People) -> Draft:
    with store.write() as session:
        return builders.seed_draft(session)


def approve(store: Store, actor: Actor, draft: Draft, **changes: object) -> Draft:
    given = {"version": draft.version, "now": NOW, "team": TEAM, **changes}
    with store.write() as session:
        done = review.approve(session, actor, draft.id, **given)  # type: ignore[arg-type]
    assert isinstance(done, Draft), done
    return done


def edit(store: Store, actor: Actor, draft: Draft, old: str, new: str, **changes: object) -> Draft:
    given = {"version": draft.version, "now": NOW, "team": TEAM, **changes}
    with store.write() as session:
        return review.edit(
            session,
            actor,
            draft.id,
            subject=draft.written.subject,
            body=checks.body_of(draft).replace(old, new),
            **given,  # type: ignore[arg-type]
        )


def send_of(store: Store, draft: Draft) -> Send:
    with store.read() as session:
        send = sends.of_draft(session, draft.id)
    assert send is not None
    return send


def set_send_state(session: Session, send_id: str, state: SendState) -> None:
    row = session.get(SendRow, send_id)
    assert row is not None
    row.state = str(state)
    session.add(row)


def test_words_added_after_the_call_to_action_stay_there_and_a_second_edit_keeps_them_all(
    store: Store, people: People, draft: Draft
) -> None:
    body = checks.body_of(draft)
    ask = draft.written.sentences[-1].text
    once = edit(store, people.alice, draft, ask, f"{ask}\n\nI read your blog.\nIt is good.")
    assert f"\n\n{ask}\n\nI read your blog.\nIt is good.\n\n" in once.content.text
    assert checks.body_of(once) == f"{body}\n\nI read your blog.\nIt is good."
    twice = edit(store, people.alice, once, "It is good.", "It is.", version=once.version)
    assert draft.written.sentences[-1] in twice.written.sentences
    assert not any("instead of one" in one.message for one in twice.findings.findings)
    assert twice.content.text == once.content.text.replace("It is good.", "It is.")
    back = edit(store, people.alice, twice, "\n\nI read your blog.\nIt is.", "", version=twice.version)
    assert back.content.sha256 == draft.content.sha256


def test_back_to_the_drafted_words_is_a_revision_of_its_own_and_may_be_approved(
    store: Store, people: People, draft: Draft
) -> None:
    bad = edit(store, people.alice, draft, "$12M", "$15M")
    assert not bad.findings.approvable
    with store.write() as session:
        back = review.restore(session, people.alice, draft.id, version=bad.version, now=NOW, team=TEAM)
        kept = len(queue.revisions(session, draft.id))
    assert (back.written, back.content.sha256, back.edited) == (draft.written, draft.content.sha256, False)
    assert (
        kept == 3 and approve(store, people.alice, back, version=back.version).approved_sha256 == draft.content.sha256
    )


def test_approval_binds_to_the_hash_of_the_content_and_arms_one_send(
    store: Store, people: People, draft: Draft
) -> None:
    approved = approve(store, people.alice, draft, seen=Seen(dwell_ms=4200))
    send = send_of(store, draft)
    assert approved.state is DraftState.APPROVED
    assert approved.approved_sha256 == draft.content.sha256 == send.approved_sha256
    assert send.content == draft.content
    assert send.not_before >= NOW + timedelta(seconds=TEAM.policy.undo_seconds)
    with store.read() as session:
        kept = decisions.of_draft(session, draft.id)
    assert [(one.kind, one.actor_id, one.dwell_ms) for one in kept] == [
        (DecisionKind.APPROVE, people.alice.user_id, 4200)
    ]
    assert kept[0].content_sha256 == draft.content.sha256
    assert kept[0].evidence_ids == draft.evidence_ids
    assert kept[0].prompt_hash == draft.authorship.prompt_hash
    assert kept[0].edit_ratio == 0.0


def test_a_stale_version_is_refused_with_the_current_etag(store: Store, people: People, draft: Draft) -> None:
    edited = edit(store, people.alice, draft, "this?", "it?")
    with pytest.raises(ReviewConflict) as refused:
        approve(store, people.alice, draft)
    assert refused.value.code == "stale-version"
    assert refused.value.current == edited.etag
    with store.read() as session:
        assert sends.of_draft(session, draft.id) is None


def test_a_second_decision_is_told_of_the_first(store: Store, people: People, draft: Draft) -> None:
    approve(store, people.alice, draft)
    with pytest.raises(ReviewConflict) as refused:
        approve(store, people.carol, draft)
    assert (refused.value.code, refused.value.state) == ("already-decided", "approved")


def test_an_edit_is_a_new_revision_and_the_original_stays(store: Store, people: People, draft: Draft) -> None:
    edited = edit(store, people.alice, draft, "Want the checklist we use for this?", "Shall I send the checklist?")
    with store.read() as session:
        kept = queue.revisions(session, draft.id)
        made = decisions.of_draft(session, draft.id)
    assert edited.edited
    assert edited.version == draft.version + 1
    assert "Shall I send the checklist?" in edited.content.text
    assert edited.content.footer == draft.content.footer
    assert edited.content.recipient == draft.content.recipient
    assert [(one.number, one.by) for one in kept] == [(1, "composer"), (2, people.alice.user_id)]
    assert kept[0].content_sha256 == draft.content.sha256
    assert made[-1].edit_ratio is not None
    assert 0 < made[-1].edit_ratio < 1


def test_an_edit_voids_approval_and_cancels_its_send(store: Store, people: People, draft: Draft) -> None:
    approved = approve(store, people.alice, draft)
    edited = edit(store, people.alice, approved, "this?", "that?", version=approved.version)
    assert edited.state is DraftState.PENDING
    assert edited.approved_sha256 == ""
    assert send_of(store, draft).state is SendState.CANCELLED
    again = approve(store, people.alice, edited)
    send = send_of(store, draft)
    assert send.state is SendState.SCHEDULED
    assert send.approved_sha256 == again.content.sha256 != draft.content.sha256
    assert "that?" in send.content.text


def test_a_planted_false_number_cannot_be_approved(store: Store, people: People, draft: Draft) -> None:
    edited = edit(store, people.alice, draft, "$12M", "$15M")
    assert not edited.findings.approvable
    with store.write() as session:
        refused = review.approve(session, people.alice, draft.id, version=edited.version, now=NOW, team=TEAM)
    assert isinstance(refused, ChecksFailed)
    assert any("15" in finding.message for finding in refused.findings)
    with store.read() as session:
        kept = drafts.get(session, draft.id)
        assert sends.of_draft(session, draft.id) is None
    assert kept is not None
    assert kept.state is DraftState.PENDING
    assert kept.findings.blocks


def test_findings_kept_as_clean_do_not_help_words_that_are_false(store: Store, people: People, draft: Draft) -> None:
    """The checks run again at approval: what was stored about the draft is not believed."""
    words = replace(
        draft.written,
        sentences=(
            replace(draft.written.sentences[0], text="Alder announced a $15M Series B."),
            *draft.written.sentences[1:],
        ),
    )
    with store.write() as session:
        forged = builders.seed_draft(session, key="forged", words=words)
        queue.move(session, forged, forged.state, findings=checks.as_column(draft.findings), new_version=False)
        refused = review.approve(session, people.alice, forged.id, version=forged.version, now=NOW, team=TEAM)
    assert isinstance(refused, ChecksFailed)


def test_a_draft_without_evidence_cannot_be_approved(store: Store, people: People) -> None:
    with store.write() as session:
        bare = builders.seed_draft(session, key="bare", pieces=())
        refused = review.approve(session, people.alice, bare.id, version=bare.version, now=NOW, team=TEAM)
    assert isinstance(refused, ChecksFailed)
    assert "no-evidence" in {finding.code for finding in refused.findings}


def test_an_opt_out_closes_the_gate_at_approval(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        suppressions.put(session, Suppression("address", draft.content.recipient, SuppressionReason.UNSUBSCRIBE, NOW))
        refused = review.approve(session, people.alice, draft.id, version=draft.version, now=NOW, team=TEAM)
    assert isinstance(refused, ChecksFailed)
    assert [finding.code for finding in refused.findings] == ["G02"]


def test_an_opt_out_blocks_what_waits_in_the_queue(store: Store, people: People, draft: Draft) -> None:
    approved = approve(store, people.alice, draft)
    never = Suppression("address", draft.content.recipient, SuppressionReason.UNSUBSCRIBE, NOW)
    with store.write() as session:
        suppression.suppress(session, never, by="one-click", now=NOW)
        blocked = drafts.get(session, draft.id)
    assert blocked is not None
    assert blocked.state is DraftState.BLOCKED
    assert blocked.approved_sha256 == ""
    assert send_of(store, draft).state is SendState.CANCELLED
    with pytest.raises(ReviewConflict):
        approve(store, people.alice, blocked)
    with pytest.raises(ReviewConflict), store.write() as session:
        review.undo(session, people.alice, draft.id, version=approved.version, now=NOW)


def test_an_expired_draft_cannot_be_approved(store: Store, people: People, draft: Draft) -> None:
    with pytest.raises(ReviewConflict) as refused:
        approve(store, people.alice, draft, now=draft.expires_at)
    assert refused.value.code == "expired"


def test_undo_cancels_the_send_and_gives_the_lease_back(store: Store, people: People, draft: Draft) -> None:
    approved = approve(store, people.alice, draft)
    with store.write() as session:
        pending = review.undo(session, people.alice, draft.id, version=approved.version, now=NOW)
        held = queue.lease(session, draft.id)
    assert pending.state is DraftState.PENDING
    assert pending.approved_sha256 == ""
    assert send_of(store, draft).state is SendState.CANCELLED
    assert held.by == people.alice.user_id


@pytest.mark.parametrize("state", [SendState.SUBMITTING, SendState.SENT, SendState.AMBIGUOUS, SendState.HANDED_OVER])
def test_what_may_have_left_cannot_be_taken_back(store: Store, people: People, draft: Draft, state: SendState) -> None:
    approved = approve(store, people.alice, draft)
    with store.write() as session:
        set_send_state(session, send_of(store, draft).id, state)
    with pytest.raises(ReviewConflict) as refused, store.write() as session:
        review.undo(session, people.alice, draft.id, version=approved.version, now=NOW)
    assert refused.value.code == "already-released"
    with store.read() as session:
        kept = drafts.get(session, draft.id)
    assert kept == approved


def test_only_the_decider_or_revops_takes_a_decision_back(store: Store, people: People) -> None:
    with store.write() as session:
        teams = builders.seed_draft(session, key="shared", owner="")
    approved = approve(store, people.alice, teams)
    with pytest.raises(NotAllowed), store.write() as session:
        review.undo(session, people.bob, teams.id, version=approved.version, now=NOW)
    with store.write() as session:
        assert review.undo(session, people.carol, teams.id, version=approved.version, now=NOW).state == "pending"


@pytest.mark.parametrize("reason", list(RejectReason))
def test_every_reason_rejects_and_is_kept(store: Store, people: People, draft: Draft, reason: RejectReason) -> None:
    with store.write() as session:
        rejected = review.reject(
            session, people.alice, draft.id, reason=reason, note="because", version=draft.version, now=NOW
        )
        kept = decisions.last_of(session, draft.id, DecisionKind.REJECT)
    assert rejected.state is DraftState.REJECTED
    assert kept is not None
    assert (kept.reason, kept.note) == (reason, "because")
    assert reason.goes_to in {"signal", "icp", "contact", "prompt", "offer", "source"}


def test_the_ninth_reason_needs_text(store: Store, people: People, draft: Draft) -> None:
    with pytest.raises(BadInput), store.write() as session:
        review.reject(session, people.alice, draft.id, reason=RejectReason.OTHER, version=draft.version, now=NOW)


def test_compliance_may_also_stop_all_mail_and_tone_may_not(store: Store, people: People, draft: Draft) -> None:
    tone = {"reason": RejectReason.TONE, "suppress": "contact"}
    with pytest.raises(BadInput), store.write() as session:
        review.reject(session, people.alice, draft.id, version=draft.version, now=NOW, **tone)  # type: ignore[arg-type]
    with store.write() as session:
        review.reject(
            session, people.alice, draft.id, reason=RejectReason.COMPLIANCE, suppress="account", version=draft.version,
            now=NOW,
        )  # fmt: skip
        stop = suppression.suppressed(
            session, address="anyone@else.example", domain="", account_id=draft.account_id, now=NOW
        )
    assert stop is not None


def test_a_rejection_is_taken_back_for_a_day(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        rejected = review.reject(
            session, people.alice, draft.id, reason=RejectReason.TONE, version=draft.version, now=NOW
        )
    late = NOW + review.UNDO_REJECT + timedelta(seconds=1)
    with pytest.raises(ReviewConflict) as refused, store.write() as session:
        review.undo(session, people.alice, draft.id, version=rejected.version, now=late)
    assert refused.value.code == "too-late"
    with store.write() as session:
        assert review.undo(session, people.alice, draft.id, version=rejected.version, now=NOW).state == "pending"


def test_a_snoozed_draft_wakes_on_its_time_or_by_hand(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        snoozed = review.snooze(
            session, people.alice, draft.id, until=NOW + timedelta(hours=2), version=draft.version, now=NOW
        )
    with store.write() as session:
        assert upkeep.sweep(session, now=NOW + timedelta(hours=1)).woken == 0
        assert upkeep.sweep(session, now=NOW + timedelta(hours=2)).woken == 1
        awake = drafts.get(session, draft.id)
    assert awake is not None
    assert awake.state is DraftState.PENDING
    assert snoozed.snoozed_until == NOW + timedelta(hours=2)
    with store.write() as session:
        again = review.snooze(session, people.alice, draft.id, until=None, version=awake.version, now=NOW)
        assert upkeep.sweep(session, now=NOW + timedelta(days=1)).woken == 0
        woken = review.wake(session, people.alice, draft.id, version=again.version, now=NOW)
    assert woken.state is DraftState.PENDING


def test_a_snooze_beyond_the_draft_is_refused(store: Store, people: People, draft: Draft) -> None:
    for until in (NOW, draft.expires_at):
        with pytest.raises(BadInput), store.write() as session:
            review.snooze(session, people.alice, draft.id, until=until, version=draft.version, now=NOW)


def test_an_sdr_sees_own_and_team_drafts_only(store: Store, people: People, draft: Draft) -> None:
    with pytest.raises(NotFound):
        approve(store, people.bob, draft)
    with store.write() as session:
        shared = builders.seed_draft(session, key="shared", owner="")
    assert approve(store, people.bob, shared).state is DraftState.APPROVED


@pytest.mark.parametrize("name", ["dave", "erin"])
def test_readers_and_plain_admins_do_not_decide(store: Store, people: People, draft: Draft, name: str) -> None:
    with pytest.raises(NotAllowed):
        approve(store, getattr(people, name), draft)


def test_an_admin_who_works_accounts_decides(store: Store, people: People, draft: Draft) -> None:
    both = replace(people.dave, role=Role.ADMIN, owner_id="ada")
    assert approve(store, both, draft).state is DraftState.APPROVED


def test_a_draft_that_somebody_holds_is_theirs_for_two_minutes(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        held = leases.claim(session, people.alice, draft.id, now=NOW)
    with pytest.raises(ReviewConflict) as refused:
        approve(store, people.carol, draft)
    assert (refused.value.code, refused.value.state) == ("claimed", people.alice.user_id)
    assert held.until == NOW + leases.LEASE
    late = NOW + leases.LEASE + timedelta(seconds=1)
    assert approve(store, people.carol, draft, now=late).state is DraftState.APPROVED


def test_holding_and_looking_do_not_change_the_version(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        held = leases.claim(session, people.alice, draft.id, now=NOW)
        leases.heartbeat(session, people.alice, draft.id, token=held.token, now=NOW + timedelta(seconds=30))
        seen = drafts.get(session, draft.id)
    assert seen is not None
    assert seen.etag == draft.etag


def test_an_sdr_takes_over_what_lies_idle_and_the_old_tab_learns_of_it(store: Store, people: People) -> None:
    with store.write() as session:
        shared = builders.seed_draft(session, key="shared", owner="")
        held = leases.claim(session, people.alice, shared.id, now=NOW)
    with pytest.raises(ReviewConflict), store.write() as session:
        leases.take_over(session, people.bob, shared.id, now=NOW + timedelta(seconds=30))
    with store.write() as session:
        taken = leases.take_over(session, people.bob, shared.id, now=NOW + timedelta(seconds=61))
    assert taken.by == people.bob.user_id
    with pytest.raises(ReviewConflict) as lost, store.write() as session:
        leases.heartbeat(session, people.alice, shared.id, token=held.token, now=NOW + timedelta(seconds=62))
    assert lost.value.code == "claim-lost"


def test_three_regenerations_and_no_more(store: Store, people: People, draft: Draft) -> None:
    current = draft
    for _ in range(review.MOST_REGENERATIONS):
        with store.write() as session:
            waiting = review.request_regeneration(
                session, people.alice, draft.id, instruction="shorter", version=current.version, now=NOW
            )
            assert waiting.state is DraftState.REGENERATING
            current = upkeep.given_up(session, waiting, why="the composer has no other words")
    assert current.written == draft.written
    assert "no other words" in current.state_reason
    with pytest.raises(ReviewConflict) as refused, store.write() as session:
        review.request_regeneration(session, people.alice, draft.id, instruction="", version=current.version, now=NOW)
    assert refused.value.code == "regenerated-enough"


def test_new_words_become_a_revision_that_the_checks_judge(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        firm = accounts.get(session, draft.account_id)
        assert firm is not None
        waiting = review.request_regeneration(
            session, people.alice, draft.id, instruction="", version=draft.version, now=NOW
        )
        words = replace(draft.written, subject="a checklist for routing")
        made = upkeep.regenerated(
            session,
            draft.id,
            builders.drafted(words, firm, builders.contact(firm), builders.evidence(firm)),
            now=NOW,
            team=TEAM,
        )
    assert waiting.state is DraftState.REGENERATING
    assert made.state is DraftState.PENDING
    assert made.content.subject == "a checklist for routing"
    assert not made.edited


def test_a_regeneration_that_never_ends_is_given_up(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        review.request_regeneration(session, people.alice, draft.id, instruction="", version=draft.version, now=NOW)
        assert upkeep.sweep(session, now=NOW + timedelta(minutes=1)).recovered == 0
        assert upkeep.sweep(session, now=NOW + timedelta(minutes=6)).recovered == 1
        kept = drafts.get(session, draft.id)
    assert kept is not None
    assert kept.state is DraftState.PENDING


def test_time_expires_what_nobody_decided(store: Store, people: People, draft: Draft) -> None:
    with store.write() as session:
        assert upkeep.sweep(session, now=draft.expires_at).expired == 1
        kept = drafts.get(session, draft.id)
    assert kept is not None
    assert kept.state is DraftState.EXPIRED
