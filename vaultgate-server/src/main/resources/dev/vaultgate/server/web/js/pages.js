// @ts-check
// Every page: its path, who may see it, and the module that shows it, loaded when it is asked for.
import { html } from "vg/core/element.js";

/**
 * @typedef {object} Page
 * @property {RegExp} path
 * @property {string} title
 * @property {"open" | "user" | "admin"} access
 * @property {boolean} shell whether the rail stands beside it
 * @property {() => Promise<unknown>} load
 * @property {() => unknown} render
 * @property {string} [redirect]
 * @property {boolean} [alone] whether it is all the same to it who is signed in
 */

const nothingToLoad = () => Promise.resolve();

/** @type {Page[]} */
export const pages = [
  {
    path: /^\/sign-in$/,
    title: "Sign in",
    access: "open",
    shell: false,
    load: () => import("vg/account/sign-in.js"),
    render: () => html`<vg-sign-in></vg-sign-in>`,
  },
  {
    path: /^\/register$/,
    title: "Register",
    access: "open",
    shell: false,
    load: () => import("vg/account/register.js"),
    render: () => html`<vg-register></vg-register>`,
  },
  {
    path: /^\/setup$/,
    title: "Set up",
    access: "open",
    shell: false,
    load: () => import("vg/account/setup.js"),
    render: () => html`<vg-setup></vg-setup>`,
  },
  {
    path: /^\/join$/,
    title: "Choose a password",
    access: "open",
    shell: false,
    load: () => import("vg/account/join.js"),
    render: () => html`<vg-join></vg-join>`,
  },
  {
    path: /^\/console\/?$/,
    title: "Console",
    access: "user",
    shell: true,
    load: nothingToLoad,
    render: () => "",
    redirect: "/console/models",
  },
  {
    path: /^\/console\/models$/,
    title: "Models",
    access: "user",
    shell: true,
    load: () => import("vg/console/models/models-page.js"),
    render: () => html`<vg-models-page></vg-models-page>`,
  },
  {

    path: /^\/docs(\/.*)?$/,
    title: "Documentation",
    access: "open",
    shell: false,
    alone: true,
    load: () => import("vg/docs/docs-page.js"),
    render: () => html`<vg-docs-page></vg-docs-page>`,
  },
  {
    path: /^\/console\/keys$/,
    title: "API keys",
    access: "user",
    shell: true,
    load: () => import("vg/console/keys/keys-page.js"),
    render: () => html`<vg-keys-page></vg-keys-page>`,
  },
  {
    path: /^\/console\/settings$/,
    title: "Settings",
    access: "user",
    shell: true,
    load: () => import("vg/console/settings/settings-page.js"),
    render: () => html`<vg-settings-page></vg-settings-page>`,
  },
  {
    path: /^\/console\/admin(\/[a-z]+)?$/,
    title: "Administration",
    access: "admin",
    shell: true,
    load: () => import("vg/console/admin/admin-page.js"),
    render: () => html`<vg-admin-page .path=${location.pathname}></vg-admin-page>`,
  },
  {
    path: /^\/console\/usage$/,
    title: "Usage",
    access: "user",
    shell: true,
    load: () => import("vg/console/usage/usage-page.js"),
    render: () => html`<vg-usage-page></vg-usage-page>`,
  },
  {
    path: /^\/console\/balance$/,
    title: "Balance",
    access: "user",
    shell: true,
    load: () => import("vg/console/balance/balance-page.js"),
    render: () => html`<vg-balance-page></vg-balance-page>`,
  },
  {
    path: /^\/console\/alerts$/,
    title: "Alerts",
    access: "user",
    shell: true,
    load: () => import("vg/console/alerts/alerts-page.js"),
    render: () => html`<vg-alerts-page></vg-alerts-page>`,
  },
  {
    path: /^\/console\/playground$/,
    title: "Playground",
    access: "user",
    shell: true,
    load: () => import("vg/console/playground/playground-page.js"),
    render: () => html`<vg-playground-page></vg-playground-page>`,
  },
  {
    path: /^\/chat(\/[\w-]+)?$/,
    title: "Chat",
    access: "open",
    shell: false,
    load: () => import("vg/chat/chat-page.js"),
    render: () => html`<vg-chat-page .path=${location.pathname}></vg-chat-page>`,
  },
  {
    path: /^\/shared\/[\w-]+$/,
    title: "A shared conversation",
    access: "open",
    shell: false,
    load: () => import("vg/chat/shared-page.js"),
    render: () => html`<vg-shared-page></vg-shared-page>`,
  },
];

/** @type {Page} */
const missing = {
  path: /.*/,
  title: "Not found",
  access: "open",
  shell: false,
  load: nothingToLoad,
  render: () =>
    html`<div class="empty">
      <vg-icon name="circle-alert" size="l"></vg-icon>
      <h1>There is nothing here.</h1>
      <p><a href="/console">To the console</a></p>
    </div>`,
};

/** @param {string} path @returns {Page} */
export function pageOf(path) {
  return pages.find((page) => page.path.test(path)) ?? missing;
}
