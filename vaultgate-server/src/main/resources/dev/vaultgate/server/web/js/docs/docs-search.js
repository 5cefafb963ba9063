// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { go } from "vg/core/router.js";
import { entries } from "vg/docs/contents.js";
import { text } from "vg/docs/library.js";
import { find, sections, terms } from "vg/docs/search-index.js";

/** @typedef {import("vg/docs/search-index.js").Section} Section */
/** @typedef {import("vg/docs/search-index.js").Found} Found */

const SHOWN = 12;

/** @type {Promise<Section[]> | null} */
let index = null;

/** Reads all pages once; one that cannot be read is not found. @returns {Promise<Section[]>} */
async function read() {
  const pages = entries.filter(({ name }) => name !== "");
  const parts = await Promise.allSettled([
    ...pages.map(async ({ name, title }) => sections(name, title, await text(name))),
    operations(),
  ]);
  return parts.flatMap((part) => (part.status === "fulfilled" ? part.value : []));
}

/** The operations of the reference. @returns {Promise<Section[]>} */
async function operations() {
  const { apis } = await import("vg/docs/reference/document.js");
  return (await apis()).flatMap(({ title, groups }) =>
    groups.flatMap((group) =>
      group.operations.map(({ method, path, spec }) => ({
        href: `${group.path}#${spec.operationId}`,
        page: `API · ${title}`,
        heading: `${method} ${path}`,
        text: [spec.summary, spec.description].filter(Boolean).join(" "),
      })),
    ),
  );
}

/** A search over all pages, which lies over the page. Fires `close`. */
class DocsSearch extends PageElement {
  static properties = {
    query: { state: true },
    found: { state: true },
    chosen: { state: true },
  };

  constructor() {
    super();
    this.query = "";
    /** @type {Found[]} */
    this.found = [];
    this.chosen = 0;
  }

  firstUpdated() {
    this.querySelector("dialog")?.showModal();
    index ??= read();
  }

  render() {
    const isNone = this.query.trim() !== "" && this.found.length === 0;
    const status = isNone ? `Nothing about “${this.query}”.` : `${this.found.length} results`;
    return html`<dialog
      class="docs-search"
      aria-label="Search the documentation"
      @close=${() => this.dispatchEvent(new Event("close"))}
      @click=${this.outside}
    >
      <div class="field-row">
        <vg-icon name="search"></vg-icon>
        <input
          type="search"
          autofocus
          role="combobox"
          aria-label="Search the documentation"
          aria-expanded=${this.found.length > 0 ? "true" : "false"}
          aria-controls="docs-found"
          aria-autocomplete="list"
          aria-activedescendant=${this.found.length > 0 ? `found-${this.chosen}` : nothing}
          autocomplete="off"
          spellcheck="false"
          placeholder="Search the documentation"
          .value=${this.query}
          @input=${(/** @type {InputEvent} */ event) =>
            this.search(/** @type {HTMLInputElement} */ (event.target).value)}
          @keydown=${this.keyed}
        />
        <kbd>Esc</kbd>
      </div>
      <ul id="docs-found" role="listbox" aria-label="Results">
        ${this.found.map((one, at) => this.result(one, at))}
      </ul>
      <p role="status" class=${isNone ? "none" : "visually-hidden"}>${status}</p>
    </dialog>`;
  }

  /** @param {Found} found @param {number} at */
  result(found, at) {
    return html`<li
      role="option"
      id="found-${at}"
      aria-selected=${at === this.chosen ? "true" : "false"}
      @click=${() => this.open(found)}
      @pointermove=${() => (this.chosen = at)}
    >
      <b>
        ${found.page}${found.heading
          ? html`<vg-icon name="chevron-right" size="s"></vg-icon>${this.marked(found.heading)}`
          : nothing}
      </b>
      <span>${this.marked(found.excerpt)}</span>
    </li>`;
  }

  /** A text with the words of the query marked. @param {string} text */
  marked(text) {
    const words = terms(this.query);
    const pattern = new RegExp(`((?<![\\p{L}\\p{N}])(?:${words.join("|")}))`, "giu");
    return words.length === 0
      ? text
      : text.split(pattern).map((part, at) => (at % 2 === 1 ? html`<mark>${part}</mark>` : part));
  }

  /** @param {string} query */
  async search(query) {
    this.query = query;
    index ??= read();
    const all = await index;
    if (query === this.query) {
      this.found = find(all, query, SHOWN);
      this.chosen = 0;
    }
  }

  /** @param {KeyboardEvent} event */
  async keyed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.found.length > 0) {
      event.preventDefault();
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      await this.updateComplete;
      this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      const found = this.found[this.chosen];
      if (found) {
        event.preventDefault();
        this.open(found);
      }
    }
  }

  /** @param {Found} found */
  open(found) {
    this.querySelector("dialog")?.close();
    go(found.href);
  }

  /** @param {MouseEvent} event on the ground around it */
  outside(event) {
    if (event.target === this.querySelector("dialog")) {
      this.querySelector("dialog")?.close();
    }
  }
}

customElements.define("vg-docs-search", DocsSearch);
