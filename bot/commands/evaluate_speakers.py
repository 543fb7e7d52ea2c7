"""How well speakers and parties are found, on sentences whose speakers are known, as figures."""

from __future__ import annotations

from pathlib import Path

from bot.terminal.lines import echo, echo_json
from retrieval.evaluation import PARTIES, Parties, figures, judge, read_labelled


def evaluate_attribution(path: Path, table: Path, *, misses: bool, as_json: bool) -> None:
    """Print the figures for the sentences in the file `path`, parties by the table `table`.

    Raises QuestionsError, TableError.
    """
    parties = Parties.read(table)
    judged = [judge(each, parties) for each in read_labelled(path)]
    found = figures(judged)
    wrong = {each.labelled.id: each.wrong for each in judged if each.wrong}
    if as_json:
        shares = {
            name: {"of": whole, "count": part, "share": part / whole if whole else None}
            for name, (part, whole) in found.items()
        }
        more = {"misses": wrong} if misses else {}
        content = {"file": str(path), "sentences": len(judged), "figures": shares, **more}
        echo_json({"schema": 1} | content)
        return
    echo(f"{path}: {len(judged)} sentences; parties by {table}")
    for name, (part, whole) in found.items():
        share = f"{part / whole:.3f}" if whole else "-"
        echo(f"{name:24} {share:>6}  ({part} of {whole})")
    unnamed = sorted(set(PARTIES.values()) - set(parties.all))
    if unnamed:
        echo(f"{table} does not name {', '.join(unnamed)}")
    for name, lines in wrong.items() if misses else ():
        echo(f"{name}  {'; '.join(lines)}")
