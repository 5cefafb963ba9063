// @ts-check
// The chat: conversations with models that write and models that paint.
import { html, nothing, PageElement } from "vg/core/element.js";
import { money } from "vg/core/format.js";
import { go, replace } from "vg/core/router.js";
import { currentUser } from "vg/core/session.js";
import { askedWords } from "vg/run/asked.js";
import { noAnswer, runChat, runImages } from "vg/run/run.js";
import { accountDesk, keyDesk } from "vg/chat/desk.js";
import { usualModel } from "vg/console/models/facts.js";
import { download } from "vg/console/playground/sessions.js";
import { userMessage } from "vg/ui/composer.js";
import { confirm } from "vg/ui/dialog.js";
import { ask } from "vg/ui/ask.js";
import { toast } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/chat/connect.js";
import "vg/chat/share-dialog.js";
import "vg/chat/sidebar.js";
import "vg/run/answer-view.js";
import "vg/ui/copy.js";
import "vg/ui/picker.js";

/** @typedef {import("vg/chat/desk.js").Message} Message */
/** @typedef {import("vg/chat/desk.js").Summary} Summary */

class ChatPage extends PageElement {
  static properties = {
    path: {},
    desk: { state: true },
    ready: { state: true },
    models: { state: true },
    conversations: { state: true },
    current: { state: true },
    running: { state: true },
    editing: { state: true },
    sharing: { state: true },
    side: { state: true },
    version: { state: true },
  };

  constructor() {
    super();
    useStyles("chat");
    useStyles("run");
    this.path = "";
    /** @type {import("vg/chat/desk.js").Desk | null} */
    this.desk = null;
    this.ready = false;
    /** @type {import("vg/console/models/facts.js").Model[]} */
    this.models = [];
    /** @type {Summary[]} */
    this.conversations = [];
    /** @type {import("vg/chat/desk.js").Conversation | null} */
    this.current = null;
    this.model = localStorage.getItem("chat-model") ?? "";
    /** @type {AbortController | null} */
    this.running = null;
    this.editing = -1;
    this.sharing = false;
    this.side = innerWidth > 900;
    this.version = 0;
    this.words = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    const user = currentUser();
    const secret = sessionStorage.getItem("chat-key");
    if (user) {
      await this.connect(accountDesk(user.name || user.email));
    } else if (secret) {
      await this.connect(keyDesk(secret));
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.running?.abort();
  }

  /** @param {import("vg/chat/desk.js").Desk} desk */
  async connect(desk) {
    this.desk = desk;
    this.ready = false;
    this.models = (await desk.models()).filter((model) => model.vaultgate?.type !== "embedding");
    if (!this.models.some((model) => model.id === this.model)) {
      this.model = usualModel(this.models);
    }
    await this.list();
    await this.openPath();
    this.ready = true;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("path") && this.desk) {
      this.openPath();
    }
  }

  async openPath() {
    const id = this.path.split("/")[2] ?? "";
    if (id === (this.current?.id ?? "")) {
      return;
    }
    this.running?.abort();
    this.editing = -1;
    if (!id) {
      this.current = null;
      return;
    }
    try {
      this.current = (await this.desk?.conversations.open(id)) ?? null;
      this.model = this.current?.model || this.model;
      await this.updateComplete;
      this.toEnd();
    } catch (failure) {
      toast(/** @type {Error} */ (failure).message, "bad");
      replace("/chat");
    }
  }

  async list() {
    this.conversations = (await this.desk?.conversations.list(this.words)) ?? [];
  }

  get isImage() {
    const model = this.models.find((one) => one.id === this.model);
    return model?.vaultgate.type === "image";
  }

  render() {
    if (!this.desk) {
      return html`<vg-connect
        @connected=${(/** @type {CustomEvent} */ event) => this.connect(event.detail)}
      ></vg-connect>`;
    }
    const messages = this.current?.messages ?? [];
    return html`<div class="chat ${this.side ? "with-side" : ""}">
      ${this.side ? this.sidebar() : nothing}
      <div class="chat-main">
        <header class="chat-head">
          <button
            type="button"
            class="button plain square"
            aria-label="Conversations"
            title="Conversations"
            aria-expanded=${this.side ? "true" : "false"}
            @click=${() => (this.side = !this.side)}
          >
            <vg-icon name="panel-left"></vg-icon>
          </button>
          <vg-picker
            label="Model"
            .options=${this.models.map((model) => ({
              value: model.id,
              words: model.id,
              more: model.vaultgate?.type ?? "",
            }))}
            .value=${this.model}
            @pick=${(/** @type {CustomEvent} */ event) => this.choose(event.detail)}
          ></vg-picker>
          <span class="grow"></span>
          ${this.current ? this.tools() : nothing}
        </header>
        <section class="chat-talk" aria-label="Conversation">
          ${messages.length === 0
            ? html`<div class="chat-start">
                <img src="/web/mark.svg" alt="" width="56" height="56" />
                <h1>What can I help with?</h1>
              </div>`
            : html`<h1 class="visually-hidden">${this.current?.title}</h1>
                ${messages.map((message, index) => this.message(message, index))}`}
        </section>
        <div class="chat-write">
          <vg-composer
            .ready=${this.ready}
            .busy=${this.running !== null}
            .attach=${!this.isImage}
            .placeholder=${this.isImage ? "Describe an image" : "Write a message"}
            @send=${(/** @type {CustomEvent} */ event) => this.send(event.detail)}
            @stop=${() => this.running?.abort()}
          ></vg-composer>
          <p class="faint">Models make mistakes. Check what matters.</p>
        </div>
      </div>
      ${this.sharing && this.current
        ? html`<vg-share-dialog
            .conversation=${this.current}
            .conversations=${this.desk.conversations}
            @close=${() => (this.sharing = false)}
          ></vg-share-dialog>`
        : nothing}
    </div>`;
  }

