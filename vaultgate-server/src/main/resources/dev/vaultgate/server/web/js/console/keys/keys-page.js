// @ts-check
// API keys: what there are, what they may do, and a new one.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { date } from "vg/core/format.js";
import { currentUser, isAdmin } from "vg/core/session.js";
import { budget, lastUsed, rate, restrictions, stateKinds } from "vg/console/keys/key.js";
import { keyBody, keyFields } from "vg/console/keys/key-form.js";
import { confirm } from "vg/ui/dialog.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/ui/copy.js";
import "vg/ui/form-dialog.js";

/** @typedef {import("vg/console/keys/key.js").Key} Key */

class KeysPage extends PageElement {
  static properties = {
    keys: { state: true },
    projects: { state: true },
    spendings: { state: true },
    all: { state: true },
    over: { state: true },
    menu: { state: true },
    made: { state: true },
  };

  constructor() {
    super();
    useStyles("keys");
    /** @type {Key[] | null} */
    this.keys = null;
    /** @type {any[]} */
    this.projects = [];
    /** @type {Map<string, any>} by key, of those that are bounded */
    this.spendings = new Map();
    this.all = false;
    /** @type {Key | "new" | null} */
    this.over = null;
    this.menu = "";
    /** @type {{name: string, key: string} | null} */
    this.made = null;
    /** @param {Event} event */
    this.outside = (event) => {
      if (!(/** @type {Element} */ (event.target).closest?.(".key-menu"))) {
        this.menu = "";
      }
    };
  }

