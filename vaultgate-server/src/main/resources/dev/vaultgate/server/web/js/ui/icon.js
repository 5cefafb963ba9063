// @ts-check

/** A drawing of Lucide's, in the colour of the text: `<vg-icon name="key"></vg-icon>`. */
class Icon extends HTMLElement {
  static observedAttributes = ["name"];

  attributeChangedCallback() {
    const name = (this.getAttribute("name") ?? "").replace(/[^a-z0-9-]/g, "");
    this.style.maskImage = name ? `url("/web/lib/icons/${name}.svg")` : "none";
    this.setAttribute("aria-hidden", "true");
  }
}

customElements.define("vg-icon", Icon);
