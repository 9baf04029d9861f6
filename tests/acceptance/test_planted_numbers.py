"""A planted false number cannot be approved, whoever plants it and however it is approved."""

from __future__ import annotations

import pytest
from town import Town

from agent.domain.drafts import DraftState

FALSE_CLAIMS = (
    "Your $15M round is a good moment to look at this.",
    "You raised $120M.",
    "You raised €12M.",
    "You raised a $12M Series D.",
    "You have opened 40 sales roles since.",
    "Northwind cut routing time from nine days to ten minutes.",
)


def test_a_false_number_cannot_be_approved_and_does_not_leave(town: Town) -> None:
    keys = [f"firm{number}" for number in range(len(FALSE_CLAIMS))]
    made = town.first_drafts(*keys)
    with town.open_review() as [mara]:
        for draft, claim in zip(made, FALSE_CLAIMS, strict=True):
            edited = mara.edit(draft.id, add=f"\n\n{claim}")
            assert not edited["approvable"], claim
            refused = mara.do("approve", draft.id)
            assert refused.status_code == 422, claim
            assert any(finding["check"] for finding in refused.json()["errors"]), claim
            assert mara.read(draft.id)["state"] == "pending", claim
    assert town.every_send() == []
    assert town.let_a_day_pass(hours=1) == 0
    assert town.mail() == []


def test_the_true_number_put_back_can_be_approved(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        mara.edit(draft.id, add="\n\nYou raised $15M.")
        assert mara.do("approve", draft.id).status_code == 422
        mara.edit(draft.id, swap=("You raised $15M.", ""))
        assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == 1
    assert "$15M" not in town.mail()[0].get_content()


def test_a_subject_is_held_to_the_evidence_too(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        mara.edit(draft.id, subject="After your $15M Series B")
        assert mara.do("approve", draft.id).status_code == 422


@pytest.mark.parametrize("way", ["page", "json"])
def test_no_way_in_leads_around_the_check(town: Town, way: str) -> None:
    """The page's form and the API end in the same rule."""
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        edited = mara.edit(draft.id, add="\n\nYou raised $15M.")
        if way == "page":
            form = {"csrf": mara.http.headers["X-CSRF-Token"], "version": str(edited["version"])}
            answer = mara.http.post(f"/drafts/{draft.id}/approve", data=form)
        else:
            answer = mara.do("approve", draft.id)
        assert answer.status_code >= 400
    stands = town.draft_of("alder")
    assert stands is not None
    assert stands.state is DraftState.PENDING
