// @ts-check
import { html, PageElement } from "vg/core/element.js";
import { contents } from "vg/docs/contents.js";

/** The first page of the documentation: where to go for what. */
class DocsHome extends PageElement {
  render() {
    return html`<div class="docs-front">
        <h1 tabindex="-1">Documentation</h1>
        <p class="lead">
          Everything about this gateway: to call it, to embed it, to run it. The address of its API is
          <code>${location.origin}/v1</code>.
        </p>
      </div>
      ${contents.map(
        ({ group, pages }) =>
          html`<section>
            <h2 class="label">${group}</h2>
            <ul class="docs-cards">
              ${pages.map(
                ({ path, title, about }) =>
                  html`<li>
                    <a href=${path}><b>${title}</b><span>${about}</span></a>
                  </li>`,
              )}
            </ul>
          </section>`,
      )}`;
  }
}

customElements.define("vg-docs-home", DocsHome);
