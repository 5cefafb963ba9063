// @ts-check
// Sessions of the playground, kept in this browser.

/**
 * @typedef {object} Turn one message and what came of it from each model
 * @property {string} text
 * @property {any} message as the API took it
 * @property {import("vg/run/run.js").Answer[]} answers one for each model
 */

/**
 * @typedef {object} Session
 * @property {string} id
 * @property {string} title
 * @property {"text" | "image"} kind
 * @property {string[]} models one, or two side by side
 * @property {import("vg/console/playground/settings.js").Settings} settings
 * @property {Turn[]} turns
 * @property {string} at
 */

const PLACE = "playground-sessions";
const KEPT_MAX = 40;

/** @returns {Session[]} the newest first */
export function savedSessions() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Session} session is kept, in the place of what it was; pictures are not */
export function saveSession(session) {
  const kept = {
    ...session,
    turns: session.turns.map((turn) => ({
      ...turn,
      message: withoutPictures(turn.message),
      answers: turn.answers.map((answer) => ({ ...answer, images: answer.images.map(() => "") })),
    })),
  };
  const others = savedSessions().filter((other) => other.id !== session.id);
  store([kept, ...others].slice(0, KEPT_MAX));
}

/** @param {string} id */
export function forgetSession(id) {
  store(savedSessions().filter((session) => session.id !== id));
}

/** @param {Session[]} sessions the oldest go where there is no room */
function store(sessions) {
  for (let kept = sessions.length; kept >= 0; kept--) {
    try {
      localStorage.setItem(PLACE, JSON.stringify(sessions.slice(0, kept)));
      return;
    } catch (failure) {
      if (kept === 0) {
        throw failure;
      }
    }
  }
}

/** @param {any} message */
function withoutPictures(message) {
  return Array.isArray(message.content)
    ? { ...message, content: message.content.filter((/** @type {any} */ p) => p.type === "text") }
    : message;
}

/** @param {Session} session */
export function asMarkdown(session) {
  const lines = [`# ${session.title || "Playground"}`, ""];
  if (session.settings.system) {
    lines.push(`> ${session.settings.system.replaceAll("\n", "\n> ")}`, "");
  }
  for (const turn of session.turns) {
    lines.push("## You", "", turn.text, "");
    for (const answer of turn.answers) {
      lines.push(`## ${answer.model}`, "", answer.text || answer.error, "");
      for (const call of answer.calls) {
        lines.push("```json", JSON.stringify({ tool: call.name, arguments: call.args }), "```", "");
      }
    }
  }
  return lines.join("\n");
}

/** @param {string} name @param {string} type @param {string} text gives a file to save */
export function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
