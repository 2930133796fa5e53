"use strict";
// Totals, ranks, leader and margin at other weights, by the rules of decision/evaluation/additive.py.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const saved = data.criteria.map((criterion) => criterion.points);
  const points = saved.slice();
  const sliders = data.criteria.map((_, number) => byId("w" + number));
  const rows = new Map(all("#options ol > li").map((row) => [row.dataset.option, row]));
  const gaps = new Map(all("#reasons ol > li").map((row) => [row.dataset.criterion, row]));
  const weights = all("#weights ol > li");
  let before = null;

  function sharesOf(given) {
    const most = Math.max(...given);
    const sum = given.reduce((total, value) => total + value / most, 0);
    return given.map((value) => value / most / sum);
  }

  // The first in file order of those that tie for the highest total.
  function firstBest(choosable, totals) {
    const best = Math.max(...choosable.map((place) => totals[place]));
    const found = choosable.find((place) => totals[place] >= best - data.tie);
    return found === undefined ? null : found;
  }

  function stand(shares) {
    const places = data.options.map((_, place) => place);
    const totals = places.map((place) =>
      Math.min(100, data.criteria.reduce(
        (sum, criterion, number) => sum + shares[number] * criterion.scores[place], 0)));
    const choosable = places.filter((place) => data.options[place].choosable);
    const ranked = places.filter((place) => data.options[place].ranked);
    const ranks = places.map((place) => ranked.includes(place)
      ? 1 + ranked.filter((other) => totals[other] > totals[place] + data.tie).length : null);
    const leader = firstBest(choosable, totals);
    const courseOf = (place) => data.options[place].course;
    const mine = (place) => leader !== null && courseOf(place) === courseOf(leader);
    const rival = firstBest(choosable.filter((place) => !mine(place)), totals);
    const over = firstBest(choosable.filter((place) => mine(place) && place !== leader), totals);
    const pair = data.pair.slice().sort((one, other) => one - other);
    const able = pair.filter((place) => data.options[place].choosable);
    const first = firstBest(able.length ? able : pair, totals);
    const second = pair.find((place) => place !== first);
    const gap = (place) => place === null ? null : Math.max(0, totals[leader] - totals[place]);
    return {
      totals, ranks, choosable, leader, rival, over, margin: gap(rival), formMargin: gap(over),
      plain: { leader: first, other: second, able: able.length,
               margin: totals[first] - totals[second] },
    };
  }

  // The compared courses keep their sides; of two others, the first in file order is left.
  function sidesOf(now) {
    const [first, second] = data.pair.map((place) => data.options[place].course);
    const mine = data.options[now.leader].course, other = data.options[now.rival].course;
    const isLeft = mine === first || other === first ? mine === first
      : mine === second || other === second ? other === second : mine < other;
    return isLeft ? { left: now.leader, right: now.rival, sign: -1 }
      : { left: now.rival, right: now.leader, sign: 1 };
  }

  // Halves away from zero, of 15 digits, as decision/report/rounding.py has it.
  function fixed(value, decimals) {
    const scale = Math.pow(10, decimals);
    return (Math.floor(Number(value.toPrecision(15)) * scale + 0.5) / scale).toFixed(decimals);
  }

  function inPoints(value) {
    const size = Math.abs(value);
    if (size <= data.tie) { return "0 points"; }
    if (size < 0.5) { return "less than half a point"; }
    const whole = Math.floor(size + 0.5);
    return "about " + whole + (whole === 1 ? " point" : " points");
  }

  const name = (place) => data.options[place].name;

  // The sentences of decision/sentences/explanation.py; the words that rest on simulations stay.
  function coursesApart(now) {
    if (now.leader === null) { return "No option can be chosen as the facts stand."; }
    if (now.rival === null) {
      return "Only " + (now.over === null ? name(now.leader)
        : data.courses[data.options[now.leader].course]) + " can be chosen.";
    }
    if (now.margin <= data.tie) {
      return name(now.leader) + " and " + name(now.rival) + " have the same total.";
    }
    return name(now.leader) + " is " + inPoints(now.margin) + " ahead of " + name(now.rival) + ".";
  }

  function formsApart(now) {
    if (now.over === null) { return ""; }
    const one = name(now.leader), other = name(now.over);
    return now.formMargin <= data.tie
      ? one + " and " + other + " are level."
      : one + " is " + inPoints(now.formMargin) + " better than " + other + ".";
  }

  function plainPair(now) {
    // Where no course has several forms, any two options are plain.
    if (data.courses.length === data.options.length) return "";
    const both = [now.plain.leader, now.plain.other], one = name(both[0]), other = name(both[1]);
    if (both.includes(now.leader) && both.includes(now.rival)) { return ""; }
    if (now.plain.able === 0) {
      return "Neither " + one + " nor " + other + " can be chosen as it is.";
    }
    if (now.plain.able === 1) {
      return "Side by side as they are, only " + one + " can be chosen, and not " + other + ".";
    }
    return "Side by side as they are, " + (Math.abs(now.plain.margin) <= data.tie
      ? one + " and " + other + " are level."
      : one + " is " + inPoints(now.plain.margin) + " ahead of " + other + ".");
  }

  function besides(now) {
    return [formsApart(now), plainPair(now)].filter(Boolean).join(" ");
  }

  function set(element, attributes) {
    for (const key of Object.keys(attributes)) { element.setAttribute(key, attributes[key]); }
  }

  // What left and right are called follows the leader and its rival.
  function nameEnds(where, sides) {
    const left = where.querySelector(".left"), right = where.querySelector(".right");
    left.className = "left " + data.options[sides.left].side;
    right.className = "right " + data.options[sides.right].side;
    left.textContent = "◄ " + data.options[sides.left].plain;
    right.textContent = data.options[sides.right].plain + " ►";
  }

  function drawMargin(now, sides) {
    const figure = byId("margin");
    const at = sides.sign * now.margin;
    const range = before === null ? 10 : before;
    const reach = Math.max(range, 10 * Math.ceil(Math.abs(at) * 1.05 / 10));
    const place = (value) => 50 + 50 * value / reach;
    const colour = data.options[now.leader].colour;
    figure.dataset.margin = String(now.margin);
    figure.dataset.at = String(at);
    figure.dataset.leader = data.options[now.leader].id;
    figure.dataset.rival = data.options[now.rival].id;
    nameEnds(figure, sides);
    set(byId("band"), { x: place(-data.near) + "%", width: 100 * data.near / reach + "%" });
    set(byId("dot"), { cx: place(at) + "%", fill: colour });
    set(byId("lead"), { x: Math.min(92, Math.max(8, place(at))) + "%", fill: colour });
    byId("lead").textContent = fixed(Math.abs(at), 1);
    byId("far-left").textContent = byId("far-right").textContent = reach + " points";
  }

  function drawOptions(now) {
    data.options.forEach((option, place) => {
      const row = rows.get(option.id), total = now.totals[place], rank = now.ranks[place];
      row.dataset.total = String(total);
      row.dataset.rank = rank === null ? "" : String(rank);
      if (place === now.leader) { row.dataset.leads = "true"; } else { delete row.dataset.leads; }
      row.querySelector(".rank").textContent = rank === null ? "not ranked" : "rank " + rank;
      row.querySelector(".figure").textContent = fixed(total, 1);
      row.querySelector(".fill").setAttribute("width", total + "%");
      row.querySelector("circle").setAttribute("cx", total + "%");
    });
  }

  function drawReasons(shares, sides) {
    const first = sides.left, second = sides.right;
    nameEnds(byId("reasons"), sides);
    const found = data.criteria.map(
      (criterion, number) => shares[number] * (criterion.scores[second] - criterion.scores[first]));
    const reach = Math.max(0.1, ...found.map(Math.abs)) * 1.3;
    data.criteria.forEach((criterion, number) => {
      const row = gaps.get(criterion.id), gap = found[number];
      const width = 50 * Math.abs(gap) / reach, left = gap < 0;
      const side = data.options[left ? first : second], label = fixed(Math.abs(gap), 1);
      row.dataset.gap = String(gap);
      row.querySelector(".note").textContent =
        criterion.overruled[first] || criterion.overruled[second] ? " (overruled)" : "";
      set(row.querySelector("rect"),
        { x: (left ? 50 - width : 50) + "%", width: width + "%", fill: side.colour });
      set(row.querySelector("text"), {
        x: (left ? 50 - width : 50 + width) + "%", dx: left ? -6 : 6,
        "text-anchor": left ? "end" : "start" });
      row.querySelector("text").textContent = label;
      row.querySelector(".hidden").textContent = label + " points for " +
        (Math.abs(gap) < 0.05 ? "neither" : side.plain);
    });
  }

  function drawWeights(shares) {
    weights.forEach((row, number) => {
      const share = shares === null ? 0 : shares[number];
      const text = shares === null ? "–" : fixed(share * 100, 1) + "%";
      row.dataset.share = shares === null ? "" : String(share);
      row.dataset.points = String(points[number]);
      row.querySelector(".points").textContent = fixed(points[number], 0) + " points ·";
      row.querySelector("output").textContent = text;
      row.querySelector(".share").setAttribute("width", share * 100 + "%");
      sliders[number].setAttribute("aria-valuetext",
        fixed(points[number], 0) + " points, " + text + " of the weight");
    });
  }

  // Nothing to go by: no figure of the weights before may seem to hold.
  function forget() {
    ["margin", "at", "leader", "rival"].forEach((key) => {
      if (byId("margin")) { delete byId("margin").dataset[key]; }
    });
    rows.forEach((row) => {
      ["total", "rank", "leads"].forEach((key) => { delete row.dataset[key]; });
      row.querySelector(".rank").textContent = row.querySelector(".figure").textContent = "–";
    });
    gaps.forEach((row) => { delete row.dataset.gap; });
  }

  let waiting = 0;
  function say(text, more) {
    byId("said").textContent = text;
    byId("also").textContent = more;
    // Announced once a slider rests, not at every step of it.
    window.clearTimeout(waiting);
    waiting = window.setTimeout(
      () => { byId("heard").textContent = [text, more].filter(Boolean).join(" "); }, 400);
  }

  function refresh() {
    const moved = points.some((value, number) => value !== saved[number]);
    const nothing = points.every((value) => value === 0);
    document.documentElement.classList.toggle("moved", moved);
    document.documentElement.classList.toggle("nothing", nothing);
    byId("live").hidden = !moved;
    byId("none").hidden = !nothing;
    all(".stale").forEach((mark) => { mark.hidden = !moved; });
    all("button.back").forEach((button) => { button.disabled = !moved; });
    if (nothing) {
      drawWeights(null);
      byId("tried").textContent = "";
      forget();
      say("Every weight is 0, so nothing counts. Give at least one criterion a weight above 0.", "");
      return;
    }
    // Untouched, the engine's own shares and totals stand, to the last digit.
    const shares = moved ? sharesOf(points) : data.criteria.map((criterion) => criterion.share);
    const now = stand(shares);
    if (!moved) {
      now.totals = data.options.map((option) => option.total);
      if (now.rival !== null) {
        now.margin = Math.max(0, now.totals[now.leader] - now.totals[now.rival]);
      }
    }
    drawOptions(now);
    // Which options can be chosen does not depend on weights: with no rival there is no margin.
    if (now.rival !== null) {
      const sides = sidesOf(now);
      drawMargin(now, sides);
      drawReasons(shares, sides);
    }
    drawWeights(shares);
    byId("tried").textContent = data.options.map(
      (option, place) => option.name + " " + fixed(now.totals[place], 1)).join(" · ");
    if (moved) {
      say("With the weights you are trying: " + coursesApart(now), besides(now));
    } else {
      say("Back at the saved weights. " + document.querySelector("h1").textContent, "");
    }
  }

  sliders.forEach((slider, number) => {
    slider.value = fixed(saved[number], 0);
    slider.addEventListener("input", () => {
      const value = Number(slider.value);
      points[number] = value === Number(fixed(saved[number], 0)) ? saved[number] : value;
      refresh();
    });
  });
  all("button.back").forEach((button) => button.addEventListener("click", () => {
    saved.forEach((value, number) => {
      points[number] = value;
      sliders[number].value = fixed(value, 0);
    });
    refresh();
    byId("w0").focus();
  }));

  before = byId("margin") ? Number.parseFloat(byId("far-left").textContent) : null;
  document.documentElement.classList.add("js");
  // Paper can't open what is folded.
  byId("unfold").addEventListener("click", () => {
    all("details").forEach((part) => { part.open = true; });
  });
  // A link to a piece of evidence opens the part that holds it.
  function unfold() {
    const target = window.location.hash && byId(decodeURIComponent(window.location.hash.slice(1)));
    const part = target && target.closest("details");
    if (part) { part.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
