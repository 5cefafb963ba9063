// @ts-check
// The documentation: the contents beside the page, the page, and what is on it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { onChange, savedScroll } from "vg/core/router.js";
import { toast } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import { entries, REFERENCE } from "vg/docs/contents.js";
import { docNodes } from "vg/docs/doc-nodes.js";
import { text } from "vg/docs/library.js";
import "vg/docs/contents-list.js";
import "vg/docs/docs-bar.js";
import "vg/docs/docs-home.js";
import "vg/docs/on-this-page.js";
import "vg/docs/page-turn.js";

/** @typedef {import("vg/docs/doc-nodes.js").Heading} Heading */
/** @typedef {{path: string, title: string, body: unknown, headings: Heading[], markdown?: string}} Shown */

class DocsPage extends PageElement {
  static properties = { shown: { state: true }, failure: { state: true } };

  constructor() {
    super();
    /** @type {Shown | null} */
    this.shown = null;
    this.failure = "";
    useStyles("markdown");
    useStyles("docs");
  }

  connectedCallback() {
    super.connectedCallback();
    this.forget = onChange(() => this.show());
    this.addEventListener("click", this.clicked);
    this.show();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget?.();
    this.removeEventListener("click", this.clicked);
  }

  /** Shows the page of the path, and the place on it that the path names. */
  async show() {
    const path = location.pathname.replace(/\/$/, "");
    if (!path.startsWith("/docs")) {
      return;
    }
    const isFirst = this.shown === null;
    if (this.shown?.path !== path) {
      this.failure = "";
      const shown = await load(path).catch((failure) => {
        this.failure = failure.message;
        return { path, title: "Not found", body: nothing, headings: [] };
      });
      if (path !== location.pathname.replace(/\/$/, "")) {
        return; // Somebody has gone on meanwhile.
      }
      this.shown = shown;
      await this.updateComplete;
      if (!isFirst) {
        this.querySelector("h1")?.focus({ preventScroll: true });
      }
      scrollTo(0, savedScroll());
    }
    document.title = `${this.shown?.title} · VaultGate`;
    const place = decodeURIComponent(location.hash.slice(1));
    if (place && savedScroll() === 0) {
      const target = document.getElementById(place);
      target?.scrollIntoView();
      target?.focus({ preventScroll: true });
    }
  }

  /** @param {MouseEvent} event on the mark beside a heading, which copies its address */
  async clicked(event) {
    const anchor = /** @type {Element} */ (event.target).closest("a.anchor");
    if (anchor && navigator.clipboard) {
      await navigator.clipboard.writeText(/** @type {HTMLAnchorElement} */ (anchor).href);
      toast("Link copied");
    }
  }

  render() {
    const shown = this.shown;
    return html`<a class="skip" href="#text">Skip to the text</a>
      <vg-docs-bar .path=${shown?.path ?? ""}></vg-docs-bar>
      <div class="docs ${this.kind()}">
        <div class="docs-side"><vg-contents-list .path=${shown?.path ?? ""}></vg-contents-list></div>
        <div class="docs-middle" id="text" tabindex="-1">${this.middle()}</div>
        <vg-on-this-page .headings=${shown?.headings ?? []}></vg-on-this-page>
      </div>`;
  }

  /** What the page looks like. */
  kind() {
    const path = this.shown?.path ?? "";
    return path === "/docs" || path.startsWith(REFERENCE) ? "wide" : "";
  }

  middle() {
    if (this.failure) {
      return html`<div class="empty">
        <vg-icon name="circle-alert" size="l"></vg-icon>
        <h1 tabindex="-1">There is no such page.</h1>
        <p>${this.failure}</p>
        <p><a href="/docs">To the contents</a></p>
      </div>`;
    }
    if (!this.shown) {
      return html`<span class="loading" role="progressbar" aria-label="Loading"></span>`;
    }
    const { path, body, markdown } = this.shown;
    return html`${markdown
        ? html`<div class="docs-tools">
            <vg-copy words .text=${markdown} label="Copy this page as Markdown"></vg-copy>
          </div>`
        : nothing}
      ${body}
      <vg-page-turn .path=${path}></vg-page-turn>`;
  }
}

customElements.define("vg-docs-page", DocsPage);

/** @param {string} path @returns {Promise<Shown>} */
async function load(path) {
  if (path === "/docs") {
    return { path, title: "Documentation", body: html`<vg-docs-home></vg-docs-home>`, headings: [] };
  }
  if (path.startsWith(REFERENCE)) {
    const { referencePage } = await import("vg/docs/reference/pages.js");
    return referencePage(path);
  }
  const entry = entries.find((one) => one.path === path);
  if (!entry) {
    throw new Error(`Nothing is known of ${path}.`);
  }
  const markdown = await text(entry.name);
  const { nodes, headings } = docNodes(markdown);
  const first = nodes[0];
  if (first instanceof HTMLElement) {
    first.tabIndex = -1;
  }
  const body = html`<article class="markdown doc">${nodes}</article>`;
  return { path, title: entry.title, body, headings, markdown };
}
