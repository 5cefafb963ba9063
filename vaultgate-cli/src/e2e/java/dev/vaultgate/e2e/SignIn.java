package dev.vaultgate.e2e;

import com.microsoft.playwright.Page;

/** The forms by which people come in. */
final class SignIn {

  private static final String PASSWORD = "correct horse battery";

  private SignIn() {}

  /** Fills in the form of a first start, which is shown, and goes on to the console. */
  static void asOwner(Page page) {
    page.getByLabel("Name").fill("Ada Lovelace");
    as(page, "ada@example.com");
  }

  /** Fills in the form that is shown, and goes on to the console. */
  static void as(Page page, String email) {
    as(page, email, PASSWORD);
  }

  /** The same for whoever has another password. */
  static void as(Page page, String email, String password) {
    page.getByLabel("E-mail").fill(email);
    page.getByLabel("Password").fill(password);
    page.keyboard().press("Enter");
    page.waitForURL("**/console/models");
  }
}
