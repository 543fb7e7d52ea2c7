"""The made-up coverage on disk: articles, analysed passages and questions. Imports no numpy."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tests.benchmarks.corpus import Article

SEED: Final = 311
EXTRAS: Final = 8
"""Articles that are not in the coverage, to be added to it."""
_ARTICLES_A_FILE = 1000
_OPENERS = ("Who", "What", "When", "Where", "Why", "How many")
_HERE = Path(__file__).parent


class Question(NamedTuple):
    """A question as a reader writes it, and its distinct terms."""

    text: str
    terms: list[str]


class Passage(NamedTuple):
    """What engines are given of a passage: the terms of its body and those of its headline."""

    body: list[str]
    headline: list[str]


class Extra(NamedTuple):
    """An article to add: its file, its passages, and a term that no other article holds."""

    path: Path
    passages: list[Passage]
    mark: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """A coverage of `passages` passages in `folder`. A passage's row counts from 0, in order of
    article ids and paragraphs, which is the order of `terms`."""

    folder: Path
    passages: int

    @property
    def articles(self) -> Path:
        """A folder of JSON Lines files, and nothing else."""
        return self.folder / "articles"

    def terms(self) -> Iterator[Passage]:
        """What engines are given, row by row."""
        with (self.folder / "terms.txt").open(encoding="utf-8") as file:
            for line in file:
                body, _, headline = line.rstrip("\n").partition("\t")
                yield Passage(body.split(), headline.split())

    def questions(self) -> list[Question]:
        """The questions, in an order that mixes long and short ones."""
        with (self.folder / "questions.json").open(encoding="utf-8") as file:
            return [Question(*each) for each in json.load(file)]

    def extras(self) -> list[Extra]:
        """The articles to add, oldest first."""
        with (self.folder / "extras.json").open(encoding="utf-8") as file:
            return [
                Extra(Path(path), [Passage(*each) for each in passages], mark)
                for path, passages, mark in json.load(file)
            ]


def made(folder: Path, passages: int, questions: int) -> Corpus:
    """The coverage of so many passages in `folder`, written there unless it is there already."""
    corpus = Corpus(folder, passages)
    stamp = f"{passages} {questions} {_recipe()}"
    done = folder / "made"
    if not done.exists() or done.read_text() != stamp:
        write(corpus, questions)
        done.write_text(stamp)
    return corpus


def write(corpus: Corpus, questions: int) -> None:
    """Writes articles, questions and the articles to add; `terms` are written by `analyse`."""
    from tests.benchmarks.corpus import PARAGRAPHS, articles

    corpus.articles.mkdir(parents=True, exist_ok=True)
    everything = articles(SEED, corpus.passages + 1)
    count = corpus.passages // PARAGRAPHS
    sample = random.Random(SEED)
    asked_of = set(sample.sample(range(count), min(questions, count)))
    asked = []
    for shard in range(0, count, _ARTICLES_A_FILE):
        some = list(islice(everything, min(_ARTICLES_A_FILE, count - shard)))
        _write_articles(corpus.articles / f"{shard // _ARTICLES_A_FILE:03}.jsonl", some)
        asked += [_asked_of(sample, each) for each in some if each.number in asked_of]
    while len(asked) < questions:
        asked.append(sample.choice(asked))
    sample.shuffle(asked)
    texts = [_question(sample, paragraph, at) for at, paragraph in enumerate(asked)]
    _dump(corpus.folder / "questions.json", texts)
    _dump(
        corpus.folder / "extras.json",
        [_extra(corpus.folder, article) for article in islice(everything, EXTRAS)],
    )


def analyse(corpus: Corpus) -> None:
    """Writes the terms of every passage, as nutgraf's analysis gives them."""
    from retrieval.analysis.terms import terms

    with (corpus.folder / "terms.txt").open("w", encoding="utf-8") as to:
        for path in sorted(corpus.articles.glob("*.jsonl")):
            with path.open(encoding="utf-8") as file:
                for line in file:
                    article = json.loads(line)
                    headline = " ".join(terms(article["headline"]))
                    for paragraph in article["text"].split("\n\n"):
                        to.write(f"{' '.join(terms(paragraph))}\t{headline}\n")


def _write_articles(path: Path, some: list[Article]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for each in some:
            record = {
                "id": each.id,
                "headline": each.headline,
                "outlet": each.outlet,
                "published": each.published,
                "text": "\n\n".join(each.paragraphs),
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _asked_of(sample: random.Random, article: Article) -> str:
    """A paragraph that a question can be made of."""
    from retrieval.analysis.terms import terms

    return sample.choice([each for each in article.paragraphs if len(set(terms(each))) > 5])


def _question(sample: random.Random, paragraph: str, at: int) -> Question:
    """Words that follow each other in a paragraph: 5 to 12 of them behind a question word or,
    every fourth time, 2 or 3 that carry meaning and nothing else."""
    from retrieval.analysis.terms import terms

    words = re.findall(r"\w+(?:[.,’'-]\w+)*", paragraph)
    while True:
        start = sample.randrange(max(1, len(words) - 6))
        if at % 4:
            window = words[start : start + sample.randint(5, 12)]
            text = f"{sample.choice(_OPENERS)} {' '.join(window)}?"
        else:
            told = [word for word in words[start:] if terms(word)]
            text = " ".join(dict.fromkeys(told[: sample.randint(2, 3)]))
        found = list(dict.fromkeys(terms(text)))
        if len(found) >= 2:
            return Question(text, found)


def _extra(folder: Path, article: Article) -> tuple[str, list[Passage], str]:
    from retrieval.analysis.terms import terms

    mark = f"Nutmark{article.number}"
    paragraphs = [f"{article.paragraphs[0]} {mark}.", *article.paragraphs[1:]]
    path = folder / "extras" / f"{article.id}.jsonl"
    path.parent.mkdir(exist_ok=True)
    _write_articles(path, [article._replace(paragraphs=paragraphs)])
    headline = terms(article.headline)
    return str(path), [Passage(terms(each), headline) for each in paragraphs], terms(mark)[0]


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _recipe() -> str:
    """Changes with everything that makes the coverage and its terms."""
    root = _HERE.parents[1]
    recipe = sha256()
    for path in (
        *(_HERE / name for name in ("corpus.py", "folder.py", "words.py")),
        *sorted((root / "seeds").glob("*.txt")),
        root / "retrieval" / "analysis" / "terms.py",
        root / "retrieval" / "languages" / "english" / "irregular.py",
    ):
        recipe.update(path.read_bytes())
    return recipe.hexdigest()
