"""The demo's documents, in the sources' true formats: RSS, three job boards, SEC lists and filings, home pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from xml.sax.saxutils import escape as xml

from agent.demo.world import Calendar, Company, Role

_ATOM_TIME = "%Y-%m-%dT%H:%M:%S+00:00"


@dataclass(frozen=True, slots=True)
class Story:
    """A feed's entry."""

    key: str
    title: str
    text: str
    at: datetime


def rss(title: str, link: str, stories: Iterable[Story]) -> str:
    """RSS 2.0, newest first."""
    entries = "".join(
        f"<item><title>{xml(s.title)}</title><link>{xml(link)}/{s.key}</link><guid isPermaLink='false'>{s.key}</guid>"
        f"<pubDate>{format_datetime(s.at)}</pubDate><description>{xml(s.text)}</description></item>"
        for s in sorted(stories, key=lambda s: s.at, reverse=True)
    )
    head = f"<title>{xml(title)}</title><link>{xml(link)}</link><language>en-us</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'


def _text_of(company: Company, role: Role) -> str:
    if company.planted:
        return f"About the role: {company.planted}"
    return f"{company.name} is hiring a {role.title} in {role.location}. You will work with the {role.department} team."


def greenhouse(company: Company, roles: Iterable[tuple[int, Role]], calendar: Calendar) -> str:
    jobs: list[dict[str, Any]] = [
        {
            "absolute_url": f"https://job-boards.greenhouse.io/{company.id}/jobs/{number}",
            "id": number,
            "internal_job_id": number + 1,
            "title": role.title,
            "company_name": company.name,
            "requisition_id": f"R-{number}",
            "first_published": calendar.at(role.opens).strftime(_ATOM_TIME),
            "updated_at": calendar.at(role.opens).strftime(_ATOM_TIME),
            "location": {"name": role.location},
            "departments": [{"id": 1, "name": role.department, "child_ids": [], "parent_id": None}],
            "offices": [],
            "metadata": None,
            "language": "en",
            "content": escape(f"<p>{escape(_text_of(company, role))}</p>"),
        }
        for number, role in roles
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}})


def lever(company: Company, roles: Iterable[tuple[int, Role]], calendar: Calendar) -> str:
    return json.dumps(
        [
            {
                "id": f"00000000-0000-4000-8000-{number:012d}",
                "text": role.title,
                "hostedUrl": f"https://jobs.lever.co/{company.id}/{number}",
                "applyUrl": f"https://jobs.lever.co/{company.id}/{number}/apply",
                "createdAt": int(calendar.at(role.opens).timestamp() * 1000),
                "country": company.country,
                "workplaceType": "hybrid",
                "categories": {
                    "commitment": "Full-time",
                    "department": role.department,
                    "team": role.department,
                    "location": role.location,
                    "allLocations": [role.location],
                },
                "descriptionPlain": _text_of(company, role),
                "lists": [],
                "additionalPlain": "",
            }
            for number, role in roles
        ]
    )


def ashby(company: Company, roles: Iterable[tuple[int, Role]], calendar: Calendar) -> str:
    jobs = [
        {
            "id": f"a0000000-0000-4000-8000-{number:012d}",
            "title": role.title,
            "department": role.department,
            "team": role.department,
            "employmentType": "FullTime",
            "location": role.location,
            "secondaryLocations": [],
            "publishedAt": calendar.at(role.opens).strftime("%Y-%m-%dT%H:%M:%S.000+00:00"),
            "isListed": True,
            "isRemote": False,
            "workplaceType": "Hybrid",
            "jobUrl": f"https://jobs.ashbyhq.com/{company.id}/{number}",
            "descriptionPlain": _text_of(company, role),
        }
        for number, role in roles
    ]
    return json.dumps({"apiVersion": "1", "jobs": jobs})


BOARDS = {"greenhouse": greenhouse, "lever": lever, "ashby": ashby}


@dataclass(frozen=True, slots=True)
class Filed:
    """One filing of a company, with the number the SEC would give it."""

    company: Company
    filing: Mapping[str, Any]
    accession: str
    at: datetime

    @property
    def folder(self) -> str:
        return f"/Archives/edgar/data/{self.company.cik}/{self.accession.replace('-', '')}"


