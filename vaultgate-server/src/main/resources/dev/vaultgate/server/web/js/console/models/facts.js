// @ts-check
// A model of the catalogue, and how its facts read.
import { compact, money } from "vg/core/format.js";

/**
 * @typedef {object} Model
 * @property {string} id
 * @property {string} owned_by
 * @property {number} created
 * @property {Facts} vaultgate
 */

/**
 * @typedef {object} Facts
 * @property {string} type
 * @property {string[]} [types]
 * @property {string} [name]
 * @property {string[]} providers
 * @property {string[]} [capabilities]
 * @property {number} [context_window]
 * @property {number} [max_output_tokens]
 * @property {Record<string, any>} [price]
 * @property {string} [price_as_of]
 * @property {string} [price_source]
 * @property {boolean} [deprecated]
 * @property {string} [shutdown]
 * @property {string} [successor]
 */

/**
 * @typedef {object} Health how a model stands, of which somebody has asked for it
 * @property {string} model
 * @property {"ready" | "impaired" | "down"} state
 * @property {number} [typical_ms] until the first content
 */

/** How each state is shown, and what it means. */
export const HEALTH = {
  ready: { kind: "good", words: "Ready" },
  impaired: { kind: "warn", words: "Impaired: calls may be late or refused for a moment" },
  down: { kind: "bad", words: "Down: nobody can be asked for it now" },
};

/** @param {Model} model */
export const contextOf = (model) => compact(model.vaultgate.context_window);

/** @param {Model} model dollars for a million tokens, or for an image */
export function priceOf(model) {
  const price = model.vaultgate.price;
  if (!price) {
    return { input: "–", output: "–" };
  }
  const perImage = price.per_image;
  if (perImage !== undefined && price.input === undefined) {
    const first = typeof perImage === "object" ? Object.values(perImage)[0] : perImage;
    return { input: "–", output: `${money(String(first))} / image` };
  }
  return { input: dollars(price.input), output: dollars(price.output) };
}

/** @param {unknown} value */
export const dollars = (value) => (value === undefined || value === null ? "–" : money(String(value)));

/**
 * The model that one begins with, where nobody has chosen: with the shortest name, which is that of
 * a family's plain member, and none that will end.
 *
 * @param {Model[]} models
 */
export const usualModel = (models) =>
  [...models].sort(
    (one, other) =>
      Number(one.vaultgate.deprecated ?? false) - Number(other.vaultgate.deprecated ?? false) ||
      Number(one.vaultgate.type !== "text") - Number(other.vaultgate.type !== "text") ||
      one.id.length - other.id.length,
  )[0]?.id ?? "";
