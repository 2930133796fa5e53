// Swing points → shares; a panel → shares, by person and by role; decision/evaluation/weights.py.
const OTHER_ROLES = "other roles";
const SMALLEST_GROUP = 4; // fewer people than this could be told apart by subtraction

// Points → shares that sum to 1, criterion by criterion of the model.
function sharesOf(points) {
  const given = model.ids.criteria.map((name) => points[name]), largest = Math.max(...given);
  // The largest is brought near 1, by a power of two, which loses no digit.
  let power = Math.floor(Math.log2(largest)) + 1;
  if (scaledBy(largest, -power) >= 1) { power += 1; }
  if (scaledBy(largest, -power) < 0.5) { power -= 1; }
  const scaled = given.map((value) => scaledBy(value, -power)), total = fsum(scaled);
  return byId(model.ids.criteria, (name) => scaled[criterionPlace[name]] / total);
}

// A value times a power of two that may itself be out of range.
function scaledBy(value, power) {
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}

// Each criterion's points: the case's, or the model's where it has none.
function weightsOf(given) {
  const own = given.weights || NOTHING;
  return byId(model.ids.criteria,
    (name) => own[name] === undefined ? model.criteria[name].weight : own[name]);
}

// The ballots of the panel's last round, without those that were removed.
function lastRound(given) {
  const kept = (given.panel || []).filter((ballot) => !isGiven(ballot.removed));
  const roundOf = (ballot) => isGiven(ballot.round) ? ballot.round : 1;
  const last = Math.max(0, ...kept.map(roundOf));
  return kept.filter((ballot) => roundOf(ballot) === last);
}

function meanOf(many) {
  return byId(model.ids.criteria, (name) => fsum(many.map((each) => each[name])) / many.length);
}

// The shares of ballots by role, as a Map; roles of fewer than four people are merged.
function byRole(ballots) {
  const roles = new Map();
  for (const ballot of ballots) {
    const role = ballot.role || OTHER_ROLES;
    roles.set(role, [...(roles.get(role) || []), sharesOf(ballot.weights)]);
  }
  let others = roles.get(OTHER_ROLES) || [];
  roles.delete(OTHER_ROLES);
  const order = Array.from(roles.keys()).sort(
    (one, other) => roles.get(one).length - roles.get(other).length || inOrder(one, other));
  for (const role of order) {
    const size = roles.get(role).length;
    // What is merged may not itself be so few that one is found by subtraction.
    if (size < SMALLEST_GROUP || (others.length > 0 && others.length < SMALLEST_GROUP)) {
      others = [...others, ...roles.get(role)];
      roles.delete(role);
    }
  }
  if (others.length) { roles.set(OTHER_ROLES, others); }
  return roles;
}

// Below 0 where one text comes before another, by code points as Python sorts them.
function inOrder(one, other) {
  const [mine, theirs] = [one, other].map((text) => Array.from(text, (c) => c.codePointAt(0)));
  const place = mine.findIndex((code, at) => code !== theirs[at]);
  if (place < 0) { return mine.length - theirs.length; }
  return place < theirs.length ? mine[place] - theirs[place] : 1;
}

// The shares that count, and whose they are: the case's, the panel's mean, or the model's.
function inForce(given) {
  const ballots = lastRound(given);
  if (Object.keys(given.weights || NOTHING).length) {
    return { shares: sharesOf(weightsOf(given)), whose: "case" };
  }
  if (ballots.length) {
    return { shares: meanOf(ballots.map((one) => sharesOf(one.weights))), whose: "panel" };
  }
  return { shares: sharesOf(weightsOf(given)), whose: "model" };
}
