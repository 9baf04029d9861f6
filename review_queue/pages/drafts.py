"""What a person does to one draft, as forms that work without JavaScript, and the live check of an edit."""

from __future__ import annotations

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from agent.domain.decisions import RejectReason
from agent.domain.drafts import Draft, Findings, NoReason, Severity
from agent.errors import BadInput, ReviewConflict
from review_queue import checks, leases, markup, review, sight, upkeep, words
from review_queue.draft_view import snooze_until
from review_queue.fragments import go, zone_of
from review_queue.guard import Decider, Visit
from review_queue.markup import Look
from review_queue.problems import Refusal, of_findings
from review_queue.review import ChecksFailed, Seen

router = APIRouter(prefix="/drafts/{draft_id}")
ON_NEWS = "on what is known now"


def version_of(visit: Visit) -> int:
    """The version that the form was made for. Raises ReviewConflict("precondition-required") without one."""
    given = visit.form.get("v", "")
    if not (given.isdecimal() and given.isascii() and len(given) < 10):
        raise ReviewConflict("Say which version you looked at.", code="precondition-required")
    return int(given)


def seen_of(visit: Visit) -> Seen:
    dwell = visit.form.get("dwell", "")
    return Seen(dwell_ms=int(dwell) if dwell.isdecimal() and dwell.isascii() and len(dwell) < 10 else None)


def _onward(visit: Visit) -> Response:
    following, view = visit.form.get("next", ""), visit.form.get("view", "")
    query = f"?view={view}" if view.isalpha() else ""
    return go(f"/drafts/{following}{query}" if following.replace("-", "").isalnum() else f"/queue{query}")


def _back(visit: Visit, draft_id: str) -> Response:
    view = visit.form.get("view", "")
    return go(f"/drafts/{draft_id}" + (f"?view={view}" if view.isalpha() else ""))


@router.post("/approve")
def approve(visit: Decider, draft_id: str) -> Response:
    approve_now(visit, draft_id, version_of(visit))
    return _onward(visit)


def approve_now(visit: Visit, draft_id: str, version: int) -> Draft:
    """Approve, or refuse with 422 and what failed; the findings are kept either way."""
    with visit.context.store.write() as session:
        done = review.approve(
            session, visit.actor, draft_id, version=version, now=visit.now, team=visit.team(), seen=seen_of(visit)
        )
    if isinstance(done, ChecksFailed):
        raise Refusal(of_findings(done.findings))
    return done


@router.post("/edit")
def edit(visit: Decider, draft_id: str) -> Response:
    """Save the words; with `then=approve` approve them too, if the checks let them."""
    with visit.context.store.write() as session:
        edited = review.edit(
            session,
            visit.actor,
            draft_id,
            subject=visit.form.get("subject", ""),
            body=visit.form.get("body", ""),
            version=version_of(visit),
            now=visit.now,
            team=visit.team(),
            seen=seen_of(visit),
        )
    if visit.form.get("then") == "approve" and edited.findings.approvable:
        approve_now(visit, draft_id, edited.version)
        return _onward(visit)
    return _back(visit, draft_id)


@router.post("/restore")
def restore(visit: Decider, draft_id: str) -> Response:
    """Back to the drafted words: a person's edits are taken back."""
    with visit.context.store.write() as session:
        review.restore(
            session,
            visit.actor,
            draft_id,
            version=version_of(visit),
            now=visit.now,
            team=visit.team(),
            seen=seen_of(visit),
        )
    return _back(visit, draft_id)


@router.post("/check")
def check(visit: Decider, draft_id: str) -> Response:
    """What the checks say of words not saved yet: the same findings as at saving, and where they stand."""
    body = visit.form.get("body", "")
    subject = visit.form.get("subject", "")
    with visit.context.store.read() as session:
        draft = sight.find(session, visit.actor, draft_id)
        rewritten = checks.rewrite(session, draft, subject=subject, body=body, team=visit.team(), now=visit.now)
        ground = checks.ground_of(session, draft, visit.team())
    labels = markup.labels_of(draft.written, ground.evidence)  # as the cards beside the editor are numbered
    findings = markup.in_words(rewritten.findings, labels)
    marks = markup.marks_of(
        body.replace("\r\n", "\n"),
        rewritten.written,
        findings,
        ground.evidence,
        labels,
        visit.now.date(),
    )
    runs = markup.cut(body.replace("\r\n", "\n"), [mark for mark in marks if mark.look is Look.BAD])
    mirror = Markup("").join(
        Markup('<span class="unsupported">{}</span>').format(run.text) if run.look is Look.BAD else escape(run.text)
        for run in runs
    )
    oob = Markup('<div class="mirror" id="mirror" aria-hidden="true" hx-swap-oob="true">{}</div>').format(mirror)
    return HTMLResponse(_findings_html(findings) + oob)


