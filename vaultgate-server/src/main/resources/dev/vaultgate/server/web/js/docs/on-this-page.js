// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";

/** The headings of the page; the one that is read is marked. */
class OnThisPage extends PageElement {
  static properties = { headings: { attribute: false }, current: { state: true } };

  constructor() {
    super();
    /** @type {import("vg/docs/doc-nodes.js").Heading[]} */
    this.headings = [];
    this.current = "";
    /** @type {IntersectionObserver | null} */
    this.watch = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch?.disconnect();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("headings")) {
      this.watch?.disconnect();
      this.watch = new IntersectionObserver(() => this.look(), { rootMargin: "-64px 0px -70% 0px" });
      for (const { id } of this.listed()) {
        const heading = document.getElementById(id);
        if (heading) {
          this.watch.observe(heading);
        }
      }
      this.look();
    }
  }

  listed() {
    return this.headings.filter(({ depth }) => depth === 2 || depth === 3);
  }

  /** Finds the last heading above the reader's eye. */
  look() {
    const line = 96;
    let current = "";
    for (const { id } of this.listed()) {
      const top = document.getElementById(id)?.getBoundingClientRect().top ?? Infinity;
      if (top <= line) {
        current = id;
      }
    }
    this.current = current;
  }

  render() {
    const listed = this.listed();
    return listed.length < 2
      ? nothing
      : html`<nav class="on-this-page" aria-label="On this page">
          <h2 class="label">On this page</h2>
          <ul>
            ${listed.map(
              ({ id, text, depth }) =>
                html`<li class="depth-${depth}">
                  <a href="#${id}" aria-current=${id === this.current ? "true" : nothing}>${text}</a>
                </li>`,
            )}
          </ul>
        </nav>`;
  }
}

customElements.define("vg-on-this-page", OnThisPage);
