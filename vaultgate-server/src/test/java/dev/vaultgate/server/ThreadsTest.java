package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  /** True from JDK 21 on, where the build that was made for 17 finds virtual threads by itself. */
  @Test
  void callsRunOnVirtualThreadsWhereTheJdkHasThem() throws Exception {
    boolean expected = Runtime.version().feature() >= 21;
    CompletableFuture<Boolean> virtual = new CompletableFuture<>();
    try (TestServer server = TestServer.start()) {
      server.desk.onChat =
          (caller, call) -> {
            virtual.complete(isVirtual(Thread.currentThread()));
            return ScriptedDesk.reply("{}");
          };
      try (RawClient client =
          server.client().post("/v1/chat/completions", ScriptedDesk.KEY, Bodies.CHAT)) {
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }

    assertThat(virtual.get(1, TimeUnit.SECONDS)).isEqualTo(expected);
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (Boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    } catch (NoSuchMethodException e) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
