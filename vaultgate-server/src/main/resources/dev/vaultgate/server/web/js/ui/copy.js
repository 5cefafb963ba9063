// @ts-check
import { html, PageElement } from "vg/core/element.js";

/** A button that copies a text: `<vg-copy .text=${id} label="Copy the id"></vg-copy>`. */
class Copy extends PageElement {
  static properties = {
    text: {},
    label: {},
    words: { type: Boolean },
    done: { state: true },
  };

  constructor() {
    super();
    this.text = "";
    this.label = "Copy";
    this.words = false;
    this.done = false;
  }

  render() {
    return html`<button
      type="button"
      class="button plain small ${this.words ? "" : "square"}"
      title=${this.label}
      aria-label=${this.label}
      @click=${this.copy}
    >
      <vg-icon size="s" name=${this.done ? "check" : "copy"}></vg-icon>
      ${this.words ? (this.done ? "Copied" : "Copy") : ""}
    </button>`;
  }

  /** @param {Event} event */
  async copy(event) {
    event.stopPropagation();
    await navigator.clipboard.writeText(this.text);
    this.done = true;
    setTimeout(() => (this.done = false), 1600);
  }
}

customElements.define("vg-copy", Copy);
