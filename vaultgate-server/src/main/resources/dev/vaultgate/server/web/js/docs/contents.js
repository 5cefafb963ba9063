// @ts-check
// What the documentation holds, in its order. Each page is the file `docs/NAME.md` of the repository; a
// test holds the two together.

/**
 * @typedef {object} Entry
 * @property {string} name of its file; empty for what is made here
 * @property {string} path
 * @property {string} title
 * @property {string} about what a reader finds there, in a line
 */

export const REFERENCE = "/docs/reference";

const groups = [
  {
    group: "Start",
    pages: [
      { name: "get-started", title: "Get started", about: "A gateway, a key and a first answer, in five minutes." },
      { name: "integrate", title: "Integrate", about: "Python, JavaScript, Java, LangChain4j, Spring AI and curl." },
      { name: "embed", title: "Embed", about: "The library inside your own program, without a server." },
      { name: "demo", title: "The demo provider", about: "Text, tools, images, errors and delays without an account." },
      { name: "faq", title: "Questions", about: "Short answers to what people ask first." },
    ],
  },
  {
    group: "Models",
    pages: [
      { name: "models", title: "Models and prices", about: "How models are named, which there are, and how to add one." },
      { name: "providers", title: "Providers", about: "Who is known, and by which variable each is turned on." },
      { name: "add-a-provider", title: "Add a provider", about: "One of your own in two minutes, one for everybody in ten." },
      { name: "routing", title: "Routing", about: "Which deployment answers, what is tried next, and why." },
      { name: "translation", title: "Translation", about: "What each dialect carries, and what is told when it cannot." },
    ],
  },
  {
    group: "Money and people",
    pages: [
      { name: "accounts", title: "People and keys", about: "Users, roles, logins, projects, and who has changed what." },
      { name: "payments", title: "Credit, codes and payments", about: "How credit comes into an account, and goes back." },
      { name: "alerts", title: "Alerts", about: "Who is told what, and how webhooks are signed." },
      { name: "money", title: "What a call costs", about: "What is held before a call, and what is charged after it." },
      { name: "usage", title: "What was used", about: "Calls one by one, summed up, as files and as they happen." },
    ],
  },
  {
    group: "Run",
    pages: [
      { name: "operations", title: "Operations", about: "A service, a proxy, copies, upgrades, figures." },
      { name: "configuration", title: "Configuration", about: "Every entry of vaultgate.yaml with its default." },
      { name: "security", title: "Security", about: "What is protected, how, and what is left to you." },
      { name: "performance", title: "Performance", about: "What the gateway itself costs, and how to measure it." },
      { name: "architecture", title: "Architecture", about: "The rooms of the house, and a request's way through them." },
    ],
  },
  {
    group: "Reference",
    pages: [
      { name: "api", title: "The API", about: "Paths, headers, errors, and how streams end." },
      { name: "", title: "API reference", about: "Every operation of this gateway, with what it takes and gives." },
      { name: "cli", title: "Command line", about: "Every command of vaultgate, and what scripts can rely on." },
    ],
  },
];

/** @type {{group: string, pages: Entry[]}[]} */
export const contents = groups.map(({ group, pages }) => ({
  group,
  pages: pages.map((page) => ({ ...page, path: page.name ? `/docs/${page.name}` : REFERENCE })),
}));

/** All pages, one after the other. */
export const entries = contents.flatMap(({ pages }) => pages);
