"""What evaluation computes: questions as read, typos, figures, what became of a question."""

from __future__ import annotations

import gzip
from datetime import date
from math import inf, isnan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval import Archive, MissingPathError, Passage
from retrieval.evaluation import (
    Asking,
    Baseline,
    CorpusError,
    Gold,
    Question,
    QuestionsError,
    opened,
    outcomes,
    read,
    rows,
)
from retrieval.evaluation.metrics import figure, hit_at, mrr_at, share
from retrieval.evaluation.refusal import (
    aurc,
    auroc,
    calibration_error,
    false_answers_at,
    reliability,
    risk_coverage,
)
from retrieval.evaluation.typos import misspelt

LINE = (
    '{"id": "q1", "question": "Who?", "answer": "Ida", "answerable": true, '
    '"gold": [{"article": "a", "evidence": "IDA"}], "asked_on": "2024-03-05"}\n'
)


def _file(tmp_path: Path, text: str, name: str = "some.questions.jsonl") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _passage(text: str, *, article: str = "a", number: int = 1) -> Passage:
    return Passage(article, "paragraph", number, None, 0, len(text), text)


class TestQuestions:
    def test_a_line_is_a_question(self, tmp_path: Path) -> None:
        found = read(_file(tmp_path, LINE))
        assert found.name == "some"
        assert found.questions == (
            Question("q1", "Who?", "Ida", (Gold("a", "IDA"),), date(2024, 3, 5)),
        )

    def test_packed_lines_are_read_and_blank_ones_passed_over(self, tmp_path: Path) -> None:
        path = tmp_path / "some.jsonl.gz"
        path.write_bytes(gzip.compress(f"\n{LINE}\n{LINE}".encode()))
        assert len(read(path).questions) == 2
        assert len(read(path, limit=1).questions) == 1

    def test_a_table_of_toml_is_a_question(self, tmp_path: Path) -> None:
        text = '[[questions]]\ntext = "Who?"\nanswers = ["a/b#12"]\nblind = true\n'
        found = read(_file(tmp_path, text + '[[questions]]\ntext = "Why?"\nanswers = []', "x.toml"))
        assert found.name == "x"
        assert found.questions[0] == Question("1", "Who?", gold=(Gold("a/b", paragraph=12),))
        assert [question.answerable for question in found.questions] == [True, False]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("{", "not JSON"),
            ("[]", "not a JSON object"),
            ('{"gold": []}', "no question"),
            ('{"question": " "}', "question must be text"),
            ('{"question": "Who?", "answerable": true}', "no gold"),
            ('{"question": "Who?", "answerable": "yes"}', "answerable must be"),
            ('{"question": "Who?", "gold": ["a"]}', "gold must be"),
            ('{"question": "Who?", "gold": {"article": "a"}}', "gold must be a list"),
            ('{"question": "Who?", "gold": [{"article": "a"}]}', "no evidence"),
            ('{"question": "Who?", "asked_on": "Monday"}', "asked_on 'Monday' is no day"),
        ],
    )
    def test_a_bad_line_is_named(self, tmp_path: Path, line: str, reason: str) -> None:
        path = _file(tmp_path, f"{LINE}{line}\n")
        with pytest.raises(QuestionsError, match=reason) as caught:
            read(path)
        assert str(caught.value).startswith(f"{path}:2: ")

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ('[[questions]]\ntext = "Who?"\nanswers = []\n\n[[questions]]\ntext = "Why?"\n', 5),
            ('[[questions]]\ntext = "Who?"\nanswers = ["a"]\n', 1),
            ('[[questions]]\ntext = "Who?"\nanswers = [\n', 4),
            ('[[questions]]\ntext = "Who?\n', 2),
        ],
    )
    def test_a_bad_table_is_named(self, tmp_path: Path, text: str, line: int) -> None:
        path = _file(tmp_path, text, "x.toml")
        with pytest.raises(QuestionsError) as caught:
            read(path)
        assert caught.value.line == line

    @pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.toml"])
    def test_a_file_without_questions_is_named(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        with pytest.raises(QuestionsError, match="No such file"):
            read(path)
        path.write_bytes(b"\n" if not name.endswith("gz") else gzip.compress(b"\n"))
        with pytest.raises(QuestionsError, match="no question in it"):
            read(path)

    def test_a_broken_packed_file_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl.gz"
        for content in (b"no gzip", gzip.compress(LINE.encode())[:-9]):
            path.write_bytes(content)
            with pytest.raises(QuestionsError, match="broken gzip"):
                read(path)

    def test_gold_stands_where_the_evidence_or_the_paragraph_is(self) -> None:
        assert Gold("a", "FIRE engines").holds(_passage("Twelve fire ENGINES came."))
        assert not Gold("b", "fire").holds(_passage("Twelve fire engines came."))
        assert Gold("a", paragraph=3).holds(_passage("Anything.", number=3))
        assert not Gold("a", paragraph=3).holds(_passage("Anything.", number=2))


class TestTypos:
    @given(st.text(max_size=60), st.integers(0, 3), st.text(max_size=5))
    def test_slips_are_always_the_same(self, text: str, typos: int, question_id: str) -> None:
        slipped = [misspelt(text, typos=typos, seed=1, question_id=question_id) for _ in range(2)]
        assert slipped[0] == slipped[1]

    def test_a_seed_fixes_the_slip_on_every_machine(self) -> None:
        slipped = misspelt("Who won the harbour prize?", typos=1, seed=0, question_id="q1")
        assert slipped == "Who won the ahrbour prize?"

    @given(st.integers(), st.integers(0, 4))
    def test_each_slip_is_in_another_long_word(self, seed: int, typos: int) -> None:
        text = "Who is the old harbour master of Larnholm?"
        slipped = misspelt(text, typos=typos, seed=seed, question_id="q")
        words = list(zip(text.split(), slipped.split(), strict=True))
        changed = [(word, other) for word, other in words if word != other]
        assert len(changed) == min(typos, 3)
        assert all(len(word.strip("?")) >= 4 for word, _ in changed)
        assert all(abs(len(word) - len(other)) <= 1 for word, other in changed)

    def test_a_question_of_short_words_stays(self) -> None:
        assert misspelt("Who is he?", typos=1, seed=0, question_id="q") == "Who is he?"

    def test_a_slip_in_another_script_stays_in_it(self) -> None:
        text = "умер Тесла"
        for seed in range(50):
            assert not set(misspelt(text, typos=1, seed=seed, question_id="q")) - set(text)


class TestRanking:
    ranks = np.array([1, 2, 4, inf])

    def test_hits_and_reciprocal_ranks(self) -> None:
        assert [hit_at(self.ranks, k) for k in (1, 3, 10)] == [0.25, 0.5, 0.75]
        assert mrr_at(self.ranks, 10) == (1 + 1 / 2 + 1 / 4) / 4
        assert mrr_at(self.ranks, 3) == (1 + 1 / 2) / 4

    def test_an_interval_holds_the_value_and_is_seeded(self) -> None:
        flags = np.arange(100) < 30
        found = [figure(lambda at: share(flags[at]), 100, seed=seed) for seed in (0, 0, 1)]
        assert found[0]
        assert found[0].value == 0.3
        assert found[0].questions == 100
        # 0.3 +- 1.96 sqrt(0.3 0.7 / 100) = [.210, .390]
        assert found[0].low == pytest.approx(0.21, abs=0.02)
        assert found[0].high == pytest.approx(0.39, abs=0.02)
        assert found[0] == found[1] != found[2]

    def test_a_share_of_nothing_is_no_figure(self) -> None:
        flags = np.zeros(3, dtype=bool)
        assert figure(lambda at: share(flags[at]), 0, seed=0) is None
        assert figure(lambda at: share(flags[at][flags[at]]), 3, seed=0) is None


class TestRefusal:
    def test_auroc_counts_pairs_in_the_right_order(self) -> None:
        confidence = np.array([0.9, 0.4, 0.5, 0.4, 0.1])
        answerable = np.array([True, True, False, False, False])
        # 0.9 beats all three; 0.4 loses, ties, beats: (3 + 0 + 1/2 + 1) / 6
        assert auroc(confidence, answerable) == pytest.approx(4.5 / 6)
        assert isnan(auroc(confidence, np.ones(5, dtype=bool)))

    @given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
    def test_auroc_is_the_share_of_pairs(self, drawn: list[tuple[int, bool]]) -> None:
        confidence = np.array([value / 5 for value, _ in drawn])
        answerable = np.array([flag for _, flag in drawn])
        pairs = [
            (good > bad) + (good == bad) / 2
            for good in confidence[answerable]
            for bad in confidence[~answerable]
        ]
        if pairs:
            assert auroc(confidence, answerable) == pytest.approx(np.mean(pairs))
            assert auroc(-confidence, answerable) == pytest.approx(1 - np.mean(pairs))
            assert auroc(confidence**3, answerable) == pytest.approx(np.mean(pairs))

    def test_false_answers_at_the_tolerated_false_refusals(self) -> None:
        confidence = np.array([*np.arange(1, 11) / 10, 0.05, 0.15, 0.2, 0.9])
        answerable = np.arange(14) < 10
        # one of ten may be refused: the threshold is 0.2, and 0.2 and 0.9 reach it
        assert false_answers_at(confidence, answerable, false_refusals=0.1) == 0.5
        assert false_answers_at(confidence, answerable, false_refusals=0.0) == 0.75
        assert isnan(false_answers_at(confidence, ~answerable[:14] & False, false_refusals=0.1))

    def test_risk_is_that_of_the_most_confident(self) -> None:
        coverage, risk = risk_coverage(
            np.array([0.9, 0.2, 0.7, 0.5]), np.array([False, True, True, False])
        )
        assert coverage.tolist() == [0.25, 0.5, 0.75, 1]
        assert risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 2 / 4])
        confidence, wrong = np.array([0.9, 0.2]), np.array([False, True])
        assert aurc(confidence, wrong) == (0 + 1 / 2) / 2

    @given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=20))
    def test_risk_depends_on_no_order(self, drawn: list[tuple[int, bool]]) -> None:
        confidence = np.array([value / 3 for value, _ in drawn])
        wrong = np.array([flag for _, flag in drawn])
        assert aurc(confidence, wrong) == pytest.approx(aurc(confidence[::-1], wrong[::-1]))
        assert risk_coverage(confidence, wrong)[1][-1] == pytest.approx(np.mean(wrong))

    def test_one_confidence_for_all_has_the_same_risk_everywhere(self) -> None:
        _, risk = risk_coverage(np.full(4, 0.5), np.array([True, False, False, False]))
        assert risk.tolist() == [0.25] * 4

    def test_reliability_by_tenths(self) -> None:
        confidence = np.array([0.0, 0.05, 0.95, 1.0])
        bins = reliability(confidence, np.array([False, True, True, True]))
        assert [each.questions for each in bins] == [2, 2]
        assert [each.right for each in bins] == [0.5, 1.0]
        assert [each.confidence for each in bins] == pytest.approx([0.025, 0.975])
        error = calibration_error(confidence, np.array([False, True, True, True]))
        assert error == pytest.approx((2 * 0.475 + 2 * 0.025) / 4)


