import { count, duration, number, tick } from "./format.js";
import { last } from "./store.js";

const tiles = document.getElementById("tiles");
const values = new Map(); // by title

/** What a run is: starting, running, paused, finished, stopped or interrupted. */
export function stateOf(run) {
  const state = run.progress?.state ?? (run.live ? "starting" : "ended");
  return state === "ended" ? "finished" : state;
}

/** The loss of the last batch, or of the last epoch that a file holds; undefined before. */
export function lossOf(run) {
  return run.progress?.loss ?? last(run, "loss");
}

export function epochOf(run) {
  const epoch = run.progress ? run.progress.epoch : (run.series.get("loss")?.x.at(-1) ?? 0);
  const all = run.progress?.epochs ?? 0;
  const shown = all > 0 && epoch < all ? Math.floor(epoch) + 1 : Math.round(epoch * 100) / 100;
  return [shown < 100 ? tick(shown) : count(shown), all > 0 ? ` / ${count(all)}` : ""];
}

/** A value with its title, which may differ by run. */
function tile(title, text, unit = "", shown = title) {
  let value = values.get(title);
  if (!value) {
    const box = document.createElement("div");
    const term = document.createElement("dt");
    value = document.createElement("dd");
    box.append(term, value);
    tiles.append(box);
    values.set(title, value);
  }
  value.previousSibling.textContent = shown[0].toUpperCase() + shown.slice(1);
  value.parentElement.hidden = text === "";
  const small = document.createElement("small");
  small.textContent = unit;
  value.replaceChildren(text, small);
}

function known(value, text) {
  return Number.isFinite(Number(value)) ? text(value) : "";
}

function metricOf(run) {
  return [...run.series.keys()].find((name) => name.startsWith("validation ") && !name.endsWith(" loss"));
}

export function showTiles(run) {
  const progress = run.progress;
  document.getElementById("run-title").textContent = run.name;
  const bar = document.getElementById("bar");
  const all = progress?.epochs ?? 0;
  bar.hidden = all === 0;
  bar.value = all > 0 ? progress.epoch / all : 0;
  tile("Epoch", ...epochOf(run));
  tile("Iterations", progress ? count(progress.iterations) : "");
  const loss = lossOf(run);
  tile("Loss", number(loss));
  values.get("Loss").className = loss === undefined || Number.isFinite(Number(loss)) ? "" : "warn";
  const validation = last(run, "validation loss");
  tile("Validation loss", validation === undefined ? "" : number(validation));
  const metric = metricOf(run);
  tile("Validation metric", metric ? number(last(run, metric)) : "", "", metric);
  tile("Learning rate", known(progress?.learningRate ?? NaN, (rate) => tick(Number(rate))));
  tile("Examples/s", known(progress?.examplesPerSecond ?? NaN, count));
  tile("Iterations/s", known(progress?.iterationsPerSecond ?? NaN, number));
  tile("Time", progress ? duration(progress.seconds) : "");
  tile("Time left", progress && ["running", "paused"].includes(progress.state) ? known(progress.left, duration) : "");
  const waiting = run.live && !progress ? "Waiting for the first batch." : "";
  const message = document.getElementById("message");
  const text = progress?.message || waiting;
  if (message.textContent !== text) {
    message.textContent = text;
  }
  const share = all > 0 ? `${Math.floor((100 * progress.epoch) / all)}% · ` : "";
  document.title = `${share}${run.name} · Taeda`;
}
