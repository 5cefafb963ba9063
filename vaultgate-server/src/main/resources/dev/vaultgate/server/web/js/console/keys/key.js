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
 * @property {number} requests_per_minute
 * @property {number} [tokens_per_minute]
 * @property {number} concurrency_max
 * @property {string | null} credit_cap
 * @property {string | null} expires_at
 * @property {string} created_at
 * @property {string | null} last_used_at
 * @property {Record<string, any>} [used]
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
  return words.join(" · ") || "everything";
}

/** @param {Key} key how fast it may be used */
export function rate(key) {
  const words = [];
  if (key.requests_per_minute > 0) {
    words.push(`${compact(key.requests_per_minute)} req`);
  }
  if (key.tokens_per_minute) {
    words.push(`${compact(key.tokens_per_minute)} tok`);
  }
  return words.length > 0 ? `${words.join(", ")} / min` : "no limit";
}

/** @param {Key} key */
export const budget = (key) => (key.credit_cap === null ? "–" : money(key.credit_cap));

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
