// @ts-check
import { html, PageElement } from "vg/core/element.js";
import "vg/ui/copy.js";

/** The same thing in several languages: `.samples` is a list of `{name, code}`. */
class CodeTabs extends PageElement {
  static properties = { samples: { attribute: false }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {{name: string, code: string}[]} */
    this.samples = [];
    this.chosen = localStorage.getItem("language") ?? "curl";
  }

  render() {
    const sample =
      this.samples.find((one) => one.name === this.chosen) ?? this.samples[0] ?? { name: "", code: "" };
    return html`<div class="code">
      <div class="row between">
        <div class="tabs" role="tablist" aria-label="Language">
          ${this.samples.map(
            (one) =>
              html`<button
                type="button"
                class="tab"
                role="tab"
                aria-selected=${one.name === sample.name ? "true" : "false"}
                @click=${() => this.choose(one.name)}
              >
                ${one.name}
              </button>`,
          )}
        </div>
        <vg-copy .text=${sample.code} label="Copy the code"></vg-copy>
      </div>
      <pre tabindex="0"><code>${sample.code}</code></pre>
    </div>`;
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    localStorage.setItem("language", name);
  }
}

customElements.define("vg-code-tabs", CodeTabs);
