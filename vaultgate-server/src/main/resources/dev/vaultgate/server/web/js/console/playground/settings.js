// @ts-check
// What a call is made with, and how it becomes the body of a request.

/**
 * @typedef {object} Settings
 * @property {string} system
 * @property {string} temperature empty for the model's own
 * @property {string} maxTokens
 * @property {string} topP
 * @property {boolean} stream
 * @property {string} tools JSON, an array
 * @property {string} schema JSON Schema of the answer
 * @property {string} size of images
 * @property {string} quality of images
 * @property {string} images how many
 */

/** @returns {Settings} */
export const usualSettings = () => ({
  system: "",
  temperature: "",
  maxTokens: "",
  topP: "",
  stream: true,
  tools: "",
  schema: "",
  size: "",
  quality: "",
  images: "1",
});

/**
 * @param {string} model
 * @param {any[]} messages
 * @param {Settings} settings
 * @throws {Error} with what is wrong in the settings
 */
export function chatBody(model, messages, settings) {
  const { system, stream } = settings;
  /** @type {Record<string, any>} */
  const body = {
    model,
    messages: system.trim() ? [{ role: "system", content: system }, ...messages] : messages,
  };
  put(body, "temperature", number("Temperature", settings.temperature, 0, 2));
  put(body, "top_p", number("Top-p", settings.topP, 0, 1));
  put(body, "max_tokens", number("Longest answer", settings.maxTokens, 1, 1_000_000));
  if (settings.tools.trim()) {
    const tools = parsed("Tools", settings.tools);
    if (!Array.isArray(tools)) {
      throw new Error("Tools: an array of tools is expected.");
    }
    body.tools = tools;
  }
  if (settings.schema.trim()) {
    const schema = parsed("Schema", settings.schema);
    body.response_format = {
      type: "json_schema",
      json_schema: { name: "answer", strict: true, schema },
    };
  }
  if (stream) {
    body.stream = true;
    body.stream_options = { include_usage: true };
  }
  return body;
}

/** @param {string} model @param {string} prompt @param {Settings} settings */
export function imageBody(model, prompt, settings) {
  /** @type {Record<string, any>} */
  const body = { model, prompt, response_format: "b64_json" };
  put(body, "n", number("Images", settings.images, 1, 10));
  put(body, "size", settings.size || undefined);
  put(body, "quality", settings.quality || undefined);
  return body;
}

/** @param {Record<string, any>} body @param {string} name @param {unknown} value */
function put(body, name, value) {
  if (value !== undefined) {
    body[name] = value;
  }
}

/** @param {string} name @param {string} text @param {number} least @param {number} most */
function number(name, text, least, most) {
  if (text.trim() === "") {
    return undefined;
  }
  const value = Number(text);
  if (!(value >= least && value <= most)) {
    throw new Error(`${name}: ${text} (expected: ${least} to ${most})`);
  }
  return value;
}

/** @param {string} name @param {string} text */
function parsed(name, text) {
  try {
    return JSON.parse(text);
  } catch (failure) {
    throw new Error(`${name}: not valid JSON (${/** @type {Error} */ (failure).message})`);
  }
}