def _findings_html(findings: Findings) -> Markup:
    shown = [one for one in findings.findings if one.severity is not Severity.INFO]
    if not shown:
        return Markup('<p class="notice good"><span aria-hidden="true">✓</span> every claim supported</p>')
    tones = {Severity.BLOCK: ("bad", "✕"), Severity.WARN: ("warn", "!")}
    return Markup("").join(
        Markup('<p class="notice {}"><span aria-hidden="true">{}</span> {}</p>').format(
            *tones[one.severity], one.message
        )
        for one in shown
    )


@router.post("/reject")
def reject(visit: Decider, draft_id: str) -> Response:
    reason = visit.form.get("reason", "")
    if reason not in set(RejectReason):
        raise BadInput("Choose one of the nine reasons.")
    with visit.context.store.write() as session:
        review.reject(
            session,
            visit.actor,
            draft_id,
            reason=RejectReason(reason),
            note=visit.form.get("note", ""),
            suppress=visit.form.get("suppress", ""),
            version=version_of(visit),
            now=visit.now,
            seen=seen_of(visit),
        )
    return _onward(visit)


@router.post("/snooze")
def snooze(visit: Decider, draft_id: str) -> Response:
    choice, day = visit.form.get("until", ""), visit.form.get("day", "")
    try:
        until = snooze_until(choice, day, now=visit.now, tz=words.zone(zone_of(visit)))
    except ValueError:
        raise BadInput("Say which day, for example 2026-11-30.") from None
    with visit.context.store.write() as session:
        review.snooze(
            session,
            visit.actor,
            draft_id,
            until=until,
            version=version_of(visit),
            now=visit.now,
            seen=seen_of(visit),
        )
    return _onward(visit)


@router.post("/wake")
def wake(visit: Decider, draft_id: str) -> Response:
    with visit.context.store.write() as session:
        review.wake(session, visit.actor, draft_id, version=version_of(visit), now=visit.now)
    return _back(visit, draft_id)


@router.post("/undo")
def undo(visit: Decider, draft_id: str) -> Response:
    with visit.context.store.write() as session:
        review.undo(session, visit.actor, draft_id, version=version_of(visit), now=visit.now)
    return _back(visit, draft_id)


@router.post("/regenerate")
def regenerate(visit: Decider, draft_id: str) -> Response:
    regenerate_now(visit, draft_id, version_of(visit), visit.form.get("chip") or visit.form.get("instruction", ""))
    return _back(visit, draft_id)


def regenerate_now(visit: Visit, draft_id: str, version: int, instruction: str) -> Draft:
    """Ask, draft, keep: the drafting stands between two transactions, so that a slow model holds no lock."""
    with visit.context.store.write() as session:
        waiting = review.request_regeneration(
            session, visit.actor, draft_id, instruction=instruction, version=version, now=visit.now
        )
    return regenerated(visit, waiting, instruction)


def regenerated(visit: Visit, waiting: Draft, instruction: str) -> Draft:
    """Other words for a draft that waits for them."""
    outcome = visit.context.regenerate(waiting, instruction)
    with visit.context.store.write() as session:
        if isinstance(outcome, NoReason):
            return upkeep.given_up(session, waiting, why=outcome.why)
        return upkeep.regenerated(session, waiting.id, outcome, now=visit.context.clock.now(), team=visit.team())


@router.post("/renew")
def renew(visit: Decider, draft_id: str) -> Response:
    """Write again on what is known now; the words that were there stay as a revision."""
    with visit.context.store.write() as session:
        waiting = review.request_regeneration(
            session, visit.actor, draft_id, instruction=ON_NEWS, version=version_of(visit), now=visit.now, on_news=True
        )
    renewed(visit, waiting)
    return _back(visit, draft_id)


def renewed(visit: Visit, waiting: Draft) -> Draft:
    """A draft that waits for it, written on what is known now."""
    outcome = visit.context.renew(waiting)
    with visit.context.store.write() as session:
        return upkeep.renewed(session, waiting.id, outcome, now=visit.context.clock.now(), team=visit.team())


@router.post("/take-over")
def take_over(visit: Decider, draft_id: str) -> Response:
    with visit.context.store.write() as session:
        leases.take_over(session, visit.actor, draft_id, now=visit.now)
    return _back(visit, draft_id)
