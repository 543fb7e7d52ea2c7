"""Paragraphs that were labelled by hand, as `nutgraf eval --attribution` reads them.

`python -m tests.tools.attributions CORPUS.jsonl.gz > FILE`: the labels in tests/data are references
into a corpus of articles, whose words are not ours: article, paragraph, and for each speaker where
its name and the verb stand, and the verb's class; `beside`, the sentences of quotations that go on,
with their speakers' names. Prints a line for each sentence.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from retrieval.analysis.sentences import sentences

LABELS: Final = Path(__file__).parents[1] / "data" / "attribution.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSON Lines of articles, packed with gzip")
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    wanted = {label["article"] for label in labels}
    texts = {}
    with gzip.open(parser.parse_args().corpus, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["id"] in wanted:
                texts[article["id"]] = article["text"].split("\n\n")
    for label in labels:
        for record in sentences_of(label, texts[label["article"]][label["paragraph"]]):
            print(json.dumps(record, ensure_ascii=False))


def sentences_of(label: Mapping[str, Any], text: str) -> Iterator[dict[str, Any]]:
    """The labelled paragraph's sentences, each with its neighbours and its speakers."""
    assert len(text) == label["letters"], f"{label['article']}: not the paragraph that was labelled"
    spans = sentences(text)
    words = ["", *(text[slice(*span)].strip() for span in spans), ""]
    for number, (start, end) in enumerate(spans, start=1):
        speakers = [
            {"speaker": text[first:last], "stance": stance, "party": "", "where": "in"}
            for first, last, verb, stance in label["speakers"]
            if start <= verb < end
        ]
        speakers += [
            {"speaker": text[first:last], "stance": "said", "party": "", "where": "beside"}
            for first, last, at in label["beside"]
            if start <= at < end
        ]
        yield {
            "id": f"{label['article']}#{label['paragraph']}.{number}",
            "before": words[number - 1],
            "sentence": words[number],
            "after": words[number + 1],
            "speakers": speakers,
        }


if __name__ == "__main__":
    main()
