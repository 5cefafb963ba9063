// @ts-check
// Where a message is written: text that grows with what is typed, pictures and files that are
// pasted, dropped or chosen, and one button that sends or stops.
import { html, nothing, PageElement } from "vg/core/element.js";
import { toast } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";

/**
 * @typedef {object} Attachment
 * @property {"image" | "document" | "text"} kind
 * @property {string} name
 * @property {string} data the text itself for a text, an address of data for the others
 */

const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const DOCUMENT_TYPE = "application/pdf";
const DATA_BYTES_MAX = 10 * 1024 * 1024;
const TEXT_BYTES_MAX = 256 * 1024;
const ATTACHMENTS_MAX = 4;

/**
 * Fires `send` with `{text, attachments}` in its detail, and `stop`. What is sent before its page is
 * `ready` stays where it was written, and goes when the page is.
 */
class Composer extends PageElement {
  static properties = {
    ready: { type: Boolean },
    busy: { type: Boolean },
    placeholder: {},
    attach: { type: Boolean },
    attachments: { state: true },
    dragging: { state: true },
  };

  constructor() {
    super();
    useStyles("composer");
    this.ready = true;
    this.waits = false;
    this.busy = false;
    this.placeholder = "Write a message";
    this.attach = false;
    /** @type {Attachment[]} */
    this.attachments = [];
    this.dragging = false;
  }

  updated() {
    if (this.ready && this.waits) {
      this.send();
    }
  }

  render() {
    return html`<form
      class="composer ${this.dragging ? "dragging" : ""}"
      @submit=${this.submitted}
      @dragover=${this.dragged}
      @dragleave=${() => (this.dragging = false)}
      @drop=${this.dropped}
    >
      ${this.attachments.length > 0
        ? html`<ul class="attachments">
            ${this.attachments.map((one) => this.attachment(one))}
          </ul>`
        : nothing}
      <textarea
        rows="1"
        aria-label=${this.placeholder}
        placeholder=${this.placeholder}
        @input=${this.grow}
        @keydown=${this.key}
        @paste=${this.pasted}
      ></textarea>
      <div class="row between">
        <div class="row">
          ${this.attach
            ? html`<label class="button plain small square" title="Attach pictures, PDFs or texts">
                <vg-icon name="paperclip"></vg-icon>
                <span class="visually-hidden">Attach pictures, PDFs or texts</span>
                <input
                  class="visually-hidden"
                  type="file"
                  multiple
                  accept="${IMAGE_TYPES.join(",")},${DOCUMENT_TYPE},text/*,.md,.json,.csv,.java,.py,.js,.ts"
                  @change=${this.chosen}
                />
              </label>`
            : nothing}
        </div>
        ${this.busy
          ? html`<button
              type="button"
              class="button square"
              aria-label="Stop"
              title="Stop"
              @click=${() => this.dispatchEvent(new Event("stop"))}
            >
              <vg-icon name="square"></vg-icon>
            </button>`
          : html`<button class="button primary square" aria-label="Send" title="Send">
              <vg-icon name="arrow-up"></vg-icon>
            </button>`}
      </div>
    </form>`;
  }

  /** @param {Attachment} one */
  attachment(one) {
    return html`<li>
      ${one.kind === "image"
        ? html`<img src=${one.data} alt=${one.name} />`
        : html`<span class="badge"><vg-icon size="s" name="file-text"></vg-icon>${one.name}</span>`}
      <button
        type="button"
        aria-label="Remove ${one.name}"
        @click=${() => (this.attachments = this.attachments.filter((other) => other !== one))}
      >
        <vg-icon size="s" name="x"></vg-icon>
      </button>
    </li>`;
  }

  get area() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  /** @param {string} text puts it there, to be changed and sent */
  fill(text) {
    this.area.value = text;
    this.grow();
    this.area.focus();
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 320)}px`;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.querySelector("form")?.requestSubmit();
    }
  }

  /** @param {Event} event */
  submitted(event) {
    event.preventDefault();
    this.send();
  }

  send() {
    this.waits = !this.ready;
    const text = this.area.value.trim();
    if (this.waits || this.busy || (text === "" && this.attachments.length === 0)) {
      return;
    }
    const detail = { text, attachments: this.attachments };
    this.area.value = "";
    this.attachments = [];
    this.grow();
    this.dispatchEvent(new CustomEvent("send", { detail }));
  }

  /** @param {DragEvent} event */
  dragged(event) {
    if (this.attach) {
      event.preventDefault();
      this.dragging = true;
    }
  }

  /** @param {DragEvent} event */
  dropped(event) {
    event.preventDefault();
    this.dragging = false;
    this.take([...(event.dataTransfer?.files ?? [])]);
  }

  /** @param {ClipboardEvent} event */
  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (this.attach && files.length > 0) {
      event.preventDefault();
      this.take(files);
    }
  }

  /** @param {Event} event */
  chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    this.take([...(input.files ?? [])]);
    input.value = "";
  }

  /** @param {File[]} files */
  async take(files) {
    for (const file of files) {
      const kind = kindOf(file);
      if (this.attachments.length >= ATTACHMENTS_MAX) {
        toast(`At most ${ATTACHMENTS_MAX} attachments go with a message.`, "bad");
        return;
      }
      if (file.size > (kind === "text" ? TEXT_BYTES_MAX : DATA_BYTES_MAX)) {
        toast(
          `${file.name} is too large (at most 10 MB for a picture or PDF, 256 kB for a text).`,
          "bad",
        );
      } else if (kind !== "text") {
        this.add({ kind, name: file.name, data: await dataUrl(file) });
      } else {
        const text = await file.text();
        if (text.includes("\u0000")) {
          toast(`${file.name} is no picture, PDF or text.`, "bad");
        } else {
          this.add({ kind: "text", name: file.name, data: text });
        }
      }
    }
  }

  /** @param {Attachment} attachment */
  add(attachment) {
    this.attachments = [...this.attachments, attachment];
  }
}

/** @param {File} file @returns {Attachment["kind"]} */
function kindOf(file) {
  if (IMAGE_TYPES.includes(file.type)) {
    return "image";
  }
  return file.type === DOCUMENT_TYPE ? "document" : "text";
}

/** @param {File} file @returns {Promise<string>} */
function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

/**
 * A message of the user's as the API takes it.
 *
 * @param {string} text
 * @param {Attachment[]} attachments
 */
export function userMessage(text, attachments) {
  if (attachments.length === 0) {
    return { role: "user", content: text };
  }
  const parts = attachments.map((one) => {
    switch (one.kind) {
      case "image":
        return { type: "image_url", image_url: { url: one.data } };
      case "document":
        return { type: "file", file: { filename: one.name, file_data: one.data } };
      default:
        return { type: "text", text: `${one.name}:\n\n${one.data}` };
    }
  });
  return { role: "user", content: [...parts, { type: "text", text }] };
}

customElements.define("vg-composer", Composer);
