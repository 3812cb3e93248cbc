/* global uPlot */
// The curves: which there are, and what is on each.
import { color, depth, onScheme, style, swatch } from "./colors.js";
import { number, tick } from "./format.js";

const root = document.getElementById("curves");
const whole = document.getElementById("whole");
const HEIGHT = 264;
const MANY = 8; // lines, from which on the legend scrolls
const charts = new Map(); // by title
let zoom = null; // the epochs that all charts show, or null for all there are
let end = 0; // the last epoch there is

onScheme(() => charts.forEach((chart) => chart.forget()));
whole.addEventListener("click", () => show(null));

/** Shows a range of epochs on all charts. */
function show(range) {
  zoom = range;
  whole.hidden = !zoom;
  charts.forEach((chart) => chart.plot?.setData(chart.plot.data));
}

/** One chart; it is made anew only when its lines change. */
class Chart {
  constructor(title, note, wide) {
    this.wide = wide;
    this.box = document.createElement("section");
    this.box.className = "card chart";
    this.box.ariaLabel = title;
    const heading = document.createElement("h2");
    const small = document.createElement("small");
    small.textContent = note;
    heading.append(title, small);
    this.place = document.createElement("div");
    this.place.className = "plot";
    this.place.role = "img";
    this.place.ariaLabel = `${title} over the epochs; the values are below`;
    this.legend = document.createElement("ul");
    this.legend.className = "legend";
    this.legend.ariaLabel = `Values of ${title}`;
    this.box.append(heading, this.place, this.legend);
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
    this.lines = lines;
    const finite = (y) => y.map((value) => (Number.isFinite(value) ? value : null));
    const tables = lines.map((line) => [line.points.x, finite(line.points.y)]);
    const data = tables.length === 1 ? tables[0] : uPlot.join(tables);
    const log = this.wide && isWide(lines);
    const signature = JSON.stringify([log, lines.map((line) => [line.owner, line.label, line.stroke])]);
    if (signature !== this.signature) {
      this.signature = signature;
      this.plot?.destroy();
      this.plot = new uPlot(options(this, lines, log), data, this.place);
      this.labels(lines);
    } else {
      this.plot.setData(data);
    }
    this.values(this.plot.cursor.idx);
  }

  /** The legend: an entry by line, or by run if the lines belong to several. */
  labels(lines) {
    const entries = new Map(); // by owner or label
    this.texts = lines.map((line) => {
      const name = line.owner ?? line.label;
      if (!entries.has(name)) {
        const item = document.createElement("li");
        const label = document.createElement("span");
        label.className = "name";
        label.textContent = name;
        label.title = name;
        item.append(swatch(line), label);
        entries.set(name, item);
      }
      const value = document.createElement("b");
      entries.get(name).append(line.owner ? line.label : "", value);
      return value;
    });
    this.legend.classList.toggle("many", lines.length > MANY);
    if (lines.length > MANY) {
      this.legend.tabIndex = 0; // to scroll by keyboard
    } else {
      this.legend.removeAttribute("tabindex");
    }
    this.legend.replaceChildren(...entries.values());
  }

  /** Writes the values under the cursor into the legend, else the last ones. */
  values(index) {
    this.lines.forEach((line, i) => {
      let value = line.points.y.at(-1);
      if (index !== null && index !== undefined) {
        const y = this.plot.data[i + 1];
        let at = index;
        while (at > 0 && (y[at] === null || y[at] === undefined)) {
          at--;
        }
        value = y[at];
      }
      this.texts[i].textContent = value === null || value === undefined ? "–" : number(value);
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

/** A drag chooses the epochs that all charts show. */
function select(u) {
  const { left, width } = u.select;
  if (width > 0) {
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    show([u.posToVal(left, "x"), u.posToVal(left + width, "x")]);
  }
}

/** Whether a line has one point only, which needs a dot to be seen. */
function isDot(u, index) {
  return u.data[index].filter((y) => y !== null && y !== undefined).length < 2;
}

function options(chart, lines, log) {
  const font = "12px system-ui, sans-serif";
  const axis = { stroke: style("--muted"), grid: { stroke: style("--line"), width: 1 }, ticks: { show: false }, font };
  const values = (u, splits) => splits.map(tick);
  const epoch = { label: "epoch", labelFont: font, labelSize: 18, labelGap: 0 };
  return {
    width: chart.place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    padding: [10, 14, 0, 0],
    cursor: {
      sync: { key: "epoch" },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
      bind: { dblclick: () => () => show(null) },
    },
    scales: { x: { time: false, range: () => zoom ?? [0, Math.max(end, 1e-3)] }, y: log ? { distr: 3 } : {} },
    axes: [
      { ...axis, ...epoch, grid: { show: false }, values, size: 26 },
      { ...axis, ...(log ? decades(axis) : {}), values, size: 58 },
    ],
    hooks: { setCursor: [(u) => chart.values(u.cursor.idx)], setSelect: [select] },
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: line.stroke,
        dash: line.dash,
        width: line.heavy ? 2.25 : 1.25,
        alpha: line.faint ? 0.45 : 1,
        spanGaps: true,
        points: { show: isDot, size: 6 },
      })),
    ],
  };
}

