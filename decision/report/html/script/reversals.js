// What would put another option or course ahead: weights, claims, speakers;
// decision/sensitivity/{weight_changes,reversals}.py.

// Where each criterion's share, the others in proportion, changes the leader and the course.
function switching(standing) {
  const { choosable: options } = standing.table, stated = options.indexOf(standing.leader);
  return model.ids.criteria.map((criterion) => {
    const share = standing.shares[criterion];
    if (stated < 0) { return { criterion, share, at: null, leader: null, courseAt: null }; }
    let segments = leaderSegments(standing, criterion, options);
    if (segments.length && share === 0 && segments[0].leader !== stated) {
      segments = [{ share: 0, leader: stated }, ...segments]; // they tie, and any weight tips it
    }
    const change = nearestChange(share, segments, options, stated);
    const heads = options.map((option) => model["course-of"][option]);
    const course = nearestChange(share, segments, heads, stated);
    return {
      criterion, share, at: change && change.share, leader: change && options[change.leader],
      courseAt: course && course.share,
    };
  });
}

// Who leads from which share of a criterion on; none where it has all the weight. Totals are
// straight lines in the share, and the leaders their upper envelope.
function leaderSegments(standing, criterion, options) {
  const others = model.ids.criteria.filter((name) => name !== criterion);
  const scoreOf = (name, option) => standing.table.cells[name][option].score;
  const sum = others.reduce((total, name) => total + standing.shares[name], 0);
  if (!(sum > 0)) { return []; }
  const none = options.map((option) => others.reduce(
    (total, name) => total + standing.shares[name] / sum * scoreOf(name, option), 0));
  return envelope(none, options.map((option) => scoreOf(criterion, option)));
}

// Walk along the upper envelope of lines, each given by its totals at share 0 and at share 1.
function envelope(none, all) {
  const firstBest = (places) => {
    const floor = Math.max(...places.map((place) => all[place])) - TIE;
    return places.find((place) => all[place] >= floor);
  };
  const every = none.map((_, place) => place), floor = Math.max(...none) - TIE;
  let leader = firstBest(every.filter((place) => none[place] >= floor)), rising = every;
  const found = [{ share: 0, leader }];
  for (;;) {
    // Two lines cross only once, so only what is better at share 1 can still pass the leader.
    const low = none[leader], high = all[leader];
    rising = rising.filter((place) => all[place] > high + TIE);
    if (!rising.length) { return found; }
    const crossings = rising.map(
      (place) => (low - none[place]) / (low - none[place] + all[place] - high));
    const first = Math.min(...crossings), level = low + first * (high - low) - TIE;
    // Where several lines meet, the one that is best from there on takes the lead.
    leader = firstBest(rising.filter(
      (place) => none[place] + first * (all[place] - none[place]) >= level));
    found.push({ share: crossings[rising.indexOf(leader)], leader });
  }
}

// The share nearest to the stated one at which the leader's kind changes, and who then leads.
function nearestChange(share, segments, kinds, stated) {
  let best = null;
  for (let place = 1; place < segments.length; place++) {
    const before = segments[place - 1].leader, { share: start, leader: after } = segments[place];
    if (kinds[before] === kinds[after]) { continue; }
    const far = Math.abs(start - share);
    // Where they tie as stated, either side is beyond: the other one's.
    const up = far <= TIE ? kinds[after] !== kinds[stated] : start > share;
    if (best === null || far < best.far || (far === best.far && start < best.share)) {
      best = { far, share: start, leader: up ? after : before };
    }
  }
  return best;
}

// The least weight to move until some option catches up with the leader; null where none can.
function cheapestFlip(standing) {
  const { leader, table, shares } = standing, { criteria } = model.ids;
  let best = null;
  if (leader === null) { return null; }
  for (const rival of table.choosable.filter((option) => option !== leader)) {
    const gaps = criteria.map(
      (name) => table.cells[name][leader].score - table.cells[name][rival].score);
    const flip = cheapestPairFlip(gaps, criteria.map((name) => shares[name]));
    if (flip === null || gaps[flip.into] >= -TIE) { continue; }
    if (best === null || flip.moved < best.moved - TIE) {
      best = {
        to: rival, moved: flip.moved, sources: flip.sources.map((place) => criteria[place]),
        into: criteria[flip.into],
      };
    }
  }
  return best;
}

