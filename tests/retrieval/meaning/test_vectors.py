"""Vectors as they are kept: in bytes and in bits."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.meaning.centre import CENTRE
from retrieval.meaning.vectors import NUMBERS, bits, columns, distances, kept, likenesses, nearest

RANDOM = np.random.default_rng(7)


def unit(count: int) -> NDArray[np.float32]:
    """So many vectors of length 1, near the centre as the model's are."""
    made = CENTRE + RANDOM.normal(scale=0.02, size=(count, NUMBERS))
    found: NDArray[np.float32] = made / np.linalg.norm(made, axis=1, keepdims=True)
    return found.astype(np.float32)


def test_bytes_tell_cosines_to_two_digits_and_bits_the_order() -> None:
    question, sentences = unit(1)[0], unit(3)
    (likeness,) = likenesses([kept(sentences).vectors], question)
    assert likeness.sentences == pytest.approx((sentences @ question).tolist(), abs=0.005)
    mean = sentences.mean(axis=0)
    assert likeness.passage == pytest.approx(mean @ question / np.linalg.norm(mean), abs=0.005)
    assert likeness.best == max(likeness.sentences)


def test_a_passage_of_one_sentence_has_one_vector() -> None:
    (sentence,) = unit(1)
    one = kept(sentence[None])
    assert (len(one.bits), len(one.vectors)) == (48, NUMBERS)
    (likeness,) = likenesses([one.vectors], sentence)
    assert likeness.sentences == (likeness.passage,)
    assert likenesses([], sentence) == []


def test_distances_count_the_bits_that_differ_in_every_block() -> None:
    vectors, question = np.repeat(unit(700), 100, axis=0), unit(1)[0]
    packed = np.packbits(vectors > CENTRE, axis=1)
    found = distances(columns(packed), question)
    some = [0, 1, 65_535, 65_536, 69_999]
    told = [int(np.unpackbits(packed[at] ^ bits(question)).sum()) for at in some]
    assert found[some].tolist() == told


def test_the_nearest_are_the_same_in_any_order() -> None:
    found = np.array([5, 3, 9, 3, 7, 5, 385, 500], dtype=np.uint16)
    assert nearest(found, 1).tolist() == [1, 3]
    assert nearest(found, 3).tolist() == [0, 1, 3, 5]
    assert nearest(found, 99).tolist() == [0, 1, 2, 3, 4, 5]
    assert nearest(np.empty(0, dtype=np.uint16), 5).tolist() == []
