// @ts-check
import { html } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { nextPath, replace } from "vg/core/router.js";
import { begin } from "vg/core/session.js";
import { Gate } from "vg/account/gate.js";

class SignIn extends Gate {
  render() {
    return this.sheet({
      heading: "Sign in",
      lead: "To your keys, your balance and what they cost.",
      fields: html`${this.field({
        name: "email",
        label: "E-mail",
        type: "email",
        autocomplete: "username",
      })}
      ${this.field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "current-password",
      })}`,
      action: "Sign in",
      after: html`No account yet? <a href="/register">Register</a>`,
    });
  }

  /** @param {Record<string, string>} values */
  async send(values) {
    begin(await api.post("/login", values));
    replace(nextPath());
  }
}

customElements.define("vg-sign-in", SignIn);
