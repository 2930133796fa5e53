"""Somebody at a page without a mouse: what has the keyboard, and how to get to what they want."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.conftest import at_rest

ROW = 60  # pixels that things in one row may stand above one another

# A line of 2 pixels or more shows where the keyboard is: around the thing itself or, where that is
# an invisible part, around what is seen of it. (What is being made anew is faint, and not gone.)
# What is reached is remembered, to find what isn't.
HERE = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  (window.reached ??= new WeakSet()).add(element);
  const main = document.querySelector('[data-testid=stMain]');
  const around = [];
  for (let each = element; each && each !== document.body; each = each.parentElement)
    around.push(each);
  const seen = around.slice(0, 7).find(each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = (seen ?? element).getBoundingClientRect();
  const shows = around.slice(Math.max(around.indexOf(seen), 0))
    .every(each => getComputedStyle(each).opacity > 0.2);
  const on = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1));
  const isIts = on && (seen ?? element).contains(on);
  const over = isIts ? '' : on?.innerText || on?.outerHTML || 'nothing';
  return {
    outlined: Boolean(seen),
    shows,
    over: over.slice(0, 120),
    inside: main.contains(element) && element !== main,
    left: box.left, right: box.right, top: box.top + main.scrollTop,
  };
}"""
MISSED = """() => [...document.querySelectorAll('[data-testid=stMain] :is(a[href], button, input,'
  + ' textarea, select, summary, [tabindex])')]
  .filter(each => each.tabIndex >= 0 && !each.disabled && !window.reached.has(each)
    && !each.matches('[role=radio][aria-checked=false]')  // the arrows reach these
    && each.checkVisibility({visibilityProperty: true}))
  .map(each => each.outerHTML.slice(0, 200))"""


@dataclass(frozen=True)
class Stop:
    """What has the keyboard.

    Attributes:
        role: what the browser tells a screen reader that it is.
        name: what the browser tells a screen reader that it is called.
        faults: what is wrong with how it shows; "" where nothing is.
        inside: whether it is part of the page, and not of what stands around it.
        left, right, top: where it is; `top` from the start of the page.
    """

    role: str
    name: str
    faults: str
    inside: bool
    left: float
    right: float
    top: float

    def __str__(self) -> str:
        return f"{self.role} “{self.name[:60]}”"


class Keys:
    """A keyboard, and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tree = page.context.new_cdp_session(page)
        self.tree.send("Accessibility.enable")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def here(self) -> Stop | None:
        """What has the keyboard; None where nothing has."""
        found = self.page.evaluate(HERE)
        if found is None:
            return None
        element = self.tree.send("Runtime.evaluate", {"expression": "document.activeElement"})
        told = self.tree.send(
            "Accessibility.getPartialAXTree",
            {"objectId": element["result"]["objectId"], "fetchRelatives": False},
        )["nodes"][0]
        wrong = {
            "nothing shows that the keyboard is there": found["outlined"],
            "it can't be seen": found["shows"],
            f"over it lies {found['over']}": not found["over"],
        }
        return Stop(
            told["role"]["value"],
            told.get("name", {}).get("value", ""),
            "; ".join(fault for fault, fine in wrong.items() if not fine),
            found["inside"],
            found["left"],
            found["right"],
            found["top"],
        )

    def tab_to(self, name: str, role: str | None = None, back: bool = False) -> Stop:
        """Press Tab until something of that name has the keyboard; at each stop it must be seen.

        Args:
            name: how its name begins.
            role: what it is, where a name alone doesn't say.
            back: whether to go backwards.
        """
        passed = []
        for _ in range(400):
            self.press("Shift+Tab" if back else "Tab")
            stop = self.here()
            for _ in range(16):  # a note of the app's lies over things for four seconds
                if not (stop and stop.faults):
                    break
                self.page.wait_for_timeout(500)
                at_rest(self.page)
                stop = self.here()
            assert not (stop and stop.faults), f"{stop}: {stop.faults}"
            if stop and stop.name.startswith(name) and role in (None, stop.role):
                return stop
            passed.append(str(stop))
        raise AssertionError(f"Tab never came to {name!r}; it passed " + ", ".join(passed))

    def walk(self) -> Iterator[Stop]:
        """Go on from stop to stop until Tab leaves the page."""
        for _ in range(300):
            self.press("Tab")
            stop = self.here()
            if stop is None:
                return
            yield stop
        raise AssertionError("Tab never left the page")

    def missed(self) -> list[str]:
        """What of the page could have the keyboard, and never had it."""
        found: list[str] = self.page.evaluate(MISSED)
        return found


def disorder(stops: list[Stop]) -> list[str]:
    """Where the keyboard goes up the page, other than to the next column."""
    inside = [stop for stop in stops if stop.inside]
    return [
        f"{after} stands above {before}"
        for before, after in itertools.pairwise(inside)
        if after.top < before.top - ROW and after.left < before.right
    ]
