package dev.vaultgate.router.account;

import java.time.Instant;

/**
 * Whose credit pays.
 *
 * @param id given by the store
 * @param name unique, for people
 * @param unlimited whether calls need no credit, as for the operator's own; usage is recorded all
 *     the same
 */
public record Account(long id, String name, boolean unlimited, Instant createdAt) {

  /** The account that keys belong to when an operator names none. */
  public static final String OPERATOR = "operator";
}
