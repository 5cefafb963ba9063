// @ts-check
// One call of a model on the account of who is signed in, and what came of it while it comes.
import { ApiError, send, sendWithKey } from "vg/core/api.js";
import { events } from "vg/core/events.js";
import { pictureOf, shownAddress } from "vg/run/pictures.js";

/**
 * @typedef {object} ToolCall
 * @property {string} id
 * @property {string} name
 * @property {string} args
 */

/**
 * @typedef {object} Answer
 * @property {string} model
 * @property {string} text
 * @property {string} reasoning
 * @property {ToolCall[]} calls
 * @property {string[]} images addresses of data; empty for one that cannot be shown
 * @property {string} finish
 * @property {Record<string, any> | null} usage
 * @property {string} cost dollars, empty where unknown
 * @property {number} firstMillis until the first content, 0 before it
 * @property {number} millis in all, 0 while it runs
 * @property {string} attempts what was tried
 * @property {string} requestId
 * @property {string} dropped what the provider's dialect could not carry
 * @property {string} lowered the output cap that the balance affords, if it is lower
 * @property {string} error
 * @property {boolean} stopped
 */

/** @param {string} model @returns {Answer} one that has not begun */
export const noAnswer = (model) => ({
  model,
  text: "",
  reasoning: "",
  calls: [],
  images: [],
  finish: "",
  usage: null,
  cost: "",
  firstMillis: 0,
  millis: 0,
  attempts: "",
  requestId: "",
  dropped: "",
  lowered: "",
  error: "",
  stopped: false,
});

/**
 * @typedef {object} Wish
 * @property {Record<string, any>} body of the call
 * @property {string} [keyId] the key that pays; none for the account itself
 * @property {string} [secret] of a key, for who is not signed in
 * @property {AbortSignal} signal ends the call
 * @property {(answer: Answer) => void} onChange is told when there is more
 */

/**
 * Chats. Never throws: what went wrong is in the answer.
 *
 * @param {Wish} wish
 * @returns {Promise<Answer>}
 */
export function runChat(wish) {
  return run(wish, "/chat/completions", async (response, answer, began) => {
    if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
      await readStream(response, answer, began, wish);
    } else {
      readWhole(await response.json(), answer, began);
    }
  });
}

/** Makes images. Never throws. @param {Wish} wish @returns {Promise<Answer>} */
export function runImages(wish) {
  return run(wish, "/images/generations", async (response, answer, began) => {
    const body = await response.json();
    answer.firstMillis = performance.now() - began;
    answer.usage = body.usage ?? null;
    for (const image of body.data ?? []) {
      answer.images.push(image.b64_json ? pictureOf(image.b64_json) : shownAddress(image.url));
      answer.text ||= image.revised_prompt ?? "";
    }
  });
}

/**
 * @param {Wish} wish
 * @param {string} path
 * @param {(response: Response, answer: Answer, began: number) => Promise<void>} read
 */
async function run(wish, path, read) {
  const answer = noAnswer(wish.body.model);
  const began = performance.now();
  try {
    const response = await sent(wish, path);
    const told = (/** @type {string} */ name) => response.headers.get(name) ?? "";
    answer.attempts = told("x-vaultgate-attempts");
    answer.requestId = told("x-request-id");
    answer.dropped = told("x-vaultgate-dropped");
    answer.lowered = told("x-vaultgate-max-tokens");
    answer.cost = told("x-vaultgate-cost");
    await read(response, answer, began);
  } catch (failure) {
    if (wish.signal.aborted) {
      answer.stopped = true;
    } else {
      answer.error = failure instanceof ApiError ? failure.message : "The connection broke.";
    }
  }
  answer.millis = performance.now() - began;
  wish.onChange(answer);
  return answer;
}

/** @param {Wish} wish @param {string} path */
function sent({ body, keyId, secret, signal }, path) {
  if (secret) {
    return sendWithKey(secret, path, body, signal);
  }
  const more = keyId ? { "x-vaultgate-key": keyId } : undefined;
  return send("POST", `/run${path}`, body, signal, more);
}

/** @param {Response} response @param {Answer} answer @param {number} began @param {Wish} wish */
async function readStream(response, answer, began, wish) {
  for await (const { data } of events(response)) {
    if (data === "[DONE]") {
      return;
    }
    const chunk = JSON.parse(data);
    if (chunk.error) {
      answer.error = chunk.error.message;
      return;
    }
    const choice = chunk.choices?.[0];
    if (choice) {
      take(choice.delta ?? {}, answer);
      answer.finish = choice.finish_reason ?? answer.finish;
    }
    readUsage(chunk.usage, answer);
    const hasContent = answer.text || answer.reasoning || answer.calls.length > 0;
    answer.firstMillis ||= hasContent ? performance.now() - began : 0;
    wish.onChange(answer);
  }
}

/** @param {any} body @param {Answer} answer @param {number} began */
function readWhole(body, answer, began) {
  const choice = body.choices?.[0] ?? {};
  take(choice.message ?? {}, answer);
  answer.finish = choice.finish_reason ?? "";
  answer.firstMillis = performance.now() - began;
  readUsage(body.usage, answer);
}

/** @param {any} usage @param {Answer} answer */
function readUsage(usage, answer) {
  if (usage) {
    answer.usage = usage;
    answer.cost = usage.cost === undefined ? answer.cost : String(usage.cost);
  }
}

/** @param {any} part a message, or a piece of one @param {Answer} answer */
function take(part, answer) {
  answer.text += part.content ?? part.refusal ?? "";
  answer.reasoning += part.reasoning_content ?? "";
  for (const call of part.tool_calls ?? []) {
    const index = call.index ?? answer.calls.length;
    answer.calls[index] ??= { id: "", name: "", args: "" };
    const known = /** @type {ToolCall} */ (answer.calls[index]);
    known.id ||= call.id ?? "";
    known.name += call.function?.name ?? "";
    known.args += call.function?.arguments ?? "";
  }
  for (const image of part.images ?? []) {
    answer.images.push(shownAddress(image.image_url?.url));
  }
}
