"""What a rerun of the Result page costs, as a ratio to a trivial page.

The trivial page has as many texts, captions, buttons, lists, fields and expanders, and as many
charts; it has no popovers, tabs, radios or sliders, and computes nothing. Both run under
Streamlit's own test harness, in turn, in one process; medians.

Run it with `python tests/benchmarks/pages.py`.
"""

from __future__ import annotations

import logging
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import platformdirs

ROOT = Path(__file__).parents[2]
RUNS = 25

sys.path.insert(0, str(ROOT))
logging.disable(logging.WARNING)
platformdirs.user_data_dir = lambda *_, **__: tempfile.mkdtemp()  # type: ignore[assignment]

from streamlit import config  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

KINDS = ("markdown", "caption", "button", "selectbox", "number_input", "text_area", "text_input",
         "expander")  # fmt: skip

TRIVIAL = """
import altair as alt
import streamlit as st
counts = {counts!r}
for number in range(counts.get("markdown", 0)):
    st.markdown(f"Some text, number {{number}}")
for number in range(counts.get("caption", 0)):
    st.caption(f"Some text, number {{number}}")
for number in range(counts.get("button", 0)):
    st.button(f"Button {{number}}", key=f"b{{number}}")
for number in range(counts.get("selectbox", 0)):
    st.selectbox(f"Choose {{number}}", ["a", "b", "c"], key=f"s{{number}}")
for number in range(counts.get("number_input", 0)):
    st.number_input(f"Number {{number}}", 0.0, 100.0, key=f"n{{number}}")
for number in range(counts.get("text_area", 0)):
    st.text_area(f"Text {{number}}", key=f"a{{number}}")
for number in range(counts.get("text_input", 0)):
    st.text_input(f"Line {{number}}", key=f"t{{number}}")
for number in range(counts.get("expander", 0)):
    st.expander(f"More {{number}}").markdown("x")
rows = [{{"x": number, "y": number}} for number in range(16)]
for number in range({charts}):
    drawn = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="x:Q", y="y:N")
    st.altair_chart(drawn, key=f"c{{number}}")
"""


def _counted(app: AppTest) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for kind in KINDS:
        try:
            counts[kind] = len(app.get(kind)) if kind in ("expander",) else len(getattr(app, kind))
        except AttributeError:
            continue
    return dict(counts)


def main() -> None:
    """Measure and print."""
    config.set_option("runner.magicEnabled", False)
    config.set_option("runner.postScriptGC", False)
    result = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    result.session_state["drawer.examples"] = True
    result.run().button("example.invented-complete").click().run()
    result.session_state["drawer.examples"] = False
    result.switch_page(str(ROOT / "decision" / "ui" / "pages" / "result.py")).run()
    charts = len(result.get("vega_lite_chart") or result.get("arrow_vega_lite_chart"))
    assert charts
    source = TRIVIAL.format(counts=_counted(result), charts=charts)
    trivial = AppTest.from_string(source, default_timeout=60).run()
    assert not trivial.exception
    taken: dict[str, list[float]] = {"result": [], "trivial": []}
    for _ in range(RUNS):
        for name, app in (("result", result), ("trivial", trivial)):
            began = time.perf_counter()
            app.run()
            taken[name].append(time.perf_counter() - began)
    ours, theirs = (statistics.median(taken[name]) for name in ("result", "trivial"))
    print(
        f"a rerun of the Result page: {ours / theirs:.2f} × a trivial page with as many texts, "
        f"buttons, fields, expanders and charts (under 3 wanted; "
        f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms here)"
    )


if __name__ == "__main__":
    main()
