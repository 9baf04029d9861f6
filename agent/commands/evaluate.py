"""`firstlight eval TASK CASES`: how right the product's own functions are on labelled cases."""

from __future__ import annotations

from pathlib import Path

import click

from agent.commands.options import json_option
from agent.evaluate.command import evaluate
from agent.evaluate.tasks import TASKS


@click.command("eval")
@click.argument("task", type=click.Choice(sorted(TASKS)))
@click.argument("cases", type=click.Path(path_type=Path))
@json_option
@click.option("--predictions", type=click.Path(path_type=Path), help="Write what was answered to this .jsonl file.")
@click.option("--min", "minimums", multiple=True, metavar="METRIC=VALUE", help="Exit 1 if a metric is below this.")
@click.option("--show-misses", type=int, default=0, help="Print this many wrong answers.")
def command(
    task: str, cases: Path, as_json: bool, predictions: Path | None, minimums: tuple[str, ...], show_misses: int
) -> int:
    """Grade one task on a cases file.

    Example: firstlight eval funding cases.jsonl --min event_precision=0.95
    """
    return evaluate(task, cases, json=as_json, predictions=predictions, minimums=minimums, show_misses=show_misses)
