// @ts-check
import { html, PageElement } from "vg/core/element.js";
import { useStyles } from "vg/ui/styles.js";

const colours = ["#d9a441", "#5b8def", "#3faa74", "#8f6be0", "#d9604c", "#2b9aa6", "#c25a9c", "#7f8b9c"];

/** A provider's first letter, in a colour that is always its own. Nobody's logo is copied. */
class ProviderMark extends PageElement {
  static properties = { provider: {}, small: { type: Boolean } };

  constructor() {
    super();
    this.provider = "";
    this.small = false;
    useStyles("models");
  }

  render() {
    return html`<span class="provider-mark ${this.small ? "small" : ""}" aria-hidden="true"
      >${this.provider.slice(0, 1).toUpperCase()}</span
    >`;
  }

  updated() {
    let sum = 0;
    for (const letter of this.provider) {
      sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
    }
    this.style.setProperty("--mark", colours[sum % colours.length] ?? "");
  }
}

customElements.define("vg-provider-mark", ProviderMark);
