package dev.vaultgate.router.store;

import java.io.IOException;
import java.nio.file.Path;

/** A process that has a store open until its input ends. */
final class StoreHolder {

  private StoreHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (Store store = Store.sqlite(Path.of(arguments[0]))) {
      System.out.println("open " + store.isWritable());
      while (System.in.read() >= 0) {
        // Input is only waited for.
      }
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
