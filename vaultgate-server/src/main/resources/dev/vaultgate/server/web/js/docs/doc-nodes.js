// @ts-check
// A page of the documentation as elements: Markdown, with anchors at its headings, and with the same
// code in several languages behind tabs.
import { blocks, blockNode } from "vg/ui/markdown-nodes.js";
import "vg/ui/code-tabs.js";

/** @typedef {{id: string, text: string, depth: number}} Heading */

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/**
 * @param {string} text
 * @returns {{nodes: Node[], headings: Heading[]}}
 */
export function docNodes(text) {
  /** @type {Node[]} */
  const nodes = [];
  /** @type {Heading[]} */
  const headings = [];
  /** @type {Map<string, number>} */
  const taken = new Map();
  /** @type {any[]} code that follows code, all of it with a tab */
  let tabs = [];
  for (const token of /** @type {any[]} */ ([...blocks(text), { type: "end" }])) {
    if (tabs.length > 0 && !isTab(token)) {
      nodes.push(codeTabs(tabs));
      tabs = [];
    }
    if (isTab(token)) {
      tabs.push(token);
    } else if (token.type !== "end") {
      const node = blockNode(token, { headings: HEADINGS, anchors: true, link });
      if (node instanceof HTMLHeadingElement) {
        headings.push(anchored(node, token.depth, taken));
      }
      nodes.push(node);
    }
  }
  return { nodes, headings };
}

/**
 * Where a link of a page leads: to another page, or to a place of this one. To the repository's other
 * files nothing leads from here.
 *
 * @param {string} href
 */
export function link(href) {
  const page = /^(?:\.\/)?([a-z0-9-]+)\.md(#.*)?$/.exec(href);
  if (page) {
    return `/docs/${page[1]}${page[2] ?? ""}`;
  }
  return href.startsWith("#") ? href : null;
}

/** @param {any} token */
const isTab = (token) => token.type === "code" && / tab\b/.test(token.lang ?? "");

/** @type {Record<string, string>} */
const LANGUAGES = {
  bash: "Shell",
  java: "Java",
  javascript: "JavaScript",
  js: "JavaScript",
  json: "JSON",
  python: "Python",
  sh: "curl",
  xml: "Maven",
  yaml: "YAML",
};

/** @param {any[]} tokens */
function codeTabs(tokens) {
  const node = /** @type {any} */ (document.createElement("vg-code-tabs"));
  node.samples = tokens.map((token) => {
    const [language = "", , ...words] = token.lang.trim().split(/\s+/);
    return { name: words.join(" ") || (LANGUAGES[language] ?? language), language, code: token.text };
  });
  return node;
}

/**
 * @param {HTMLHeadingElement} node
 * @param {number} depth
 * @param {Map<string, number>} taken
 * @returns {Heading}
 */
function anchored(node, depth, taken) {
  const text = node.textContent ?? "";
  const before = taken.get(node.id) ?? 0;
  taken.set(node.id, before + 1);
  if (before > 0) {
    node.id = `${node.id}-${before}`;
  }
  if (depth > 1) {
    const anchor = document.createElement("a");
    anchor.className = "anchor";
    anchor.href = `#${node.id}`;
    anchor.setAttribute("aria-label", `Link to “${text}”`);
    const icon = document.createElement("vg-icon");
    icon.setAttribute("name", "link");
    icon.setAttribute("size", "s");
    anchor.append(icon);
    node.append(anchor);
  }
  return { id: node.id, text, depth };
}
