"""Of an item 5.02 only the comings and goings of officers are told; directors, pay and biographies are not."""

from __future__ import annotations

from datetime import UTC, datetime
from time import thread_time

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

HEADING = (
    "Item 5.02 Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers; "
    "Compensatory Arrangements of Certain Officers.\n"
)


def filing(body: str, *, company: str = "OAKFOLD INC") -> Item:
    return Item(
        source="sec_8k",
        key="0001-26-000001",
        kind=ItemKind.FILING,
        title="8-K: OAKFOLD INC",
        text=HEADING + body,
        url="https://filings.example/1",
        published_at=datetime(2026, 3, 5, tzinfo=UTC),
        company=company,
    )


def told(body: str) -> set[str]:
    item = filing(body)
    mentions = detect(item)
    for mention in mentions:
        assert all(field.quote.stands_in(item.text) for field in mention.fields.values())
    names = ("person", "direction", "title", "effective_on")
    return {"; ".join(mention.value(name) or "-" for name in names) for mention in mentions}


GOING = [
    (
        "(b) On March 3, 2026, Helen R. Marsh notified Oakfold Inc. (the “Company”) that she will resign as Chief "
        "Financial "
        "Officer of the Company, effective April 1, 2026.",
        "Helen R. Marsh; leave; Chief Financial Officer; 2026-04-01",
    ),
    (
        "On March 3, 2026, the Company announced that Helen Marsh, the Company’s Chief Operating Officer, will be "
        "leaving the "
        "Company effective as of March 31, 2026 to pursue other opportunities.",
        "Helen Marsh; leave; Chief Operating Officer; 2026-03-31",
    ),
    (
        "On March 3, 2026, Helen Marsh resigned from her position as President and Chief Executive Officer, "
        "effective immediately.",
        "Helen Marsh; leave; President and Chief Executive Officer; 2026-03-03",
    ),
    (
        "Helen Marsh tendered her resignation as General Counsel on March 2, 2026.",
        "Helen Marsh; leave; General Counsel; 2026-03-02",
    ),
    (
        "On March 3, 2026, Helen Marsh, Executive Vice President, Field Systems Group of the Company, informed the "
        "Company of her "
        "decision to retire, effective June 30, 2026.",
        "Helen Marsh; leave; Executive Vice President, Field Systems Group; 2026-06-30",
    ),
    (
        "Effective March 2, 2026, Helen Marsh ceased to serve as the Company’s Chief Technology Officer.",
        "Helen Marsh; leave; Chief Technology Officer; 2026-03-02",
    ),
    (
        "(b) On March 4, 2026, the Company announced the resignation of Helen Marsh, Chief Accounting Officer. "
        "Ms. Marsh’s resignation is effective as of March 20, 2026.",
        "Helen Marsh; leave; Chief Accounting Officer; 2026-03-20",
    ),
    (
        "The employment of Helen Marsh, the Company's Chief Marketing Officer, was terminated on March 1, 2026.",
        "Helen Marsh; leave; Chief Marketing Officer; 2026-03-01",
    ),
    (
        "Helen Marsh stepped down as Chief Revenue Officer of Oakfold Inc. on February 27, 2026.",
        "Helen Marsh; leave; Chief Revenue Officer; 2026-02-27",
    ),
    (
        "On March 3, 2026, the Company terminated the employment of Helen Marsh, Executive Vice President and General "
        "Counsel, effective immediately.",
        "Helen Marsh; leave; Executive Vice President and General Counsel; 2026-03-03",
    ),
    (
        "On March 1, 2026, Helen Marsh stepped down from her role as Chief Technology Officer but will remain with the "
        "Company as an adviser through June 30, 2026.",
        "Helen Marsh; leave; Chief Technology Officer; 2026-03-01",
    ),
]
COMING = [
    (
        "(c) On March 3, 2026, the Board of Directors appointed Thomas K. Becker, age 51, as Chief Financial Officer "
        "of the "
        "Company, effective April 1, 2026.",
        "Thomas K. Becker; join; Chief Financial Officer; 2026-04-01",
    ),
    (
        "On March 3, 2026, Thomas Becker was appointed Executive Vice President and Chief Operating Officer.",
        "Thomas Becker; join; Executive Vice President and Chief Operating Officer; 2026-03-03",
    ),
    (
        "Effective March 9, 2026, Thomas Becker, 51, has been appointed to serve as the Company’s Chief Accounting "
        "Officer.",
        "Thomas Becker; join; Chief Accounting Officer; 2026-03-09",
    ),
    (
        "On March 2, 2026, the Company appointed Thomas Becker to the position of Principal Accounting Officer.",
        "Thomas Becker; join; Principal Accounting Officer; 2026-03-02",
    ),
    (
        "On March 2, 2026, the Board promoted Thomas Becker to Chief Executive Officer, effective immediately.",
        "Thomas Becker; promote; Chief Executive Officer; 2026-03-02",
    ),
    (
        "On March 2, 2026, the Board named Thomas Becker as Interim Chief Executive Officer, effective immediately.",
        "Thomas Becker; join; Interim Chief Executive Officer; 2026-03-02",
    ),
    (
        "On March 2, 2026, Thomas Becker joined the Company as its Chief Commercial Officer.",
        "Thomas Becker; join; Chief Commercial Officer; 2026-03-02",
    ),
    (
        "The Board appointed Thomas Becker, currently Chief Operating Officer, to succeed Ms. Marsh as Chief Executive "
        "Officer effective April 1, 2026.",
        "Thomas Becker; join; Chief Executive Officer; 2026-04-01",
    ),
]
NOTHING = [
    "(d) On March 3, 2026, the Board elected Thomas Becker as Director, effective immediately. Mr. Becker is Chief "
    "Executive "
    "Officer of Tarn, Inc.",
    "(e) On March 3, 2026, the Compensation Committee approved a base salary of $500,000 for Helen Marsh, Chief "
    "Executive Officer.",
    "On March 3, 2026, Helen Marsh notified the Company that she will not stand for re-election to the Board of "
    "Directors.",
    "Helen Marsh resigned as a member of the Board of Directors of Oakfold Inc., effective as of March 3, 2026.",
    "Mr. Becker has served as Chief Financial Officer of Tarn since joining Tarn in 2014.",
    "If Ms. Marsh resigns as Chief Executive Officer for good reason, she would be entitled to two years of base "
    "salary.",
    "The stockholders approved the 2026 Equity Plan, in which the Chief Executive Officer and other officers may "
    "participate.",
    "Under the agreement, Helen Marsh will continue as Chief Executive Officer until March 31, 2029.",
]


