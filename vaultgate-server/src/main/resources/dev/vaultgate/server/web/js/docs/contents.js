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
    group: "Models",
    pages: [
      { name: "providers", title: "Providers", about: "Who is known, and by which variable each is turned on." },
      { name: "add-a-provider", title: "Add a provider", about: "One of your own in two minutes, one for everybody in ten." },
      { name: "translation", title: "Translation", about: "What each dialect carries, and what is told when it cannot." },
      { name: "demo", title: "The demo provider", about: "Text, tools, images, errors and delays without an account." },
    ],
  },
  {
    group: "Run",
    pages: [
      { name: "configuration", title: "Configuration", about: "Every entry of vaultgate.yaml with its default." },
      { name: "performance", title: "Performance", about: "What the gateway itself costs, and how to measure it." },
      { name: "architecture", title: "Architecture", about: "The rooms of the house, and a request's way through them." },
    ],
  },
  {
    group: "Reference",
    pages: [{ name: "", title: "API reference", about: "Every operation of this gateway, with what it takes and gives." }],
  },
];

/** @type {{group: string, pages: Entry[]}[]} */
export const contents = groups.map(({ group, pages }) => ({
  group,
  pages: pages.map((page) => ({ ...page, path: page.name ? `/docs/${page.name}` : REFERENCE })),
}));

/** All pages, one after the other. */
export const entries = contents.flatMap(({ pages }) => pages);
