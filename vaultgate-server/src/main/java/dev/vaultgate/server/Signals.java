package dev.vaultgate.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a server by signals: the first SIGTERM or Ctrl-C stops it gently, the second makes it
 * hurry; SIGHUP has it read its configuration anew. A shutdown hook alone could not tell the second
 * from the first.
 *
 * <p>The JDK has no official way to take a signal, only {@code sun.misc.Signal}, which is exported
 * by the module jdk.unsupported and met here by reflection, since the compiler warns of its name.
 * Where it is missing, the shutdown hook does the gentle half.
 */
public final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /** Stops the server on signals, and lets the process end with 0 when it has stopped. */
  public static void stop(VaultGateServer server) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(server), "vaultgate-exit"));
    for (String name : new String[] {"TERM", "INT"}) {
      // Never on the signal's own thread: the second signal must find it free.
      take(name, () -> new Thread(() -> stopAndExit(server), "vaultgate-stop").start());
    }
  }

  /** Reads the configuration anew on SIGHUP; where something is wrong with it, the log says so. */
  public static void reload(VaultGateServer server) {
    take("HUP", () -> new Thread(() -> reloadOrTell(server), "vaultgate-reload").start());
  }

  private static void reloadOrTell(VaultGateServer server) {
    try {
      server.live().reload();
    } catch (RuntimeException e) {
      // What is wrong has been said.
      LOG.debug("why the configuration cannot be used", e);
    }
  }

  private static void stopAndExit(VaultGateServer server) {
    boolean isFirst = true;
    int code = 1;
    try {
      isFirst = server.stop();
      code = 0;
    } finally {
      if (isFirst) {
        System.exit(code);
      }
    }
  }

  private static void stopAndWait(VaultGateServer server) {
    if (!server.stop()) {
      try {
        server.awaitStop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void take(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler onSignal =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              action.run();
              return null;
            }
            return method.invoke(action, arguments);
          };
      Object taker =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, onSignal);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), taker);
    } catch (ReflectiveOperationException e) {
      LOG.debug("SIG{} is left to the JDK", name, e);
    }
  }
}
