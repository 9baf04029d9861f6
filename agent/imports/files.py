"""CSV files row by row, with the line each row stands on; encodings and separators as spreadsheets write them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from agent.errors import ConfigError

_MAX_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` counts from 1, the header's own; `cells` are by column, trimmed."""

    line: int
    cells: dict[str, str]
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    header: list[str]
    rows: Iterator[Row]


def _encoding(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 with a mark, else Windows-1252, which reads every byte."""
    with path.open("rb") as raw:
        head = raw.read(65536)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return "cp1252"
    return "utf-8-sig"


def _is_no_text(path: Path) -> bool:
    """A spreadsheet's own file (a ZIP, an old Excel file), a PDF, or other bytes that no CSV holds."""
    with path.open("rb") as raw:
        head = raw.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return head.startswith((b"PK\x03\x04", b"%PDF")) or b"\0" in head


@contextmanager
def open_sheet(path: Path, *, bare_column: str = "") -> Iterator[Sheet]:
    """The header and rows of a CSV file, read as they are asked for, so that memory stays flat.

    A file of one column whose first line is itself a value (a list of domains) gets `bare_column` as its header.
    """
    if path.is_dir():
        raise ConfigError(f"{path} is a folder. Name a CSV file in it.")
    if not path.is_file():
        raise ConfigError(f"{path} is not there. Check the name.")
    if _is_no_text(path):
        raise ConfigError(f"{path} is no CSV file. Save the sheet as CSV (UTF-8) and import that.")
    csv.field_size_limit(_MAX_FIELD)
    with path.open(encoding=_encoding(path), errors="replace", newline="") as stream:
        first = stream.readline()
        if not first.strip():
            raise ConfigError(f"{path} is empty. It needs a header line and at least one row.")
        separator = _separator(first)
        header = next(csv.reader([first], delimiter=separator))
        bare = bool(bare_column) and len(header) == 1 and "." in header[0] and " " not in header[0].strip()
        if bare:
            stream.seek(0)
            header = [bare_column]
        yield Sheet([column.strip() for column in header], _rows(stream, header, separator, 0 if bare else 1))


def _separator(first: str) -> str:
    return max(",;\t", key=first.count)


def _rows(stream: TextIO, header: list[str], separator: str, lines_before: int) -> Iterator[Row]:
    columns = [column.strip() for column in header]
    reader = csv.reader(stream, delimiter=separator)
    for values in reader:
        line = reader.line_num + lines_before
        if not any(value.strip() for value in values):
            continue
        cells = {column: value.strip() for column, value in zip(columns, values, strict=False)}
        yield Row(line, cells, too_long=len(values) > len(columns))
