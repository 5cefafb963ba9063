// @ts-check
// A call as code that can be run, in the languages that people ask for.

/**
 * @typedef {object} SampleCall
 * @property {string} path below `/v1`
 * @property {Record<string, unknown>} body
 */

const KEY = "VAULTGATE_KEY";
const base = () => `${location.origin}/v1`;

/** @param {SampleCall} call @returns {{name: string, code: string, language: string}[]} */
export function samples(call) {
  const isImage = call.path === "/images/generations";
  return [
    { name: "curl", code: curl(call), language: "bash" },
    { name: "Python", code: python(call, isImage), language: "python" },
    { name: "JavaScript", code: javascript(call, isImage), language: "javascript" },
    { name: "Java", code: java(call, isImage), language: "java" },
  ];
}

/** @param {SampleCall} call */
function curl({ path, body }) {
  const json = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return `curl ${base()}${path} \\
  -H "Authorization: Bearer $${KEY}" \\
  -H "Content-Type: application/json" \\
  -d '${json}'`;
}

/** @param {unknown} value @param {string} indent @returns {string} */
function pythonValue(value, indent = "") {
  if (value === null) {
    return "None";
  } else if (typeof value === "boolean") {
    return value ? "True" : "False";
  } else if (Array.isArray(value)) {
    return `[${value.map((one) => pythonValue(one, indent)).join(", ")}]`;
  } else if (typeof value === "object") {
    const members = Object.entries(value).map(
      ([name, one]) => `${JSON.stringify(name)}: ${pythonValue(one, indent)}`,
    );
    return `{${members.join(", ")}}`;
  }
  return JSON.stringify(value);
}

/** @param {SampleCall} call @param {boolean} isImage */
function python({ body }, isImage) {
  const given = Object.entries(body)
    .map(([name, value]) => `    ${name}=${pythonValue(value)},\n`)
    .join("");
  const head = `import os
from openai import OpenAI

client = OpenAI(base_url="${base()}", api_key=os.environ["${KEY}"])
`;
  if (isImage) {
    return `${head}images = client.images.generate(\n${given})\nprint(images.data[0])`;
  }
  return body.stream
    ? `${head}for chunk in client.chat.completions.create(\n${given}):
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="")`
    : `${head}answer = client.chat.completions.create(\n${given})\nprint(answer.choices[0].message.content)`;
}

/** @param {SampleCall} call @param {boolean} isImage */
function javascript({ body }, isImage) {
  const json = JSON.stringify(body, null, 2);
  const head = `import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${base()}", apiKey: process.env.${KEY} });
`;
  if (isImage) {
    return `${head}const images = await client.images.generate(${json});\nconsole.log(images.data[0]);`;
  }
  return body.stream
    ? `${head}const stream = await client.chat.completions.create(${json});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
}`
    : `${head}const answer = await client.chat.completions.create(${json});
console.log(answer.choices[0].message.content);`;
}

/** @param {SampleCall} call @param {boolean} isImage */
function java({ path, body }, isImage) {
  const json = JSON.stringify(body, null, 2)
    .split("\n")
    .map((line) => `            ${line.replaceAll("\\", "\\\\")}`)
    .join("\n");
  return `HttpRequest request = HttpRequest.newBuilder(URI.create("${base()}${path}"))
    .header("Authorization", "Bearer " + System.getenv("${KEY}"))
    .header("Content-Type", "application/json")
    .POST(BodyPublishers.ofString(
        """
${json}
        """))
    .build();
HttpResponse<String> answer =
    HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
System.out.println(answer.body());${isImage ? "  // data[0] holds the image" : ""}`;
}
