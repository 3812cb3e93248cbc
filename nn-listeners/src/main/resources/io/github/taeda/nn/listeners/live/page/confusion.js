import { onScheme, shade } from "./colors.js";
import { count } from "./format.js";

const section = document.getElementById("confusion");
const matrix = section.querySelector(".matrix");
const MANY = 20; // classes, from which on the cells have no counts
let shown = null;

onScheme(() => {
  shown = null;
});

function head(text, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  const name = document.createElement("span");
  name.textContent = text;
  cell.append(name);
  return cell;
}

function cellOf(n, sum, title) {
  const cell = document.createElement("td");
  const fraction = sum === 0 ? 0 : n / sum;
  const { background, ink } = shade(n === 0 ? 0.04 : 0.1 + 0.9 * fraction);
  cell.textContent = count(n);
  cell.title = `${title}: ${count(n)} of ${count(sum)}`;
  cell.style.background = background;
  cell.classList.toggle("zero", n === 0);
  if (n > 0) {
    cell.style.color = ink;
  }
  return cell;
}

function tableOf({ names, counts }) {
  const table = document.createElement("table");
  const top = document.createElement("tr");
  top.append(document.createElement("td"), ...names.map((name) => head(name, "col")));
  table.append(top);
  counts.forEach((row, i) => {
    const line = document.createElement("tr");
    const sum = row.reduce((a, b) => a + b, 0);
    line.append(head(names[i], "row"), ...row.map((n, j) => cellOf(n, sum, `${names[i]} as ${names[j]}`)));
    table.append(line);
  });
  return table;
}

export function showConfusion(run) {
  const of = run.confusion;
  section.hidden = !of;
  if (!of || of === shown) {
    return;
  }
  shown = of;
  const validated = of.counts.some((row) => row.some((n) => n > 0));
  section.querySelector("small").textContent = validated ? `validation after epoch ${count(of.epoch)}` : "";
  section.querySelector(".note").hidden = !validated;
  matrix.classList.toggle("many", of.names.length > MANY);
  matrix.classList.toggle("tall", of.names.some((name) => name.length > 4));
  matrix.replaceChildren(validated ? tableOf(of) : "No validation yet.");
}
