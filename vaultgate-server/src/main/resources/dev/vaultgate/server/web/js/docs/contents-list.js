// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { contents } from "vg/docs/contents.js";

/** All pages in their groups; the one that is shown is marked. */
class ContentsList extends PageElement {
  static properties = { path: {} };

  constructor() {
    super();
    this.path = "";
  }

  render() {
    return html`<nav class="contents" aria-label="Documentation">
      ${contents.map(
        ({ group, pages }) =>
          html`<h2 class="label">${group}</h2>
            <ul>
              ${pages.map(({ name, title }) => this.entry(`/docs/${name}`, title))}
            </ul>`,
      )}
    </nav>`;
  }

  /** @param {string} path @param {string} title */
  entry(path, title) {
    return html`<li>
      <a href=${path} aria-current=${this.path === path ? "page" : nothing}>${title}</a>
    </li>`;
  }
}

customElements.define("vg-contents-list", ContentsList);
