/* global uPlot */
// The curves: which there are, and what is on each.
import { color, depth, onScheme, style } from "./colors.js";
import { number, tick } from "./format.js";

const root = document.getElementById("curves");
const HEIGHT = 250;
const charts = new Map(); // by title

onScheme(() => charts.forEach((chart) => chart.forget()));

/** One chart; it is made anew only when its lines change. */
class Chart {
  constructor(title, note) {
    this.box = document.createElement("section");
    this.box.className = "card chart";
    this.box.ariaLabel = title;
    const heading = document.createElement("h2");
    const small = document.createElement("small");
    small.textContent = note;
    heading.append(title, small);
    this.place = document.createElement("div");
    this.place.className = "plot";
    this.legend = document.createElement("ul");
    this.legend.className = "legend";
    this.box.append(heading, this.place, this.legend);
    root.append(this.box);
    new ResizeObserver(() => this.plot?.setSize({ width: this.place.clientWidth, height: HEIGHT })).observe(this.place);
  }

  forget() {
    this.signature = "";
  }

  show(lines) {
    this.box.hidden = lines.length === 0;
    if (this.box.hidden) {
      return;
    }
    const finite = (y) => y.map((value) => (Number.isFinite(value) ? value : null));
    const tables = lines.map((line) => [line.points.x, finite(line.points.y)]);
    const data = tables.length === 1 ? tables[0] : uPlot.join(tables);
    const log = isWide(lines);
    const signature = JSON.stringify([log, lines.map((line) => [line.label, line.stroke])]);
    if (signature !== this.signature) {
      this.signature = signature;
      this.plot?.destroy();
      this.plot = new uPlot(options(this, lines, log), data, this.place);
      this.labels(lines);
    } else {
      this.plot.setData(data);
    }
    this.values(null);
  }

  labels(lines) {
    this.legend.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        const swatch = document.createElement("span");
        swatch.className = "swatch";
        swatch.style.background = line.stroke;
        swatch.style.opacity = line.faint ? 0.5 : 1;
        const label = document.createElement("span");
        label.textContent = line.label;
        item.append(swatch, label, document.createElement("b"));
        return item;
      }),
    );
  }

  /** Writes the values under the cursor into the legend, else the last ones. */
  values(index) {
    this.plot?.data.slice(1).forEach((y, i) => {
      let at = index ?? y.length - 1;
      while (at > 0 && (y[at] === null || y[at] === undefined)) {
        at--;
      }
      const item = this.legend.children[i];
      if (item) {
        item.lastChild.textContent = y[at] === null || y[at] === undefined ? "–" : number(y[at]);
      }
    });
  }
}

/** Whether the values span more than a factor of twenty, all above zero. */
function isWide(lines) {
  let min = Infinity;
  let max = -Infinity;
  for (const line of lines) {
    for (const y of line.points.y) {
      if (Number.isFinite(y)) {
        min = Math.min(min, y);
        max = Math.max(max, y);
      }
    }
  }
  return min > 0 && max / min > 20;
}

/** On a logarithmic axis: lines at powers of ten, and at 2 and 5 where there are few. */
function decades(axis) {
  const filter = (u, splits) => {
    const few = u.scales.y.max / u.scales.y.min < 200;
    const kept = (value) => {
      const digit = Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
      return digit === 1 || (few && (digit === 2 || digit === 5));
    };
    return splits.map((value) => (value !== null && kept(value) ? value : null));
  };
  return { filter, grid: { ...axis.grid, filter } };
}

function options(chart, lines, log) {
  const axis = {
    stroke: style("--muted"),
    grid: { stroke: style("--line"), width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
  };
  return {
    width: chart.place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    padding: [10, 12, 0, 0],
    cursor: { sync: { key: "epoch" }, drag: { x: true, y: false }, points: { size: 7 } },
    scales: { x: { time: false }, y: log ? { distr: 3 } : {} },
    axes: [
      { ...axis, grid: { show: false }, values: (u, splits) => splits.map(tick), size: 30 },
      { ...axis, ...(log ? decades(axis) : {}), values: (u, splits) => splits.map(tick), size: 58 },
    ],
    hooks: { setCursor: [(u) => chart.values(u.cursor.idx)] },
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: line.stroke,
        width: line.heavy ? 2.25 : 1.25,
        alpha: line.faint ? 0.4 : 1,
        spanGaps: true,
        points: { show: line.points.x.length < 2 },
      })),
    ],
  };
}

function show(title, note, lines) {
  if (!charts.has(title)) {
    if (lines.length === 0) {
      return;
    }
    charts.set(title, new Chart(title, note));
  }
  charts.get(title).show(lines);
}

/** Lines of the runs by colour; if there is one run, its lines differ by colour. */
function linesOf(runs, belongs) {
  const alone = runs.length === 1;
  return runs.flatMap((run) =>
    [...run.series]
      .filter(([name, points]) => belongs(name) && points.x.length > 0)
      .map(([name, points], i) => ({
        label: alone ? name : `${run.name} · ${name}`,
        stroke: color(alone ? i : run.index - 1),
        faint: !alone && name === "loss",
        heavy: name.startsWith("validation "),
        points,
      })),
  );
}

function layerLines(run, kind) {
  const names = run ? [...run.series.keys()].filter((name) => name.startsWith(`${kind}/`)) : [];
  return names.map((name, i) => ({
    label: name.slice(kind.length + 1),
    stroke: depth(i, names.length),
    points: run.series.get(name),
  }));
}

export function showCharts(runs, run) {
  root.hidden = runs.length === 0 && !run;
  const isLoss = (name) => name === "loss" || name.endsWith(" loss");
  const isOther = (name) => !isLoss(name) && !name.includes("/") && name !== "learning rate" && name !== "seconds";
  show("Loss", "by epoch", linesOf(runs, isLoss));
  show("Metrics", "by epoch", linesOf(runs, isOther));
  show("Learning rate", "by epoch", linesOf(runs, (name) => name === "learning rate"));
  show("Gradient norm", "by layer", layerLines(run, "gradient norm"));
  show("Update / weight", "ratio of norms, by layer", layerLines(run, "ratio"));
  show("Weight norm", "by layer", layerLines(run, "weight norm"));
}
