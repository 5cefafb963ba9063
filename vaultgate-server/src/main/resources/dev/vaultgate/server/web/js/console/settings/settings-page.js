// @ts-check
// The own profile, security and preferences.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api, ApiError } from "vg/core/api.js";
import { ago, date } from "vg/core/format.js";
import { begin, currentUser } from "vg/core/session.js";
import { setTheme, theme } from "vg/core/theme.js";
import { usualModel } from "vg/console/models/facts.js";
import { formValues, textField } from "vg/ui/fields.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/console/settings/projects.js";

class SettingsPage extends PageElement {
  static properties = {
    logins: { state: true },
    failure: { state: true },
    models: { state: true },
  };

  constructor() {
    super();
    useStyles("settings");
    /** @type {any[]} */
    this.logins = [];
    /** @type {ApiError | null} */
    this.failure = null;
    /** @type {any[]} */
    this.models = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    const [logins, models] = await Promise.all([api.get("/logins"), api.get("/catalog")]);
    this.logins = logins.data;
    this.models = models.data;
  }

  render() {
    return html`<div class="page">
      <header><h1>Settings</h1></header>
      ${this.profile()} ${this.preferences()} ${this.password()} ${this.sessions()}
      <vg-projects></vg-projects>
    </div>`;
  }

  profile() {
    const user = currentUser();
    return html`<section class="card">
      <header><h2>Profile</h2></header>
      <div class="body">
        <dl class="facts">
          <dt>Name</dt>
          <dd>${user?.name || "–"}</dd>
          <dt>E-mail</dt>
          <dd>${user?.email}</dd>
          <dt>Role</dt>
          <dd><span class="badge brass">${user?.role}</span></dd>
          <dt>Account</dt>
          <dd>${user?.account}</dd>
        </dl>
      </div>
    </section>`;
  }

  preferences() {
    return html`<section class="card">
      <header><h2>Preferences</h2></header>
      <div class="body stack">
        <div class="field">
          <span class="label" id="theme-label">Theme</span>
          <div class="segments" role="group" aria-labelledby="theme-label">
            ${/** @type {const} */ (["system", "light", "dark"]).map(
              (one) =>
                html`<button
                  type="button"
                  class="segment"
                  aria-pressed=${theme() === one ? "true" : "false"}
                  @click=${() => {
                    setTheme(one);
                    this.requestUpdate();
                  }}
                >
                  ${one[0]?.toUpperCase()}${one.slice(1)}
                </button>`,
            )}
          </div>
        </div>
        <div class="field">
          <label for="model">Model of new chats</label>
          <select
            class="input"
            id="model"
            @change=${(/** @type {Event} */ event) => {
              const model = /** @type {HTMLSelectElement} */ (event.target).value;
              for (const place of ["chat-model", "playground-model-text"]) {
                if (model) {
                  localStorage.setItem(place, model);
                } else {
                  localStorage.removeItem(place);
                }
              }
              toast("Kept in this browser.");
            }}
          >
            <option value="">${`The usual one: ${usualModel(this.models)}`}</option>
            ${this.models
              .filter((model) => model.vaultgate.type !== "embedding")
              .map(
                (model) =>
                  html`<option
                    value=${model.id}
                    ?selected=${localStorage.getItem("chat-model") === model.id}
                  >
                    ${model.id}
                  </option>`,
              )}
          </select>
        </div>
      </div>
    </section>`;
  }

  password() {
    return html`<section class="card">
      <header><h2>Password</h2></header>
      <form class="body stack" @submit=${this.changePassword} novalidate>
        <input
          class="visually-hidden"
          type="text"
          autocomplete="username"
          aria-label="E-mail"
          tabindex="-1"
          .value=${currentUser()?.email ?? ""}
        />
        <div class="grid-2">
          ${textField(
            {
              name: "current_password",
              label: "Present password",
              type: "password",
              autocomplete: "current-password",
            },
            this.failure,
          )}
          ${textField(
            {
              name: "password",
              label: "New password",
              type: "password",
              autocomplete: "new-password",
              hint: "At least 12 characters. Other logins end.",
            },
            this.failure,
          )}
        </div>
        ${this.failure && !["password", "current_password"].includes(this.failure.param ?? "")
          ? html`<p class="notice bad" role="alert">${this.failure.message}</p>`
          : nothing}
        <div><button class="button">Change the password</button></div>
      </form>
    </section>`;
  }

  sessions() {
    return html`<section class="card">
      <header>
        <h2>Where you are signed in</h2>
        <button type="button" class="button small" @click=${() => this.end("")}>
          Sign out everywhere else
        </button>
      </header>
      <div class="table-wrap">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Address</th>
              <th scope="col">Seen</th>
              <th scope="col">Since</th>
              <th scope="col"><span class="visually-hidden">End</span></th>
            </tr>
          </thead>
          <tbody>
            ${this.logins.map(
              (login) =>
                html`<tr>
                  <td>${browserName(login.agent)}</td>
                  <td><code>${login.address}</code></td>
                  <td>${ago(login.seen_at)}</td>
                  <td>${date(login.created_at)}</td>
                  <td class="end">
                    ${login.current
                      ? html`<span class="badge good">this one</span>`
                      : html`<button
                          type="button"
                          class="button plain small"
                          @click=${() => this.end(login.id)}
                        >
                          Sign out
                        </button>`}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  /** @param {SubmitEvent} event */
  async changePassword(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    try {
      begin(await api.post("/password", formValues(form)));
      this.failure = null;
      form.reset();
      toast("The password is changed.");
      this.logins = (await api.get("/logins")).data;
    } catch (failure) {
      this.failure = failure instanceof ApiError ? failure : new ApiError(0, "", String(failure));
    }
  }

  /** @param {string} id of a login, or empty for all others */
  async end(id) {
    try {
      await api.delete(id ? `/logins/${id}` : "/logins");
      this.logins = (await api.get("/logins")).data;
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

/** @param {string} agent what a browser calls itself, in a word or two */
function browserName(agent) {
  const browser =
    ["Edg", "Firefox", "Chrome", "Safari"].find((name) => agent.includes(`${name}/`)) ?? agent;
  const system = ["Windows", "Mac OS X", "Android", "iPhone", "Linux"].find((name) =>
    agent.includes(name),
  );
  const name = browser === "Edg" ? "Edge" : browser.slice(0, 40);
  return system ? `${name} on ${system === "Mac OS X" ? "macOS" : system}` : name;
}

customElements.define("vg-settings-page", SettingsPage);
