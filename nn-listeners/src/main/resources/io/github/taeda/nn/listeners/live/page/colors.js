// Colours that the colour-blind can tell apart (after Okabe and Ito), for light and dark.
const LIGHT = ["#0b6aa8", "#c8540a", "#00875f", "#a3478a", "#8a6d00", "#5b6675"];
const DARK = ["#6ab7ee", "#f2a263", "#45c79b", "#e39ac8", "#e8cf5a", "#b3bcc8"];
const dark = matchMedia("(prefers-color-scheme: dark)");

export function onScheme(listener) {
  dark.addEventListener("change", listener);
}

export function color(index) {
  const colors = dark.matches ? DARK : LIGHT;
  return colors[index % colors.length];
}

/** From first to last layer: a ramp of one lightness order, cividis-like. */
export function depth(index, count) {
  const t = count < 2 ? 0 : index / (count - 1);
  const from = dark.matches ? [106, 150, 235] : [20, 60, 130];
  const to = dark.matches ? [245, 205, 90] : [214, 140, 0];
  return `rgb(${from.map((c, i) => Math.round(c + t * (to[i] - c))).join(",")})`;
}

export function style(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
