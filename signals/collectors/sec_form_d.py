"""Form D, notices of exempt offerings: the SEC's list of current filings, then each filing's XML. Stage 1 of 12.

(signals §1.2; https://www.sec.gov/info/edgar/specifications/form-d-xml-tech-specs.htm)
A Form D names no round and no investor: neither does this reader.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import SourceChanged
from signals.collectors.sec_filings import Filings
from signals.collectors.sec_queue import Filing, after, archive_url, queued, skip
from signals.extract.stated_dates import instant
from signals.pages.xml_documents import parse_xml, text_at

FORMS = ("D", "D/A")
_LIST = Filings("D", FORMS, never="Item 3C")
"""An exclusion of section 3(c) of the Investment Company Act is a fund's: never an account's round, so not read."""
_POOLED = "Pooled Investment Fund"


@dataclass(frozen=True, slots=True)
class FormD:
    """The facts of one filing as it states them: amounts as plain numbers, dates ISO, None where it says nothing."""

    submission_type: str
    cik: str
    entity: str
    city: str
    state: str
    industry: str
    total_offering: str | None
    amount_sold: str | None
    remaining: str | None
    first_sale: str | None
    investors: str | None
    is_amendment: bool
    pooled_fund: bool
    persons: tuple[tuple[str, tuple[str, ...]], ...]
    securities: tuple[str, ...] = ()
    signed_on: str | None = None
    previous_accession: str | None = None


class SecFormD:
    """`target.key` is any name ("current"); `params["base_url"]` replaces https://www.sec.gov."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _LIST.start(target)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The list queues its new filings; a filing is one item. Raises SourceChanged for what is neither."""
        if "<edgarSubmission" not in document.text:
            return _LIST.read_list(document, cursor, filing_request)
        item = form_d_item(document, parse_form_d(document.text), queued(document.url, cursor))
        return after(document.url, cursor, filing_request, (item,))

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        return skip(request.url, cursor, filing_request, again=again)


def filing_request(target_base: str, filing: Filing) -> Request:
    """The filing's facts as XML; the same address in every list."""
    return Request(archive_url(target_base, filing, "primary_doc.xml"), documented_api=True)


def parse_form_d(xml: str) -> FormD:
    """The facts of a primary_doc.xml. Raises SourceChanged when it is no Form D."""
    root = parse_xml(xml, "sec_form_d")
    submission = root if root.tag == "edgarSubmission" else root.find(".//edgarSubmission")
    offering = submission.find("offeringData") if submission is not None else None
    if submission is None or offering is None:
        raise SourceChanged("The filing is no Form D: it has no offering data.", source="sec_form_d")
    industry = text_at(offering, "industryGroup/industryGroupType")
    securities = _securities(offering)
    sold = offering.find("offeringSalesAmounts")
    return FormD(
        submission_type=text_at(submission, "submissionType"),
        cik=text_at(submission, "primaryIssuer/cik"),
        entity=text_at(submission, "primaryIssuer/entityName"),
        city=text_at(submission, "primaryIssuer/issuerAddress/city"),
        state=text_at(submission, "primaryIssuer/issuerAddress/stateOrCountry"),
        industry=industry,
        total_offering=_amount(sold, "totalOfferingAmount"),
        amount_sold=_amount(sold, "totalAmountSold"),
        remaining=_amount(sold, "totalRemaining"),
        first_sale=text_at(offering, "typeOfFiling/dateOfFirstSale/value") or None,
        investors=text_at(offering, "investors/totalNumberAlreadyInvested") or None,
        is_amendment=text_at(offering, "typeOfFiling/newOrAmendment/isAmendment").lower() in ("true", "1"),
        pooled_fund=industry == _POOLED or offering.find("industryGroup/investmentFundInfo") is not None,
        persons=_persons(submission),
        securities=securities,
        signed_on=text_at(offering, "signatureBlock/signature/signatureDate") or None,
        previous_accession=text_at(offering, "typeOfFiling/newOrAmendment/previousAccessionNumber") or None,
    )


