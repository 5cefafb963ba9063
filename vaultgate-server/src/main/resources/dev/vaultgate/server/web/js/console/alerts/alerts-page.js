// @ts-check
// The inbox, and of what one is told and how.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api, ApiError } from "vg/core/api.js";
import { ago } from "vg/core/format.js";
import { isAdmin } from "vg/core/session.js";
import { formValues, listOf, textField } from "vg/ui/fields.js";
import { Paged } from "vg/ui/pages.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/ui/copy.js";

class AlertsPage extends PageElement {
  static properties = { settings: { state: true }, failure: { state: true } };

  constructor() {
    super();
    useStyles("alerts");
    /** @type {any} */
    this.settings = null;
    /** @type {ApiError | null} */
    this.failure = null;
    /** @type {Paged<any>} */
    this.alerts = new Paged("/alerts", () => this.requestUpdate());
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      await this.alerts.load({ limit: 50, all: isAdmin() ? true : null });
      this.settings = await api.get("/alerts/settings");
    } catch (failure) {
      toastFailure(failure);
    }
  }

  render() {
    return html`<div class="page alerts">
      <header>
        <div>
          <h1>Alerts</h1>
          <p>When a budget, a quota or a balance comes to an end.</p>
        </div>
        <button type="button" class="button" @click=${() => this.read(null)}>
          <vg-icon size="s" name="check"></vg-icon> All are read
        </button>
      </header>
      <section class="card" aria-label="Inbox" aria-busy=${this.alerts.loading}>
        ${this.alerts.rows.length === 0
          ? html`<div class="empty">
              <vg-icon name="bell" size="l"></vg-icon>
              <p>All is quiet.</p>
            </div>`
          : html`<ul class="inbox">
              ${this.alerts.rows.map((alert) => this.alert(alert))}
            </ul>`}
        ${this.alerts.next
          ? html`<div class="more">
              <button type="button" class="button" @click=${() => this.alerts.more()}>More</button>
            </div>`
          : nothing}
      </section>
      ${this.settings ? this.form() : nothing}
    </div>`;
  }

  /** @param {any} alert */
  alert(alert) {
    return html`<li class=${alert.read_at ? "" : "unread"}>
      <span class="dot ${alert.read_at ? "" : "warn"}"></span>
      <div>
        <b>${alert.subject}</b>
        <p class="soft">${alert.text}</p>
      </div>
      <span class="faint">${ago(alert.at)}</span>
      ${alert.read_at
        ? nothing
        : html`<button
            type="button"
            class="button plain small square"
            aria-label="Say that it is read"
            @click=${() => this.read(alert.id)}
          >
            <vg-icon size="s" name="check"></vg-icon>
          </button>`}
    </li>`;
  }

  form() {
    const { settings } = this;
    return html`<section class="card">
      <header><h2>Of what, and how</h2></header>
      <form class="body stack" @submit=${this.save} novalidate>
        <div class="grid-2">
          ${textField(
            {
              name: "thresholds",
              label: "Tell me at, in percent",
              value: settings.thresholds.join(", "),
              hint: "Of every quota, cap and budget; once in each period.",
            },
            this.failure,
          )}
          ${textField(
            {
              name: "floor",
              label: "And when less is available than",
              value: settings.floor ?? "",
              placeholder: "dollars",
              inputmode: "decimal",
            },
            this.failure,
          )}
        </div>
        ${textField(
          {
            name: "webhook_url",
            label: "Post it to",
            value: settings.webhook_url ?? "",
            placeholder: "https://example.com/hooks/vaultgate",
          },
          this.failure,
        )}
        ${settings.webhook_url
          ? html`<div class="field">
              <span class="label">Signed with</span>
              <div class="row">
                <code>${settings.webhook_secret.slice(0, 10)}…</code>
                <vg-copy words .text=${settings.webhook_secret} label="Copy the secret"></vg-copy>
              </div>
            </div>`
          : nothing}
        <label class="check">
          <input type="checkbox" name="mail" .checked=${settings.mail} /> Send it by e-mail, where the
          operator has set that up
        </label>
        ${this.failure
          ? html`<p class="notice bad" role="alert">${this.failure.message}</p>`
          : nothing}
        <div class="row">
          <button class="button primary">Save</button>
          <button
            type="button"
            class="button"
            ?disabled=${!settings.webhook_url}
            @click=${this.test}
          >
            Send a test
          </button>
        </div>
      </form>
    </section>`;
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    const values = formValues(/** @type {HTMLFormElement} */ (event.target));
    try {
      this.settings = await api.patch("/alerts/settings", {
        thresholds: listOf(values.thresholds).map(Number),
        floor: values.floor ?? null,
        webhook_url: values.webhook_url ?? null,
        mail: values.mail === "on",
      });
      this.failure = null;
      toast("Saved.");
    } catch (failure) {
      this.failure = failure instanceof ApiError ? failure : new ApiError(0, "", String(failure));
    }
  }

  async test() {
    try {
      const { delivered, status } = await api.post("/alerts/test");
      toast(
        delivered ? "It arrived." : `It did not arrive${status ? ` (${status})` : ""}.`,
        delivered ? "good" : "bad",
      );
    } catch (failure) {
      toastFailure(failure);
    }
  }

  /** @param {string | null} id of one, or null for all */
  async read(id) {
    try {
      await api.post("/alerts/read", { id });
      await this.alerts.load();
      dispatchEvent(new Event("alertsread"));
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-alerts-page", AlertsPage);

