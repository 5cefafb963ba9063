// @ts-check
// The playground: asks models, one or two side by side, and shows what it took.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { samples } from "vg/core/samples.js";
import { ago } from "vg/core/format.js";
import { askedWords } from "vg/run/asked.js";
import { noAnswer, runChat, runImages } from "vg/run/run.js";
import { usualModel } from "vg/console/models/facts.js";
import { chatBody, imageBody, usualSettings } from "vg/console/playground/settings.js";
import {
  asMarkdown,
  download,
  forgetSession,
  savedSessions,
  saveSession,
} from "vg/console/playground/sessions.js";
import { userMessage } from "vg/ui/composer.js";
import { toast } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/console/playground/settings-panel.js";
import "vg/console/playground/trace-sheet.js";
import "vg/run/answer-view.js";
import "vg/ui/code-tabs.js";
import "vg/ui/dialog.js";
import "vg/ui/picker.js";

/** @typedef {import("vg/console/playground/sessions.js").Session} Session */

const STARTS = [
  { title: "Explain", text: "Explain how a bloom filter works, with a small example." },
  { title: "Write", text: "Write a short, friendly note that a release is two days late." },
  { title: "Find the fault", text: "Why does `0.1 + 0.2 == 0.3` say false in most languages?" },
  { title: "Plan", text: "Plan a weekend in Lisbon for somebody who likes old trams." },
];

class PlaygroundPage extends PageElement {
  static properties = {
    ready: { state: true },
    models: { state: true },
    keys: { state: true },
    keyId: { state: true },
    session: { state: true },
    running: { state: true },
    version: { state: true },
    panel: { state: true },
    over: { state: true },
    traced: { state: true },
  };

  constructor() {
    super();
    useStyles("playground");
    useStyles("run");
    this.ready = false;
    /** @type {import("vg/console/models/facts.js").Model[]} */
    this.models = [];
    /** @type {any[]} */
    this.keys = [];
    this.keyId = localStorage.getItem("playground-key") ?? "";
    /** @type {Session} */
    this.session = this.fresh("text");
    /** @type {AbortController | null} */
    this.running = null;
    this.version = 0;
    this.panel = innerWidth > 1100;
    /** @type {"" | "code" | "sessions" | "settings"} */
    this.over = "";
    /** @type {any} */
    this.traced = null;
  }

  async connectedCallback() {
    super.connectedCallback();
    const [models, keys] = await Promise.all([api.get("/catalog"), api.get("/keys")]);
    this.models = models.data.filter(
      (/** @type {any} */ model) => model.vaultgate.type !== "embedding",
    );
    this.keys = keys.data.filter((/** @type {any} */ key) => key.state === "active");
    if (this.keyId && !this.keys.some((key) => key.id === this.keyId)) {
      this.keyId = "";
    }
    const wanted = new URLSearchParams(location.search).get("model");
    const known = this.models.find((model) => model.id === wanted);
    if (known?.vaultgate.type === "image") {
      this.session = this.fresh("image");
    }
    this.session.models = [known?.id ?? this.usualModel()];
    this.ready = true;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.running?.abort();
  }

  /** @param {"text" | "image"} kind @returns {Session} */
  fresh(kind) {
    return {
      id: crypto.randomUUID(),
      title: "",
      kind,
      models: [this.usualModel(kind)],
      settings: usualSettings(),
      turns: [],
      at: new Date().toISOString(),
    };
  }

  usualModel(kind = this.session?.kind ?? "text") {
    const last = localStorage.getItem(`playground-model-${kind}`);
    const fit = (this.models ?? []).filter(
      (model) => (model.vaultgate.type === "image") === (kind === "image"),
    );
    return fit.find((model) => model.id === last)?.id ?? usualModel(fit);
  }

  render() {
    return html`<div class="playground ${this.panel ? "with-panel" : ""}">
      <header class="playground-head">
        <h1 class="visually-hidden">Playground</h1>
        <div class="segments" role="group" aria-label="What to make">
          ${this.kindButton("text", "Text")} ${this.kindButton("image", "Image")}
        </div>
        ${this.session.models.map((_, place) => this.modelPicker(place))}
        ${this.session.models.length === 1
          ? html`<button
              type="button"
              class="button plain square"
              title="Compare two models"
              aria-label="Compare two models"
              @click=${() => this.setModels([...this.session.models, this.usualModel()])}
            >
              <vg-icon name="columns-2"></vg-icon>
            </button>`
          : html`<button
              type="button"
              class="button plain square"
              title="One model"
              aria-label="One model"
              @click=${() => this.setModels(this.session.models.slice(0, 1))}
            >
              <vg-icon name="x"></vg-icon>
            </button>`}
        <span class="grow"></span>
        <vg-picker
          .label=${"Key that pays"}
          .options=${this.keyOptions()}
          .value=${this.keyId}
          @pick=${(/** @type {CustomEvent} */ event) => this.chooseKey(event.detail)}
        ></vg-picker>
        <div class="row tight">
          ${this.tool("square-pen", "New session", () => this.begin(this.fresh(this.session.kind)))}
          ${this.tool("history", "Saved sessions", () => (this.over = "sessions"))}
          ${this.tool("code", "As code", () => (this.over = "code"))}
          ${this.tool("download", "Export as Markdown", () => this.export("md"))}
          ${this.tool("sliders-horizontal", "Settings", () => this.toggleSettings())}
        </div>
      </header>
      <div class="playground-body">
        <section class="playground-talk" aria-label="Conversation">
          ${this.session.turns.length === 0 ? this.start() : this.turns()}
        </section>
        <div class="playground-write">
          <vg-composer
            .ready=${this.ready}
            .busy=${this.running !== null}
            .attach=${this.session.kind === "text"}
            .placeholder=${this.session.kind === "text" ? "Ask something" : "Describe an image"}
            @send=${(/** @type {CustomEvent} */ event) => this.send(event.detail)}
            @stop=${() => this.running?.abort()}
          ></vg-composer>
        </div>
      </div>
      ${this.panel
        ? html`<aside class="playground-panel" aria-label="Settings">${this.settings()}</aside>`
        : nothing}
      ${this.overlays()}
    </div>`;
  }

