"""How good the answers are, measured on questions whose answers are known."""

from retrieval.evaluation.baseline import Baseline
from retrieval.evaluation.corpus import Corpus, CorpusError, is_database, opened
from retrieval.evaluation.metrics import Figure
from retrieval.evaluation.outcomes import Asking, Outcome, outcomes
from retrieval.evaluation.questions import Gold, Question, QuestionsError, QuestionSet, read
from retrieval.evaluation.refusal import Bin
from retrieval.evaluation.report import Row, rows

__all__ = [
    "Asking",
    "Baseline",
    "Bin",
    "Corpus",
    "CorpusError",
    "Figure",
    "Gold",
    "Outcome",
    "Question",
    "QuestionSet",
    "QuestionsError",
    "Row",
    "is_database",
    "opened",
    "outcomes",
    "read",
    "rows",
]
