// Texts of values.

/** Four significant digits. */
export function number(value) {
  const x = Number(value);
  if (!Number.isFinite(x)) {
    return Number.isNaN(x) ? "NaN" : x > 0 ? "∞" : "−∞";
  }
  if (x === 0) {
    return "0";
  }
  const size = Math.abs(x);
  const text = size >= 1e6 || size < 1e-3 ? x.toExponential(2) : size >= 1e4 ? x.toFixed(0) : x.toPrecision(4);
  return text.replace("e-", "e−").replace("e+", "e").replace(/^-/, "−");
}

/** A short one for axes. */
export function tick(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? value.toExponential(0) : String(Number(value.toPrecision(6)));
  return text.replace("e-", "e−").replace("e+", "e").replace(/^-/, "−");
}

export function count(value) {
  const x = Number(value);
  return Number.isFinite(x) ? Math.round(x).toLocaleString("en").replaceAll(",", "\u202f") : "–";
}

export function duration(seconds) {
  const s = Number(seconds);
  if (!Number.isFinite(s)) {
    return "–";
  }
  if (s < 10) {
    return `${s.toFixed(1)} s`;
  }
  const whole = Math.round(s);
  const two = (x) => String(x).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
