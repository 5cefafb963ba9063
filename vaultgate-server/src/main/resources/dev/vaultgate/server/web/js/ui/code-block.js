// @ts-check
// A block of code with its language, colours and a button to copy it.
import "vg/ui/copy.js";

/** @type {Promise<any> | null} */
let highlighter = null;

/**
 * @param {string} code
 * @param {string} info what stands behind the fence: the language first
 */
export function codeBlock(code, info) {
  const language = info.trim().split(/\s+/)[0] ?? "";
  const block = document.createElement("div");
  block.className = "code";
  const head = document.createElement("div");
  head.className = "code-head";
  const name = document.createElement("span");
  name.textContent = language;
  const copy = /** @type {any} */ (document.createElement("vg-copy"));
  copy.text = code;
  copy.label = "Copy the code";
  head.append(name, copy);
  block.append(head, codeText(code, language));
  return block;
}

/**
 * Code by itself, in its colours.
 *
 * @param {string} code
 * @param {string} language empty for none
 */
export function codeText(code, language) {
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  const text = document.createElement("code");
  text.textContent = code;
  pre.append(text);
  if (language) {
    colour(text, code, language);
  }
  return pre;
}

/** @param {HTMLElement} place @param {string} code @param {string} language */
async function colour(place, code, language) {
  highlighter ??= import("highlight").then((module) => module.default);
  const hljs = await highlighter;
  if (hljs.getLanguage(language) && code.length < 100_000) {
    const html = hljs.highlight(code, { language, ignoreIllegals: true }).value;
    place.replaceChildren(...spans(html));
  }
}

/**
 * The highlighter writes text with spans of a class around it, and nothing else. It is read as that,
 * rather than as HTML: what is no such span stays text.
 *
 * @param {string} html
 * @returns {Node[]}
 */
function spans(html) {
  const root = document.createElement("span");
  /** @type {HTMLElement[]} */
  const open = [root];
  for (const [, start, end, text] of html.matchAll(
    /<span class="([a-zA-Z0-9_ -]+)">|(<\/span>)|([^<]+|<)/g,
  )) {
    const parent = /** @type {HTMLElement} */ (open[open.length - 1]);
    if (start !== undefined) {
      const span = document.createElement("span");
      span.className = start;
      parent.append(span);
      open.push(span);
    } else if (end !== undefined) {
      if (open.length > 1) {
        open.pop();
      }
    } else {
      parent.append(unescaped(text ?? ""));
    }
  }
  return [...root.childNodes];
}

/** @type {Record<string, string>} */
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };

/** @param {string} text */
const unescaped = (text) => text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (one) => ENTITIES[one] ?? one);
