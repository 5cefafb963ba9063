// @ts-check
// The ways into the chat for who is not signed in: signing in, or a key.
import { html, nothing, PageElement } from "vg/core/element.js";
import { ApiError } from "vg/core/api.js";
import { keyDesk } from "vg/chat/desk.js";
import { useStyles } from "vg/ui/styles.js";

/** Fires `connected` with the desk in its detail. */
class Connect extends PageElement {
  static properties = { failure: { state: true }, busy: { state: true } };

  constructor() {
    super();
    useStyles("account");
    this.failure = "";
    this.busy = false;
  }

  render() {
    return html`<div class="gate">
      <div class="sheet">
        <a class="brand" href="/"><img src="/web/mark.svg" alt="" />VaultGate</a>
        <h1>Chat</h1>
        <p class="soft">With your account, or with any key of this gateway.</p>
        <form @submit=${this.submitted}>
          <a class="button primary" href="/sign-in?next=/chat">Sign in</a>
          <div class="field">
            <label for="key">API key</label>
            <input
              class="input mono"
              id="key"
              name="key"
              type="password"
              autocomplete="off"
              placeholder="vg_…"
              aria-invalid=${this.failure ? "true" : nothing}
              aria-describedby="key-more"
              required
            />
            <span class=${this.failure ? "error" : "hint"} id="key-more">
              ${this.failure || "It stays in this tab; conversations stay in this browser."}
            </span>
          </div>
          <button class="button" ?disabled=${this.busy}>Connect with the key</button>
        </form>
      </div>
    </div>`;
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const secret = String(new FormData(form).get("key")).trim();
    this.busy = true;
    try {
      const desk = keyDesk(secret);
      await desk.models();
      sessionStorage.setItem("chat-key", secret);
      this.dispatchEvent(new CustomEvent("connected", { detail: desk }));
    } catch (failure) {
      this.failure = failure instanceof ApiError ? failure.message : String(failure);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("vg-connect", Connect);
