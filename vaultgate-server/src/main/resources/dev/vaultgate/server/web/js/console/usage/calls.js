// @ts-check
// Every call of a span of time: older ones as one scrolls to them, new ones as they happen.
import { html, nothing, PageElement } from "vg/core/element.js";
import { send, withQuery } from "vg/core/api.js";
import { events } from "vg/core/events.js";
import { compact } from "vg/core/format.js";
import { Paged } from "vg/ui/pages.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import "vg/console/usage/call-sheet.js";
import "vg/console/usage/calls-table.js";

const PAGE = 250;

/** More are kept in no page; who looks for older ones names another span. */
const ROWS_MAX = 20_000;

/** `.query` says which; give it a new one to have them read anew. */
class Calls extends PageElement {
  static properties = {
    query: { attribute: false },
    live: { state: true },
    open: { state: true },
  };

  constructor() {
    super();
    /** @type {Record<string, unknown> | null} */
    this.query = null;
    /** @type {AbortController | null} */
    this.live = null;
    /** @type {any} */
    this.open = null;
    /** @type {Paged<any>} */
    this.calls = new Paged("/usage", () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.live?.abort();
  }

  /** @param {Map<string, unknown>} changed */
  async updated(changed) {
    if (changed.has("query") && this.query) {
      await this.calls.load({ ...this.query, limit: PAGE }).catch(toastFailure);
    }
  }

  render() {
    const { rows, next, loading } = this.calls;
    return html`<section class="card" aria-label="Calls" aria-busy=${loading}>
      <header>
        <h2>Calls</h2>
        <div class="row">
          <button
            type="button"
            class="button small"
            aria-pressed=${this.live ? "true" : "false"}
            @click=${() => this.toggleLive()}
          >
            <span class="dot ${this.live ? "good" : ""}"></span> Live
          </button>
          <button type="button" class="button small" @click=${() => this.export()}>
            <vg-icon size="s" name="download"></vg-icon> CSV
          </button>
        </div>
      </header>
      ${loading && rows.length === 0
        ? html`<span class="loading" role="progressbar" aria-label="Loading"></span>`
        : html`<vg-calls-table
            .calls=${rows}
            @end=${() => this.more()}
            @open=${(/** @type {CustomEvent} */ event) => (this.open = event.detail)}
          ></vg-calls-table>`}
      ${next && rows.length >= ROWS_MAX
        ? html`<p class="more faint">
            These are the latest ${compact(rows.length)}. Another span of time shows older ones; a CSV
            holds all.
          </p>`
        : next
          ? html`<div class="more">
              <button
                type="button"
                class="button"
                ?disabled=${loading}
                @click=${() => this.more()}
              >
                ${loading ? "Reading older ones…" : "More"}
              </button>
            </div>`
          : nothing}
      ${this.open
        ? html`<vg-call-sheet
            .call=${this.open}
            @close=${() => (this.open = null)}
          ></vg-call-sheet>`
        : nothing}
    </section>`;
  }

  async more() {
    if (this.calls.rows.length < ROWS_MAX) {
      await this.calls.more().catch(toastFailure);
    }
  }

  async toggleLive() {
    if (this.live) {
      this.live.abort();
      this.live = null;
      return;
    }
    const live = new AbortController();
    this.live = live;
    const { from, until, search, ...query } = this.query ?? {};
    try {
      const response = await send("GET", withQuery("/usage/live", query), undefined, live.signal);
      for await (const { event, data } of events(response)) {
        if (event === "call") {
          this.calls.rows = [JSON.parse(data), ...this.calls.rows].slice(0, ROWS_MAX);
          this.requestUpdate();
        }
      }
    } catch (failure) {
      if (!live.signal.aborted) {
        toastFailure(failure);
      }
    }
    if (this.live === live) {
      this.live = null;
    }
  }

  async export() {
    try {
      const response = await send("GET", withQuery("/usage/export", this.query ?? {}));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = "usage.csv";
      link.click();
      toast("The file is being saved.");
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-calls", Calls);
