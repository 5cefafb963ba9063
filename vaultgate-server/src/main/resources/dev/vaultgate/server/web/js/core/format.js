// @ts-check
// Figures, times and amounts as people read them.

const whole = new Intl.NumberFormat("en-US");
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** @param {number | null | undefined} value */
export const count = (value) => (value === null || value === undefined ? "–" : whole.format(value));

/** @param {number | null | undefined} value */
export const compact = (value) =>
  value === null || value === undefined ? "–" : short.format(value);

/**
 * Dollars of an answer, which has them as text so that no digit is lost. Small amounts keep their
 * digits, others have two.
 *
 * @param {string | null | undefined} dollars
 */
export function money(dollars) {
  if (dollars === null || dollars === undefined || dollars === "") {
    return "–";
  }
  const negative = dollars.startsWith("-");
  const [integer = "0", fraction = ""] = dollars.replace("-", "").split(".");
  const significant = fraction.search(/[1-9]/);
  const digits = integer !== "0" || significant < 0 ? 2 : Math.max(2, significant + 3);
  const shown = fraction.padEnd(2, "0").slice(0, digits).replace(/(\.\d\d\d*?)0+$/, "$1");
  return `${negative ? "−" : ""}$${whole.format(BigInt(integer))}.${shown}`;
}

/** @param {number | null | undefined} millis */
export function duration(millis) {
  if (millis === null || millis === undefined) {
    return "–";
  }
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  return millis < 60_000
    ? `${(millis / 1000).toFixed(millis < 10_000 ? 2 : 1)} s`
    : `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1000)} s`;
}

/** @param {string | null | undefined} time */
export const date = (time) => (time ? day.format(new Date(time)) : "–");

/** @param {string} time the day of something that is not long ago */
export const dayAndMonth = (time) => shortDay.format(new Date(time));

/** @param {string | null | undefined} time */
export const time = (time) => (time ? clock.format(new Date(time)) : "–");

/** @param {string | null | undefined} at how long ago, in a word or two */
export function ago(at) {
  if (!at) {
    return "never";
  }
  const seconds = Math.round((Date.now() - new Date(at).getTime()) / 1000);
  if (seconds < 60) {
    return "just now";
  }
  const [value, unit] =
    seconds < 3600
      ? [seconds / 60, "minute"]
      : seconds < 86_400
        ? [seconds / 3600, "hour"]
        : seconds < 2_592_000
          ? [seconds / 86_400, "day"]
          : [0, ""];
  if (!unit) {
    return date(at);
  }
  const n = Math.floor(Number(value));
  return `${n} ${unit}${n === 1 ? "" : "s"} ago`;
}

/** @param {number | null | undefined} bytes */
export const size = (bytes) =>
  bytes === null || bytes === undefined
    ? "–"
    : bytes < 1024
      ? `${bytes} B`
      : `${short.format(bytes / 1024)} kB`;
