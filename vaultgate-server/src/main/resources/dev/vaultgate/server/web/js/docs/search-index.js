// @ts-check
// Finds the sections of the documentation that speak of something. A section is what stands under one
// heading. Every word of a query must be in it, if only as the beginning of a word; what stands in a
// title counts more than what stands in the text.
import { blocks, slug } from "vg/ui/markdown-nodes.js";

/**
 * @typedef {object} Section
 * @property {string} href
 * @property {string} page the title of its page
 * @property {string} heading its own; empty for what stands above the first
 * @property {string} text
 */

/** @typedef {Section & {score: number, excerpt: string}} Found */

/**
 * @param {string} name of a page
 * @param {string} page its title
 * @param {string} markdown
 * @returns {Section[]}
 */
export function sections(name, page, markdown) {
  /** @type {Section[]} */
  const found = [];
  /** @type {Map<string, number>} */
  const taken = new Map();
  let current = { href: `/docs/${name}`, page, heading: "", text: "" };
  for (const token of /** @type {any[]} */ (blocks(markdown))) {
    if (token.type === "heading") {
      const id = slug(token.text);
      const before = taken.get(id) ?? 0;
      taken.set(id, before + 1);
      if (token.depth > 1) {
        found.push(current);
        const anchor = before > 0 ? `${id}-${before}` : id;
        current = { href: `/docs/${name}#${anchor}`, page, heading: plain(token.tokens), text: "" };
      }
    } else {
      current.text += `${plain(token)} `;
    }
  }
  found.push(current);
  return found;
}

/** The words of a token without its marks. @param {any} token @returns {string} */
function plain(token) {
  if (Array.isArray(token)) {
    return token.map(plain).join("");
  }
  switch (token.type) {
    case "list":
      return token.items.map((/** @type {any} */ item) => plain(item.tokens)).join(" ");
    case "table":
      return [token.header, ...token.rows]
        .map((row) => row.map((/** @type {any} */ cell) => plain(cell.tokens)).join(" · "))
        .join(" ");
    case "paragraph":
    case "blockquote":
      return `${plain(token.tokens)} `;
    default:
      return token.tokens ? plain(token.tokens) : (token.text ?? token.raw ?? "");
  }
}

const WEIGHT = { page: 8, heading: 12, text: 1 };
const EXCERPT = 150;

/**
 * @param {Section[]} index
 * @param {string} query
 * @param {number} max
 * @returns {Found[]} the best first
 */
export function find(index, query, max) {
  const words = terms(query);
  if (words.length === 0) {
    return [];
  }
  return index
    .map((section) => ({ ...section, score: score(section, words, query), excerpt: "" }))
    .filter((section) => section.score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, max)
    .map((section) => ({ ...section, excerpt: excerpt(section.text, words) }));
}

/** @param {string} query */
export const terms = (query) => query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** @param {Section} section @param {string[]} words @param {string} query */
function score(section, words, query) {
  let sum = 0;
  for (const word of words) {
    const begins = new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "gu");
    const isWhole = new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "u");
    let best = 0;
    for (const [part, weight] of Object.entries(WEIGHT)) {
      const text = section[/** @type {"page" | "heading" | "text"} */ (part)].toLowerCase();
      const times = text.match(begins)?.length ?? 0;
      if (times > 0) {
        best += weight * (1 + Math.log(times)) * (isWhole.test(text) ? 2 : 1);
      }
    }
    if (best === 0) {
      return 0;
    }
    sum += best;
  }
  const phrase = query.trim().toLowerCase();
  const isTogether = words.length > 1 && section.text.toLowerCase().includes(phrase);
  return (sum + (isTogether ? 10 : 0)) / Math.log2(8 + section.text.length / 500);
}

/** The part of a text where a word of the query stands first. @param {string} text @param {string[]} words */
function excerpt(text, words) {
  const flat = text.replace(/\s+/g, " ").trim();
  const low = flat.toLowerCase();
  const places = words.map((word) => low.indexOf(word)).filter((place) => place >= 0);
  const at = Math.max(0, Math.min(...places, low.length) - EXCERPT / 3);
  const start = places.length === 0 || at === 0 ? 0 : flat.indexOf(" ", at) + 1;
  const part = flat.slice(start, start + EXCERPT);
  return (start > 0 ? "… " : "") + part + (start + EXCERPT < flat.length ? " …" : "");
}
