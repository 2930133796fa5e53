"""Of each kind of line a few are written, and how many were left out."""

from __future__ import annotations

import logging
import sys

import pytest

from decision.serving.quiet_log import FEW, KINDS, WINDOW, Few, WithoutDetails, install


def line(text: str, *arguments: object, name: str = "asyncio") -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "", 0, text, arguments, None)


def test_a_kind_of_line_is_written_a_few_times_and_then_counted() -> None:
    now = [0.0]
    few = Few(lambda: now[0])
    passed = [few.filter(line("no %s left", number)) for number in range(1000)]
    assert passed == [True] * FEW + [False] * (1000 - FEW)
    assert few.filter(line("another kind"))
    assert few.filter(line("no %s left", 1, name="other"))
    now[0] = WINDOW + 1
    again = line("no %s left", 7)
    assert few.filter(again)
    assert again.getMessage() == f"no 7 left ({1000 - FEW} more like it before)"


def test_kinds_without_end_fill_no_memory() -> None:
    few = Few(lambda: 0.0)
    for number in range(10 * KINDS):
        few.filter(line(f"kind {number}"))
    assert len(few._seen) <= KINDS


def test_it_stands_before_every_handler_that_there_is(caplog: object) -> None:
    logger, written = logging.getLogger("decision.test_quiet_log"), []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(record)

    handler, few = Handler(), Few()
    logger.addHandler(handler)
    logger.propagate = False
    try:
        install(few)
        for _ in range(100):
            logger.error("again")
    finally:
        logger.removeHandler(handler)
        for name in (None, *logging.Logger.manager.loggerDict):
            for each in logging.getLogger(name).handlers:
                each.removeFilter(few)
        if logging.lastResort is not None:
            logging.lastResort.removeFilter(few)
    assert len(written) == FEW


def test_of_an_exception_only_its_kind_is_written_where_others_keep_their_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(WithoutDetails())
    log = logging.Logger("theirs")
    log.addHandler(handler)
    try:
        raise ValueError("the name of a site")
    except ValueError:
        log.exception("Uncaught %s", "here")
    log.warning("as it is: %s", 5)
    assert capsys.readouterr().err == "Uncaught here (ValueError)\nas it is: 5\n"