class TestBaseline:
    def test_it_is_the_tutorials(self, coverage: Path) -> None:
        with opened(coverage) as corpus:
            paragraphs = list(corpus.paragraphs())
        stock = BM25Okapi([each.text.lower().split() for each in paragraphs])
        for question in ("who was injured in the warehouse fire?", "cracks in the old bridge"):
            found = Baseline(paragraphs).search(question, limit=4)
            assert found == stock.get_top_n(question.lower().split(), paragraphs, n=4)

    def test_it_reads_long_paragraphs_whole(self, tmp_path: Path) -> None:
        long = " ".join(f"Sentence number {n} says so." for n in range(100))
        (tmp_path / "long.txt").write_text(f"Headline\n\n{long}\n\nAnother one.\n")
        with opened(tmp_path) as corpus:
            assert corpus.coverage.passages > 2
            assert [each.text for each in corpus.paragraphs()] == [long, "Another one."]


class TestCorpus:
    def test_a_kept_database_is_not_read_again(self, articles: Path, tmp_path: Path) -> None:
        kept = tmp_path / "kept.db"
        with opened(articles, database=kept) as corpus:
            first = corpus.coverage
        with opened(articles, database=kept) as corpus:
            assert corpus.coverage == first
        with opened(kept) as corpus:
            assert corpus.coverage == first

    def test_a_database_with_other_articles_is_refused(
        self, articles: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "x.txt").write_text("Headline\n\nA paragraph.\n")
        kept = tmp_path / "kept.db"
        with opened(articles, database=kept):
            pass
        with (
            pytest.raises(CorpusError, match="holds other articles"),
            opened(tmp_path / "other", database=kept),
        ):
            pass

    def test_a_corpus_without_articles_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_text("")
        with pytest.raises(CorpusError, match=r"no article in it; .*empty\.txt"), opened(tmp_path):
            pass
        with pytest.raises(MissingPathError), opened(tmp_path / "nowhere"):
            pass


