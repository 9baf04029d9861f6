"""What all job boards share: one posting as an item whose text states its facts, without the recruiter's name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from pydantic_core import from_json

from agent.domain.documents import Cursor, Document, FetchOutcome, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import ConfigError, SourceChanged
from signals.extract.stated_dates import instant
from signals.pages.visible_text import one_line, visible_text

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_RECRUITING = (
    r"(?:your |the )?(?:recruiter|talent partner|talent acquisition partner|hiring manager|contact(?: person)?"
    r"|ansprechpartner(?:in)?|votre contact|contacto)\s*[:–-]"
)
_RECRUITER = re.compile(rf"^{_RECRUITING}.*$|(?<=[.!?;] ){_RECRUITING}[^.!?\n]{{0,120}}", re.I | re.M)
_AGO = re.compile(r"posted\s+(?:(today)|(yesterday)|(\d{1,3})\s+days?\s+ago)", re.I)
_COUNTED = re.compile(r"\d+ locations?", re.I)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.I)
_BLANK_LINES = re.compile(r"\n{2,}")


def board_url(target: Target, default: str, path: str) -> str:
    """The address of a board: `params["base_url"]` (another region, or a local server) or the documented one."""
    base = (target.params.get("base_url") or default).rstrip("/")
    return base + path.format(board=quote(target.key, safe=""))


def site_url(target: Target, default: str, path: str) -> str:
    """The address at a board that has a host of its own: `params["base_url"]`, or the vendor's host for its slug.

    Raises ConfigError for a slug that could not be part of a host name.
    """
    given = target.params.get("base_url")
    if given:
        return given.rstrip("/") + path
    if not _SLUG.fullmatch(target.key):
        raise ConfigError(f"{target.source}: {target.key!r} is no name of a board; give the part before the first dot.")
    return default.format(board=target.key) + path


def json_of(document: Document) -> Any:
    """The document as JSON. Raises SourceChanged when it is none: a web page where an API answered before."""
    try:
        return from_json(document.text, cache_strings="keys")
    except (ValueError, TypeError):
        pass  # the standard library takes more: halves of characters, line breaks within a text
    try:
        return json.loads(document.text, strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceChanged(
            f"{document.source}: {document.final_url} no longer answers in JSON.", source=document.source
        ) from error


def json_after(document: Document, pattern: re.Pattern[str]) -> Any:
    """The value that follows `pattern` in a page's script, or the document itself where it is JSON. Raises
    SourceChanged where it is neither."""
    text = document.text.lstrip("\ufeff \t\r\n")
    found = pattern.search(text) if text[:1] not in ("{", "[") else None
    if found is None:
        return json_of(document)
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, found.end())[0]
    except (ValueError, RecursionError) as error:
        raise SourceChanged(
            f"{document.source}: {document.final_url} no longer carries its jobs.", source=document.source
        ) from error


def unknown_board(cursor: Cursor, why: str) -> Page:
    """A page that says: there is no such board. Never the same as a board without jobs (DESIGN §2.4)."""
    return Page((), cursor, outcome=FetchOutcome.UNKNOWN_TARGET, reason=why)


def maybe_unknown_board(cursor: Cursor, why: str) -> Page:
    """The same for an answer that lists no job, where a board without jobs and an unknown name cannot be told apart."""
    return replace(unknown_board(cursor, why), lists_nothing=True)


def led_elsewhere(document: Document) -> str:
    """Why an answer is another host's: systems send unknown boards to their own front page. "" where it is not."""
    here, there = (urlsplit(url).hostname or "" for url in (document.url, document.final_url))
    return "" if here == there else f"{here} leads to {there}, which is where unknown boards are sent"


def page_of(document: Document, cursor: Cursor, postings: Iterable[Item | None], listed: int) -> Page:
    """A whole board in one page. `listed` counts what the board lists, readable or not: none readable is a change."""
    items = distinct(posting for posting in postings if posting is not None)
    if listed and not items:
        raise SourceChanged(f"{document.source}: none of the {listed} jobs can be read.", source=document.source)
    return Page(items, cursor, complete=True)


def distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Every listing under a key of its own: a board may list one job once for each of its places. What counts
    requisitions collapses them again (signals §5.1)."""
    by_key: dict[str, Item] = {}
    for item in items:
        if item.key in by_key:
            at_place = f"{item.key}@{item.fields.get('location', '')}"
            item = replace(item, key=at_place if at_place not in by_key else f"{item.key}@{len(by_key)}")
        by_key[item.key] = item
    return tuple(by_key.values())


def posting(
    document: Document,
    job_id: object,
    title: object,
    *,
    url: str,
    posted: object,
    company: str = "",
    description: str = "",
    facts: Mapping[str, object],
) -> Item | None:
    """One posting; None without a title. Where it has no id it goes by its address, else by its title. `facts` are
    department, team, location, requisition, employment, remote, updated_at: those that are there become fields, and
    lines of the text on which they can be quoted."""
    name = _on_one_line(str(title or ""))
    if not name:
        return None
    job_id = (url or name) if job_id in (None, "") else job_id
    target = document.target
    fields = {"board": target.key}
    for fact, value in facts.items():
        # A fact is text or a number: never nothing, and never an object whose inside is not known.
        if value is not None and value != "" and not isinstance(value, _INSIDES_UNKNOWN):
            fields[fact] = _on_one_line(str(value))
    shown = [label + fields[fact] for fact, label in _SHOWN if fields.get(fact)]
    described = without_people(visible_text(description)) if description else ""
    publisher = company or target.params.get("company") or ""
    return Item(
        source=document.source,
        key=f"{target.key}:{job_id}",
        kind=ItemKind.POSTING,
        title=name,
        text="\n".join([name, described, *shown] if described else [name, *shown]),
        url=url or document.final_url,
        published_at=instant(posted),
        account_id=target.account_id,
        company=publisher or None,
        publisher=publisher or target.key,
        language=str(facts.get("language") or "en")[:2].lower(),
        fields=fields,
    )


def _on_one_line(stated: str) -> str:
    """A title or a fact. Boards have few departments and places, on many postings."""
    return _short_line(stated) if len(stated) <= _SHORT else one_line(stated)


_short_line = lru_cache(maxsize=4096)(one_line)
_SHORT = 80
_INSIDES_UNKNOWN = (dict, list)
_SHOWN = tuple(
    (fact, f"{fact.capitalize()}: ") for fact in ("department", "team", "location", "employment", "requisition")
)


def without_people(text: str) -> str:
    """A description without e-mail addresses and the lines that name a recruiter (signals §1.4)."""
    return _BLANK_LINES.sub("\n", _RECRUITER.sub("", _EMAIL.sub("", text))).strip()


def a_place(said: object) -> object:
    """What a list says of where a job is; "2 Locations" is no place."""
    return "" if isinstance(said, str) and _COUNTED.fullmatch(said.strip()) else said


def day_posted(said: object, read_at: datetime) -> str | None:
    """The day that "Posted 3 Days Ago" names, or a whole date as it stands; None for "30+ Days Ago" and the rest."""
    text = str(said or "").strip()
    ago = _AGO.fullmatch(text)
    if ago is None:
        return text if instant(text) else None
    days = 0 if ago[1] else 1 if ago[2] else int(ago[3])
    return (read_at - timedelta(days=days)).date().isoformat()


def web_address(base: str, address: object) -> str:
    """`address` as it is reached from the page at `base`; "" for what is no address on the web."""
    if not isinstance(address, str) or not address.strip():
        return ""
    try:
        whole = urljoin(base, address.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def number_in(pattern: re.Pattern[str], url: str) -> int:
    """The number that `pattern` finds in a page's address, such as an offset; 0 where there is none."""
    found = pattern.search(url)
    return int(found[1]) if found else 0


def further_page(document: Document, pattern: re.Pattern[str], number: int) -> Request | None:
    """The same address with another number where `pattern` finds one; None where the address has no such place."""
    found = pattern.search(document.url)
    if found is None:
        return None
    return Request(f"{document.url[: found.start(1)]}{number}{document.url[found.end(1) :]}")


def joined(values: Iterable[object], separator: str = "; ") -> str:
    """Distinct non-empty values in order."""
    said = [str(value).strip() for value in values if value is not None and value != ""]
    return separator.join(dict.fromkeys(said)) if len(said) > 1 else "".join(said)


def get(value: object, *path: str) -> Any:
    """`value[path[0]][path[1]]…`, or None where the answer has no such thing."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; an empty list for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
