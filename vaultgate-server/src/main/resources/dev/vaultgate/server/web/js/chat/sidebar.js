// @ts-check
// The conversations, in folders and by day.
import { html, nothing, PageElement } from "vg/core/element.js";

/** @typedef {import("vg/chat/desk.js").Summary} Summary */

/**
 * Fires `new`, `open`, `rename`, `folder` and `remove` with the conversation in their detail, and
 * `search` with the words.
 */
class Sidebar extends PageElement {
  static properties = {
    conversations: { attribute: false },
    current: {},
    who: {},
    signedIn: { type: Boolean },
    menu: { state: true },
  };

  constructor() {
    super();
    /** @type {Summary[]} */
    this.conversations = [];
    this.current = "";
    this.who = "";
    this.signedIn = false;
    this.menu = "";
  }

  render() {
    const loose = this.conversations.filter((one) => one.folder === "");
    const folders = [...new Set(this.conversations.map((one) => one.folder))].filter(Boolean).sort();
    return html`<nav class="chat-side" aria-label="Conversations">
      <a class="brand" href="/"><img src="/web/mark.svg" alt="" /> VaultGate</a>
      <button type="button" class="button" @click=${() => this.tell("new")}>
        <vg-icon name="square-pen"></vg-icon> New conversation
      </button>
      <div class="search">
        <vg-icon size="s" name="search"></vg-icon>
        <input
          class="input"
          type="search"
          placeholder="Search"
          aria-label="Search conversations"
          @input=${(/** @type {Event} */ event) =>
            this.tell("search", /** @type {HTMLInputElement} */ (event.target).value)}
        />
      </div>
      <div class="chat-list">
        ${folders.map(
          (folder) =>
            html`<details open>
              <summary><vg-icon size="s" name="folder"></vg-icon> ${folder}</summary>
              <ul>
                ${this.conversations
                  .filter((one) => one.folder === folder)
                  .map((one) => this.entry(one))}
              </ul>
            </details>`,
        )}
        ${byDay(loose).map(
          ([day, some]) =>
            html`<h2>${day}</h2>
              <ul>
                ${some.map((one) => this.entry(one))}
              </ul>`,
        )}
        ${this.conversations.length === 0
          ? html`<p class="faint">Nothing here yet.</p>`
          : nothing}
      </div>
      <footer class="row between">
        <span class="soft">${this.who}</span>
        ${this.signedIn
          ? html`<a
              class="button plain small square"
              href="/console"
              title="Console"
              aria-label="Console"
              ><vg-icon name="terminal"></vg-icon
            ></a>`
          : html`<button type="button" class="button plain small" @click=${() => this.tell("leave")}>
              Disconnect
            </button>`}
      </footer>
    </nav>`;
  }

  /** @param {Summary} one */
  entry(one) {
    const open = this.menu === one.id;
    return html`<li>
      <a href="/chat/${one.id}" aria-current=${one.id === this.current ? "page" : nothing}>
        ${one.title || "Untitled"}
      </a>
      <button
        type="button"
        aria-label="More of ${one.title}"
        aria-expanded=${open ? "true" : "false"}
        @click=${() => (this.menu = open ? "" : one.id)}
      >
        <vg-icon size="s" name="ellipsis"></vg-icon>
      </button>
      ${open
        ? html`<div class="menu" role="menu">
            ${this.action("rename", "pencil", "Rename", one)}
            ${this.action("folder", "folder", one.folder ? "Move" : "Put in a folder", one)}
            ${this.action("remove", "trash-2", "Delete", one)}
          </div>`
        : nothing}
    </li>`;
  }

  /** @param {string} name @param {string} icon @param {string} words @param {Summary} one */
  action(name, icon, words, one) {
    return html`<button
      type="button"
      role="menuitem"
      @click=${() => {
        this.menu = "";
        this.tell(name, one);
      }}
    >
      <vg-icon size="s" name=${icon}></vg-icon> ${words}
    </button>`;
  }

  /** @param {string} name @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** @param {Summary[]} conversations newest first @returns {[string, Summary[]][]} */
function byDay(conversations) {
  const today = new Date().setHours(0, 0, 0, 0);
  const DAY = 86_400_000;
  /** @type {Map<string, Summary[]>} */
  const groups = new Map();
  for (const one of conversations) {
    const at = new Date(one.updated_at).getTime();
    const name =
      at >= today
        ? "Today"
        : at >= today - DAY
          ? "Yesterday"
          : at >= today - 7 * DAY
            ? "This week"
            : "Earlier";
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups];
}

customElements.define("vg-chat-side", Sidebar);
