// @ts-check
// Markdown as elements. What a model writes is not trusted: the text is cut into tokens, and each
// token becomes one of a small set of elements with text in it. No HTML is read from it, ever; what
// looks like HTML is shown as it stands. Pictures and frames become links, so that nothing is
// fetched from anywhere while an answer is read.
import { Lexer } from "marked";
import { codeBlock } from "vg/ui/code-block.js";

/** @typedef {import("marked").Token} Token */

const HEADINGS = ["h3", "h3", "h4", "h4", "h5", "h6"];

/**
 * @param {string} text
 * @returns {Token[]} one for each block
 */
export function blocks(text) {
  return Lexer.lex(text, { gfm: true, breaks: false }).filter((token) => token.type !== "space");
}

/**
 * @param {Token} token of a block
 * @param {Options} [options]
 * @returns {Node}
 */
export function blockNode(token, options = {}) {
  const block = /** @type {any} */ (token);
  switch (block.type) {
    case "heading": {
      const level = options.headings ?? HEADINGS;
      const heading = element(level[block.depth - 1] ?? "h6", inline(block.tokens, options));
      if (options.anchors) {
        heading.id = slug(block.text);
      }
      return heading;
    }
    case "paragraph":
      return element("p", inline(block.tokens, options));
    case "code":
      return codeBlock(block.text, block.lang ?? "");
    case "blockquote":
      return element(
        "blockquote",
        block.tokens.map((/** @type {Token} */ one) => blockNode(one, options)),
      );
    case "list":
      return list(block, options);
    case "table":
      return table(block, options);
    case "hr":
      return document.createElement("hr");
    case "def":
      return document.createComment("");
    case "text":
      return block.tokens
        ? element("span", inline(block.tokens, options))
        : document.createTextNode(block.text);
    default:
      return element("p", [document.createTextNode(block.raw)]);
  }
}

/**
 * @typedef {object} Options
 * @property {string[]} [headings] the elements of headings by their depth
 * @property {boolean} [anchors] whether headings can be pointed at
 * @property {(href: string) => string | null} [link] where a link goes, or null for nowhere
 */

/** @param {any} token @param {Options} options */
function list(token, options) {
  const items = token.items.map((/** @type {any} */ item) => {
    const nodes = item.tokens.map((/** @type {Token} */ one) => blockNode(one, options));
    if (item.task) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.disabled = true;
      box.checked = item.checked;
      nodes.unshift(box);
    }
    return element("li", nodes);
  });
  const node = element(token.ordered ? "ol" : "ul", items);
  if (token.ordered && token.start !== 1 && token.start !== "") {
    node.setAttribute("start", String(token.start));
  }
  return node;
}

/** @param {any} token @param {Options} options */
function table(token, options) {
  const cells = (/** @type {any[]} */ row, /** @type {string} */ name) =>
    element(
      "tr",
      row.map((cell, column) => {
        const node = element(name, inline(cell.tokens, options));
        if (token.align[column]) {
          node.dataset.align = token.align[column];
        }
        return node;
      }),
    );
  const wrap = element("div", [
    element("table", [
      element("thead", [cells(token.header, "th")]),
      element(
        "tbody",
        token.rows.map((/** @type {any[]} */ row) => cells(row, "td")),
      ),
    ]),
  ]);
  wrap.className = "table-wrap";
  // A wide one is scrolled by keys, too.
  wrap.tabIndex = 0;
  wrap.setAttribute("role", "group");
  wrap.setAttribute("aria-label", "Table");
  return wrap;
}

/** @param {any[]} tokens @param {Options} options @returns {Node[]} */
function inline(tokens, options) {
  return (tokens ?? []).map((token) => {
    switch (token.type) {
      case "strong":
      case "em":
      case "del":
        return element(token.type, inline(token.tokens, options));
      case "codespan":
        return element("code", [document.createTextNode(token.text)]);
      case "br":
        return document.createElement("br");
      case "link":
        return link(token.href, inline(token.tokens, options), options);
      case "image":
        return link(token.href, [document.createTextNode(token.text || token.href)], options);
      case "text":
        return token.tokens
          ? element("span", inline(token.tokens, options))
          : document.createTextNode(token.text);
      case "escape":
        return document.createTextNode(token.text);
      default:
        return document.createTextNode(token.raw);
    }
  });
}

/** @param {string} href @param {Node[]} words @param {Options} options */
function link(href, words, options) {
  const own = options.link?.(href);
  const target = own ?? safe(href);
  if (!target) {
    return element("span", words);
  }
  const node = /** @type {HTMLAnchorElement} */ (element("a", words));
  node.href = target;
  if (!own) {
    node.rel = "noopener noreferrer nofollow";
    node.target = "_blank";
  }
  return node;
}

/** @param {string} href */
function safe(href) {
  try {
    const url = new URL(href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** @param {string} name @param {Node[]} children */
function element(name, children) {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}

/** @param {string} text */
export const slug = (text) =>
  text
    .toLowerCase()
    .replace(/<[^>]*>|[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
