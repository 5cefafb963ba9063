package dev.vaultgate.router.route;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for attempts that run beside their call: virtual ones where the JDK has them, from 21 on,
 * else daemons that are kept for a minute. Routes that neither hedge nor hold content back use
 * none.
 */
public final class RouteThreads {

  private static final Logger LOG = LoggerFactory.getLogger(RouteThreads.class);

  private RouteThreads() {}

  public static Executor executor() {
    return Shared.EXECUTOR;
  }

  /** Made when first asked for. */
  private static final class Shared {
    static final Executor EXECUTOR = make();

    private static Executor make() {
      try {
        // We compile for 17, which does not know the method.
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (ReflectiveOperationException e) {
        LOG.debug("no virtual threads here", e);
        return Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "vaultgate-route");
              thread.setDaemon(true);
              return thread;
            });
      }
    }
  }
}