def _amount(amounts: Any, name: str) -> str | None:
    """A plain number; None where it is missing or "Indefinite"."""
    value = text_at(amounts, name).replace(",", "") if amounts is not None else ""
    return value if value.replace(".", "", 1).isdigit() else None


_SECURITIES = {
    "isEquityType": "Equity",
    "isDebtType": "Debt",
    "isOptionToAcquireType": "Option, warrant or other right",
    "isSecurityToBeAcquiredType": "Security to be acquired upon exercise",
    "isPooledInvestmentFundType": _POOLED,
    "isTenantInCommonType": "Tenant-in-common",
    "isMineralPropertyType": "Mineral property",
}


def _securities(offering: Any) -> tuple[str, ...]:
    types = offering.find("typesOfSecuritiesOffered")
    if types is None:
        return ()
    names = [name for tag, name in _SECURITIES.items() if text_at(types, tag).lower() in ("true", "1")]
    other = text_at(types, "descriptionOfOtherType")
    return (*names, other) if other else tuple(names)


def _persons(submission: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    people = []
    for info in submission.iterfind("relatedPersonsList/relatedPersonInfo"):
        parts = (text_at(info, f"relatedPersonName/{part}") for part in ("firstName", "middleName", "lastName"))
        roles = (one.text.strip() for one in info.iterfind(".//relationship") if one.text and one.text.strip())
        people.append((" ".join(part for part in parts if part and part != "-"), tuple(roles)))
    return tuple(people)


def form_d_item(document: Document, form: FormD, filing: Filing | None = None) -> Item:
    """The filing as an item: the facts as fields, and a readable text that states each of them."""
    title = f"{form.entity} files Form {form.submission_type}, notice of an exempt offering of securities"
    fields = {
        "submissionType": form.submission_type,
        "cik": form.cik,
        "entity": form.entity,
        "city": form.city,
        "state": form.state,
        "industry": form.industry,
        "total_offering": form.total_offering,
        "amount_sold": form.amount_sold,
        "remaining": form.remaining,
        "first_sale": form.first_sale,
        "investors": form.investors,
        "is_amendment": str(form.is_amendment).lower(),
        "pooled_fund": str(form.pooled_fund).lower(),
        "persons": json.dumps(form.persons, ensure_ascii=False),
        "securities": "; ".join(form.securities),
        "previous_accession": form.previous_accession,
        "accession": filing.accession if filing else None,
    }
    return Item(
        source=document.source,
        key=filing.accession if filing else document.sha256[:20],
        kind=ItemKind.FILING,
        title=title,
        text="\n".join([title, *_lines(form)]),
        url=filing.index_url if filing and filing.index_url else document.final_url,
        published_at=_filed_at(form, filing),
        account_id=document.target.account_id,
        company=form.entity,
        publisher="SEC EDGAR",
        fields={name: value for name, value in fields.items() if value},
    )


def _filed_at(form: FormD, filing: Filing | None) -> datetime | None:
    return instant(filing.filed_at) if filing and filing.filed_at else instant(form.signed_on)


def _lines(form: FormD) -> list[str]:
    place = ", ".join(part for part in (form.city, form.state) if part)
    facts = [
        ("Issuer", f"{form.entity} (CIK {form.cik})" + (f", {place}" if place else "")),
        ("Industry", form.industry),
        ("Type of filing", f"{form.submission_type}, {'an amendment' if form.is_amendment else 'a new notice'}"),
        ("Securities offered", "; ".join(form.securities)),
        ("Total offering amount", _dollars(form.total_offering) or "Indefinite"),
        ("Total amount sold", _dollars(form.amount_sold)),
        ("Total remaining to be sold", _dollars(form.remaining)),
        ("Date of first sale", form.first_sale or "Yet to occur"),
        ("Number of investors who already invested", form.investors),
        *(("Related person", f"{name}, {', '.join(roles)}" if roles else name) for name, roles in form.persons),
    ]
    return [f"{label}: {value}" for label, value in facts if value]


def _dollars(amount: str | None) -> str:
    if amount is None:
        return ""
    whole, _, cents = amount.partition(".")
    return f"${int(whole or 0):,}" + (f".{cents}" if cents.strip("0") else "")