class TestOutcomes:
    injured = Question(
        "1", "How many people were injured in the fire?", "Two", (Gold("harbour", "Two people"),)
    )
    nowhere = Question("2", "Who won the chess cup in Zanzibar?")

    def test_ranks_and_sentences_are_those_of_the_archive(self, archive: Archive) -> None:
        (found,) = outcomes(archive, [self.injured], Asking())
        hits = archive.search(self.injured.text)
        rank = next(n for n, hit in enumerate(hits, 1) if "Two people" in hit.passage.text)
        assert found.rank == rank
        assert found.article_rank <= rank
        assert found.first == hits[0].passage
        assert found.confidence == archive.ask(self.injured.text).confidence
        assert found.located
        assert found.answered

    def test_an_unanswerable_question_is_never_right(self, archive: Archive) -> None:
        (found,) = outcomes(archive, [self.nowhere], Asking())
        assert found.rank == found.article_rank == inf
        assert not found.right
        assert not found.answered

    def test_an_answer_that_stands_nowhere_is_told(self, archive: Archive) -> None:
        lost = Question("3", "Who?", gold=(Gold("harbour", "no such words"), Gold("x", "y")))
        (found,) = outcomes(archive, [lost], Asking())
        assert not found.located

    def test_questions_are_asked_with_their_slips(self, archive: Archive) -> None:
        (found,) = outcomes(archive, [self.injured], Asking(seed=3, typos=1))
        assert found.question.text == misspelt(self.injured.text, typos=1, seed=3, question_id="1")

    def test_the_day_of_asking_can_be_left_out(self, archive: Archive) -> None:
        dated = Question("1", "What burned?", asked_on=date(2024, 3, 5))
        days = [
            each.question.asked_on
            for flag in (True, False)
            for each in outcomes(archive, [dated], Asking(asked_on=flag))
        ]
        assert days == [date(2024, 3, 5), None]

    def test_the_sentences_are_ranked_as_an_answer_shows_them(self, archive: Archive) -> None:
        question = "How many fire engines came?"
        quote = archive.ask(question).quotes[0]
        ranked = archive.sentences(question, quote.text)
        assert ranked[0] == quote.sentence
        assert len(ranked) == 3

    def test_rows_have_a_total_over_several_sets(self, archive: Archive) -> None:
        paragraphs = [hit.passage for hit in archive.search("fire")]
        asked = list(
            outcomes(archive, [self.injured, self.nowhere], Asking(), baseline=Baseline(paragraphs))
        )
        one, other, total = rows([("one", asked[:1]), ("other", asked[1:])])
        assert (one.name, other.name, total.name) == ("one", "other", "total")
        assert total.as_json()["questions"] == 2
        assert total.groups["refusal"]["auroc"]
        assert one.groups["refusal"]["auroc"] is None
        assert other.groups["passage"]["hit@1"] is None
        assert total.groups["gain"]["hit@1"]
        (alone,) = rows([("one", asked)])
        assert alone.groups == total.groups
