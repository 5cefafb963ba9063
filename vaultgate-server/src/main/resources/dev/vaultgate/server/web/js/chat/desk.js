// @ts-check
// Where a chat's conversations are kept and who pays for it: the account of who is signed in, or,
// with nothing but a key, this browser.
import { api, sendWithKey } from "vg/core/api.js";
import { browserConversations } from "vg/chat/browser-store.js";

/**
 * @typedef {object} Message
 * @property {"user" | "assistant"} role
 * @property {string} text
 * @property {any} [content] what the API takes, of a user's message
 * @property {import("vg/run/run.js").Answer} [answer] of a model's
 * @property {string} at
 */

/**
 * @typedef {object} Summary a conversation as it stands in a list
 * @property {string} id
 * @property {string} title
 * @property {string} folder empty for none
 * @property {string} model
 * @property {string} cost dollars of all its answers
 * @property {string} updated_at
 * @property {string | null} [shared_until]
 */

/** @typedef {Summary & {messages: Message[], share: Share | null}} Conversation */

/**
 * @typedef {object} Share
 * @property {string} path of the page that shows it
 * @property {string} expires_at
 */

/**
 * @typedef {object} Conversations
 * @property {(words: string) => Promise<Summary[]>} list those that hold the words, newest first
 * @property {(id: string) => Promise<Conversation>} open
 * @property {(title: string, model: string) => Promise<Summary>} begin
 * @property {(id: string, change: {title?: string, folder?: string, model?: string}) =>
 *     Promise<Summary>} change
 * @property {(id: string) => Promise<void>} remove
 * @property {(id: string, from: number, messages: Message[]) => Promise<Summary>} write puts
 *     messages in the place of those from a position on
 * @property {((id: string, days: number) => Promise<Share>) | null} share where it can be
 * @property {((id: string) => Promise<void>) | null} unshare
 */

/**
 * @typedef {object} Desk
 * @property {string} who
 * @property {string} secret of a key, or empty
 * @property {Conversations} conversations
 * @property {() => Promise<import("vg/console/models/facts.js").Model[]>} models
 */

/** @type {Conversations} */
const accountConversations = {
  list: async (words) => (await api.get("/conversations", { search: words, limit: 200 })).data,
  open: async (id) => ({ ...(await api.get(`/conversations/${id}`)), share: null }),
  begin: (title, model) => api.post("/conversations", { title, model }),
  change: (id, change) => api.patch(`/conversations/${id}`, change),
  remove: async (id) => {
    await api.delete(`/conversations/${id}`);
  },
  write: (id, from, messages) => api.put(`/conversations/${id}/messages`, { from, messages }),
  share: (id, days) => api.post(`/conversations/${id}/share`, { days }),
  unshare: async (id) => {
    await api.delete(`/conversations/${id}/share`);
  },
};

/** @param {string} name of who is signed in @returns {Desk} */
export const accountDesk = (name) => ({
  who: name,
  secret: "",
  conversations: accountConversations,
  models: async () => (await api.get("/catalog")).data,
});

/** @param {string} secret of a key @returns {Desk} */
export const keyDesk = (secret) => ({
  who: `${secret.slice(0, 7)}…`,
  secret,
  conversations: browserConversations,
  models: async () => (await (await sendWithKey(secret, "/models")).json()).data,
});
