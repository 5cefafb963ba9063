package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Money;
import java.nio.file.Path;
import java.util.List;

/**
 * What was found in a store's file.
 *
 * @param file where it is
 * @param bytes how large it is, without what is not yet merged into it
 * @param schema the version of its schema
 * @param accounts how many there are
 * @param keys how many there are, revoked ones among them
 * @param given all credit that was ever given
 * @param used all credit that was ever used
 * @param calls how many calls are recorded
 * @param problems what is wrong with it; empty when all is well
 */
public record StoreReport(
    Path file,
    long bytes,
    String schema,
    long accounts,
    long keys,
    Money given,
    Money used,
    long calls,
    List<String> problems) {

  public StoreReport {
    problems = List.copyOf(problems);
  }

  public boolean isSound() {
    return problems.isEmpty();
  }
}
