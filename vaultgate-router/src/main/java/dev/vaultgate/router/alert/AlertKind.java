package dev.vaultgate.router.alert;

import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
  /** A part of what a key or project may use is used. */
  BUDGET,
  /** An account has less credit than its owner wants to have. */
  BALANCE,
  /** A provider refuses the operator's key. */
  PROVIDER_KEY_REFUSED,
  /** The operator's account at a provider is out of money or over its quota. */
  PROVIDER_EXHAUSTED,
  /** A provider does not know a model that is offered. */
  PROVIDER_MODEL_MISSING,
  /** A provider's certificate is not good. */
  PROVIDER_TLS,
  /** A balance is not what its transfers add up to. */
  LEDGER_MISMATCH,
  /** The store cannot be written. */
  STORAGE,
  /** Money was given back, and not all of its credit was left to take back. */
  PAYMENT,
  /** Nothing; somebody wanted to see one. */
  TEST;

  /** As it is stored and shown: {@code provider_key_refused}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a word. */
  public static AlertKind parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
