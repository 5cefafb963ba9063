package dev.vaultgate.server;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.store.Store;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A store that can be cut off from everybody, as one beyond a network can: whatever is asked of it
 * then fails after a while, except for what is written later anyway.
 */
final class UnreachableStore {

  private static final Set<String> LATER =
      Set.of("accept", "end", "close", "pendingWrites", "latestHold");

  private final Duration timeout;
  private volatile CountDownLatch back = new CountDownLatch(0);

  UnreachableStore(Duration timeout) {
    this.timeout = timeout;
  }

  void cutOff(boolean isCutOff) {
    back.countDown();
    back = new CountDownLatch(isCutOff ? 1 : 0);
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
    if (method.getName().equals("isWritable") && back.getCount() > 0) {
      return false;
    }
    if (!LATER.contains(method.getName())
        && !back.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw ServerException.storageUnavailable(null);
    }
    try {
      return method.invoke(there, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
