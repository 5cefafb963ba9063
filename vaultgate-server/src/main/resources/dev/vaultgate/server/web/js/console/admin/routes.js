// @ts-check
// How deployments stand now, and where a call would go.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api, ApiError } from "vg/core/api.js";
import { duration } from "vg/core/format.js";
import { standing } from "vg/console/standing.js";
import { formValues, textField } from "vg/ui/fields.js";
import { toast, toastFailure } from "vg/ui/toast.js";

class AdminRoutes extends PageElement {
  static properties = {
    health: { state: true },
    explained: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.health = null;
    /** @type {any} */
    this.explained = null;
    /** @type {ApiError | null} */
    this.failure = null;
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
    this.timer = setInterval(() => document.visibilityState === "visible" && this.load(), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    this.health = await api.get("/health/routes");
  }

  render() {
    return html`<div class="stack">
      <section class="card">
        <header><h2>Where would a call go?</h2></header>
        <form class="body stack" @submit=${this.explain}>
          <div class="row">
            ${textField(
              { name: "model", label: "Model or route", placeholder: "gpt-4o", required: true },
              this.failure,
            )}
            ${textField({ name: "prompt_tokens", label: "Tokens of the prompt", inputmode: "numeric" }, this.failure)}
            ${textField({ name: "without", label: "Without", placeholder: "openai" }, this.failure)}
          </div>
          <div><button class="button">Explain</button></div>
          ${this.failure ? html`<p class="notice bad">${this.failure.message}</p>` : nothing}
          ${this.explained ? this.explanation() : nothing}
        </form>
      </section>
      <section class="card" aria-label="Deployments">
        <header><h2>Deployments</h2></header>
        ${(this.health?.data ?? []).length === 0
          ? html`<div class="empty"><p>Nobody has been asked yet.</p></div>`
          : html`<div class="table-wrap">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">Deployment</th>
                    <th scope="col">State</th>
                    <th scope="col" class="end">Running</th>
                    <th scope="col" class="end">First content</th>
                    <th scope="col" class="end">p95</th>
                    <th scope="col"><span class="visually-hidden">Enable</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${this.health.data.map((/** @type {any} */ one) => this.row(one))}
                </tbody>
              </table>
            </div>`}
      </section>
    </div>`;
  }

  /** @param {any} one */
  row(one) {
    return html`<tr>
      <td><code>${one.deployment}</code></td>
      <td>
        ${standing(one.state)}
        ${one.seconds_left ? html`<span class="faint">for ${one.seconds_left} s</span>` : nothing}
      </td>
      <td class="end number">${one.running}</td>
      <td class="end number">${duration(one.typical_ms)}</td>
      <td class="end number">${duration(one.p95_ms)}</td>
      <td class="end">
        ${one.state === "ready"
          ? nothing
          : html`<button
              type="button"
              class="button plain small"
              @click=${() => this.enable(one.deployment)}
            >
              Turn on
            </button>`}
      </td>
    </tr>`;
  }

  explanation() {
    const { explained } = this;
    return html`<div class="stack">
      <p>
        <b>${explained.route}</b>
        <span class="faint">by ${explained.strategy}</span>
        ${explained.refused_with
          ? html`<span class="badge bad">${explained.refused_with}</span>`
          : nothing}
      </p>
      <ol class="explained">
        ${explained.deployments.map(
          (/** @type {any} */ one, /** @type {number} */ index) =>
            html`<li>
              <span class="faint number">${index + 1}</span>
              <code>${one.deployment}</code>
              <span class="soft">${one.words ?? one.reason ?? one.state ?? ""}</span>
            </li>`,
        )}
      </ol>
    </div>`;
  }

  /** @param {SubmitEvent} event */
  async explain(event) {
    event.preventDefault();
    const values = formValues(/** @type {HTMLFormElement} */ (event.target));
    try {
      this.explained = await api.post("/route/explain", {
        model: values.model ?? "",
        ...(values.prompt_tokens ? { prompt_tokens: Number(values.prompt_tokens) } : {}),
        ...(values.without ? { without: values.without.split(/[\s,]+/) } : {}),
      });
      this.failure = null;
    } catch (failure) {
      this.explained = null;
      this.failure = failure instanceof ApiError ? failure : new ApiError(0, "", String(failure));
    }
  }

  /** @param {string} deployment */
  async enable(deployment) {
    try {
      await api.post("/health/routes/enable", { deployment });
      toast(`${deployment} is tried again.`);
      await this.load();
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-admin-routes", AdminRoutes);
