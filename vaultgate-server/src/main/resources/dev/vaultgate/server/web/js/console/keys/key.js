// @ts-check
// A key as the management API has it, and how its terms read.
import { ago, compact, money } from "vg/core/format.js";

/**
 * @typedef {object} Key
 * @property {string} id
 * @property {string} name
 * @property {string} masked
 * @property {string} account
 * @property {boolean} unlimited
 * @property {string | null} project
 * @property {"active" | "paused" | "expired" | "revoked" | "disabled"} state
 * @property {string[]} models
 * @property {string[]} types
 * @property {string[]} networks
 * @property {Record<string, string>} tags
 * @property {boolean} stores_answers
 * @property {number} requests_per_minute
 * @property {number} tokens_per_minute
 * @property {number} concurrency_max
 * @property {string | null} credit_cap
 * @property {string | null} credit_per_day
 * @property {string | null} credit_per_month
 * @property {number | null} token_quota
 * @property {number | null} tokens_per_day
 * @property {number | null} tokens_per_month
 * @property {string | null} expires_at
 * @property {string} created_at
 * @property {string | null} last_used_at
 */

/** @param {Key} key what it may use, in a few words */
export function restrictions(key) {
  const words = [];
  if (key.models.length > 0) {
    words.push(key.models.length === 1 ? key.models[0] : `${key.models.length} models`);
  }
  if (key.types.length > 0) {
    words.push(key.types.join(", "));
  }
  if (key.networks.length > 0) {
    words.push(key.networks.length === 1 ? key.networks[0] : `${key.networks.length} networks`);
  }
  return words.join(" · ") || "everything";
}

/** @param {Key} key how fast it may be used */
export function rate(key) {
  const words = [];
  if (key.requests_per_minute > 0) {
    words.push(`${compact(key.requests_per_minute)} req`);
  }
  if (key.tokens_per_minute > 0) {
    words.push(`${compact(key.tokens_per_minute)} tok`);
  }
  return words.length > 0 ? `${words.join(", ")} / min` : "no limit";
}

/**
 * @typedef {object} Budget
 * @property {string} words how much of how much
 * @property {number} share that is used, 0 to 1
 */

/** Each bound, what was used of it, and for how long it holds. */
const BOUNDS = [
  ["credit_cap", "credit_used", "in all"],
  ["credit_per_month", "credit_used_this_month", "this month"],
  ["credit_per_day", "credit_used_today", "today"],
  ["token_quota", "tokens_used", "in all"],
  ["tokens_per_month", "tokens_used_this_month", "this month"],
  ["tokens_per_day", "tokens_used_today", "today"],
];

/**
 * The bound of which the greatest share is used, or null when there is none.
 *
 * @param {Record<string, any>} key
 * @param {Record<string, any>} spending
 * @returns {Budget | null}
 */
export function budget(key, spending) {
  const budgets = BOUNDS.filter(([bound = ""]) => key[bound] !== null).map(
    ([bound = "", used = "", period = ""]) => {
      const most = Number(key[bound]);
      const isCredit = bound.startsWith("credit");
      const amount = (/** @type {any} */ value) => (isCredit ? money(String(value)) : compact(value));
      return {
        words: `${amount(spending[used] ?? 0)} of ${amount(key[bound])}${isCredit ? "" : " tokens"} ${period}`,
        share: most > 0 ? Math.min(1, Number(spending[used] ?? 0) / most) : 1,
      };
    },
  );
  return budgets.sort((one, other) => other.share - one.share)[0] ?? null;
}
/** @param {Key} key */
export const lastUsed = (key) => ago(key.last_used_at);

/** @type {Record<string, string>} */
export const stateKinds = {
  active: "good",
  paused: "warn",
  expired: "",
  revoked: "bad",
  disabled: "bad",
};