  sidebar() {
    return html`<vg-chat-side
      .conversations=${this.conversations}
      .current=${this.current?.id ?? ""}
      .who=${this.desk?.who ?? ""}
      ?signedIn=${this.desk?.secret === ""}
      @new=${() => go("/chat")}
      @search=${(/** @type {CustomEvent} */ event) => {
        this.words = event.detail;
        this.list();
      }}
      @rename=${(/** @type {CustomEvent} */ event) => this.rename(event.detail)}
      @folder=${(/** @type {CustomEvent} */ event) => this.move(event.detail)}
      @remove=${(/** @type {CustomEvent} */ event) => this.forget(event.detail)}
      @leave=${() => {
        sessionStorage.removeItem("chat-key");
        this.desk = null;
        go("/chat");
      }}
    ></vg-chat-side>`;
  }

  tools() {
    const cost = this.current?.messages.reduce(
      (sum, message) => sum + nanos(message.answer?.cost),
      0n,
    );
    return html`<span class="faint number" title="What this conversation has cost"
        >${cost ? money(dollars(cost)) : ""}</span
      >
      <div class="row tight">
        ${this.tool("download", "Export as Markdown", () => this.export())}
        ${this.tool("file-text", "Export as JSON", () => this.exportJson())}
        ${this.desk?.conversations.share
          ? this.tool("share-2", "Share", () => (this.sharing = true))
          : nothing}
      </div>`;
  }

  /** @param {string} icon @param {string} words @param {() => void} action */
  tool(icon, words, action) {
    return html`<button
      type="button"
      class="button plain square"
      title=${words}
      aria-label=${words}
      @click=${action}
    >
      <vg-icon name=${icon}></vg-icon>
    </button>`;
  }

  /** @param {Message} message @param {number} index */
  message(message, index) {
    if (message.role === "assistant" && message.answer) {
      const isLast = index === (this.current?.messages.length ?? 0) - 1;
      return html`<div class="said" data-message=${index}>
        <span class="faint">${message.answer.model}</span>
        <vg-answer
          .answer=${message.answer}
          .running=${isLast && this.running !== null}
          .version=${this.version}
        ></vg-answer>
        ${isLast && !this.running
          ? html`<button type="button" class="button plain small" @click=${() => this.again()}>
              <vg-icon size="s" name="refresh-cw"></vg-icon> Ask again
            </button>`
          : nothing}
      </div>`;
    }
    return this.editing === index
      ? html`<form class="edit" @submit=${(/** @type {SubmitEvent} */ event) => this.edited(event, index)}>
          <textarea class="input" name="text" rows="4" aria-label="Message">${message.text}</textarea>
          <div class="row">
            <button class="button primary small">Send again</button>
            <button
              type="button"
              class="button plain small"
              @click=${() => (this.editing = -1)}
            >
              Cancel
            </button>
          </div>
        </form>`
      : html`<div class="asked">
          <div class="asked-tools">
            ${this.tool("pencil", "Edit and send again", () => (this.editing = index))}
            <vg-copy .text=${message.text} label="Copy the message"></vg-copy>
          </div>
          ${askedWords(message.text, message.content)}
        </div>`;
  }

  /** @param {string} model */
  choose(model) {
    this.model = model;
    localStorage.setItem("chat-model", model);
    if (this.current) {
      this.current.model = model;
      this.desk?.conversations.change(this.current.id, { model });
    }
    this.requestUpdate();
  }

  /** @param {{text: string, attachments: import("vg/ui/composer.js").Attachment[]}} written */
  async send({ text, attachments }) {
    const content = userMessage(text, attachments).content;
    const at = new Date().toISOString();
    await this.say({ role: "user", text, content, at }, this.current?.messages.length ?? 0);
  }

