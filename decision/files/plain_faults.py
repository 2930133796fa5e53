"""Messages about a value read from a file → faults, each with its line and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from decision.errors import KEY, MAX_FAULTS, Fault, Steps
from decision.files.yaml_tree import Listing, Map, place_of
from decision.model.scalars import Scalar
from decision.model.validation_messages import subject


def placed(found: Iterable[tuple[Steps, str]], tree: object, name: str) -> list[Fault]:
    """Return a fault for each (path, message) pair; a message without a subject is given its key.

    Of more than 50 the first 50 are kept, and a last one says that there are more.
    """
    faults = []
    for path, message in islice(found, MAX_FAULTS + 1):
        if at_key := path[-1:] == (KEY,):
            path = path[:-1]
        path = _as_far_as_written(tree, path)
        whole = message if message.startswith("`") else f"{subject(path)} {message}"
        faults.append(Fault(name, *place_of(tree, path, at_key), "error", whole))
    if len(faults) > MAX_FAULTS:
        last = max(faults)
        message = f"there are over {MAX_FAULTS} problems; mend these first"
        faults = [*faults[:MAX_FAULTS], replace(last, message=message)]
    return faults


def _as_far_as_written(tree: object, path: Steps) -> Steps:
    """Return a path cut short at a scalar: a bare score is read as a group with only a `score`."""
    for depth, step in enumerate(path):
        if isinstance(tree, Map):
            tree = tree.get(str(step))
        elif isinstance(tree, Listing) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        elif isinstance(tree, Scalar | Listing):
            return path[:depth]
        else:
            break
    return path
