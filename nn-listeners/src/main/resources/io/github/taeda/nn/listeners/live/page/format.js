// Texts of values.

/** Four significant digits; a dash for what is not there. */
export function number(value) {
  if (value === undefined) {
    return "–";
  }
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

/** Without zeros at its end, for axes and for what a user has chosen. */
export function tick(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(4));
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? rounded.toExponential() : String(rounded);
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
  const minutes = Math.floor(whole / 60);
  const two = (x) => String(x % 60).padStart(2, "0");
  if (minutes === 0) {
    return `${whole} s`;
  }
  return minutes < 60 ? `${minutes} min ${two(whole)} s` : `${Math.floor(minutes / 60)} h ${two(minutes)} min`;
}
