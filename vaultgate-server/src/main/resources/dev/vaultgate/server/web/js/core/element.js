// @ts-check
import { LitElement } from "lit";

/** An element whose parts stand in the page itself, under the page's own styles. */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}

export { html, nothing, svg } from "lit";
