// @ts-check
// Conversations in this browser, for who has a key and no account.

/** @typedef {import("vg/chat/desk.js").Conversation} Conversation */

const NAME = "vaultgate-chat";
const STORE = "conversations";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function run(mode, work) {
  const store = (await database()).transaction(STORE, mode).objectStore(STORE);
  return new Promise((resolve, reject) => {
    const request = work(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {string} id @returns {Promise<Conversation>} */
async function find(id) {
  const found = await run("readonly", (store) => store.get(id));
  if (!found) {
    throw new Error("There is no such conversation in this browser.");
  }
  return found;
}

/** @param {Conversation} conversation */
async function put(conversation) {
  const kept = { ...conversation, updated_at: new Date().toISOString() };
  await run("readwrite", (store) => store.put(kept));
  return kept;
}

/** @type {import("vg/chat/desk.js").Conversations} */
export const browserConversations = {
  list: async (words) => {
    /** @type {Conversation[]} */
    const all = await run("readonly", (store) => store.getAll());
    const wanted = words.toLowerCase();
    return all
      .filter((one) =>
        [one.title, ...one.messages.map((message) => message.text)]
          .join("\n")
          .toLowerCase()
          .includes(wanted),
      )
      .sort((one, other) => other.updated_at.localeCompare(one.updated_at));
  },
  open: find,
  begin: (title, model) =>
    put({
      id: crypto.randomUUID(),
      title,
      model,
      folder: "",
      cost: "0",
      updated_at: "",
      messages: [],
      share: null,
    }),
  change: async (id, change) => put({ ...(await find(id)), ...change }),
  remove: async (id) => {
    await run("readwrite", (store) => store.delete(id));
  },
  write: async (id, from, messages) => {
    const found = await find(id);
    return put({ ...found, messages: [...found.messages.slice(0, from), ...messages] });
  },
  share: null,
  unshare: null,
};
