"""How good the answers are, measured on questions whose answers are known."""

from retrieval.evaluation.attributions import (
    PARTIES,
    Judged,
    Labelled,
    figures,
    judge,
    read_labelled,
)
from retrieval.evaluation.baseline import Baseline
from retrieval.evaluation.corpus import Corpus, CorpusError, is_database, opened
from retrieval.evaluation.metrics import Figure
from retrieval.evaluation.outcomes import Asking, Outcome, outcomes
from retrieval.evaluation.questions import Gold, Question, QuestionsError, QuestionSet, read
from retrieval.evaluation.readers import (
    RIGHT,
    Reaction,
    ReaderQuestion,
    judged,
    read_readers,
    tally,
)
from retrieval.evaluation.refusal import Bin
from retrieval.evaluation.report import Row, rows
from retrieval.speakers.parties import Parties

__all__ = [
    "PARTIES",
    "RIGHT",
    "Asking",
    "Baseline",
    "Bin",
    "Corpus",
    "CorpusError",
    "Figure",
    "Gold",
    "Judged",
    "Labelled",
    "Outcome",
    "Parties",
    "Question",
    "QuestionSet",
    "QuestionsError",
    "Reaction",
    "ReaderQuestion",
    "Row",
    "figures",
    "is_database",
    "judge",
    "judged",
    "opened",
    "outcomes",
    "read",
    "read_labelled",
    "read_readers",
    "rows",
    "tally",
]