// The same for a pair. One unit of weight moved from i to j changes the margin by gap j − gap i, so
// it is cheapest to take from the largest gap first, always into the smallest.
function cheapestPairFlip(gaps, shares) {
  const lowest = Math.min(...gaps), moved = [], sources = [];
  if (lowest > 0) { return null; }
  let margin = fsum(gaps.map((gap, place) => shares[place] * gap));
  // What rounding leaves of a margin that is used up: no criterion should be named for it.
  const nothing = 1e-15 * gaps.length * Math.max(...gaps.map(Math.abs));
  const order = gaps.map((_, place) => place).sort((one, other) => gaps[other] - gaps[one]);
  for (const source of order) {
    const fall = gaps[source] - lowest, share = shares[source];
    if (margin <= nothing || fall <= 0) { break; }
    if (share > 0) {
      const taken = Math.min(share, margin / fall);
      margin = taken < share ? 0 : margin - taken * fall;
      moved.push(taken);
      sources.push(source);
    }
  }
  return { moved: fsum(moved), sources, into: gaps.indexOf(lowest) };
}

// How the courses stand without each claim behind a number that counts, most changed first.
function claims(standing, given) {
  const cited = citedIn(standing);
  return leavingOut(standing, given, model.ids.evidence.filter((name) => cited.has(name))
    .map((name) => ({ evidence: [name] })));
}

// The same with all that one person says left out.
function speakers(standing, given) {
  const cited = citedIn(standing), people = new Map();
  for (const name of model.ids.evidence.filter((one) => cited.has(one))) {
    const who = model.evidence[name].speaker || model.evidence[name].by;
    people.set(who, [...(people.get(who) || []), name]);
  }
  return leavingOut(standing, given,
    Array.from(people, ([speaker, evidence]) => ({ speaker, evidence })));
}

// The evidence behind a number that counts.
function citedIn(standing) {
  const counted = model.ids.criteria.filter((name) => standing.shares[name] > 0);
  return new Set(counted.flatMap((name) => model.ids.options.flatMap((option) =>
    standing.table.cells[name][option].reasons.flatMap((reason) => reason.evidence))));
}

// Without evidence every shift that cites it is 0, and where the start of any option on a criterion
// cites it, all options' starts become their mean.
function leavingOut(standing, given, sets) {
  const { table } = standing, { options, criteria } = model.ids, size = options.length;
  const starts = criteria.map((name) => options.map(
    (option) => startOf(name, option, table.case)));
  const found = sets.map((set) => {
    const raw = given.raw.slice();
    criteria.forEach((name, column) => {
      if (!standing.shares[name]) { return; }
      const mean = starts[column].reduce((sum, start) => sum + start.stated, 0) / size;
      const level = starts[column].some((start) => cites(start.reason, set));
      options.forEach((option, row) => {
        const { reasons } = table.cells[name][option], cell = column * size + row;
        for (const reason of table.standsOn[option] === option ? reasons : []) {
          // A number that cites two entries of one set is left out once.
          if (reason.fact !== null && cites(reason, set)) { raw[cell] -= reason.points; }
        }
        if (level) { raw[cell] += mean - starts[column][row].stated; }
      });
    });
    const lead = leadsAt(given, raw, given.barred);
    const course = lead.course < 0 ? null : model.ids.courses[lead.course];
    return {
      ...set, margin: Number.isFinite(lead.margin) ? lead.margin : null,
      leader: lead.leader < 0 ? null : options[lead.leader],
      flips: standing.course !== null && course !== null && course !== standing.course,
    };
  });
  const changed = (one) => rounded(Math.abs((one.margin || 0) - (standing.margin || 0)));
  return found.sort((one, other) => changed(other) - changed(one));
}

function cites(reason, set) {
  return reason.evidence.some((name) => set.evidence.includes(name));
}
