// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { isDark, setTheme } from "vg/core/theme.js";
import "vg/docs/contents-list.js";
import "vg/docs/docs-search.js";
import "vg/ui/dialog.js";

/** The bar above the documentation: search, and the ways out of it. */
class DocsBar extends PageElement {
  static properties = { path: {}, searching: { state: true }, browsing: { state: true } };

  constructor() {
    super();
    this.path = "";
    this.searching = false;
    this.browsing = false;
    this.keyed = this.keyed.bind(this);
    this.themed = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.keyed);
    addEventListener("themechange", this.themed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.keyed);
    removeEventListener("themechange", this.themed);
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const target = /** @type {Element} */ (event.target);
    const isWriting = target.matches("input, textarea, select, [contenteditable]");
    const isSlash = event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey;
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (isSlash || isK) {
      event.preventDefault();
      this.searching = true;
    }
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("path")) {
      this.browsing = false;
      this.searching = false;
    }
  }

  render() {
    return html`<div class="docs-bar">
        <button
          type="button"
          class="button plain square menu"
          aria-label="Contents"
          @click=${() => (this.browsing = true)}
        >
          <vg-icon name="menu"></vg-icon>
        </button>
        <a class="brand" href="/"><img src="/web/mark.svg" alt="" />VaultGate</a>
        <a class="brand-more" href="/docs">Docs</a>
        <button type="button" class="docs-find" @click=${() => (this.searching = true)}>
          <vg-icon name="search" size="s"></vg-icon>
          <span>Search</span>
          <kbd>/</kbd>
        </button>
        <nav aria-label="Pages">
          <a href="/console/models">Models</a>
          <a href="/console">Console</a>
        </nav>
        <button
          type="button"
          class="button plain square"
          aria-label=${isDark() ? "Light theme" : "Dark theme"}
          @click=${() => setTheme(isDark() ? "light" : "dark")}
        >
          <vg-icon name=${isDark() ? "sun" : "moon"}></vg-icon>
        </button>
      </div>
      ${this.searching
        ? html`<vg-docs-search @close=${() => (this.searching = false)}></vg-docs-search>`
        : nothing}
      ${this.browsing
        ? html`<vg-dialog
            sheet
            class="docs-drawer"
            heading="Documentation"
            .body=${() => html`<vg-contents-list .path=${this.path}></vg-contents-list>`}
            @close=${() => (this.browsing = false)}
            @click=${this.chosen}
          ></vg-dialog>`
        : nothing}`;
  }

  /** @param {Event} event of a link to the page that is shown already, too */
  chosen(event) {
    if (/** @type {Element} */ (event.target).closest("a")) {
      this.browsing = false;
    }
  }
}

customElements.define("vg-docs-bar", DocsBar);
