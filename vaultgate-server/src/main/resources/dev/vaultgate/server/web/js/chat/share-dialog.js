// @ts-check
// A link by which others read a conversation, until it ends or is taken back.
import { html, nothing, PageElement } from "vg/core/element.js";
import { date } from "vg/core/format.js";
import { toastFailure } from "vg/ui/toast.js";
import "vg/ui/copy.js";
import "vg/ui/dialog.js";

class ShareDialog extends PageElement {
  static properties = {
    conversation: { attribute: false },
    conversations: { attribute: false },
    days: { state: true },
  };

  constructor() {
    super();
    /** @type {import("vg/chat/desk.js").Conversation} */
    this.conversation = /** @type {any} */ (null);
    /** @type {import("vg/chat/desk.js").Conversations} */
    this.conversations = /** @type {any} */ (null);
    this.days = 7;
  }

  render() {
    return html`<vg-dialog
      heading="Share"
      .body=${() => this.body()}
      @close=${(/** @type {Event} */ event) => {
        event.stopPropagation();
        this.dispatchEvent(new Event("close"));
      }}
    ></vg-dialog>`;
  }

  body() {
    const { share } = this.conversation;
    if (!share) {
      const until = this.conversation.shared_until;
      return html`<div class="body">
        <p class="soft">
          Whoever has the link can read this conversation as it is now, and nothing else.
        </p>
        ${until && new Date(until) > new Date()
          ? html`<p class="notice">
              A link shows it until ${date(until)}. A new one takes its place.
              <button type="button" class="button small danger" @click=${() => this.unshare()}>
                Take it back
              </button>
            </p>`
          : nothing}
        <div class="field">
          <label for="days">The link works for</label>
          <select
            class="input"
            id="days"
            @change=${(/** @type {Event} */ event) =>
              (this.days = Number(/** @type {HTMLSelectElement} */ (event.target).value))}
          >
            ${[1, 7, 30, 90].map(
              (days) =>
                html`<option value=${days} ?selected=${days === this.days}>
                  ${days === 1 ? "a day" : `${days} days`}
                </option>`,
            )}
          </select>
        </div>
        <button type="button" class="button primary" @click=${() => this.share()}>Make a link</button>
      </div>`;
    }
    const link = location.origin + share.path;
    return html`<div class="body">
      <div class="field">
        <label for="link">Link</label>
        <div class="row">
          <input class="input mono" id="link" readonly .value=${link} />
          <vg-copy words .text=${link} label="Copy the link"></vg-copy>
        </div>
        <span class="hint">Works until ${date(share.expires_at)}.</span>
      </div>
      <button type="button" class="button danger" @click=${() => this.unshare()}>Take it back</button>
    </div>`;
  }

  /** What lies in the dialog is rendered by it. */
  updated() {
    /** @type {any} */ (this.querySelector("vg-dialog"))?.requestUpdate();
  }

  async share() {
    try {
      const share = await this.conversations.share?.(this.conversation.id, this.days);
      this.conversation.share = share ?? null;
      this.requestUpdate();
    } catch (failure) {
      toastFailure(failure);
    }
  }

  async unshare() {
    try {
      await this.conversations.unshare?.(this.conversation.id);
      this.conversation.share = null;
      this.conversation.shared_until = null;
      this.requestUpdate();
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-share-dialog", ShareDialog);