/** Shows a chart, which is made when it gets its first lines; wide values may get a logarithmic axis. */
function put(title, note, wide, lines) {
  if (!charts.has(title) && lines.length > 0) {
    charts.set(title, new Chart(title, note, wide));
  }
  charts.get(title)?.show(lines);
}

const isLoss = (name) => name === "loss" || name.endsWith(" loss");
const isOfLayer = (name) => /^(gradient norm|ratio|weight norm)\//.test(name);
const isMetric = (name) => !isLoss(name) && !isOfLayer(name) && name !== "learning rate" && name !== "seconds";

/** The name of a metric, whatever data it is of. */
function metricOf(name) {
  const bare = name.replace(/^(validation|training) /, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** What data a value is of, where its name stands above it. */
function partOf(name) {
  return name === "loss" ? "training" : (/^(validation|training)(?= )/.exec(name)?.[0] ?? "");
}

/** Lines of the runs by colour; if there is one run, its lines differ by colour. */
function linesOf(runs, belongs) {
  const alone = runs.length === 1;
  return runs.flatMap((run) =>
    [...run.series]
      .filter(([name, points]) => belongs(name) && points.x.length > 0)
      .map(([name, points], i) => ({
        owner: alone ? null : run.name,
        label: alone ? name : partOf(name),
        ...color(alone ? i : run.index - 1),
        faint: !alone && name === "loss",
        heavy: name.startsWith("validation "),
        points,
      })),
  );
}

function layerLines(run, kind) {
  const names = run ? [...run.series.keys()].filter((name) => name.startsWith(`${kind}/`)) : [];
  return names.map((name, i) => ({
    owner: null,
    label: name.slice(kind.length + 1),
    stroke: depth(i, names.length),
    points: run.series.get(name),
  }));
}

export function showCharts(runs, run) {
  const all = run && !runs.includes(run) ? [...runs, run] : runs;
  end = Math.max(0, ...all.flatMap((each) => [...each.series.values()].map((points) => points.x.at(-1) ?? 0)));
  const metrics = new Set(runs.flatMap((each) => [...each.series.keys()].filter(isMetric).map(metricOf)));
  charts.forEach((chart, title) => {
    if (chart.metric && !metrics.has(title)) {
      chart.show([]);
    }
  });
  put("Loss", "", true, linesOf(runs, isLoss));
  for (const metric of metrics) {
    put(metric, "", false, linesOf(runs, (name) => isMetric(name) && metricOf(name) === metric));
    charts.get(metric).metric = true;
  }
  put("Learning rate", "", false, linesOf(runs, (name) => name === "learning rate"));
  put("Gradient norm", "by layer", true, layerLines(run, "gradient norm"));
  put("Update / weight", "ratio of norms, by layer", true, layerLines(run, "ratio"));
  put("Weight norm", "by layer", true, layerLines(run, "weight norm"));
  place(["Loss", ...metrics, "Learning rate", "Gradient norm", "Update / weight", "Weight norm"]);
}

/** Puts the charts into their order; one that is there already does not move. */
function place(titles) {
  const boxes = titles.flatMap((title) => charts.get(title)?.box ?? []);
  boxes.forEach((box, i) => {
    if (root.children[i] !== box) {
      root.insertBefore(box, root.children[i] ?? null);
    }
  });
  root.hidden = boxes.every((box) => box.hidden);
}
