// Scores × weights → totals, ranks and the answer; decision/evaluation/additive.py.

// Where the options stand at one set of weights, everything as stated.
function stand(table, shares, weightsFrom = "given") {
  const { options, criteria } = model.ids, { choosable } = table;
  const contributions = byId(criteria, (name) => byId(options,
    (option) => shares[name] * table.cells[name][option].score));
  const totals = byId(options, (option) => Math.min(100,
    fsum(criteria.map((name) => contributions[name][option]))));
  const ranked = options.filter((option) => choosable.includes(table.standsOn[option]));
  const ranks = byId(options, (option) => !ranked.includes(option) ? null
    : 1 + ranked.filter((other) => totals[other] > totals[option] + TIE).length);
  const leader = bestIn(choosable, totals);
  const course = leader === null ? null : model["course-of"][leader];
  const rival = bestIn(choosable.filter((one) => model["course-of"][one] !== course), totals);
  const over = bestIn(choosable.filter(
    (one) => one !== leader && model["course-of"][one] === course), totals);
  const gap = (other) => leader === null || other === null ? null
    : Math.max(0, totals[leader] - totals[other]);
  const margin = gap(rival);
  return {
    table, shares, weightsFrom, totals, contributions, ranks, leader, course, rival, margin, over,
    level: margin !== null && margin <= TIE, formMargin: gap(over), plain: plainOf(table, totals),
  };
}

// The option with the largest total, the first of those that tie; null of none.
function bestIn(options, totals) {
  const most = Math.max(...options.map((option) => totals[option]));
  const found = options.find((option) => totals[option] >= most - TIE);
  return found === undefined ? null : found;
}

// The best form of a course that can be chosen; null where none can.
function bestOf(standing, course) {
  return bestIn(model.courses[course].filter((one) => standing.table.choosable.includes(one)),
    standing.totals);
}

// The points each criterion adds to one option's lead over another: [name, points], largest first.
function differences(standing, leader, other) {
  return model.ids.criteria
    .map((name) => [name,
      standing.contributions[name][leader] - standing.contributions[name][other]])
    .sort((one, next) => next[1] - one[1]);
}

// The two options that head the compared courses, side by side as they are.
function plainOf(table, totals) {
  const pair = model.ids.options.filter((option) => model.compare.includes(option));
  const able = pair.filter((option) => table.choosable.includes(option));
  const leader = bestIn(able.length ? able : pair, totals);
  const other = pair.find((option) => option !== leader);
  return { leader, other, margin: totals[leader] - totals[other] };
}

// Who leads, of which course, and by how much.
function leadOf(standing) {
  const { leader, course, margin } = standing;
  return { leader, course, margin };
}
