// @ts-check
// What administrators see to: people, credit, providers, routes, models, and what was changed.
import { html, PageElement } from "vg/core/element.js";
import { go } from "vg/core/router.js";
import { tabs } from "vg/ui/tabs.js";
import { useStyles } from "vg/ui/styles.js";

const PARTS = [
  { name: "users", words: "Users", load: () => import("vg/console/admin/users.js"), render: () => html`<vg-admin-users></vg-admin-users>` },
  { name: "credit", words: "Credit", load: () => import("vg/console/admin/credit.js"), render: () => html`<vg-admin-credit></vg-admin-credit>` },
  { name: "providers", words: "Providers", load: () => import("vg/console/admin/providers.js"), render: () => html`<vg-admin-providers></vg-admin-providers>` },
  { name: "routes", words: "Routes", load: () => import("vg/console/admin/routes.js"), render: () => html`<vg-admin-routes></vg-admin-routes>` },
  { name: "models", words: "Models and prices", load: () => import("vg/console/admin/models.js"), render: () => html`<vg-admin-models></vg-admin-models>` },
  { name: "audit", words: "Audit", load: () => import("vg/console/admin/audit.js"), render: () => html`<vg-admin-audit></vg-admin-audit>` },
];

class AdminPage extends PageElement {
  static properties = { path: {}, loaded: { state: true } };

  constructor() {
    super();
    useStyles("admin");
    this.path = "";
    this.loaded = "";
  }

  get chosen() {
    const name = this.path.split("/")[3] ?? "";
    return PARTS.find((part) => part.name === name) ?? PARTS[0];
  }

  /** @param {Map<string, unknown>} changed */
  async updated(changed) {
    const part = this.chosen;
    if (changed.has("path") && part && part.name !== this.loaded) {
      await part.load();
      this.loaded = part.name;
    }
  }

  render() {
    const part = this.chosen;
    return html`<div class="page admin">
      <header>
        <div>
          <h1>Administration</h1>
          <p>Of the whole gateway.</p>
        </div>
      </header>
      ${tabs("Administration", PARTS, part?.name ?? "", (name) => go(`/console/admin/${name}`))}
      ${this.loaded === part?.name
        ? part.render()
        : html`<span class="loading" role="progressbar" aria-label="Loading"></span>`}
    </div>`;
  }
}

customElements.define("vg-admin-page", AdminPage);
