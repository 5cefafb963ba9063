// @ts-check
// Who is signed in.
import { api, useToken } from "vg/core/api.js";

/**
 * @typedef {object} User
 * @property {string} id
 * @property {string} email
 * @property {string} name
 * @property {"owner" | "admin" | "member"} role
 * @property {string} account that is his
 */

/** @type {User | null} */
let user = null;
/** @type {Set<() => void>} */
const listeners = new Set();

export function currentUser() {
  return user;
}

export function isAdmin() {
  return user !== null && user.role !== "member";
}

/** @param {() => void} listener is told when somebody signs in or out */
export function onSession(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks who is signed in; null when nobody is. */
export async function loadSession() {
  const session = await api.get("/session");
  if (session.user) {
    begin(session);
  } else {
    end();
  }
  return user;
}

/** @param {{user: User | null, csrf_token: string | null}} session that an answer has brought */
export function begin(session) {
  user = session.user;
  useToken(session.csrf_token ?? "");
  tell();
}

export async function signOut() {
  await api.post("/logout");
  end();
}

function end() {
  user = null;
  useToken("");
  tell();
}

function tell() {
  for (const listener of listeners) {
    listener();
  }
}
