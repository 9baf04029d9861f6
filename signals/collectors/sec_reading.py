"""The SEC's filings of either form, for lists that name both: the readers of Form D and of 8-K, chosen by the form."""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.documents import Cursor, Document, Request
from agent.domain.items import Page
from signals.collectors import sec_8k, sec_form_d
from signals.collectors.sec_queue import Filing, after, archive_url, queued

FORMS = (*sec_form_d.FORMS, *sec_8k.FORMS)
QUEUE_MOST = 600
"""Filings that wait at most; what does not fit is found again while its day is still looked at."""


def request_for(base: str, filing: Filing) -> Request:
    """How a queued filing is read: Form D by its XML, an 8-K by its document or, where that is not known, its index."""
    if filing.form in sec_form_d.FORMS:
        return sec_form_d.filing_request(base, filing)
    if filing.document:
        return sec_8k.document_request(archive_url(base, filing, filing.document))
    return sec_8k.index_request(base, filing)


def read_filing(document: Document, cursor: Cursor) -> Page:
    """One step with a queued filing. A fund's Form D is read and gives no item: it is nobody's round."""
    filing = queued(document.url, cursor)
    if filing is None or filing.form not in sec_form_d.FORMS:
        return sec_8k.read_8k(document, cursor, request_for)
    form = sec_form_d.parse_form_d(document.text)
    items = () if form.pooled_fund else (sec_form_d.form_d_item(document, form, filing),)
    return after(document.url, cursor, request_for, items)


def in_order(filings: Sequence[Filing]) -> list[Filing]:
    """As they are to be read: Form D first, for one request gives an item; of each form the newest first."""
    newest = sorted(filings, key=lambda filing: filing.filed_at, reverse=True)
    return sorted(newest, key=lambda filing: filing.form not in sec_form_d.FORMS)[:QUEUE_MOST]
