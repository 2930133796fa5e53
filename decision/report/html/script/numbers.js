// Numbers: the model as read, sums without rounding, percentiles; decision/numeric.py.
const TIE = 1e-9; // totals closer than this are equal
const DRAWS = 20000;

// A value of JSON whose mappings inherit nothing: an id may be `constructor`.
function bare(value) {
  if (Array.isArray(value)) { return value.map(bare); }
  if (value === null || typeof value !== "object") { return value; }
  const copy = Object.create(null);
  for (const key of Object.keys(value)) { copy[key] = bare(value[key]); }
  return copy;
}

const NOTHING = Object.create(null);

// The model, with the ids of each mapping in file order: the text gives them where some are numbers.
function readModel(text) {
  const read = bare(JSON.parse(text)), { ids: given } = read;
  const keys = (mapping, listed) => listed || Object.keys(mapping || {});
  const kinds = ["options", "criteria", "facts", "gates", "what-ifs", "evidence"];
  const ids = byId(kinds, (kind) => keys(read[kind], given[kind]));
  ids.courses = ids.options.filter((option) => option in read.courses);
  for (const part of ["answers", "items"]) {
    ids[part] = byId(ids.facts, (fact) => keys(read.facts[fact][part], given[part][fact]));
  }
  return Object.assign(read, { ids });
}

// A mapping by id: of ids, and what each stands for.
function byId(ids, valueOf) {
  const found = Object.create(null);
  for (const id of ids) { found[id] = valueOf(id); }
  return found;
}

function placesOf(ids) {
  const found = Object.create(null);
  ids.forEach((id, place) => { found[id] = place; });
  return found;
}

function clipped(points) {
  return points < 0 ? 0 : points > 100 ? 100 : points;
}

// The sum of numbers as if nothing had been rounded on the way: Shewchuk (1997), Adaptive
// precision floating-point arithmetic; rounded half to even as Python's math.fsum.
function fsum(values) {
  const parts = []; // no two of which overlap, the smallest first
  for (let x of values) {
    let kept = 0;
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) { [x, y] = [y, x]; }
      const high = x + y, low = y - (high - x);
      if (low !== 0) { parts[kept++] = low; }
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let sum = parts.length ? parts.pop() : 0, rest = 0;
  while (parts.length && rest === 0) {
    const part = parts.pop(), high = sum + part;
    rest = part - (high - sum);
    sum = high;
  }
  const next = parts.length ? parts[parts.length - 1] : 0;
  if ((rest > 0 && next > 0) || (rest < 0 && next < 0)) { // half way, but for what is still to come
    const twice = rest * 2, high = sum + twice;
    if (twice === high - sum) { return high; }
  }
  return sum;
}

// How many ways there are to choose some of so many.
function ways(size, chosen) {
  let found = 1;
  for (let one = 1; one <= chosen; one++) { found = found * (size - chosen + one) / one; }
  return Math.round(found);
}

// Rounded to nine decimals, so that the last bit of a float overrules no order.
function rounded(value) {
  return Number(value.toFixed(9));
}

// The 5th and 95th percentile of draws, linear between the two nearest as numpy has them, widened
// to hold the figure as stated. What is no finite number doesn't count.
function spanOf(drawn, stated) {
  const [low, high] = percentiles(drawn, [0.05, 0.95]);
  return low === undefined ? { low: stated, high: stated }
    : { low: Math.min(low, stated), high: Math.max(high, stated) };
}

// Values are put into boxes of rising size, so that only the few of one box need be sorted.
const BOXES = 4096;
const boxes = new Uint16Array(DRAWS), inBox = new Uint16Array(BOXES + 1);

function percentiles(values, parts) {
  let least = Infinity, most = -Infinity, count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value > -Infinity) {
      count++;
      if (value < least) { least = value; }
      if (value > most) { most = value; }
    }
  }
  if (least === most || !count) { return count ? parts.map(() => least) : []; }
  inBox.fill(0);
  const scale = (BOXES - 1) / (most - least);
  for (let i = 0; i < values.length; i++) {
    const box = values[i] > -Infinity ? (values[i] - least) * scale | 0 : BOXES;
    boxes[i] = box;
    inBox[box]++;
  }
  return parts.map((part) => {
    const at = (count - 1) * part, place = Math.floor(at), over = at - place;
    let box = 0, before = 0;
    while (before + inBox[box] <= place) { before += inBox[box++]; }
    let last = box, until = before + inBox[box];
    while (until < Math.min(place + 2, count)) { until += inBox[++last]; }
    const near = [];
    for (let i = 0; i < values.length; i++) {
      if (boxes[i] >= box && boxes[i] <= last) { near.push(values[i]); }
    }
    near.sort((one, other) => one - other);
    const below = near[place - before], above = near[Math.min(place + 1, count - 1) - before];
    return over >= 0.5 ? above - (above - below) * (1 - over) : below + (above - below) * over;
  });
}
