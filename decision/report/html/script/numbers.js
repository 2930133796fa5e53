// Numbers: the model as read, ties, sums without rounding, percentiles.
const TIE = 1e-9;

// A value of JSON whose mappings inherit nothing: an id may be `constructor`.
function bare(value) {
  if (Array.isArray(value)) { return value.map(bare); }
  if (value === null || typeof value !== "object") { return value; }
  const copy = Object.create(null);
  for (const key of Object.keys(value)) { copy[key] = bare(value[key]); }
  return copy;
}

function readModel(text) {
  return bare(JSON.parse(text));
}