  /** @param {"text" | "image"} kind @param {string} words */
  kindButton(kind, words) {
    return html`<button
      type="button"
      class="segment"
      aria-pressed=${this.session.kind === kind ? "true" : "false"}
      @click=${() => this.session.kind !== kind && this.begin(this.fresh(kind))}
    >
      ${words}
    </button>`;
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

  /** @param {number} place */
  modelPicker(place) {
    const isImage = this.session.kind === "image";
    return html`<vg-picker
      .label=${place === 0 ? "Model" : "Second model"}
      .options=${this.models
        .filter((model) => (model.vaultgate.type === "image") === isImage)
        .map((model) => ({
          value: model.id,
          words: model.id,
          more: model.vaultgate.providers[0] ?? "",
        }))}
      .value=${this.session.models[place] ?? ""}
      @pick=${(/** @type {CustomEvent} */ event) => {
        const models = [...this.session.models];
        models[place] = event.detail;
        localStorage.setItem(`playground-model-${this.session.kind}`, event.detail);
        this.setModels(models);
      }}
    ></vg-picker>`;
  }

  keyOptions() {
    return [
      { value: "", words: "My account" },
      ...this.keys.map((key) => ({ value: key.id, words: key.name, more: key.masked })),
    ];
  }

  start() {
    return html`<div class="playground-start">
      <img src="/web/mark.svg" alt="" width="56" height="56" />
      <h2>${this.session.kind === "text" ? "Ask a model" : "Make an image"}</h2>
      ${this.session.kind === "text"
        ? html`<div class="starts">
            ${STARTS.map(
              (start) =>
                html`<button
                  type="button"
                  class="card"
                  ?disabled=${!this.ready}
                  @click=${() => this.send({ text: start.text, attachments: [] })}
                >
                  <b>${start.title}</b><span>${start.text}</span>
                </button>`,
            )}
          </div>`
        : nothing}
    </div>`;
  }

  turns() {
    return this.session.turns.map(
      (turn, index) =>
        html`<div class="turn">
          <div class="asked">${askedWords(turn.text, turn.message.content)}</div>
          <div class="answers ${turn.answers.length > 1 ? "two" : ""}">
            ${turn.answers.map(
              (answer) =>
                html`<div>
                  <div class="row between answer-head">
                    <span class="faint">${answer.model}</span>
                    ${answer.millis > 0
                      ? html`<button
                          type="button"
                          class="button plain small"
                          @click=${() => (this.traced = { answer, body: this.bodyOf(index, answer) })}
                        >
                          <vg-icon size="s" name="route"></vg-icon> Request and route
                        </button>`
                      : nothing}
                  </div>
                  <vg-answer
                    .answer=${answer}
                    .running=${this.running !== null && answer.millis === 0}
                    .version=${this.version}
                  ></vg-answer>
                </div>`,
            )}
          </div>
        </div>`,
    );
  }

  settings() {
    return html`<vg-settings-panel
      .kind=${this.session.kind}
      .settings=${this.session.settings}
      @change=${(/** @type {CustomEvent} */ event) => {
        if (event.detail) {
          this.session = { ...this.session, settings: event.detail };
        }
      }}
    ></vg-settings-panel>`;
  }

  overlays() {
    const close = () => (this.over = "");
    switch (this.over) {
      case "code":
        return html`<vg-dialog
          heading="This call as code"
          .body=${() =>
            html`<div class="body">
              <vg-code-tabs .samples=${samples(this.sampleCall())}></vg-code-tabs>
            </div>`}
          @close=${close}
        ></vg-dialog>`;
      case "settings":
        return html`<vg-dialog
          sheet
          heading="Settings"
          .body=${() => html`<div class="body">${this.settings()}</div>`}
          @close=${close}
        ></vg-dialog>`;
      case "sessions":
        return html`<vg-dialog
          sheet
          heading="Saved sessions"
          .body=${() => this.sessions()}
          @close=${close}
        ></vg-dialog>`;
      default:
        return this.traced
          ? html`<vg-trace-sheet
              .answer=${this.traced.answer}
              .body=${this.traced.body}
              @close=${() => (this.traced = null)}
            ></vg-trace-sheet>`
          : nothing;
    }
  }

  sessions() {
    const sessions = savedSessions();
    return html`<div class="body">
      ${sessions.length === 0
        ? html`<div class="empty"><p>Sessions are kept in this browser when you ask something.</p></div>`
        : html`<ul class="saved">
            ${sessions.map(
              (session) =>
                html`<li>
                  <button
                    type="button"
                    class="saved-open"
                    @click=${() => {
                      this.begin(session);
                      this.over = "";
                    }}
                  >
                    <b>${session.title}</b>
                    <small>${session.models.join(" and ")} · ${ago(session.at)}</small>
                  </button>
                  <button
                    type="button"
                    class="button plain small square"
                    aria-label="Delete ${session.title}"
                    @click=${() => {
                      forgetSession(session.id);
                      this.requestUpdate();
                    }}
                  >
                    <vg-icon size="s" name="trash-2"></vg-icon>
                  </button>
                </li>`,
            )}
          </ul>`}
      <div class="row">
        <button type="button" class="button" @click=${() => this.export("json")}>
          Export this one as JSON
        </button>
      </div>
    </div>`;
  }

  /** @param {Session} session */
  begin(session) {
    this.running?.abort();
    this.session = session;
    if (!session.models[0]) {
      session.models = [this.usualModel(session.kind)];
    }
  }

  /** @param {string[]} models */
  setModels(models) {
    this.session = { ...this.session, models };
  }

  /** @param {string} id */
  chooseKey(id) {
    this.keyId = id;
    localStorage.setItem("playground-key", id);
  }

  toggleSettings() {
    if (innerWidth > 1100) {
      this.panel = !this.panel;
    } else {
      this.over = "settings";
    }
  }

  /** @param {{text: string, attachments: import("vg/ui/composer.js").Attachment[]}} written */
  async send({ text, attachments }) {
    const { session } = this;
    const message = userMessage(text, attachments);
    const answers = session.models.map((model) => noAnswer(model));
    const turn = { text, message, answers };
    let bodies;
    try {
      bodies = session.models.map((model) => this.body(session, [...session.turns, turn], model));
    } catch (failure) {
      toast(/** @type {Error} */ (failure).message, "bad");
      return;
    }
    session.title ||= text.slice(0, 80);
    session.turns = [...session.turns, turn];
    this.running = new AbortController();
    this.version++;
    const { signal } = this.running;
    await Promise.all(
      bodies.map(async (body, place) => {
        const run = session.kind === "image" ? runImages : runChat;
        await run({
          body,
          keyId: this.keyId,
          signal,
          onChange: (answer) => {
            Object.assign(/** @type {object} */ (turn.answers[place]), answer);
            this.soon();
          },
        });
      }),
    );
    this.running = null;
    session.at = new Date().toISOString();
    saveSession(session);
  }

  /** Shows what has come, once a frame. */
  soon() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        const place = /** @type {HTMLElement} */ (this.querySelector(".playground-talk"));
        const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 80;
        this.version++;
        this.updateComplete.then(() => {
          if (atEnd) {
            place.scrollTop = place.scrollHeight;
          }
        });
      });
    }
  }

  /**
   * @param {Session} session
   * @param {import("vg/console/playground/sessions.js").Turn[]} turns
   * @param {string} model
   */
  body(session, turns, model) {
    const last = /** @type {import("vg/console/playground/sessions.js").Turn} */ (turns.at(-1));
    if (session.kind === "image") {
      return imageBody(model, last.text, session.settings);
    }
    const messages = turns.flatMap((turn) => {
      const place = Math.max(0, session.models.indexOf(model));
      const answer = turn.answers[place] ?? turn.answers[0];
      return turn !== last && answer?.text
        ? [turn.message, { role: "assistant", content: answer.text }]
        : [turn.message];
    });
    return chatBody(model, messages, session.settings);
  }

  /** @param {number} index @param {import("vg/run/run.js").Answer} answer */
  bodyOf(index, answer) {
    return this.body(this.session, this.session.turns.slice(0, index + 1), answer.model);
  }

  sampleCall() {
    const model = this.session.models[0] ?? "";
    const turns =
      this.session.turns.length > 0
        ? this.session.turns
        : [{ text: "Hello!", message: { role: "user", content: "Hello!" }, answers: [] }];
    try {
      const body = this.body(this.session, turns, model);
      return {
        path: this.session.kind === "image" ? "/images/generations" : "/chat/completions",
        body,
      };
    } catch (failure) {
      toast(/** @type {Error} */ (failure).message, "bad");
      return { path: "/chat/completions", body: { model, messages: [] } };
    }
  }

  /** @param {"md" | "json"} form */
  export(form) {
    const name = (this.session.title || "playground").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40);
    if (form === "md") {
      download(`${name}.md`, "text/markdown", asMarkdown(this.session));
    } else {
      download(`${name}.json`, "application/json", JSON.stringify(this.session, null, 2));
    }
  }
}

customElements.define("vg-playground-page", PlaygroundPage);
