// The least weight to move until another course ties; decision/sensitivity/weight_changes.py, and
// linear_program.py, which say why it is this.
const TINY = 1e-10; // counts as 0: what rounding may leave of numbers near 1

// Who ties then, how much moves, and what each criterion gives and gets, by id; null where no
// weights do it, undefined where rounding hides the answer.
function cheapestCourseFlip({ table, shares, course }) {
  const { criteria } = model.ids, weights = criteria.map((name) => shares[name]);
  const isMine = (option) => model["course-of"][option] === course;
  const mine = table.choosable.filter(isMine);
  let best = null;
  for (const to of table.choosable.filter((option) => !isMine(option))) {
    const gaps = mine.map((form) => criteria.map(
      (name) => table.cells[name][form].score - table.cells[name][to].score));
    const nothing = criteria.map(() => 0);
    if (gaps.every((row) => product(row, weights) <= TIE)) {
      best = { to, moved: 0, taken: nothing, given: nothing };
      break;
    }
    const found = leastMove(gaps, weights);
    if (found === undefined) { return undefined; }
    if (found && (best === null || found.moved < best.moved - TIE)) { best = { to, ...found }; }
  }
  const parts = (moved) => byId(criteria.filter((name, place) => moved[place] > TIE),
    (name) => moved[criteria.indexOf(name)]);
  return best && { ...best, taken: parts(best.taken), given: parts(best.given) };
}

function product(one, other) {
  return one.reduce((sum, value, place) => sum + value * other[place], 0);
}

// The least weight to move until no row of gaps is above 0: by prices of the rows, their maximum
// in two halves, and what is over at each criterion.
function leastMove(gaps, weights) {
  const scale = Math.max(...gaps.flat().map(Math.abs));
  const rows = gaps.map((row) => row.map((gap) => gap / scale));
  const most = weights.map((_, at) => [...rows.map((row) => -row[at]), 1, -1, ...weights.map(() => 0)]);
  const over = weights.map((_, at) =>
    [...rows.map((row) => row[at]), -1, 1, ...weights.map((_, place) => place === at ? -1 : 0)]);
  const gains = [...rows.map((row) => product(row, weights)), 0, 0, ...weights.map((one) => -one)];
  const limits = [...most.map(() => 1), ...over.map(() => 0)];
  const solved = maximise(gains, [...most, ...over], limits);
  if (!solved) { return solved; }
  const size = weights.length, prices = solved.prices.map((price) => Math.max(price, 0));
  // What is taken and given back moves nothing.
  const both = weights.map((_, at) => Math.min(prices[at], prices[size + at]));
  const given = both.map((back, at) => prices[at] - back);
  const taken = both.map((back, at) => Math.min(prices[size + at] - back, weights[at]));
  const moved = fsum(taken), after = weights.map((weight, at) => weight - taken[at] + given[at]);
  const worth = weights.map((_, at) => product(rows.map((row) => row[at]), solved.point));
  const least = Math.min(...worth), bound = product(weights, worth.map((one) => Math.min(one, 1 + least)));
  const isProved = Math.abs(fsum(given) - moved) <= TIE && moved - bound <= TIE
    && rows.every((row) => product(row, after) <= TIE);
  return isProved ? { moved, taken, given } : undefined;
}

// The x ≥ 0 that makes gains·x largest with limited x ≤ limits, and the prices of the limits, by
// the simplex method with Bland's rule; null without bound, undefined where rounding leads nowhere.
function maximise(gains, limited, limits) {
  const height = limits.length, width = gains.length, place = (list, key) =>
    list.reduce((best, one) => key(one) < key(best) ? one : best);
  // A variable a column, a limit a row; the last column the limits, the last row the gains.
  let tableau = [...limited.map((row, at) => [...row, limits[at]]), [...gains, 0]];
  const columns = gains.map((_, at) => at), rows = limits.map((_, at) => width + at);
  for (let steps = 0; steps <= 50 * (width + height); steps++) {
    const entering = columns.map((_, at) => at).filter((at) => tableau[height][at] > TINY);
    if (!entering.length) {
      const point = gains.map(() => 0), prices = limits.map(() => 0);
      columns.forEach((one, at) => { if (one >= width) { prices[one - width] = -tableau[height][at]; } });
      rows.forEach((one, at) => { if (one < width) { point[one] = tableau[at][width]; } });
      return { point, prices };
    }
    const column = place(entering, (at) => columns[at]);
    const growing = rows.map((_, at) => at).filter((at) => tableau[at][column] > TINY);
    if (!growing.length) { return null; }
    const stop = (at) => tableau[at][width] / tableau[at][column];
    const first = Math.min(...growing.map(stop));
    const row = place(growing.filter((at) => stop(at) <= first + TINY), (at) => rows[at]);
    const pivot = tableau[row][column], line = tableau[row].map((value) => value / pivot);
    tableau = tableau.map((old, at) => {
      const next = at === row ? line.slice() : old.map((value, one) => value - old[column] * line[one]);
      next[column] = at === row ? 1 / pivot : -old[column] / pivot;
      return next;
    });
    [columns[column], rows[row]] = [rows[row], columns[column]];
  }
  return undefined;
}
