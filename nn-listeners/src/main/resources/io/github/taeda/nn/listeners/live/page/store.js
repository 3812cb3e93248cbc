// What the server has told so far.
export const store = { runs: new Map(), pictures: [], selected: 0, chosen: false, closed: false };

const hidden = new Set(); // indices of runs that are not drawn
let listener = () => {};

export function onChange(action) {
  listener = action;
}

/** Tells that something must be shown anew. */
export function changed() {
  listener();
}

export function clear() {
  store.runs.clear();
  store.pictures = [];
  changed();
}

export function apply({ topic, content }) {
  if (topic.kind === "pictures") {
    store.pictures = content;
  } else if (topic.kind === "gone") {
    store.runs.delete(topic.run);
  } else {
    put(runOf(topic.run), topic, content);
  }
  changed();
}

/** Nothing more will come. */
export function close() {
  store.closed = true;
  changed();
}

function runOf(index) {
  let run = store.runs.get(index);
  if (!run) {
    run = { index, name: "", saves: false, live: false, progress: null, series: new Map(), layers: null, confusion: null };
    store.runs.set(index, run);
  }
  return run;
}

function put(run, topic, content) {
  if (topic.kind === "series") {
    const points = run.series.get(topic.name) ?? { x: [], y: [] };
    points.x.splice(content.from, Infinity, ...content.x.map(Number));
    points.y.splice(content.from, Infinity, ...content.y.map(Number));
    points.latest = points.x.length > 0 ? content.latest : undefined;
    run.series.set(topic.name, points);
  } else if (topic.kind === "run") {
    Object.assign(run, content);
  } else {
    run[topic.kind] = content;
  }
}

/** The run whose details are shown: the one chosen, else the newest that is trained here. */
export function selected() {
  const runs = [...store.runs.values()];
  return (store.chosen && store.runs.get(store.selected)) || runs.filter((run) => run.live).at(-1) || runs.at(-1);
}

export function select(run) {
  store.selected = run.index;
  store.chosen = true;
  changed();
}

export function isVisible(run) {
  return !hidden.has(run.index);
}

export function setVisible(run, visible) {
  if (visible) {
    hidden.delete(run.index);
  } else {
    hidden.add(run.index);
  }
  changed();
}

export function visibleRuns() {
  return [...store.runs.values()].filter(isVisible);
}

/** The last value of a series; undefined if there is none. */
export function last(run, name) {
  return run.series.get(name)?.latest;
}
