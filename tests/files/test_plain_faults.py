from __future__ import annotations

from decision.errors import KEY, MAX_FAULTS
from decision.files.plain_faults import placed
from decision.files.yaml_tree import read_tree

TREE = read_tree(b"group:\n  word: x\n  listed: [one, two]\n", "f")[0]


def test_a_message_is_given_the_subject_that_it_lacks():
    messages = {
        (): "this file is wrong; mend it",
        ("group",): "`group` is wrong; mend it",
        ("group", "listed", 1): "item 2 of `listed` is wrong; mend it",
        ("group", "word", KEY): "`word` is wrong; mend it",
    }
    faults = placed([(path, "is wrong; mend it") for path in messages], TREE, "f")
    assert [fault.message for fault in faults] == list(messages.values())
    assert [(fault.line, fault.column) for fault in faults] == [(1, 1), (1, 1), (3, 17), (2, 3)]


def test_a_message_that_names_its_subject_keeps_it():
    (fault,) = placed([(("group", "word"), "`x` is not an option")], TREE, "f")
    assert fault.message == "`x` is not an option"


def test_a_bare_value_is_named_by_its_own_key():
    (fault,) = placed([(("group", "word", "score"), "is 101; write less")], TREE, "f")
    assert str(fault) == "f:2:9: error: `word` is 101; write less"


def test_a_key_may_be_called_as_the_mark_of_a_key_is():
    tree, _ = read_tree(b'"[key]": 1\n', "f")
    (fault,) = placed([((KEY, KEY), "is not a known key")], tree, "f")
    assert str(fault) == "f:1:1: error: `[key]` is not a known key"


def test_of_endless_faults_some_are_kept():
    endless = ((("group",), f"is wrong {number}") for number in iter(int, 1))
    assert len(placed(endless, TREE, "f")) == MAX_FAULTS + 1
