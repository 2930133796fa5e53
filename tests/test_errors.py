from __future__ import annotations

import pickle

import pytest

import decision
from decision import errors
from decision.errors import CaseError, DecisionError, DocumentError, Fault, ModelError


def test_the_tree_drawn_in_the_module_is_the_tree():
    tree = errors.__doc__.split("\n\n")[1]
    drawn = [word for word in tree.replace("│", " ").split() if word.endswith("Error")]

    def found(kind: type) -> list[str]:
        ours = [sub for sub in kind.__subclasses__() if sub.__module__ == errors.__name__]
        return [kind.__name__, *(name for sub in ours for name in found(sub))]

    assert drawn == found(DecisionError)
    assert set(drawn) < set(decision.__all__)


def test_faults_are_kept_in_file_order_however_they_were_found():
    places = [(9, 1), (2, 10), (2, 9), (10, 1), (1, 1)]
    error = ModelError([Fault("f", line, column, "error", "m") for line, column in places])
    assert [(fault.line, fault.column) for fault in error.faults] == sorted(places)
    assert str(error).splitlines() == [str(fault) for fault in error.faults]
    assert str(error.faults[0]) == "f:1:1: error: m"


def test_a_fault_is_one_line_whatever_the_file_is_called():
    assert str(Fault("a\nb\r\0.yaml", 1, 2, "warning", "m")) == "a?b??.yaml:1:2: warning: m"
    assert str(Fault("C:\\café ü.yaml", 1, 2, "error", "m")) == "C:\\café ü.yaml:1:2: error: m"


def test_one_except_catches_whatever_is_raised_on_purpose():
    for kind in (ModelError, CaseError):
        with pytest.raises(DecisionError) as caught:
            raise kind([Fault("f", 1, 1, "error", "m")])
        assert isinstance(caught.value, DocumentError)
    assert issubclass(errors.WeightsError, ValueError)


def test_a_document_error_can_be_sent_to_another_process():
    """A server that computes elsewhere sends its errors back by pickle."""
    error = CaseError([Fault("f", 1, 1, "error", "m")])
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.faults, str(again)) == (CaseError, error.faults, str(error))
