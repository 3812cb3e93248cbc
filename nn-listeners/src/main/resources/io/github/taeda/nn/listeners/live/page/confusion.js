import { style } from "./colors.js";
import { count } from "./format.js";

const section = document.getElementById("confusion");
const MANY = 20; // classes, from which on the cells have no counts
let shown = null;

function head(text, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}

function cellOf(n, sum, title) {
  const cell = document.createElement("td");
  const share = sum === 0 ? 0 : n / sum;
  cell.textContent = count(n);
  cell.title = `${title}: ${count(n)} of ${count(sum)}`;
  cell.style.background = `rgba(${style("--heat")}, ${n === 0 ? 0.04 : 0.1 + 0.9 * share})`;
  cell.classList.toggle("zero", n === 0);
  cell.classList.toggle("strong", share > 0.5);
  return cell;
}

export function showConfusion(run) {
  const of = run.confusion;
  section.hidden = !of;
  if (!of || of === shown) {
    return;
  }
  shown = of;
  section.querySelector("small").textContent = `validation after epoch ${of.epoch}`;
  const table = document.createElement("table");
  const top = document.createElement("tr");
  top.append(document.createElement("td"), ...of.names.map((name) => head(name, "col")));
  table.append(top);
  of.counts.forEach((row, i) => {
    const line = document.createElement("tr");
    const sum = row.reduce((a, b) => a + b, 0);
    line.append(head(of.names[i], "row"), ...row.map((n, j) => cellOf(n, sum, `${of.names[i]} as ${of.names[j]}`)));
    table.append(line);
  });
  const matrix = section.querySelector(".matrix");
  matrix.classList.toggle("many", of.names.length > MANY);
  matrix.tabIndex = 0;
  matrix.replaceChildren(table);
}
