"""The first role of its kind: what must be known before a posting is called one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from signals.hiring.first_of_kind import Family, FirstOfKind, Known, first_of_kind, kinds_of
from signals.hiring.requisitions import Posting, Requisition

SEEN = datetime(2026, 9, 1, tzinfo=UTC)
KIND = "security leader"
WATCHED = Known(coverage_days=200, headcount=120, on_leadership_page=False)


def a_role(title: str = "Head of Security", *, key: str = "p", days_ago: int = 0, open_days: int = 20, text: str = ""):  # type: ignore[no-untyped-def]
    seen = SEEN - timedelta(days=days_ago)
    posting = Posting(key, title, f"{title}\n{text}", first_seen_at=seen, last_seen_at=seen + timedelta(days=open_days))
    return Requisition((posting,))


def scored(known: Known = WATCHED, text: str = "", others: tuple[Requisition, ...] = ()) -> FirstOfKind | None:
    return first_of_kind(KIND, a_role(text=text), others, known)


@pytest.mark.parametrize(
    ("known", "text", "score"),
    [
        (Known(coverage_days=89), "", 0.0),
        (Known(coverage_days=90), "", 0.15),
        (Known(coverage_days=180), "", 0.30),
        (Known(coverage_days=180, on_leadership_page=False, among_contacts=False), "", 0.75),
        (Known(coverage_days=180, on_leadership_page=True, among_contacts=True), "", 0.30),
        (Known(coverage_days=0, headcount=200), "You build the team from scratch.", 0.35),
        (Known(coverage_days=0, headcount=201), "Our first security hire.", 0.25),
        (Known(coverage_days=180, headcount=50, left_within_180_days=True), "", -0.10),
        (Known(coverage_days=180), "This is a backfill.", -0.20),
    ],
)
def test_the_published_points_add_up(known: Known, text: str, score: float) -> None:
    found = scored(known, text)
    assert found is not None
    assert found.score == pytest.approx(score)
    assert found.score == pytest.approx(sum(points for points, _ in found.reasons))


def test_it_fires_from_six_tenths_on() -> None:
    found, short = scored(), scored(Known(coverage_days=180, headcount=20))
    assert found is not None and short is not None
    assert (found.fires, short.fires) == (True, False)


def test_another_of_its_kind_within_the_year_makes_it_no_first() -> None:
    assert scored(others=(a_role("VP, Information Security", key="q", days_ago=100),)) is None
    assert scored(others=(a_role("CISO", key="q", days_ago=600, open_days=300),)) is None
    assert scored(others=(a_role("CISO", key="q", days_ago=600, open_days=30),)) is not None
    assert scored(others=(a_role("Security Engineer", key="q", days_ago=100),)) is not None
    assert scored(others=(a_role("Head of Sales", key="q", days_ago=100),)) is not None


def test_a_baseline_posting_and_a_repost_are_never_first() -> None:
    plain = a_role()
    known = Posting("p", "Head of Security", "", SEEN, SEEN, baseline=True)
    assert first_of_kind(KIND, Requisition((known,)), (), WATCHED) is None
    assert first_of_kind(KIND, Requisition(plain.postings, repost_of="q"), (), WATCHED) is None


def test_first_class_and_the_like_say_nothing_of_a_first_hire() -> None:
    found = scored(Known(coverage_days=0), "First-class benefits and a first aid course.")
    assert found is not None and found.score == 0.0


def test_a_team_names_families_of_titles_of_its_own() -> None:
    families = (Family("RevOps", ("revops", "revenue operations")), Family("security engineer", ("security engineer",)))
    assert kinds_of("RevOps Manager", families) == ("RevOps",)
    assert kinds_of("Senior Security Engineers", families) == ("security engineer",)
    assert kinds_of("Head of Revenue Operations", families) == ("revenue operations leader", "RevOps")
    assert kinds_of("Warehouse Associate", families) == ()
    role = a_role("RevOps Manager", text="You build it from scratch.")
    found = first_of_kind("RevOps", role, (), WATCHED, families=families)
    assert found is not None and found.fires
    assert first_of_kind("RevOps", a_role("Warehouse Associate"), (), WATCHED, families=families) is None
