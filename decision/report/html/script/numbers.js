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

function readModel(text) {
  return bare(JSON.parse(text));
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
  return Math.min(100, Math.max(0, points));
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

// Bring the value that has `place` in order to it, none larger before it, none smaller after it:
// Hoare (1961), Algorithm 65: Find.
function bringTo(values, place) {
  let left = 0, right = values.length - 1;
  while (left < right) {
    const pivot = values[place];
    let up = left, down = right;
    do {
      while (values[up] < pivot) { up++; }
      while (pivot < values[down]) { down--; }
      if (up <= down) {
        const kept = values[up];
        values[up++] = values[down];
        values[down--] = kept;
      }
    } while (up <= down);
    if (down < place) { left = up; }
    if (place < up) { right = down; }
  }
  return values[place];
}

// The percentile of values, linear between the two nearest, as numpy has it; reorders them.
function percentile(values, part) {
  const at = (values.length - 1) * part, place = Math.floor(at), over = at - place;
  const below = bringTo(values, place);
  let above = place + 1 < values.length ? Infinity : below;
  for (let i = place + 1; i < values.length; i++) { if (values[i] < above) { above = values[i]; } }
  const apart = above - below;
  return over >= 0.5 ? above - apart * (1 - over) : below + apart * over;
}

// The 5th and 95th percentile of draws, widened to hold the figure as stated; reorders them.
function spanOf(drawn, stated) {
  if (!drawn.length) { return { low: stated, high: stated }; }
  return {
    low: Math.min(percentile(drawn, 0.05), stated),
    high: Math.max(percentile(drawn, 0.95), stated),
  };
}
