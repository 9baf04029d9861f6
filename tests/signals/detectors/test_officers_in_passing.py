"""People whom item 5.02 only names in passing, a class each: nobody of them comes or goes by this filing."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

NOBODY: dict[str, str] = {
    "who is called an executive officer": "On March 2, 2026, the Board designated the following persons as executive "
    "officers for purposes of Section 16: Helen Marsh, Chief Actuary, and Tom Becker, Chief Information Officer. They "
    "have held these positions since 2021.",
    "who gets pay, with an office told in brackets": "On March 2, 2026, the Committee granted units to Helen Marsh "
    "(Chief Executive Officer), Tom Becker (Chief Financial Officer; appointed October 1, 2025) and Ada Finch (Vice "
    "President, Exploration; retired December 31, 2025).",
    "who gets pay, appointed some months ago": "The Committee approved a retention bonus for Helen Marsh, who was "
    "named "
    "President in August 2025 following the retirement of Tom Becker.",
    "who is already what the agreement says": "On March 2, 2026, Oakfold Inc and Helen Marsh, its President, agreed to "
    "extend her agreement. Under the agreement as extended, Ms. Marsh will serve as President until 2028.",
    "whose new office is elsewhere": "On March 2, 2026, Helen Marsh resigned from the Board because of the demands of "
    "her new position as Chief Executive Officer of Trident Rail Inc., to which she was appointed in January.",
    "who is retained": "A shareholder disagrees with the decision to retain Chief Executive Officer Tom Becker and "
    "calls "
    "for Mr. Becker to be replaced.",
    "who leads a part of the house for a time": "Until a new chief medical officer is named, Dr. Helen Marsh, the "
    "company’s Vice President of Clinical Development, will lead the clinical organization.",
    "who advises": "On March 2, 2026, the Company engaged Helen Marsh of Bristow Partners as a consultant to oversee "
    "its information systems.",
    "who left elsewhere": "From 2019 to 2025 Ms. Helen Marsh was with Colby Drug Corporation, where she was named "
    "Deputy "
    "General Counsel in 2022 after Tom Becker left to become general counsel of Farris Labs.",
    "who is appointed again": "After the annual meeting on March 2, 2026, the Board reappointed the Company’s "
    "officers, "
    "including Helen Marsh, President, and Tom Becker, Treasurer.",
    "who signs": "The policy applies to any officer who is required to sign a certification, presently Helen Marsh, "
    "Chief Executive Officer, and Tom Becker, Chief Financial Officer.",
    "who gets a seat, with a former office": "Under the agreement, the Company will appoint Helen Marsh, a partner at "
    "Vantage and formerly Chief Operating Officer of Orbit Media, to the Board by April 1, 2026.",
    "who has taken the notice back": "The Company extended its agreement with Tom Becker, Chief Investment Officer, "
    "who "
    "had said that he intended to leave. Mr. Becker has withdrawn his notice of resignation.",
    "who moves to another town": "On March 2, 2026, the Company’s Treasurer, Tom Becker, bought a house from the "
    "Company "
    "in connection with his transfer to Vancouver.",
    "who gets a bonus for a year in which he left": "On March 2, 2026 the Trustees fixed the bonuses for 2025 of Helen "
    "Marsh, President, and Tom Becker, who resigned as Treasurer effective December 31, 2025.",
    "whose coming and going are months old": "The Compensation Committee, in light of the appointment of Helen Marsh "
    "as "
    "Chief Executive Officer effective December 1, 2025 and the retirement of Tom Becker on that date, revised the "
    "peer "
    "group.",
    "who is on leave": "The Company placed Tom Becker, Treasurer, on administrative leave.",
    "who succeeded a consultant": "On March 2, 2026, Oakfold Inc entered into a consulting agreement with Tom Becker, "
    "the Company’s former Chief Technology Officer, who retired on January 30, 2026 as previously reported. Mr. Becker "
    "will assist Helen Marsh, who succeeded him as Chief Technology Officer on February 2, 2026.",
}

# Text, "person; direction; title; effective on" of each officer: the others are told in passing.
ONLY: list[tuple[str, list[str]]] = [
    (
        "Oakfold Inc appointed Helen Marsh as principal accounting officer on March 2, 2026, a role previously held by "
        "Tom Becker, the Company’s Chief Financial Officer.",
        ["Helen Marsh; join; principal accounting officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Helen Marsh was appointed Chief Operating Officer of Oakfold Inc, succeeding Tom Becker, "
        "who "
        "was appointed Chief Executive Officer in October 2025.",
        ["Helen Marsh; join; Chief Operating Officer; 2026-03-02"],
    ),
    (
        "The Board has designated Helen Marsh, the Controller, to act as the Company’s principal financial officer "
        "while "
        "a successor to Mr. Becker is sought.",
        ["Helen Marsh; join; principal financial officer; -"],
    ),
    (
        "On March 2, 2026, Helen Marsh was hired as Chief Revenue Officer of Oakfold Inc. She spent ten years at "
        "Pinnacle Cloud. She replaced Ada Finch in that role at Pinnacle.",
        ["Helen Marsh; join; Chief Revenue Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Oakfold Inc appointed Helen Marsh as General Counsel. Ms. Marsh fills the vacancy created "
        "by "
        "the previously announced departure of Ada Finch.",
        ["Helen Marsh; join; General Counsel; 2026-03-02"],
    ),
    (
        "The Board has appointed Helen Marsh as Chief Financial Officer, to be effective as of the time Mr. Becker "
        "ceases "
        "to serve in that role.",
        ["Helen Marsh; join; Chief Financial Officer; -"],
    ),
    (
        "On March 2, 2026, the Board elected Helen Marsh, 50, President and Chief Executive Officer and as a director.",
        ["Helen Marsh; join; President and Chief Executive Officer; 2026-03-02"],
    ),
    (
        "Tom Becker, Treasurer, will resign effective March 13, 2026 to join another company.",
        ["Tom Becker; leave; Treasurer; 2026-03-13"],
    ),
    (
        "On March 2, 2026, Oakfold Inc named Helen Marsh Chief Operating Officer. She succeeds Tom Becker, who was "
        "named "
        "President last month.",
        ["Helen Marsh; join; Chief Operating Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Board appointed Helen Marsh as Controller. Ms. Marsh will assume the duties of "
        "Principal "
        "Accounting Officer from Tom Becker, Chief Financial Officer, who will remain the Principal Financial Officer.",
        ["Helen Marsh; join; Controller; 2026-03-02"],
    ),
    (
        "Tom Becker will retire as Treasurer on June 30, 2026. The Boards expect to name Helen Marsh, Controller, to "
        "succeed him.",
        ["Tom Becker; leave; Treasurer; 2026-06-30"],
    ),
    (
        "Helen Marsh will become our Chief Financial Officer on March 16, 2026. She will succeed Tom Becker, our "
        "Interim "
        "Chief Financial Officer, who will return to his role as Controller.",
        [
            "Helen Marsh; join; Chief Financial Officer; 2026-03-16",
            "Tom Becker; leave; Interim Chief Financial Officer; 2026-03-16",
        ],
    ),
    (
        "On March 2, 2026, the Board appointed Helen Marsh as Chief Risk Officer. Ms. Marsh was Senior Vice "
        "President at "
        "Fidelity Commerce, which she joined in 2018 and left in January 2026.",
        ["Helen Marsh; join; Chief Risk Officer; 2026-03-02"],
    ),
    (
        "Tom Becker, Treasurer, will step down on or before June 30, 2026.",
        ["Tom Becker; leave; Treasurer; -"],
    ),
    (
        "The position of Treasurer, which was held by Tom Becker, has been eliminated, and Mr. Becker is leaving "
        "Oakfold "
        "on March 31, 2026. Helen Marsh, Controller, and Ada Finch, Secretary, will take on Mr. Becker’s "
        "responsibilities.",
        ["Tom Becker; leave; Treasurer; 2026-03-31"],
    ),
]


@pytest.mark.parametrize("told", NOBODY.values(), ids=NOBODY.keys())
def test_who_is_named_in_passing_neither_comes_nor_goes(told: str) -> None:
    assert officers_told(told) == []


@pytest.mark.parametrize(("told", "officers"), ONLY)
def test_only_who_moves_is_told(told: str, officers: list[str]) -> None:
    assert officers_told(told) == officers