@pytest.mark.parametrize(("body", "row"), GOING + COMING)
def test_an_officer_who_comes_or_goes_is_told(body: str, row: str) -> None:
    assert told(body) == {row}


@pytest.mark.parametrize("body", NOTHING)
def test_directors_pay_and_biographies_are_not_told(body: str) -> None:
    assert told(body) == set()


def test_leaver_and_successor_of_one_item_are_both_told() -> None:
    body = (
        "(b) On March 3, 2026, Helen Marsh informed the Company that she will retire as Chief Financial Officer on "
        "May 1, 2026.\n"
        "(c) On March 3, 2026, the Board appointed Thomas Becker, 51, as Chief Financial Officer, effective May 1, "
        "2026. "
        "Mr. Becker joined the Company in 2012 and has served as Vice President, Finance since 2019.\n"
        "(e) In connection with his appointment as Chief Financial Officer, Mr. Becker will receive a base salary of "
        "$400,000."
    )
    assert told(body) == {
        "Helen Marsh; leave; Chief Financial Officer; 2026-05-01",
        "Thomas Becker; join; Chief Financial Officer; 2026-05-01",
    }


def test_an_officer_is_marked_as_one() -> None:
    (mention,) = detect(filing(GOING[0][0]))
    assert mention.value("officer") == "true"
    assert mention.company_names[0] == "OAKFOLD INC"


@pytest.mark.parametrize(
    "body",
    ["(b) On March 3, 2026, Helen Marsh, Chief Financial Officer, resigned. " * 3000, GOING[0][0] + "\n" * 20_000],
)
def test_a_long_filing_is_read_in_time(body: str) -> None:
    began = thread_time()
    detect(filing(body))
    assert thread_time() - began < 2.0


def people_and_directions(body: str) -> set[tuple[str | None, str | None]]:
    return {(one.value("person"), one.value("direction")) for one in detect(filing(body))}


def test_what_the_filing_calls_a_company_is_nobody() -> None:
    text = (
        'On March 2, 2026, Mark Ferrow, Vice President, Engineering of Quill Harbor Systems, Inc. ("Quill Harbor"), '
        "notified Quill Harbor of his resignation. On March 3, 2026, Quill Harbor appointed Gil Ben-Amar to the "
        "position of Senior Vice President, Engineering, effective March 16, 2026."
    )
    assert people_and_directions(text) == {("Mark Ferrow", "leave"), ("Gil Ben-Amar", "join")}


def test_only_the_word_promoted_is_a_promotion() -> None:
    text = (
        "On March 2, 2026, the Company announced that Charles Yarrow, currently Vice President, Actuation, was "
        "promoted to Executive Vice President and Chief Operating Officer, effective March 20, 2026, and appointed "
        "Dana Quince, currently Vice President, Finance, as Chief Financial Officer, effective March 20, 2026."
    )
    assert people_and_directions(text) == {("Charles Yarrow", "promote"), ("Dana Quince", "join")}