def current_filings(base_url: str, filed: Iterable[Filed]) -> str:
    """The SEC's Atom list of current filings, newest first."""
    entries = []
    for one in sorted(filed, key=lambda one: one.at, reverse=True):
        form = one.filing["form"]
        about = "Item 06b: Rule 506(b)" if form == "D" else "Item 5.02: Departure of Directors or Certain Officers"
        summary = escape(f"<b>Filed:</b> {one.at:%Y-%m-%d} <b>AccNo:</b> {one.accession} <br>{about}")
        entries.append(
            f"<entry><title>{form} - {xml(one.company.legal)} ({int(one.company.cik):010d}) (Filer)</title>"
            f'<link rel="alternate" type="text/html" href="{base_url}{one.folder}/{one.accession}-index.htm"/>'
            f'<summary type="html">{summary}</summary><updated>{one.at.strftime(_ATOM_TIME)}</updated>'
            f'<category scheme="{base_url}/" label="form type" term="{form}"/>'
            f"<id>urn:tag:sec.gov,2008:accession-number={one.accession}</id></entry>"
        )
    head = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<title>Latest Filings</title>{''.join(entries)}</feed>"


def form_d(one: Filed, calendar: Calendar) -> str:
    company, filing = one.company, one.filing
    person = company.people[0][0].split(" ", 1) if company.people else ["Pat", "Doe"]
    return f"""<?xml version="1.0"?>
<edgarSubmission><schemaVersion>X0708</schemaVersion><submissionType>D</submissionType><testOrLive>LIVE</testOrLive>
<primaryIssuer><cik>{int(company.cik):010d}</cik><entityName>{xml(company.legal)}</entityName><issuerAddress>
<city>{xml(company.city.upper())}</city><stateOrCountry>{company.state}</stateOrCountry></issuerAddress>
<jurisdictionOfInc>DELAWARE</jurisdictionOfInc><entityType>Corporation</entityType></primaryIssuer>
<relatedPersonsList><relatedPersonInfo><relatedPersonName><firstName>{xml(person[0])}</firstName>
<lastName>{xml(person[1])}</lastName></relatedPersonName><relatedPersonRelationshipList>
<relationship>Executive Officer</relationship></relatedPersonRelationshipList></relatedPersonInfo></relatedPersonsList>
<offeringData><industryGroup><industryGroupType>Other Technology</industryGroupType></industryGroup>
<typeOfFiling><newOrAmendment><isAmendment>false</isAmendment></newOrAmendment>
<dateOfFirstSale><value>{calendar.day(filing["first_sale"]).isoformat()}</value></dateOfFirstSale></typeOfFiling>
<typesOfSecuritiesOffered><isEquityType>true</isEquityType></typesOfSecuritiesOffered>
<offeringSalesAmounts><totalOfferingAmount>{filing["offering"]}</totalOfferingAmount>
<totalAmountSold>{filing["sold"]}</totalAmountSold>
<totalRemaining>{filing["offering"] - filing["sold"]}</totalRemaining></offeringSalesAmounts>
<investors><hasNonAccreditedInvestors>false</hasNonAccreditedInvestors>
<totalNumberAlreadyInvested>{filing["investors"]}</totalNumberAlreadyInvested></investors></offeringData>
</edgarSubmission>"""


def filing_index(one: Filed) -> str:
    return (
        '<!DOCTYPE html><html><body><table class="tableFile" summary="Document Format Files">'
        "<tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>"
        f'<tr><td>1</td><td>8-K</td><td><a href="{one.folder}/form8k.htm">form8k.htm</a></td><td>8-K</td>'
        "<td>40</td></tr></table></body></html>"
    )


def form_8k(one: Filed) -> str:
    return (
        "<html><body><p>FORM 8-K</p><p><b>Item&#160;5.02 Departure of Directors or Certain Officers; Election of "
        "Directors; Appointment of Certain Officers.</b></p>"
        f"<p>{escape(one.filing['text'])}</p>"
        "<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p><p>SIGNATURES</p></body></html>"
    )


def home_page(company: Company, base_url: str) -> str:
    feed = f'<link rel="alternate" type="application/rss+xml" href="{base_url}/news/{company.id}.xml">'
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(company.name)}</title>{feed}'
        f'<meta name="description" content="{escape(company.name)} works in {escape(company.industry.lower())}.">'
        f"</head><body><h1>{escape(company.name)}</h1><p>{escape(company.city)}</p></body></html>"
    )
