"""An answer is its kind as much as what it holds: two kinds never pass for one another."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from itertools import permutations

import pytest

from cm_build.places.answer import (
    NO_ANSWER,
    NOT_ASKED,
    AnswerKind,
    Given,
    NotAnswered,
    NotConcerned,
    Photo,
    Picture,
    Shares,
)

KINDS = (Given, NotAnswered, NotConcerned, Shares, Photo, Picture)
# Each kind filled with the same content, whatever it should hold.
CONTENTS = (("ne_sait_pas",) * 4, (1,) * 4, ((),) * 4, (False,) * 4)


def filled(kind: Callable[..., AnswerKind], content: tuple[object, ...]) -> AnswerKind:
    return kind(*content[: len(kind.__match_args__)])  # type: ignore[attr-defined]


def test_every_kind_is_tried() -> None:
    made = {subclass.__name__ for subclass in AnswerKind.__subclasses__()}
    assert made == {one.__name__ for one in KINDS}


@pytest.mark.parametrize("content", CONTENTS, ids=str)
def test_a_kind_is_equal_to_itself_alone(content: tuple[object, ...]) -> None:
    for one, other in permutations(KINDS, 2):
        assert filled(one, content) != filled(other, content)
        assert hash(filled(one, content)) != hash(filled(other, content))
    made = {filled(kind, content) for kind in KINDS for _ in range(2)}
    assert len(made) == len(KINDS)
    for kind in KINDS:
        bare = content[: len(kind.__match_args__)]
        assert filled(kind, content) != bare
        assert not isinstance(filled(kind, content), tuple)


def test_what_it_holds_still_tells_two_apart() -> None:
    assert Given("a") != Given("b")
    assert NotAnswered("non_repondu") != NotAnswered("ne_sait_pas")
    assert Shares({}, complete=True) != Shares({}, complete=False)
    assert Shares({}, complete=True) == Shares({}, complete=True, unknown=frozenset())


@pytest.mark.parametrize("kind", KINDS)
def test_it_comes_back_the_same_and_never_changes(kind: Callable[..., AnswerKind]) -> None:
    one = filled(kind, CONTENTS[0])
    back = pickle.loads(pickle.dumps(one))  # noqa: S301 - written just before
    assert back == one
    assert type(back) is kind
    assert not hasattr(one, "__dict__")
    with pytest.raises(FrozenInstanceError):
        setattr(one, one.__match_args__[0], "autre")


def test_what_is_missing_is_known_by_its_kind() -> None:
    assert isinstance(NO_ANSWER, NotAnswered)
    assert isinstance(NOT_ASKED, NotConcerned)
