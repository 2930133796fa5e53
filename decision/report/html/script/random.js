// Random numbers: numpy's own, stream by stream, so that draws are those of the Python engine.
// Each stream begins at a state that the model holds, and is drawn once.

// PCG64 is a linear congruential generator of 128 bits, here in limbs of 24 bits (and 8): products
// of two stay whole in a double, six of them together, and four limbs fill three words of 32 bits.
// O'Neill (2014), PCG: A family of simple fast space-efficient algorithms; XSL RR 128/64.
const LIMB = 0x1000000;
const MULTIPLIER = [0xccf645, 0xdf649f, 0xa44385, 0x1fc65d, 0x60ed05, 0x23];

// The state and the increment of a stream as it begins, in limbs.
function streamStart(stream) {
  const start = stream.split("/").reduce((found, id) => found[id], model.streams);
  const bytes = Array.from(atob(start), (letter) => letter.charCodeAt(0));
  const limbs = (from) => [0, 3, 6, 9, 12, 15].map((at) => bytes[from + at]
    + (at < 15 ? bytes[from + at + 1] * 0x100 + bytes[from + at + 2] * 0x10000 : 0));
  return [limbs(0), limbs(16)];
}

// The first numbers of 64 bits of a stream, each as a low and a high word of 32 bits.
function wordsOf(stream, count) {
  const words = new Uint32Array(2 * count);
  const [m0, m1, m2, m3, m4, m5] = MULTIPLIER;
  const [state, [c0, c1, c2, c3, c4, c5]] = streamStart(stream);
  let [a0, a1, a2, a3, a4, a5] = state;
  for (let place = 0; place < 2 * count; place += 2) {
    let t = a0 * m0 + c0, carry = Math.floor(t / LIMB);
    const b0 = t - carry * LIMB;
    t = a0 * m1 + a1 * m0 + c1 + carry;
    carry = Math.floor(t / LIMB);
    const b1 = t - carry * LIMB;
    t = a0 * m2 + a1 * m1 + a2 * m0 + c2 + carry;
    carry = Math.floor(t / LIMB);
    const b2 = t - carry * LIMB;
    t = a0 * m3 + a1 * m2 + a2 * m1 + a3 * m0 + c3 + carry;
    carry = Math.floor(t / LIMB);
    const b3 = t - carry * LIMB;
    t = a0 * m4 + a1 * m3 + a2 * m2 + a3 * m1 + a4 * m0 + c4 + carry;
    carry = Math.floor(t / LIMB);
    const b4 = t - carry * LIMB;
    t = a0 * m5 + a1 * m4 + a2 * m3 + a3 * m2 + a4 * m1 + a5 * m0 + c5 + carry;
    a0 = b0; a1 = b1; a2 = b2; a3 = b3; a4 = b4;
    a5 = t - Math.floor(t / 0x100) * 0x100;
    const top = a4 | (a5 << 24);
    const low = (a0 | (a1 << 24)) ^ ((a2 >>> 16) | (a3 << 8));
    const high = ((a1 >>> 8) | (a2 << 16)) ^ top;
    const turn = top >>> 26, by = turn & 31;
    const right = (low >>> by) | ((high << 1) << (31 - by));
    const left = (high >>> by) | ((low << 1) << (31 - by));
    words[place] = turn < 32 ? right : left;
    words[place + 1] = turn < 32 ? left : right;
  }
  return words;
}

// What streams have given, kept: the same change is made a thousand times in a sitting.
const drawnOnce = new Map();

function once(kind, stream, make) {
  const key = `${kind} ${stream}`;
  if (!drawnOnce.has(key)) { drawnOnce.set(key, make()); }
  return drawnOnce.get(key);
}

// Numbers from 0 up to 1, one a draw: the upper 53 bits of each 64.
function uniform(stream) {
  const words = wordsOf(stream, DRAWS), found = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS; i++) {
    found[i] = (words[2 * i + 1] * 0x200000 + (words[2 * i] >>> 11)) / 0x20000000000000;
  }
  return found;
}

// Yes or no, one a draw, equally likely.
function coins(stream) {
  return once("coins", stream, () => {
    const words = wordsOf(stream, DRAWS), found = new Uint8Array(DRAWS);
    for (let i = 0; i < DRAWS; i++) { found[i] = words[2 * i + 1] < 0x80000000 ? 1 : 0; }
    return found;
  });
}

// Whole numbers below some count, one a draw, equally likely: Lemire (2019), Fast random integer
// generation in an interval; from words of 32 bits as numpy takes them, the lower one first.
function integers(stream, count) {
  return once(`below ${count}`, stream, () => {
    const found = new Uint16Array(DRAWS);
    if (count < 2) { return found; }
    const least = (0x100000000 - count) % count;
    let words = wordsOf(stream, DRAWS / 2), next = 0;
    for (let i = 0; i < DRAWS; i++) {
      let whole, left;
      do {
        if (next === words.length) { words = wordsOf(stream, words.length); }
        const product = words[next++] * count;
        whole = Math.floor(product / 0x100000000);
        left = product - whole * 0x100000000;
      } while (left < least);
      found[i] = whole;
    }
    return found;
  });
}

// Draws from the triangular distribution by its inverse; the mode alone where it has no range.
function triangular(low, mode, high, stream) {
  if (low === undefined || low === high) { return mode; }
  const width = high - low, turn = (mode - low) / width, shift = low + (high - mode);
  const found = uniform(stream);
  for (let i = 0; i < DRAWS; i++) {
    const u = found[i];
    const rising = Math.sqrt(Math.min(u, turn) * turn);
    const falling = Math.sqrt(Math.min(1 - u, 1 - turn) * (1 - turn));
    found[i] = (rising - falling) * width + shift;
  }
  return found;
}
