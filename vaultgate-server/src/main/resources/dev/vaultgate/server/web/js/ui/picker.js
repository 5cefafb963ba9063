// @ts-check
// Chooses one of many by typing: a combobox with a list below it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { useStyles } from "vg/ui/styles.js";

const SHOWN_MAX = 80;
let made = 0;

/**
 * `.options` is a list of `{value, words, more, mark}`; fires `pick` with the value in its detail.
 */
class Picker extends PageElement {
  static properties = {
    options: { attribute: false },
    value: {},
    label: {},
    empty: {},
    open: { state: true },
    typed: { state: true },
    active: { state: true },
  };

  constructor() {
    super();
    useStyles("picker");
    this.number = ++made;
    /** @type {{value: string, words: string, more?: string}[]} */
    this.options = [];
    this.value = "";
    this.label = "";
    this.empty = "Choose";
    this.open = false;
    this.typed = "";
    this.active = 0;
    /** @param {Event} event */
    this.outside = (event) => {
      if (this.open && !this.contains(/** @type {Node} */ (event.target))) {
        this.open = false;
      }
    };
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("pointerdown", this.outside);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.outside);
  }

  found() {
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    return this.options
      .filter((option) => {
        const text = `${option.value} ${option.words} ${option.more ?? ""}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .slice(0, SHOWN_MAX);
  }

  render() {
    const chosen = this.options.find((option) => option.value === this.value);
    const id = `picker-${this.number}`;
    return html`<div class="picker">
      <button
        type="button"
        class="button picker-button"
        aria-haspopup="listbox"
        aria-expanded=${this.open ? "true" : "false"}
        aria-label="${this.label}: ${chosen?.words ?? this.empty}"
        @click=${this.toggle}
      >
        <span class="picker-words">${chosen?.words ?? this.empty}</span>
        <vg-icon size="s" name="chevrons-up-down"></vg-icon>
      </button>
      ${this.open ? this.list(id) : nothing}
    </div>`;
  }

  /** @param {string} id */
  list(id) {
    const found = this.found();
    return html`<div class="picker-sheet">
      <input
        class="input"
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls=${id}
        aria-activedescendant="${id}-${this.active}"
        aria-label="Search: ${this.label}"
        placeholder="Search"
        .value=${this.typed}
        @input=${(/** @type {Event} */ event) => {
          this.typed = /** @type {HTMLInputElement} */ (event.target).value;
          this.active = 0;
        }}
        @keydown=${this.key}
      />
      <ul role="listbox" id=${id} aria-label=${this.label}>
        ${found.map(
          (option, index) =>
            html`<li
              role="option"
              id="${id}-${index}"
              aria-selected=${option.value === this.value ? "true" : "false"}
              class=${index === this.active ? "active" : ""}
              @pointermove=${() => (this.active = index)}
              @click=${() => this.pick(option.value)}
            >
              <span>${option.words}</span>
              ${option.more ? html`<small>${option.more}</small>` : nothing}
            </li>`,
        )}
        ${found.length === 0 ? html`<li class="none">Nothing fits.</li>` : nothing}
      </ul>
    </div>`;
  }

  async toggle() {
    this.open = !this.open;
    this.typed = "";
    this.active = Math.max(
      0,
      this.found().findIndex((option) => option.value === this.value),
    );
    await this.updateComplete;
    this.querySelector("input")?.focus();
    this.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  async key(event) {
    const found = this.found();
    switch (event.key) {
      case "ArrowDown":
        this.active = Math.min(this.active + 1, found.length - 1);
        break;
      case "ArrowUp":
        this.active = Math.max(this.active - 1, 0);
        break;
      case "Enter":
        this.pick(found[this.active]?.value ?? this.value);
        break;
      case "Escape":
        this.open = false;
        this.querySelector("button")?.focus();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
    await this.updateComplete;
    this.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} value */
  pick(value) {
    this.value = value;
    this.open = false;
    this.dispatchEvent(new CustomEvent("pick", { detail: value }));
    this.querySelector("button")?.focus();
  }
}

customElements.define("vg-picker", Picker);