  async connectedCallback() {
    super.connectedCallback();
    addEventListener("click", this.outside);
    await this.load();
    this.projects = await api.get("/projects").then(
      (answer) => answer.data,
      () => [],
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("click", this.outside);
  }

  async load() {
    const [keys, spendings] = await Promise.all([api.get("/keys"), api.get("/spending/keys")]);
    this.keys = keys.data;
    this.spendings = new Map(
      spendings.data.map((/** @type {any} */ spending) => [spending.id, spending]),
    );
  }

  render() {
    /** @type {Key[]} */
    const keys = this.keys ?? [];
    const shown = keys.filter((key) => this.all || key.state !== "revoked").reverse();
    const count = (/** @type {string} */ state) => keys.filter((key) => key.state === state).length;
    return html`<div class="page keys">
      <header>
        <div>
          <h1>API keys</h1>
          <p>For applications, each with its own limits and budget.</p>
        </div>
        <button type="button" class="button primary" @click=${() => (this.over = "new")}>
          <vg-icon size="s" name="plus"></vg-icon> New key
        </button>
      </header>
      <div class="row between">
        <div class="figures">
          <div class="figure"><b>${keys.length}</b><span>keys</span></div>
          <div class="figure good"><b>${count("active")}</b><span>active</span></div>
          <div class="figure brass"><b>${count("paused")}</b><span>paused</span></div>
          <div class="figure"><b>${count("expired")}</b><span>expired</span></div>
        </div>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.all}
            @change=${(/** @type {Event} */ event) =>
              (this.all = /** @type {HTMLInputElement} */ (event.target).checked)}
          />
          Show revoked ones
        </label>
      </div>
      ${this.made ? this.secret(this.made) : nothing}
      <section class="card" aria-label="Keys" aria-busy=${this.keys === null}>
        ${this.keys === null
          ? html`<span class="loading" role="progressbar" aria-label="Loading"></span>`
          : shown.length === 0
            ? this.none()
            : this.table(shown)}
      </section>
      ${this.over ? this.dialog(this.over) : nothing}
    </div>`;
  }

  none() {
    return html`<div class="empty">
      <vg-icon name="key" size="l"></vg-icon>
      <p>No key yet. An application needs one to ask for anything.</p>
      <button type="button" class="button primary" @click=${() => (this.over = "new")}>
        Make the first
      </button>
    </div>`;
  }

  /** @param {{name: string, key: string}} made */
  secret(made) {
    return html`<div class="notice good made" role="status">
      <div>
        <b>${made.name}</b>
        <p>This is its secret. It is not shown again.</p>
        <div class="row">
          <code id="secret">${made.key}</code>
          <vg-copy words .text=${made.key} label="Copy the secret"></vg-copy>
        </div>
      </div>
      <button
        type="button"
        class="button plain small square"
        aria-label="Hide the secret"
        @click=${() => (this.made = null)}
      >
        <vg-icon name="x"></vg-icon>
      </button>
    </div>`;
  }

  /** @param {Key[]} keys */
  table(keys) {
    const others = keys.some((key) => key.account !== currentUser()?.account);
    return html`<div class="table-wrap">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Key</th>
            ${isAdmin() && others ? html`<th scope="col">Account</th>` : nothing}
            <th scope="col">May use</th>
            <th scope="col">Rate</th>
            <th scope="col">Used</th>
            <th scope="col">Last used</th>
            <th scope="col">Until</th>
            <th scope="col">State</th>
            <th scope="col"><span class="visually-hidden">More</span></th>
          </tr>
        </thead>
        <tbody>
          ${keys.map(
            (key) =>
              html`<tr>
                <td><b class="key-name">${key.name}</b></td>
                <td><code>${key.masked}</code></td>
                ${isAdmin() && others ? html`<td>${key.account}</td>` : nothing}
                <td>${restrictions(key)}</td>
                <td class="number">${rate(key)}</td>
                <td>${this.meter(key)}</td>
                <td>${lastUsed(key)}</td>
                <td>${key.expires_at ? date(key.expires_at) : "–"}</td>
                <td><span class="badge ${stateKinds[key.state] ?? ""}">${key.state}</span></td>
                <td>${key.state === "revoked" ? nothing : this.more(key)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {Key} key */
  meter(key) {
    const spending = this.spendings.get(key.id);
    const found = spending ? budget(key, spending) : null;
    return found
      ? html`<div class="meter">
          <span class="number">${found.words}</span>
          <progress
            class=${found.share > 0.95 ? "bad" : found.share > 0.8 ? "warn" : ""}
            max="1"
            .value=${found.share}
            aria-label="Used by ${key.name}"
          ></progress>
        </div>`
      : html`<span class="faint">no limit</span>`;
  }

  /** @param {Key} key */
  more(key) {
    const open = this.menu === key.id;
    return html`<div class="key-menu">
      <button
        type="button"
        class="button plain small square"
        aria-label="More of ${key.name}"
        aria-haspopup="menu"
        aria-expanded=${open ? "true" : "false"}
        @click=${(/** @type {Event} */ event) => this.toggleMenu(event, open ? "" : key.id)}
      >
        <vg-icon name="ellipsis"></vg-icon>
      </button>
      ${open
        ? html`<div class="menu" role="menu" @keydown=${this.moveInMenu}>
            ${this.action("pencil", "Edit", () => (this.over = key))}
            ${this.action("terminal", "Try in the playground", () => this.tryOut(key))}
            ${this.action("rotate-cw", "New secret", () => this.rotate(key))}
            ${key.state === "paused"
              ? this.action("play", "Resume", () => this.change(key, "resume", "works again"))
              : this.action("pause", "Pause", () => this.change(key, "pause", "is paused"))}
            ${this.action("ban", "Revoke", () => this.revoke(key))}
          </div>`
        : nothing}
    </div>`;
  }

  /** The menu lies over the table, which scrolls. @param {Event} event @param {string} id */
  async toggleMenu(event, id) {
    const at = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    this.menu = id;
    await this.updateComplete;
    const menu = /** @type {HTMLElement | null} */ (this.querySelector(".key-menu .menu"));
    if (menu) {
      const below = at.bottom + menu.offsetHeight < innerHeight;
      menu.style.top = `${below ? at.bottom : at.top - menu.offsetHeight}px`;
      menu.style.right = `${innerWidth - at.right}px`;
      menu.querySelector("button")?.focus();
    }
  }

  /** @param {KeyboardEvent} event up and down through the menu, and out of it */
  async moveInMenu(event) {
    const menu = /** @type {HTMLElement} */ (event.currentTarget);
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      items[(at + step + items.length) % items.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      const button = /** @type {HTMLElement | null} */ (menu.parentElement?.querySelector("button"));
      this.menu = "";
      button?.focus();
    }
  }

  /** @param {string} icon @param {string} words @param {() => void} action */
  action(icon, words, action) {
    return html`<button
      type="button"
      role="menuitem"
      @click=${() => {
        this.menu = "";
        action();
      }}
    >
      <vg-icon size="s" name=${icon}></vg-icon> ${words}
    </button>`;
  }

  /** @param {Key | "new"} over */
  dialog(over) {
    const key = over === "new" ? null : over;
    return html`<vg-form-dialog
      heading=${key ? `Edit ${key.name}` : "New key"}
      action=${key ? "Save" : "Make the key"}
      .fields=${(/** @type {any} */ failure) => keyFields(key, this.projects, failure)}
      .send=${(/** @type {Record<string, string>} */ values) => {
        const body = keyBody(values, key, this.projects.length > 0);
        return key ? api.patch(`/keys/${key.id}`, body) : api.post("/keys", this.own(body));
      }}
      @done=${(/** @type {CustomEvent} */ event) => {
        if (!key) {
          this.made = event.detail;
        }
        this.load();
      }}
      @close=${() => (this.over = null)}
    ></vg-form-dialog>`;
  }

  /** A new key belongs to who makes it. @param {Record<string, unknown>} body */
  own(body) {
    return isAdmin() && !body.project ? { ...body, account: currentUser()?.account } : body;
  }

  /** @param {Key} key */
  tryOut(key) {
    localStorage.setItem("playground-key", key.id);
    import("vg/core/router.js").then(({ go }) => go("/console/playground"));
  }

  /** @param {Key} key */
  async rotate(key) {
    const sure = await confirm({
      heading: `A new secret for ${key.name}?`,
      text: "The old one works beside it for another day, so that applications can be changed.",
      action: "Make a new secret",
    });
    if (sure) {
      try {
        this.made = await api.post(`/keys/${key.id}/rotate`, {});
        await this.load();
      } catch (failure) {
        toastFailure(failure);
      }
    }
  }

  /** @param {Key} key @param {string} verb @param {string} words */
  async change(key, verb, words) {
    try {
      await api.post(`/keys/${key.id}/${verb}`);
      toast(`${key.name} ${words}.`);
      await this.load();
    } catch (failure) {
      toastFailure(failure);
    }
  }

  /** @param {Key} key */
  async revoke(key) {
    const sure = await confirm({
      heading: `Revoke ${key.name}?`,
      text: "Applications with this key are refused from now on, and for ever.",
      action: "Revoke",
    });
    if (sure) {
      await this.change(key, "revoke", "is revoked");
    }
  }
}

customElements.define("vg-keys-page", KeysPage);
