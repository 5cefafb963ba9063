// @ts-check
// How a deployment stands, as administrators are told.
import { html } from "vg/core/element.js";

const PASSING = ["limited", "overloaded", "busy", "paced", "probed"];

/** @param {string} state @returns {string} how it is coloured */
const kindOf = (state) => (state === "ready" ? "good" : PASSING.includes(state) ? "warn" : "bad");

/** @param {string} state */
export const standing = (state) =>
  html`<span class="badge ${kindOf(state)}">${state.replaceAll("_", " ")}</span>`;
