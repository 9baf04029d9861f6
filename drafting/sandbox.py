"""Where prompt files run: they read plain data and print it, and can do nothing else (drafting §4).

Jinja's own sandbox is no full defence, so a file may use only what is listed here: no call but of a macro, no attribute
of a value, no arithmetic but plus and minus, no variable of its own. What is left is bounded in time and in size.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.environment import Template, TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.loaders import FunctionLoader
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

OUTPUT_MAX = 64 * 1024
SECONDS_MAX = 2.0
INPUTS_MAX = 256 * 1024
DEEPEST = 8
_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Block, nodes.Include, nodes.Import, nodes.FromImport,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Macro, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test, nodes.Name,
    nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg,
    nodes.Add, nodes.Sub,
)  # fmt: skip
_WORDS = {
    nodes.Assign: "set", nodes.AssignBlock: "set", nodes.With: "with", nodes.CallBlock: "call", nodes.Concat: "~",
    nodes.FilterBlock: "filter", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%", nodes.Pow: "**",
    nodes.List: "a list", nodes.Tuple: "a tuple", nodes.Dict: "a mapping", nodes.Slice: "a slice",
    nodes.Extends: "extends",
}  # fmt: skip
_TESTS = frozenset({"defined", "undefined", "none", "number", "string", "mapping", "even", "odd"})


@dataclass(slots=True)
class Meter:
    """What one rendering has used up: every turn of a loop, call, include and piece of output passes here."""

    seconds: float = SECONDS_MAX
    clock: Callable[[], float] = time.monotonic
    size: int = 0
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def turn(self) -> None:
        if self.clock() - self.began > self.seconds:
            raise SecurityError(f"it takes longer than {self.seconds:g} seconds: shorten its loops")

    def take(self, piece: str) -> str:
        """`piece`, counted. Raises SecurityError over 64 kB."""
        self.turn()
        self.size += len(piece.encode())
        if self.size > OUTPUT_MAX:
            raise SecurityError("it is too long: keep it under 64 kB")
        return piece


_meter: ContextVar[Meter | None] = ContextVar("meter", default=None)


def _turn() -> None:
    if meter := _meter.get():
        meter.turn()


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates by name out of `load`, which knows the files of one folder and no other."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, load: Callable[[str], str | None]) -> None:
        super().__init__(loader=FunctionLoader(load), undefined=StrictUndefined, autoescape=False, trim_blocks=True)
        self.filters = dict(_FILTERS)
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}
        self.globals = {}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator not in {"+", "-"} or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError(f"{operator} is not available in prompts, but for plus and minus of numbers")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing of a value, not even its methods: a key is read as `account.name`, and no value has other names."""
        return (isinstance(obj, LoopContext) and attr in _LOOP) or (
            isinstance(obj, TemplateModule) and isinstance(value, Macro)
        )

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro)

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        _turn()
        said = super().call(__context, __obj, *args, **kwargs)
        if isinstance(said, str) and len(said) > OUTPUT_MAX:
            raise SecurityError("a macro gives too much: it is too long over 64 kB")
        return said

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        _turn()
        return super().get_template(*args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _only_what_is_listed(tree, name)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_turns", [], [], None, None, lineno=loop.lineno)
        return tree

    def read(self, template: Template, block: str, inputs: Mapping[str, Any], meter: Meter) -> str:
        """One block of `template` over plain data. Raises SecurityError where a bound is passed."""
        token = _meter.set(meter)
        try:
            context = template.new_context(dict(inputs))
            return "".join(meter.take(piece) for piece in template.blocks[block](context))
        finally:
            _meter.reset(token)


def _only_what_is_listed(tree: nodes.Template, name: str | None) -> None:
    for node in _all(tree):
        if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport) and not isinstance(
            node.template, nodes.Const
        ):
            raise TemplateSyntaxError("name the file itself: a name that is worked out is not known", node.lineno, name)
        if isinstance(node, nodes.For) and node.recursive:
            raise TemplateSyntaxError("a recursive loop is not available in prompts", node.lineno, name)
        if not isinstance(node, _NODES):
            words = _WORDS.get(type(node), type(node).__name__.lower())
            raise TemplateSyntaxError(f"{words} is not available in prompts", node.lineno, name)


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _all(child)


def plain(value: Any, deep: int = 0) -> Any:
    """A frozen copy of plain data: texts, numbers, lists as tuples, mappings by text. Raises SecurityError for more."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if deep < DEEPEST and isinstance(value, Mapping):
        return {str(key): plain(each, deep + 1) for key, each in value.items()}
    if deep < DEEPEST and isinstance(value, list | tuple):
        return tuple(plain(each, deep + 1) for each in value)
    raise SecurityError(
        f"an input of {type(value).__name__} is not plain data: give texts, numbers, lists and mappings"
    )


def _turns(values: Any) -> Iterator[Any]:
    if not isinstance(values, tuple | list | dict | Undefined):
        raise SecurityError("a loop goes over a list")
    for each in values:
        _turn()
        yield each


def _joined(values: Any, separator: str = "") -> str:
    if not isinstance(values, tuple | list):
        raise SecurityError("join takes a list")
    parts = [str(each) for each in values]
    if sum(len(part) + len(separator) for part in parts) > OUTPUT_MAX:
        raise SecurityError("join gives too much: it is too long over 64 kB")
    return separator.join(parts)


def _or(value: Any, other: Any = "") -> Any:
    return other if isinstance(value, Undefined) or value in ("", None) else value


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "join": _joined,
    "length": len,
    "tojson": lambda value: json.dumps(value, ensure_ascii=False),
    "lower": lambda value: str(value).lower(),
    "upper": lambda value: str(value).upper(),
    "trim": lambda value: str(value).strip(),
    "round": lambda value, places=0: round(float(value), min(int(places), 6)),
    "default": _or,
    "_turns": _turns,
}
