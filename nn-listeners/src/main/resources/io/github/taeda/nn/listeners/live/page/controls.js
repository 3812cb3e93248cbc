import { selected, store } from "./store.js";
import { stateOf } from "./tiles.js";

const token = location.hash.slice(1); // which is not sent to the server with the address
const pause = document.getElementById("pause");
const stop = document.getElementById("stop");
const save = document.getElementById("save");
const asked = new Map(); // the command that was sent last, by index of the run

async function send(command) {
  const run = selected();
  if (!run) {
    return;
  }
  let message = "";
  try {
    const answer = await fetch(`runs/${run.index}/${command}`, { method: "POST", headers: { "X-Taeda-Token": token } });
    message = answer.ok ? "" : `The program rejects this: ${await answer.text()}`;
    if (answer.ok && command === "stop") {
      asked.set(run.index, command);
    }
  } catch {
    message = "The program cannot be reached.";
  }
  document.getElementById("message").textContent = message;
  showControls(run);
}

export function connectControls() {
  pause.addEventListener("click", () => send(pause.dataset.command));
  stop.addEventListener("click", () => send("stop"));
  save.addEventListener("click", () => send("save"));
}

export function showControls(run) {
  const state = stateOf(run);
  const alive = !store.closed && (state === "running" || state === "paused");
  const mayCommand = token !== "";
  const stopping = alive && asked.get(run.index) === "stop";
  pause.dataset.command = state === "paused" ? "continue" : "pause";
  pause.textContent = state === "paused" ? "Continue" : "Pause";
  pause.classList.toggle("primary", state === "paused");
  stop.textContent = stopping ? "Stopping after this epoch" : "Stop after this epoch";
  save.hidden = !run.saves;
  for (const button of [pause, stop, save]) {
    button.disabled = !alive || !mayCommand || (button === stop && stopping);
    button.title = mayCommand ? "" : "Open the whole address that the program has printed to control the run.";
  }
  document.getElementById("controls").hidden = !run.live;
  const pill = document.getElementById("state");
  const kind = state === "running" ? "good" : ["paused", "interrupted"].includes(state) ? "warn" : "";
  if (pill.textContent !== state) {
    pill.textContent = state;
  }
  pill.className = `pill ${kind}`;
}
