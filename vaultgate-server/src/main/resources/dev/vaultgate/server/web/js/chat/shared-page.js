// @ts-check
// A conversation that somebody shared, to be read.
import { html, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { date } from "vg/core/format.js";
import { askedWords } from "vg/run/asked.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/run/answer-view.js";

class SharedPage extends PageElement {
  static properties = { conversation: { state: true }, failure: { state: true } };

  constructor() {
    super();
    useStyles("chat");
    useStyles("run");
    /** @type {import("vg/chat/desk.js").Conversation | null} */
    this.conversation = null;
    this.failure = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.conversation = await api.get(`/shared/${location.pathname.split("/")[2]}`);
    } catch (failure) {
      this.failure = /** @type {Error} */ (failure).message;
    }
  }

  render() {
    if (this.failure) {
      return html`<div class="empty">
        <vg-icon name="link" size="l"></vg-icon>
        <h1>This link works no longer.</h1>
        <p>It has ended, or was taken back.</p>
      </div>`;
    }
    if (!this.conversation) {
      return html`<span class="loading" role="progressbar" aria-label="Loading"></span>`;
    }
    return html`<div class="shared">
      <header>
        <a class="brand" href="/"><img src="/web/mark.svg" alt="" /> VaultGate</a>
        <h1>${this.conversation.title}</h1>
        <p class="soft">Shared, as of ${date(this.conversation.updated_at)}</p>
      </header>
      ${this.conversation.messages.map((message) =>
        message.answer
          ? html`<div class="said">
              <span class="faint">${message.answer.model}</span>
              <vg-answer .answer=${message.answer}></vg-answer>
            </div>`
          : html`<div class="asked">
              ${askedWords(message.text, message.content)}
            </div>`,
      )}
    </div>`;
  }
}

customElements.define("vg-shared-page", SharedPage);
