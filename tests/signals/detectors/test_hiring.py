"""Two dated postings of one function within 30 days are relevant roles; what is undated or one requisition is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.domain.contacts import Function
from agent.domain.items import Item, ItemKind
from signals.detectors.hiring import RoleMention, detect_relevant_roles, evergreen

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ALL = frozenset(Function)


def role(
    title: str,
    *,
    days: int | None = 3,
    key: str = "",
    department: str = "",
    location: str = "",
    baseline: bool = False,
    account_id: str = "a1",
) -> Item:
    return Item(
        source="greenhouse",
        key=key or title,
        kind=ItemKind.POSTING,
        title=title,
        text=f"{title}\nJoin Oakfold and do good work.\nLocation: {location}",
        url="https://boards.example/1",
        published_at=None if days is None else NOW - timedelta(days=days),
        account_id=account_id,
        company="Oakfold",
        fields={"department": department, "location": location},
        baseline=baseline,
        fetched_at=NOW,
    )


def found(*postings: Item, functions: frozenset[Function] = ALL) -> dict[str, str]:
    mentions = detect_relevant_roles("a1", postings, as_of=NOW, functions=functions)
    return {one.mention.value("function") or "": one.mention.value("count") or "" for one in mentions}


def test_two_dated_roles_of_one_function_are_told() -> None:
    assert found(role("RevOps Manager"), role("Director of Revenue Operations")) == {"revenue_operations": "2"}


def test_one_role_is_not_enough() -> None:
    assert found(role("RevOps Manager"), role("Software Engineer")) == {}


def test_only_the_functions_asked_for_are_told() -> None:
    postings = (role("Software Engineer"), role("Engineering Manager"))
    assert found(*postings, functions=frozenset({Function.SALES})) == {}
    assert found(*postings, functions=frozenset({Function.ENGINEERING})) == {"engineering": "2"}


def test_an_undated_posting_never_counts() -> None:
    assert found(role("Account Executive", days=None), role("Sales Manager", days=None), role("VP Sales")) == {}


def test_a_posting_older_than_30_days_does_not_count() -> None:
    assert found(role("Account Executive", days=31), role("Sales Manager", days=2)) == {}
    assert found(role("Account Executive", days=29), role("Sales Manager", days=2)) == {"sales": "2"}


def test_a_posting_of_the_future_does_not_count() -> None:
    assert found(role("Account Executive", days=-9), role("Sales Manager")) == {}


def test_at_first_contact_only_postings_dated_within_14_days_count() -> None:
    old, fresh = role("Account Executive", days=20, baseline=True), role("Sales Manager", days=5, baseline=True)
    assert found(old, fresh) == {}
    assert found(role("VP Sales", days=13, baseline=True), fresh) == {"sales": "2"}


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ("Account Executive", "Account Executive", "Berlin"),
        ("Account Executive (Berlin)", "Account Executive (Paris)", ""),
        ("Account Executive - Berlin", "Account Executive", "Berlin, Germany"),
        ("Account Executive, Remote", "Account Executive (m/f/d)", ""),
    ],
)
def test_one_requisition_over_several_places_counts_once(one: str, other: str, place: str) -> None:
    assert found(role(one, key="1", location=place), role(other, key="2", location=place)) == {}


def test_one_title_in_two_departments_counts_twice() -> None:
    assert found(role("Engineer", key="1", department="Platform"), role("Engineer", key="2", department="Apps")) == {
        "engineering": "2"
    }


def test_evergreen_and_learners_roles_do_not_count() -> None:
    assert found(role("Sales - Talent Pool"), role("Sales Intern"), role("Account Executive")) == {}


def test_roles_of_another_account_do_not_count() -> None:
    assert found(role("Account Executive"), role("Sales Manager", account_id="a2")) == {}


def mentions_of_two() -> RoleMention:
    (one,) = detect_relevant_roles(
        "a1", (role("Account Executive", days=9), role("Sales Manager", days=2)), as_of=NOW, functions=ALL
    )
    return one


def test_the_newest_posting_comes_first_and_each_role_stands_in_its_own() -> None:
    one = mentions_of_two()
    assert [item.title for item in one.supporting] == ["Sales Manager", "Account Executive"]
    assert one.mention.item_key == "Sales Manager"
    for number, item in enumerate(one.supporting, 1):
        assert one.mention.fields[f"role_{number}"].quote.stands_in(item.text)


def test_every_item_supports_the_mention_on_its_own_text() -> None:
    one = mentions_of_two()
    for item in one.supporting:
        mention = one.mention_in(item)
        assert mention.value("count") == "2"
        assert all(field.quote.stands_in(item.text) for field in mention.fields.values())


@pytest.mark.parametrize(
    "title",
    ["Join our Talent Community", "General Application", "Initiativbewerbung (m/w/d)", "Future Opportunities: Sales"],
)
def test_a_posting_that_only_collects_applications_is_evergreen(title: str) -> None:
    assert evergreen(title)


@pytest.mark.parametrize("title", ["Community Manager", "Talent Acquisition Lead", "Application Engineer"])
def test_a_role_is_not_evergreen_by_a_shared_word(title: str) -> None:
    assert not evergreen(title)
