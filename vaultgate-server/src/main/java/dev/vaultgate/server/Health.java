package dev.vaultgate.server;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.server.http.Capacity;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/**
 * Whether the process lives, and whether it should be sent requests. Anybody may ask, so nothing
 * else is told.
 */
final class Health {

  private final Capacity capacity;
  private final BooleanSupplier storeIsReady;

  Health(Capacity capacity, BooleanSupplier storeIsReady) {
    this.capacity = capacity;
    this.storeIsReady = storeIsReady;
  }

  void live(Context context) {
    context.contentType("application/json").result("{\"status\":\"ok\"}");
  }

  void ready(Context context) {
    if (capacity.isClosing()) {
      throw ServerException.shuttingDown();
    }
    if (!storeIsReady.getAsBoolean()) {
      throw ServerException.storageUnavailable(null);
    }
    context.contentType("application/json").result("{\"status\":\"ready\"}");
  }
}
