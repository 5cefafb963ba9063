// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { entries } from "vg/docs/contents.js";

/** The page before, and the one after. */
class PageTurn extends PageElement {
  static properties = { path: {} };

  constructor() {
    super();
    this.path = "";
  }

  render() {
    const at = entries.findIndex(({ path }) => path === this.path);
    const before = entries[at - 1];
    const after = entries[at + 1];
    return at < 0
      ? nothing
      : html`<nav class="page-turn" aria-label="Previous and next page">
          ${before
            ? html`<a href=${before.path} rel="prev">
                <small>Previous</small><span>${before.title}</span>
              </a>`
            : nothing}
          ${after
            ? html`<a class="next" href=${after.path} rel="next">
                <small>Next</small><span>${after.title}</span>
              </a>`
            : nothing}
        </nav>`;
  }
}

customElements.define("vg-page-turn", PageTurn);
