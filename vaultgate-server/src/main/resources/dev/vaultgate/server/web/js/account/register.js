// @ts-check
import { html } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { nextPath, replace } from "vg/core/router.js";
import { begin } from "vg/core/session.js";
import { Gate } from "vg/account/gate.js";

class Register extends Gate {
  render() {
    return this.sheet({
      heading: "Register",
      lead: "An account of your own, with its keys and its balance.",
      fields: html`${this.field({ name: "name", label: "Name", autocomplete: "name" })}
      ${this.field({ name: "email", label: "E-mail", type: "email", autocomplete: "username" })}
      ${this.field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "new-password",
        hint: "At least 12 characters.",
      })}`,
      action: "Register",
      after: html`Registered before? <a href="/sign-in">Sign in</a>`,
    });
  }

  /** @param {Record<string, string>} values */
  async send(values) {
    begin(await api.post("/register", values));
    replace(nextPath());
  }
}

customElements.define("vg-register", Register);
