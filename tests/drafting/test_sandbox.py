"""What a prompt file may not do: each way out is tried, as somebody who may write files would try it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from agent.errors import ConfigError
from drafting.render import Prompts
from drafting.sandbox import Meter, Sandbox

HEAD = """---
id: first_touch/default
title: T
task: first_touch
inputs: {account: map, own: list, text: text, n: number}
---
"""
INPUTS: dict[str, Any] = {
    "account": {"name": "Alder", "items": ["a"], "__class__": "no"},
    "own": [{"id": "h1"}, {"id": "h2"}],
    "text": "x" * 20_000,
    "n": 3,
}


def rendered(user: str, files: dict[str, str] | None = None, inputs: dict[str, Any] | None = None) -> str:
    """The user message of a folder with one prompt. Raises ConfigError where it is refused."""
    body = "{% block system %}rules{% endblock %}{% block user %}" + user + "{% endblock %}"
    prompts = Prompts(Path("/nowhere"), over={"first_touch/default.md.j2": HEAD + body, **(files or {})})
    return prompts.render(prompts.resolve("first_touch"), inputs or INPUTS).messages[1].text


def test_a_file_may_read_print_loop_and_choose() -> None:
    user = """{{ account.name | upper }} {{ n + 1 }} {{ own | length }} {{ account["name"] }}
{% for one in own %}{{ loop.index }}:{{ one.id }}{% if not loop.last %}, {% endif %}{% endfor %}
{% from "_macros/fmt.j2" import paren %}{{ paren(account.name) }}{% include "_partials/end.j2" %}"""
    macro = "{% macro paren(what) %}({{ what }}){% endmacro %}"
    said = rendered(user, {"_macros/fmt.j2": macro, "_partials/end.j2": "."})
    assert said.split() == ["ALDER", "4", "2", "Alder", "1:h1,", "2:h2(Alder)."]


@pytest.mark.parametrize(
    "user",
    [
        # out to Python
        "{{ account.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ account['__class__'].__base__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__.os.popen('id').read() }}",
        "{{ account | attr('__class__') }}",
        "{{ own | map(attribute='__class__') | list }}",
        "{{ text.format(account) }}",
        "{{ '{0.__class__}'.format(account) }}",
        "{{ (text.format_map)(account) }}",
        "{{ loop.__class__ }}",
        "{% for a in own %}{{ loop.changed(a) }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
        # no state, no change of what was given
        "{{ account.update({'name': 'x'}) }}",
        "{{ account.pop('name') }}",
        "{{ own.append(1) }}",
        "{{ own.clear() }}",
        "{% set account = 1 %}",
        "{% set a %}x{% endset %}",
        "{% do own.append(1) %}",
        "{% with a = 1 %}{% endwith %}",
        # to other files
        "{% include '../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{% include account.name %}",
        "{% include [account.name] %}",
        "{% include 'composer/funding.yaml' %}",
        "{% extends 'first_touch/default.md.j2' %}",
        "{% import 'os' as os %}",
        # pages out of a letter
        "{{ 'x' * 10 }}",
        "{{ 2 ** 99999999 }}",
        "{{ 'x' ~ 'y' }}",
        "{{ text + text }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ own + own }}",
        "{{ 1 // 1 }}",
        "{{ [text, text] | join }}",
        "{{ text.center(999999999) }}",
        "{{ text | center(999999999) }}",
        "{{ text | indent(999999999) }}",
        "{{ text | replace('x', text) }}",
        "{{ text | join(text) }}",
        "{{ account | tojson(indent=999999999) }}",
        "{{ '%s' | format(text) }}",
        "{{ own | batch(1, text) | list }}",
        "{% filter upper %}{{ text }}{% endfilter %}",
        "{{ range(10 ** 9) | list }}",
        "{% for i in range(10) %}x{% endfor %}",
        "{% for letter in text %}{{ letter }}{% endfor %}",
        "{% for a in own recursive %}{{ loop(own) }}{% endfor %}",
        "{{ text }}{{ text }}{{ text }}{{ text }}",
        "{% macro m(a) %}{{ a }}{{ a }}{% endmacro %}{{ m(m(m(m(text)))) }}",
        "{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(text) }}",
        # what nobody declared
        "{{ config }}",
        "{{ request }}",
        "{{ account.nothing }}",
        "{{ nothing }}",
        "{{ debug() }}",
        "{{ account.name | pprint }}",
    ],
)
def test_every_way_out_is_refused(user: str) -> None:
    with pytest.raises(ConfigError):
        rendered(user)


def test_a_file_that_includes_itself_is_refused() -> None:
    with pytest.raises(ConfigError):
        rendered("{% include '_partials/a.j2' %}", {"_partials/a.j2": "{% include '_partials/a.j2' %}"})


@pytest.mark.parametrize("empty", ["", "x"])
def test_includes_that_double_at_every_step_end(empty: str) -> None:
    chain = {f"_partials/p{n}.j2": f"{{% include '_partials/p{n + 1}.j2' %}}" * 2 for n in range(30)}
    began = time.monotonic()
    with pytest.raises(ConfigError, match=r"2 seconds|64 kB"):
        rendered("{% include '_partials/p0.j2' %}", {**chain, "_partials/p30.j2": empty})
    assert time.monotonic() - began < 8


def test_loops_in_loops_end_after_two_seconds() -> None:
    loops = "".join(f"{{% for a{n} in own %}}" for n in range(9)) + "{% if a0 %}{% endif %}" + "{% endfor %}" * 9
    with pytest.raises(ConfigError, match="longer than 2 seconds"):
        rendered(loops, inputs={**INPUTS, "own": [0] * 40})


def test_the_limit_is_two_seconds_of_the_clock() -> None:
    now = iter([0.0, 1.9, 2.1])
    sandbox = Sandbox(lambda name: "{% block user %}{% for a in own %}{{ a }}{% endfor %}{% endblock %}")
    with pytest.raises(Exception, match="longer than 2 seconds"):
        sandbox.read(sandbox.get_template("x"), "user", {"own": (1, 2)}, Meter(clock=lambda: next(now)))


@pytest.mark.parametrize("value", [object(), Path("x"), len, {1, 2}, b"bytes", iter([])])
def test_nothing_but_plain_data_goes_in(value: object) -> None:
    with pytest.raises(ConfigError, match="plain data"):
        rendered("{{ account }}", inputs={**INPUTS, "account": {"name": value}})


def test_an_input_of_another_type_than_declared_is_refused() -> None:
    with pytest.raises(ConfigError, match="own is declared as list and is a str"):
        rendered("{{ own }}", inputs={**INPUTS, "own": "h1"})


def test_what_was_given_is_not_what_the_template_holds() -> None:
    """A copy goes in, so nothing that a template might do reaches the brief."""
    given = {**INPUTS, "own": [{"id": "h1"}]}
    assert rendered("{{ own[0].id }}", inputs=given) == "h1"
    assert given["own"] == [{"id": "h1"}]


def test_marks_of_templates_in_what_is_given_stay_text() -> None:
    planted = {**INPUTS, "text": "{{ account.__class__ }}{% include '/etc/passwd' %}"}
    assert rendered("{{ text }}", inputs=planted) == planted["text"]


def test_a_link_out_of_the_folder_is_not_a_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("the key")
    inside = tmp_path / "prompts" / "_partials"
    inside.mkdir(parents=True)
    (inside / "link.j2").symlink_to(tmp_path / "secret.j2")
    assert dict(Prompts(tmp_path / "prompts").texts) == {}
