package dev.vaultgate.server;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.store.Store;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;

/**
 * A store that can be cut off from everybody, as one beyond a network can: whatever is asked of it
 * then fails after a while, except for what is written later anyway.
 */
final class UnreachableStore {

  private static final Set<String> LATER =
      Set.of("accept", "settleLater", "settleSurely", "close", "pendingWrites", "latestHold");

  private final Duration timeout;
  private volatile boolean cutOff;

  UnreachableStore(Duration timeout) {
    this.timeout = timeout;
  }

  void cutOff(boolean isCutOff) {
    cutOff = isCutOff;
  }

  Store over(Store store) {
    return proxy(Store.class, store);
  }

  private <T> T proxy(Class<T> type, Object there) {
    InvocationHandler handler = (proxy, method, arguments) -> call(there, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object call(Object there, Method method, Object[] arguments) throws Throwable {
    Class<?> result = method.getReturnType();
    if (there instanceof Store && method.getParameterCount() == 0 && result.isInterface()) {
      return proxy(result, method.invoke(there));
    }
    if (cutOff && method.getName().equals("isWritable")) {
      return false;
    }
    if (cutOff && !LATER.contains(method.getName())) {
      Thread.sleep(timeout.toMillis());
      throw ServerException.storageUnavailable(null);
    }
    try {
      return method.invoke(there, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
