// @ts-check
import { html, PageElement } from "vg/core/element.js";
import { codeText } from "vg/ui/code-block.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/ui/copy.js";

/** @typedef {{name: string, code: string, language?: string}} Sample */

const CHOICE = "language";
/** @type {Set<CodeTabs>} all that are shown: who chooses a language means it everywhere */
const shown = new Set();

/** The same thing in several languages: `.samples` is a list of `{name, code}`. */
class CodeTabs extends PageElement {
  static properties = { samples: { attribute: false }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {Sample[]} */
    this.samples = [];
    this.chosen = localStorage.getItem(CHOICE) ?? "";
    /** @type {{code: string, node: Node} | null} */
    this.coloured = null;
    useStyles("markdown");
  }

  connectedCallback() {
    super.connectedCallback();
    shown.add(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shown.delete(this);
  }

  render() {
    const sample = this.samples.find((one) => one.name === this.chosen) ?? this.samples[0];
    return sample
      ? html`<div class="code">
          <div class="row between">
            <div class="tabs" role="tablist" aria-label="Language" @keydown=${this.keyed}>
              ${this.samples.map(
                (one) =>
                  html`<button
                    type="button"
                    class="tab"
                    role="tab"
                    aria-selected=${one === sample ? "true" : "false"}
                    tabindex=${one === sample ? 0 : -1}
                    @click=${() => this.choose(one.name)}
                  >
                    ${one.name}
                  </button>`,
              )}
            </div>
            <vg-copy .text=${sample.code} label="Copy the code"></vg-copy>
          </div>
          <div role="tabpanel" aria-label=${sample.name}>${this.code(sample)}</div>
        </div>`
      : "";
  }

  /** @param {Sample} sample */
  code(sample) {
    if (this.coloured?.code !== sample.code) {
      this.coloured = { code: sample.code, node: codeText(sample.code, sample.language ?? "") };
    }
    return this.coloured.node;
  }

  /** @param {string} name */
  choose(name) {
    localStorage.setItem(CHOICE, name);
    const top = this.getBoundingClientRect().top;
    for (const tabs of shown) {
      tabs.chosen = name;
    }
    // What stands above may be longer now; what was clicked stays under the pointer.
    this.updateComplete.then(() => scrollBy(0, this.getBoundingClientRect().top - top));
  }

  /** @param {KeyboardEvent} event moves among the tabs as people know it */
  async keyed(event) {
    const tabs = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[role=tab]")]);
    const at = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = (to + tabs.length) % tabs.length;
      this.choose(this.samples[next]?.name ?? "");
      await this.updateComplete;
      tabs[next]?.focus();
    }
  }
}

customElements.define("vg-code-tabs", CodeTabs);
