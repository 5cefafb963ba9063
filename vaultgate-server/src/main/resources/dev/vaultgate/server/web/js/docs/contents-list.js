// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { contents, REFERENCE } from "vg/docs/contents.js";

/** All pages in their groups; the one that is shown is marked. */
class ContentsList extends PageElement {
  static properties = { path: {}, apis: { state: true } };

  constructor() {
    super();
    this.path = "";
    /** @type {import("vg/docs/reference/document.js").Api[]} shown with the reference alone */
    this.apis = [];
  }

  /** @param {Map<string, unknown>} changed */
  async updated(changed) {
    if (changed.has("path") && this.path.startsWith(REFERENCE) && this.apis.length === 0) {
      const { apis } = await import("vg/docs/reference/document.js");
      this.apis = await apis();
    }
  }

  render() {
    return html`<nav class="contents" aria-label="Documentation">
      ${contents.map(
        ({ group, pages }) =>
          html`<h2 class="label">${group}</h2>
            <ul>
              ${pages.map(
                ({ path, title }) =>
                  html`<li>
                    ${this.link(path, title)}
                    ${path === REFERENCE && this.path.startsWith(REFERENCE) ? this.groups() : nothing}
                  </li>`,
              )}
            </ul>`,
      )}
    </nav>`;
  }

  groups() {
    return html`<ul>
      ${this.apis.map(
        (api) =>
          html`<li>
            <span class="faint">${api.title}</span>
            <ul>
              ${api.groups.map(({ path, title }) => html`<li>${this.link(path, title)}</li>`)}
            </ul>
          </li>`,
      )}
    </ul>`;
  }

  /** @param {string} path @param {string} title */
  link(path, title) {
    return html`<a href=${path} aria-current=${this.path === path ? "page" : nothing}>${title}</a>`;
  }
}

customElements.define("vg-contents-list", ContentsList);
