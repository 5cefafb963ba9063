// @ts-check
// The rail beside every page of the console.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { go } from "vg/core/router.js";
import { currentUser, isAdmin, signOut } from "vg/core/session.js";
import { isDark, setTheme } from "vg/core/theme.js";

const places = [
  { path: "/console/models", icon: "layers", words: "Models" },
  { path: "/console/playground", icon: "terminal", words: "Playground" },
  { path: "/console/keys", icon: "key", words: "API keys" },
  { path: "/console/usage", icon: "chart-column", words: "Usage" },
  { path: "/console/balance", icon: "wallet", words: "Balance" },
  { path: "/chat", icon: "message-square", words: "Chat" },
];

class Rail extends PageElement {
  static properties = { path: {}, unread: { type: Number } };

  constructor() {
    super();
    this.path = "";
    this.unread = 0;
    this.count = () => this.countAlerts();
    this.redraw = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("themechange", this.redraw);
    addEventListener("alertsread", this.count);
    this.timer = setInterval(this.count, 60_000);
    this.count();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("themechange", this.redraw);
    removeEventListener("alertsread", this.count);
    clearInterval(this.timer);
  }

  async countAlerts() {
    if (document.visibilityState === "visible") {
      this.unread = (await api.get("/alerts/unread")).unread;
    }
  }

  render() {
    return html`<nav class="rail" aria-label="Console">
      <a class="mark" href="/" aria-label="VaultGate"><img src="/web/mark.svg" alt="" /></a>
      ${places.map((place) => this.link(place))}
      ${isAdmin()
        ? this.link({ path: "/console/admin", icon: "shield", words: "Administration" })
        : nothing}
      <span class="gap"></span>
      <a href="/docs" data-tip="Documentation" aria-label="Documentation">
        <vg-icon name="book-open"></vg-icon>
      </a>
      ${this.link({ path: "/console/alerts", icon: "bell", words: "Alerts" }, this.unread)}
      <button
        type="button"
        data-tip=${isDark() ? "Light theme" : "Dark theme"}
        aria-label=${isDark() ? "Light theme" : "Dark theme"}
        @click=${() => setTheme(isDark() ? "light" : "dark")}
      >
        <vg-icon name=${isDark() ? "sun" : "moon"}></vg-icon>
      </button>
      <a
        href="/console/settings"
        class="who"
        data-tip="Settings"
        aria-label="Settings"
        aria-current=${this.path.startsWith("/console/settings") ? "page" : nothing}
        >${(currentUser()?.name || currentUser()?.email || "?").slice(0, 1)}</a
      >
      <button type="button" data-tip="Sign out" aria-label="Sign out" @click=${this.leave}>
        <vg-icon name="log-out"></vg-icon>
      </button>
    </nav>`;
  }

  /** @param {{path: string, icon: string, words: string}} place @param {number} [unread] */
  link({ path, icon, words }, unread = 0) {
    return html`<a
      href=${path}
      data-tip=${words}
      aria-label=${unread > 0 ? `${words}, ${unread} unread` : words}
      aria-current=${this.path.startsWith(path) ? "page" : nothing}
    >
      <vg-icon name=${icon}></vg-icon>
      ${unread > 0 ? html`<span class="unread"></span>` : nothing}
    </a>`;
  }

  async leave() {
    await signOut();
    go("/sign-in");
  }
}

customElements.define("vg-rail", Rail);
