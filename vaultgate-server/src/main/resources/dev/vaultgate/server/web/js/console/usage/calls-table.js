// @ts-check
// Calls in rows, of which only those are in the page that are seen, and some around them: however
// many there are, scrolling costs the same.
import { html, PageElement } from "vg/core/element.js";
import { compact, date, dayAndMonth, duration, money, time } from "vg/core/format.js";
import { repeat } from "lit/directives/repeat.js";

const GOOD = "ok";

/** Rows that are kept ready above and below what is seen. */
const SPARE = 20;

/** What is in the page changes by so many rows at a time. */
const STEP = 10;

/** Fires `open` with a call in its detail, and `end` when the last rows come near. */
class CallsTable extends PageElement {
  static properties = {
    calls: { attribute: false },
    first: { state: true },
    last: { state: true },
  };

  constructor() {
    super();
    /** @type {any[]} */
    this.calls = [];
    this.first = 0;
    this.last = 2 * SPARE;
    this.look = () => this.see();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("scroll", this.look, { passive: true });
    addEventListener("resize", this.look);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("scroll", this.look);
    removeEventListener("resize", this.look);
  }

  /** Others may be fewer than where one was. */
  willUpdate() {
    if (this.first >= this.calls.length) {
      this.first = 0;
      this.last = 2 * SPARE;
    }
  }

  render() {
    if (this.calls.length === 0) {
      return html`<div class="empty"><p>No call fits.</p></div>`;
    }
    return html`<div class="table-wrap">
      <table class="table calls" aria-rowcount=${this.calls.length + 1}>
        <thead>
          <tr aria-rowindex="1">
            <th scope="col" class="when">Time</th>
            <th scope="col">Model</th>
            <th scope="col" class="type">Type</th>
            <th scope="col" class="route">Route</th>
            <th scope="col" class="tokens end">Tokens</th>
            <th scope="col" class="cost end">Cost</th>
            <th scope="col" class="took end">Took</th>
            <th scope="col" class="ended">Ended</th>
          </tr>
        </thead>
        <tbody>
          <tr class="space" aria-hidden="true"><td colspan="8"></td></tr>
          ${repeat(
            this.calls.slice(this.first, this.last),
            (call) => call.request_id,
            (call, index) => this.row(call, this.first + index),
          )}
          <tr class="space" aria-hidden="true"><td colspan="8"></td></tr>
        </tbody>
      </table>
    </div>`;
  }

  /** @param {any} call @param {number} index */
  row(call, index) {
    const open = () => this.dispatchEvent(new CustomEvent("open", { detail: call }));
    return html`<tr
      class="call"
      tabindex="0"
      aria-rowindex=${index + 2}
      @click=${open}
      @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && open()}
    >
      <td class="number" title=${date(call.started_at)}>
        ${time(call.started_at)} <span class="faint">${dayAndMonth(call.started_at)}</span>
      </td>
      <td title=${call.model}><b class="name">${call.model}</b></td>
      <td><span class="badge ${call.type}">${call.type}</span></td>
      <td title=${call.attempts}><code class="faint">${call.attempts}</code></td>
      <td class="end number">
        ${compact(call.usage.prompt_tokens)} <span class="faint">in</span>
        ${compact(call.usage.completion_tokens)} <span class="faint">out</span>
      </td>
      <td class="end number">${money(call.cost)}</td>
      <td class="end number">${duration(call.millis)}</td>
      <td>
        <span class="badge ${call.outcome === GOOD ? "good" : "bad"}"
          >${call.outcome.replaceAll("_", " ")}</span
        >
      </td>
    </tr>`;
  }

  updated() {
    const height = this.rowHeight();
    const spaces = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("tr.space"));
    if (height > 0 && spaces.length === 2) {
      const below = Math.max(0, this.calls.length - this.last);
      spaces[0]?.style.setProperty("height", `${this.first * height}px`);
      spaces[1]?.style.setProperty("height", `${below * height}px`);
    }
    this.see();
  }

  /** Every row is as high as the first one. */
  rowHeight() {
    return this.querySelector("tr.call")?.getBoundingClientRect().height ?? 0;
  }

  /** Finds which rows are seen now. */
  see() {
    const body = this.querySelector("tbody");
    const height = this.rowHeight();
    if (!body || height === 0) {
      return;
    }
    const above = -body.getBoundingClientRect().top;
    const count = this.calls.length;
    const first = Math.floor(above / height) - SPARE;
    const last = Math.ceil((above + innerHeight) / height) + SPARE;
    this.first = Math.max(0, Math.min(first - (first % STEP), count - 1));
    this.last = Math.min(count, Math.max(this.first + SPARE, last + STEP - (last % STEP)));
    if (last + SPARE >= count) {
      this.dispatchEvent(new Event("end"));
    }
  }
}

customElements.define("vg-calls-table", CallsTable);
