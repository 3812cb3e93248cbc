import { color, paint } from "./colors.js";
import { duration, number } from "./format.js";
import { isVisible, last, select, setVisible } from "./store.js";
import { epochOf, lossOf, stateOf } from "./tiles.js";

const section = document.getElementById("runs");
const body = section.querySelector("tbody");
const rows = new Map(); // by index of the run

function newRow(run) {
  const row = document.createElement("tr");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => setVisible(row.run, box.checked));
  const swatch = document.createElement("span");
  swatch.className = "swatch";
  const name = document.createElement("button");
  name.type = "button";
  name.className = "link";
  name.addEventListener("click", () => select(row.run));
  const check = document.createElement("span");
  check.className = "check";
  check.append(box, swatch, name);
  const first = document.createElement("td");
  first.append(check);
  row.append(first);
  for (const label of ["State", "Epoch", "Loss", "Validation loss", "Time"]) {
    const cell = document.createElement("td");
    cell.dataset.label = label;
    row.append(cell);
  }
  body.append(row);
  rows.set(run.index, row);
  return row;
}

/** A table of the runs, if there are several. */
export function showRuns(runs, chosen) {
  section.hidden = runs.length < 2;
  const indices = new Set(runs.map((run) => run.index));
  for (const [index, row] of rows) {
    if (!indices.has(index)) {
      row.remove();
      rows.delete(index);
    }
  }
  for (const run of runs) {
    const row = rows.get(run.index) ?? newRow(run);
    row.run = run;
    const [box, swatch, name] = row.querySelector(".check").children;
    box.checked = isVisible(run);
    box.ariaLabel = `Draw ${run.name}`;
    paint(swatch, color(run.index - 1));
    name.textContent = run.name;
    name.ariaPressed = String(run === chosen);
    const texts = [
      stateOf(run),
      epochOf(run).join(""),
      number(lossOf(run)),
      number(last(run, "validation loss")),
      run.progress ? duration(run.progress.seconds) : "–",
    ];
    texts.forEach((text, i) => {
      row.children[i + 1].textContent = text;
    });
  }
}
