// @ts-check
// The one element of the shell: finds the page of the path, and who is signed in.
import { html, PageElement } from "vg/core/element.js";
import { go, onChange, replace } from "vg/core/router.js";
import { currentUser, isAdmin, loadSession, onSession } from "vg/core/session.js";
import { toastFailure } from "vg/ui/toast.js";
import { pageOf } from "vg/pages.js";
import "vg/ui/icon.js";
import "vg/console/rail.js";

class App extends PageElement {
  static properties = { shown: { state: true } };

  constructor() {
    super();
    /** @type {Promise<void> | null} until it is known who is signed in */
    this.met = null;
    /** @type {import("vg/pages.js").Page | null} */
    this.shown = null;
    onChange(() => this.show());
    onSession(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.show();
  }

  async meet() {
    try {
      await loadSession();
    } catch (failure) {
      toastFailure(failure);
    }
  }

  async show() {
    const page = pageOf(location.pathname);
    if (!page.alone) {
      await (this.met ??= this.meet());
    }
    if (page.access !== "open" && !currentUser()) {
      replace(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    if (page.access === "admin" && !isAdmin()) {
      go("/console/models");
      return;
    }
    if (page.redirect) {
      replace(page.redirect);
      return;
    }
    document.title = `${page.title} · VaultGate`;
    await page.load();
    // A page that has several paths scrolls by itself.
    const isOther = this.shown !== page;
    this.shown = page;
    this.requestUpdate(); // Its path may have changed all the same.
    if (isOther) {
      scrollTo(0, 0);
    }
  }

  render() {
    if (!this.shown) {
      return html`<span class="loading" role="progressbar" aria-label="Loading"></span>`;
    }
    const page = this.shown.render();
    return this.shown.shell
      ? html`<div class="shell">
          <vg-rail .path=${location.pathname}></vg-rail>
          <main id="main">${page}</main>
        </div>`
      : html`<main id="main">${page}</main>`;
  }
}

customElements.define("vg-app", App);

addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  toastFailure(event.reason);
});

