"""XML from strangers: no entities, no DTD, no network, and a tree or SourceChanged (signals §8.1)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from lxml import etree

from agent.errors import SourceChanged


def parse_xml(text: str, source: str) -> Any:
    """The root element, namespaces removed from tag names. Raises SourceChanged when `text` is no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    body = text.lstrip("\ufeff \t\r\n")
    if body.startswith("<?xml"):
        body = body.partition("?>")[2]
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceChanged(f"The answer of {source} is no XML: {error}", source=source) from error
    if root is None:
        raise SourceChanged(f"The answer of {source} is no XML.", source=source)
    for element in root.iter(etree.Element):
        if isinstance(element.tag, str) and "}" in element.tag:
            with suppress(ValueError):  # what was recovered from broken XML may have a name that no tag may have
                element.tag = element.tag.rpartition("}")[2]
    return root


def text_at(element: Any, path: str) -> str:
    """The trimmed text of the first element at `path`, "" where there is none."""
    found = element.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""
