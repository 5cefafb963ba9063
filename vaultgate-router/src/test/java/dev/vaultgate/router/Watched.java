package dev.vaultgate.router;

import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A store as it is, with something that happens before its ledger is asked for something. */
final class Watched {

  private Watched() {}

  /**
   * The store with a ledger that is watched.
   *
   * @param method of the ledger
   * @param before what happens first
   */
  static Store ledger(Store store, String method, Runnable before) {
    Ledger ledger = with(Ledger.class, store.ledger(), method, result -> result, before);
    return with(Store.class, store, "ledger", result -> ledger, () -> {});
  }

  /** The store with other answers to whether it can be written, and what does not add up. */
  static Store store(Store store, BooleanSupplier writable, Supplier<List<Mismatch>> mismatches) {
    Ledger ledger =
        with(Ledger.class, store.ledger(), "verify", result -> mismatches.get(), () -> {});
    Store checked = with(Store.class, store, "ledger", result -> ledger, () -> {});
    return with(Store.class, checked, "isWritable", result -> writable.getAsBoolean(), () -> {});
  }

  private static <T> T with(
      Class<T> type, T target, String method, UnaryOperator<Object> after, Runnable before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              boolean watched = called.getName().equals(method);
              if (watched) {
                before.run();
              }
              try {
                Object result = called.invoke(target, arguments);
                return watched ? after.apply(result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
