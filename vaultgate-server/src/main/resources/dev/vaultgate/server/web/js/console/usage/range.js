// @ts-check
// Spans of time that are looked at.

/** @typedef {{from: string | null, until: string | null, step: "hour" | "day"}} Range */

const HOUR = 3_600_000;

export const RANGES = [
  { name: "1h", words: "1 h" },
  { name: "today", words: "Today" },
  { name: "7d", words: "7 days" },
  { name: "30d", words: "30 days" },
  { name: "custom", words: "Custom" },
];

/**
 * @param {string} name
 * @param {{from: string, until: string}} custom dates
 * @returns {Range} in UTC, as sums are kept
 */
export function range(name, custom) {
  const now = Date.now();
  const today = Math.floor(now / (24 * HOUR)) * 24 * HOUR;
  switch (name) {
    case "1h":
      return { from: iso(now - HOUR), until: null, step: "hour" };
    case "today":
      return { from: iso(today), until: null, step: "hour" };
    case "7d":
      return { from: iso(today - 6 * 24 * HOUR), until: null, step: "day" };
    case "custom":
      return {
        from: custom.from ? `${custom.from}T00:00:00Z` : null,
        until: custom.until ? iso(Date.parse(`${custom.until}T00:00:00Z`) + 24 * HOUR) : null,
        step: "day",
      };
    default:
      return { from: iso(today - 29 * 24 * HOUR), until: null, step: "day" };
  }
}

/** @param {number} millis */
const iso = (millis) => new Date(Math.floor(millis / 1000) * 1000).toISOString();

/** @param {string} start @param {"hour" | "day"} step */
export function pointLabel(start, step) {
  const at = new Date(start);
  return step === "hour"
    ? at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
    : at.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}
