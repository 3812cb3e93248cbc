import { count, number, tick } from "./format.js";

const section = document.getElementById("layers");
const body = section.querySelector("tbody");
const SVG = "http://www.w3.org/2000/svg";
const LABELS = ["Parameter", "Shape", "Weight norm", "Gradient norm", "Update / weight", "Dead units", "Weights", "Gradients"];
let shown = null;

function element(name, attributes) {
  const result = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => result.setAttribute(key, value));
  return result;
}

/** Bars of square roots, so that rare values can be seen; a dashed line at 0. */
function histogram(of, name) {
  const min = Number(of.min);
  const max = Number(of.max);
  const box = document.createElement("span");
  box.className = "histogram";
  const most = Math.sqrt(Math.max(1, ...of.counts));
  const width = 132 / of.counts.length;
  const bars = of.counts
    .map((n, i) => (n === 0 ? "" : `M${(i * width).toFixed(2)} 30V${(30 - (29 * Math.sqrt(n)) / most).toFixed(2)}h${(width - 0.5).toFixed(2)}V30z`))
    .join("");
  const svg = element("svg", { viewBox: "0 0 132 30", role: "img", "aria-label": `${name} from ${number(min)} to ${number(max)}` });
  svg.append(element("path", { d: bars }));
  if (min < 0 && max > 0) {
    const zero = (132 * -min) / (max - min);
    svg.append(element("line", { x1: zero, x2: zero, y1: 0, y2: 30 }));
  }
  const ends = document.createElement("span");
  for (const end of [min, max]) {
    const text = document.createElement("span");
    text.textContent = Number.isFinite(end) ? tick(Number(end.toPrecision(2))) : number(end);
    ends.append(text);
  }
  box.append(svg, ends);
  return box;
}

function units(row) {
  if (row.units === 0) {
    return "–";
  }
  const text = document.createElement("span");
  text.className = row.dead > 0 ? "warn" : "";
  text.textContent = `${count(row.dead)} of ${count(row.units)}`;
  return text;
}

export function showLayers(run) {
  const layers = run.layers;
  section.hidden = !layers;
  if (layers === shown || !layers) {
    return;
  }
  shown = layers;
  section.querySelector("small").textContent = `iteration ${count(layers.iteration)}`;
  body.replaceChildren(
    ...layers.rows.map((row) => {
      const line = document.createElement("tr");
      const name = row.frozen ? `${row.name} (frozen)` : row.name;
      const cells = [
        name, row.shape, number(row.weightNorm), number(row.gradientNorm), number(row.ratio), units(row),
        histogram(row.weights, "weights"), histogram(row.gradients, "gradients"),
      ];
      cells.forEach((content, i) => {
        const cell = document.createElement("td");
        cell.dataset.label = LABELS[i];
        cell.append(content);
        line.append(cell);
      });
      return line;
    }),
  );
}
