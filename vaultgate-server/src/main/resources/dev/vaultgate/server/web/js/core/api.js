// @ts-check
// The management API: JSON in, JSON out, errors as exceptions that people can read.

/** What the gateway refused, in its own words. */
export class ApiError extends Error {
  /**
   * @param {number} status of HTTP, 0 when nobody answered
   * @param {string} code
   * @param {string} message
   * @param {string | null} [param] the field that is wrong
   */
  constructor(status, code, message, param = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

const BASE = "/api/v1";
let csrfToken = "";

/** @param {string} token goes with every change from now on */
export function useToken(token) {
  csrfToken = token;
}

/**
 * @param {string} method
 * @param {string} path below the management API
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @param {Record<string, string>} [more] headers
 * @returns {Promise<Response>} a good one
 */
export async function send(method, path, body, signal, more = {}) {
  /** @type {Record<string, string>} */
  const headers = { ...more };
  if (method !== "GET") {
    headers["Content-Type"] = "application/json";
    headers["x-csrf-token"] = csrfToken;
  }
  return ask(BASE + path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
    signal,
  });
}

/**
 * Asks the API for applications, as one that has a key.
 *
 * @param {string} secret the key
 * @param {string} path below `/v1`
 * @param {unknown} [body] a POST, or a GET without one
 * @param {AbortSignal} [signal]
 */
export function sendWithKey(secret, path, body, signal) {
  return ask(`/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "omit",
    signal,
  });
}

/** @param {string} address @param {RequestInit} request @returns {Promise<Response>} a good one */
async function ask(address, request) {
  let response;
  try {
    response = await fetch(address, request);
  } catch (failure) {
    if (request.signal?.aborted) {
      throw failure;
    }
    throw new ApiError(0, "unreachable", "The gateway does not answer.");
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

/** @param {Response} response */
export async function refusal(response) {
  try {
    const { error } = await response.json();
    return new ApiError(response.status, error.code ?? "", error.message, error.param);
  } catch {
    return new ApiError(response.status, "", `The gateway answered with ${response.status}.`);
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function json(method, path, body) {
  return (await send(method, path, body)).json();
}

/**
 * A path with its query; what is null, undefined or empty is left out.
 *
 * @param {string} path
 * @param {Record<string, unknown>} values
 */
export function withQuery(path, values) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const api = {
  /** @param {string} path @param {Record<string, unknown>} [query] */
  get: (path, query = {}) => json("GET", withQuery(path, query)),
  /** @param {string} path @param {unknown} [body] */
  post: (path, body) => json("POST", path, body),
  /** @param {string} path @param {unknown} body */
  put: (path, body) => json("PUT", path, body),
  /** @param {string} path @param {unknown} body */
  patch: (path, body) => json("PATCH", path, body),
  /** @param {string} path */
  delete: (path) => json("DELETE", path),
};
