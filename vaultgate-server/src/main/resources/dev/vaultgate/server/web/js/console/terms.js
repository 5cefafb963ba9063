// @ts-check
// What keys and projects may use, as fields of a form and as the API has it.
import { html } from "vg/core/element.js";
import { textField } from "vg/ui/fields.js";

/** @typedef {import("vg/core/api.js").ApiError | null} Failure */

/**
 * @typedef {object} Bound
 * @property {string} name of the member
 * @property {string} label
 */

/** @type {Bound[]} */
export const RATES = [
  { name: "requests_per_minute", label: "Requests a minute" },
  { name: "tokens_per_minute", label: "Tokens a minute" },
  { name: "concurrency_max", label: "Calls at once" },
];

/** @type {Bound[]} */
export const TOKENS = [
  { name: "tokens_per_day", label: "Tokens a day" },
  { name: "tokens_per_month", label: "Tokens a month" },
  { name: "token_quota", label: "Tokens in all" },
];

/** @type {Bound[]} */
export const KEY_CREDIT = [
  { name: "credit_per_day", label: "Dollars a day" },
  { name: "credit_per_month", label: "Dollars a month" },
  { name: "credit_cap", label: "Dollars in all" },
];

/** @type {Bound[]} */
export const PROJECT_CREDIT = [
  { name: "budget_per_day", label: "Dollars a day" },
  { name: "budget_per_month", label: "Dollars a month" },
  { name: "budget", label: "Dollars in all" },
];

/**
 * Fields for numbers of which 0 stands for no limit.
 *
 * @param {Bound[]} bounds
 * @param {Record<string, any>} values
 * @param {Failure} failure
 */
export const rateFields = (bounds, values, failure) =>
  html`<div class="grid-3">
    ${bounds.map(({ name, label }) =>
      textField({ name, label, value: String(values[name] ?? 0), inputmode: "numeric" }, failure),
    )}
  </div>`;

/**
 * Fields for what may be empty, which stands for as much as there is.
 *
 * @param {Bound[]} bounds
 * @param {Record<string, any>} values
 * @param {Failure} failure
 * @param {"decimal" | "numeric"} inputmode
 */
export const boundFields = (bounds, values, failure, inputmode) =>
  html`<div class="grid-3">
    ${bounds.map(({ name, label }) =>
      textField(
        { name, label, value: String(values[name] ?? ""), placeholder: "no limit", inputmode },
        failure,
      ),
    )}
  </div>`;

/**
 * Numbers as the API takes them.
 *
 * @param {Bound[]} bounds
 * @param {Record<string, string>} values
 * @param {number | null} otherwise for those that are empty
 */
export const numbersOf = (bounds, values, otherwise) =>
  Object.fromEntries(
    bounds.map(({ name, label }) => {
      const text = values[name];
      if (text !== undefined && !/^\d{1,15}$/.test(text)) {
        throw new Error(`${label}: ${text} (expected: a whole number, 0 or more)`);
      }
      return [name, text === undefined ? otherwise : Number(text)];
    }),
  );

/** @param {Bound[]} bounds @param {Record<string, string>} values dollars, as they were written */
export const dollarsOf = (bounds, values) =>
  Object.fromEntries(bounds.map(({ name }) => [name, values[name] ?? null]));
