import { changed, selected, store } from "./store.js";
import { stateOf } from "./tiles.js";

const token = location.hash.slice(1); // which is not sent to the server with the address
const pause = document.getElementById("pause");
const stop = document.getElementById("stop");
const save = document.getElementById("save");
const fault = document.getElementById("fault");
const state = document.getElementById("state");
const asked = new Map(); // commands that wait for their effect, by index of the run
const NO_TOKEN = "Open the whole address that the program has printed to control the run.";

/** Sets a text that is read aloud, but not each time it is set. */
function say(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

async function send(command) {
  const run = selected();
  asked.set(run.index, command);
  changed();
  let text = "";
  try {
    const answer = await fetch(`runs/${run.index}/${command}`, { method: "POST", headers: { "X-Taeda-Token": token } });
    if (answer.status === 403) {
      text = NO_TOKEN;
    } else if (!answer.ok) {
      text = "The run does not listen any more.";
    }
  } catch {
    text = "The program cannot be reached.";
  }
  if (text || command === "save") {
    asked.delete(run.index);
  }
  say(fault, text);
  changed();
}

/** A button stays where the keyboard's focus is when it cannot be pressed. */
function enable(button, enabled) {
  button.ariaDisabled = String(!enabled);
}

export function connectControls() {
  for (const [button, command] of [[pause, () => pause.dataset.command], [stop, () => "stop"], [save, () => "save"]]) {
    button.addEventListener("click", () => {
      if (button.ariaDisabled !== "true") {
        send(command());
      }
    });
  }
  say(fault, token === "" ? NO_TOKEN : "");
}

export function showControls(run) {
  const now = stateOf(run);
  const paused = now === "paused";
  const alive = !store.closed && (now === "running" || paused);
  let waiting = asked.get(run.index);
  if (!alive || (waiting === "pause" && paused) || (waiting === "continue" && !paused)) {
    asked.delete(run.index);
    waiting = null;
  }
  pause.dataset.command = paused ? "continue" : "pause";
  say(pause, waiting === "pause" ? "Pausing …" : paused ? "Continue" : "Pause");
  say(stop, waiting === "stop" ? "Stopping …" : "Stop after this epoch");
  say(save, waiting === "save" ? "Saving …" : "Save now");
  pause.classList.toggle("primary", paused);
  save.hidden = !run.saves;
  const able = alive && token !== "";
  enable(pause, able && !waiting);
  enable(stop, able && waiting !== "stop");
  enable(save, able && waiting !== "save");
  document.getElementById("controls").hidden = !run.live;
  say(state, now);
  const kind = !alive ? "" : paused ? "warn" : "good";
  state.className = `pill ${now === "interrupted" ? "warn" : kind}`;
}