  /** @param {SubmitEvent} event @param {number} index */
  async edited(event, index) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const text = String(new FormData(form).get("text")).trim();
    const old = this.current?.messages[index];
    const parts = Array.isArray(old?.content)
      ? [...old.content.slice(0, -1), { type: "text", text }]
      : text;
    this.editing = -1;
    await this.say({ role: "user", text, content: parts, at: new Date().toISOString() }, index);
  }

  async again() {
    const messages = this.current?.messages ?? [];
    const last = messages.findLastIndex((message) => message.role === "user");
    const asked = messages[last];
    if (asked) {
      await this.say(asked, last);
    }
  }

  /**
   * Says something from a position of the conversation on, and waits for the answer.
   *
   * @param {Message} asked
   * @param {number} from
   */
  async say(asked, from) {
    const desk = /** @type {import("vg/chat/desk.js").Desk} */ (this.desk);
    if (this.running || !this.model) {
      return;
    }
    if (!this.current) {
      const begun = await desk.conversations.begin(title(asked.text), this.model);
      this.current = { ...begun, messages: [], share: null };
      this.path = `/chat/${begun.id}`;
      history.pushState(null, "", this.path);
    }
    const conversation = this.current;
    const answer = noAnswer(this.model);
    /** @type {Message} */
    const said = { role: "assistant", text: "", answer, at: asked.at };
    const before = conversation.messages.slice(0, from);
    conversation.messages = [...before, asked, said];
    this.running = new AbortController();
    this.toEnd();
    await (this.isImage ? runImages : runChat)({
      body: this.isImage
        ? { model: this.model, prompt: asked.text, response_format: "b64_json" }
        : {
            model: this.model,
            messages: [...before, asked].flatMap(asApi),
            stream: true,
            stream_options: { include_usage: true },
          },
      secret: desk.secret,
      signal: this.running.signal,
      onChange: (changed) => {
        Object.assign(answer, changed);
        this.soon();
      },
    });
    this.running = null;
    said.text = answer.text;
    await desk.conversations.write(conversation.id, from, [asked, said]);
    await this.list();
  }

  /** Shows what has come, once a frame. */
  soon() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        const place = /** @type {HTMLElement | null} */ (this.querySelector(".chat-talk"));
        const atEnd = place && place.scrollHeight - place.scrollTop - place.clientHeight < 80;
        this.version++;
        if (atEnd) {
          this.toEnd();
        }
      });
    }
  }

  async toEnd() {
    await this.updateComplete;
    const place = this.querySelector(".chat-talk");
    place?.scrollTo(0, place.scrollHeight);
  }

  /** @param {Summary} one */
  async rename(one) {
    const title = await ask({ heading: "Rename", label: "Title", value: one.title, action: "Rename" });
    if (title !== null) {
      await this.desk?.conversations.change(one.id, { title });
      if (this.current?.id === one.id) {
        this.current.title = title;
      }
      await this.list();
    }
  }

  /** @param {Summary} one */
  async move(one) {
    const folder = await ask({
      heading: "Folder",
      label: "Name of the folder, or nothing for none",
      value: one.folder,
      action: "Move",
      optional: true,
    });
    if (folder !== null) {
      await this.desk?.conversations.change(one.id, { folder });
      await this.list();
    }
  }

  /** @param {Summary} one */
  async forget(one) {
    const sure = await confirm({
      heading: "Delete this conversation?",
      text: `“${one.title}” is gone for ever, with its shared link.`,
      action: "Delete",
    });
    if (sure) {
      await this.desk?.conversations.remove(one.id);
      if (this.current?.id === one.id) {
        go("/chat");
      }
      await this.list();
    }
  }

  export() {
    const conversation = this.current;
    if (conversation) {
      const lines = [`# ${conversation.title}`, ""];
      for (const message of conversation.messages) {
        lines.push(`## ${message.answer?.model ?? "You"}`, "", message.text, "");
      }
      download(`${fileName(conversation.title)}.md`, "text/markdown", lines.join("\n"));
    }
  }

  exportJson() {
    if (this.current) {
      const name = `${fileName(this.current.title)}.json`;
      download(name, "application/json", JSON.stringify(this.current, null, 2));
    }
  }
}

/** @param {Message} message as the API takes it; an answer that failed is left out */
function asApi(message) {
  if (message.role === "user") {
    return [{ role: "user", content: message.content ?? message.text }];
  }
  return message.text ? [{ role: "assistant", content: message.text }] : [];
}

/** @param {string} text */
const title = (text) => text.replace(/\s+/g, " ").trim().slice(0, 80) || "A picture";

/** @param {string} text */
const fileName = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40) || "conversation";

/** @param {string | undefined} dollars @returns {bigint} in nano-dollars, exactly */
function nanos(dollars) {
  if (!dollars || !/^\d+(\.\d+)?$/.test(dollars)) {
    return 0n;
  }
  const [whole = "0", part = ""] = dollars.split(".");
  return BigInt(whole + part.padEnd(9, "0").slice(0, 9));
}

/** @param {bigint} amount */
function dollars(amount) {
  const digits = amount.toString().padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

customElements.define("vg-chat-page", ChatPage);
