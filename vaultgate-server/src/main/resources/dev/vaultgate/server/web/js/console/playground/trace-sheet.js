// @ts-check
// What was sent, and the way that it took.
import { html, nothing, PageElement } from "vg/core/element.js";
import { duration } from "vg/core/format.js";
import "vg/ui/copy.js";
import "vg/ui/dialog.js";

class TraceSheet extends PageElement {
  static properties = { answer: { attribute: false }, body: { attribute: false } };

  constructor() {
    super();
    /** @type {import("vg/run/run.js").Answer} */
    this.answer = /** @type {any} */ (null);
    /** @type {Record<string, any>} */
    this.body = {};
  }

  render() {
    return html`<vg-dialog
      sheet
      heading="Request and route"
      .body=${() => this.content()}
      @close=${(/** @type {Event} */ event) => {
        event.stopPropagation();
        this.dispatchEvent(new Event("close"));
      }}
    ></vg-dialog>`;
  }

  content() {
    const { answer } = this;
    const json = JSON.stringify(this.body, shortened, 2);
    return html`<div class="body">
      <h3>Route</h3>
      ${answer.attempts
        ? html`<ol class="attempts">
            ${answer.attempts.split(",").map((attempt) => {
              const cut = attempt.lastIndexOf(":");
              const status = attempt.slice(cut + 1);
              return html`<li>
                <span class="dot ${status === "200" ? "good" : "bad"}"></span>
                <code>${attempt.slice(0, cut)}</code> <span class="faint">${status}</span>
              </li>`;
            })}
          </ol>`
        : html`<p class="faint">Nobody was asked.</p>`}
      <dl class="facts">
        <dt>First content</dt>
        <dd>${duration(answer.firstMillis || null)}</dd>
        <dt>In all</dt>
        <dd>${duration(answer.millis)}</dd>
        ${answer.requestId
          ? html`<dt>Request</dt>
              <dd><code>${answer.requestId}</code></dd>`
          : nothing}
        ${answer.dropped
          ? html`<dt>Not carried</dt>
              <dd>${answer.dropped}</dd>`
          : nothing}
      </dl>
      <h3>Body</h3>
      <div class="code">
        <div class="code-head"><span>json</span><vg-copy .text=${json}></vg-copy></div>
        <pre tabindex="0"><code>${json}</code></pre>
      </div>
    </div>`;
  }
}

/** @param {string} _name @param {unknown} value pictures are long */
const shortened = (_name, value) =>
  typeof value === "string" && value.startsWith("data:") && value.length > 120
    ? `${value.slice(0, 80)}… (${value.length} characters)`
    : value;

customElements.define("vg-trace-sheet", TraceSheet);
