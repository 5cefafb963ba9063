// @ts-check
import { blocks, blockNode } from "vg/ui/markdown-nodes.js";
import { useStyles } from "vg/ui/styles.js";

/**
 * Text with Markdown in it: `<vg-markdown .text=${text}></vg-markdown>`. While the text grows only
 * the blocks at its end are made anew, once a frame at most.
 */
class Markdown extends HTMLElement {
  constructor() {
    super();
    this.wanted = "";
    /** @type {string[]} the text of each block that is shown */
    this.shown = [];
    this.waiting = false;
    useStyles("markdown");
  }

  connectedCallback() {
    this.classList.add("markdown");
  }

  get text() {
    return this.wanted;
  }

  set text(text) {
    if (text !== this.wanted) {
      this.wanted = text;
      if (!this.waiting) {
        this.waiting = true;
        requestAnimationFrame(() => this.show());
      }
    }
  }

  show() {
    this.waiting = false;
    const tokens = blocks(this.wanted);
    let same = 0;
    while (same < tokens.length && tokens[same]?.raw === this.shown[same]) {
      same++;
    }
    while (this.childNodes.length > same) {
      this.lastChild?.remove();
    }
    for (const token of tokens.slice(same)) {
      this.append(blockNode(token));
    }
    this.shown = tokens.map((token) => token.raw);
  }
}

customElements.define("vg-markdown", Markdown);
