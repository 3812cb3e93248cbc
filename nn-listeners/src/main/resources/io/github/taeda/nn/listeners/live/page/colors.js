// Colours that the colour-blind can tell apart (after Okabe and Ito), for light and dark.
const LIGHT = ["#0b6aa8", "#c8540a", "#00875f", "#a3478a", "#8a6d00", "#5b6675"];
const DARK = ["#6ab7ee", "#f2a263", "#45c79b", "#e39ac8", "#e8cf5a", "#b3bcc8"];
const DASHES = [undefined, [8, 4], [2, 3]]; // when the colours are used up
const dark = matchMedia("(prefers-color-scheme: dark)");

export function onScheme(listener) {
  dark.addEventListener("change", listener);
}

/** The stroke and dash of a line. */
export function color(index) {
  const colors = dark.matches ? DARK : LIGHT;
  return { stroke: colors[index % colors.length], dash: DASHES[Math.floor(index / colors.length) % DASHES.length] };
}

/** What shows the colour and dash of a line beside its name. */
export function swatch({ stroke, dash }) {
  const result = document.createElement("span");
  result.className = "swatch";
  paint(result, { stroke, dash });
  return result;
}

export function paint(of, { stroke, dash }) {
  const [on, off] = dash ?? [1, 0];
  of.style.background = `repeating-linear-gradient(90deg, ${stroke} 0 ${on}px, transparent ${on}px ${on + off}px)`;
}

/** From first to last layer: a ramp of one lightness order, cividis-like. */
export function depth(index, count) {
  const t = count < 2 ? 0 : index / (count - 1);
  const from = dark.matches ? [106, 150, 235] : [20, 60, 130];
  const to = dark.matches ? [245, 205, 90] : [186, 112, 0];
  return `rgb(${from.map((c, i) => Math.round(c + t * (to[i] - c))).join(",")})`;
}

export function style(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A colour that is a fraction of the way from the card's to the accent's, and the text on it that can be read. */
export function shade(fraction) {
  const [from, to] = [style("--card"), style("--accent")].map((hex) =>
    [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)),
  );
  const mixed = from.map((c, i) => Math.round(c + fraction * (to[i] - c)));
  const [red, green, blue] = mixed.map((c) => (c <= 10 ? c / 3295 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue; // of WCAG 2
  return { background: `rgb(${mixed.join(",")})`, ink: luminance > 0.179 ? "#000000" : "#ffffff" };
}
