package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.client.fake.FakeProvider;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.http.Fatal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own that runs out of memory, or of file descriptors. */
@EnabledOnOs(OS.LINUX)
class ExhaustionTest {

  @TempDir Path folder;
  private Process process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private int start(String limits, String... options) throws IOException {
    try (FakeProvider nobody = new FakeProvider()) {
      Path config = folder.resolve("vaultgate.yaml");
      Files.writeString(
          config,
          """
          server: { port: 0, max_body: 200MB }
          providers: { one: { wire: openai, base_url: "%s" } }
          models: { lab-text: { deployments: [ one/m ], price: { input: 1, output: 2 } } }
          """
              .formatted(nobody.url()));
      List<String> java = new ArrayList<>();
      java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      java.addAll(List.of(options));
      java.add("-cp");
      java.add(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      java.add(ServerProcess.class.getName());
      java.add(config.toString());
      java.add(folder.resolve("test.db").toString());
      List<String> command = new ArrayList<>(List.of("sh", "-c", limits + " exec \"$@\"", "sh"));
      command.addAll(java);
      process = new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
      String line =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
      assertThat(line).as(Files.readString(folder.resolve("log"))).startsWith("listening on");
      return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }
  }

  private String key() {
    Path file = folder.resolve("test.db");
    try (Store store = Store.sqlite(file)) {
      return new Keys(store.keys(), SystemTime.system())
          .create(KeySpec.named("test"))
          .secret()
          .reveal();
    }
  }

  @Test
  void f73AProcessThatIsOutOfMemoryEndsAndCanBeStartedAgain() throws Exception {
    String key = key();
    int port = start("", "-Xmx64m", "-XX:+UseSerialGC");
    byte[] body =
        ("{\"model\":\"lab-text\",\"messages\":[" + "{},".repeat(30_000_000) + "{}]}")
            .getBytes(UTF_8);
    try (RawClient client = new RawClient(port)) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + key
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      client.send(body);
    } catch (IOException reset) {
      // That is what its callers see.
    }

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Fatal.EXIT_CODE);
    assertThat(Files.readString(folder.resolve("log"))).contains("OutOfMemoryError");
    assertThat(health(start("", "-XX:TieredStopAtLevel=1"))).isEqualTo(200);
  }

  @Test
  void f81WhenDescriptorsAreUsedUpConnectionsWaitAndAreServedSoonAfter() throws Exception {
    int port = start("ulimit -n 160;", "-XX:TieredStopAtLevel=1");
    assertThat(health(port)).isEqualTo(200);
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    for (Socket socket : crowd) {
      socket.close();
    }

    await().atMost(Duration.ofSeconds(5)).until(() -> health(port) == 200);
    assertThat(process.isAlive()).isTrue();
  }

  private static int health(int port) {
    try (RawClient client = new RawClient(port)) {
      return client.get("/healthz").answer().status();
    } catch (IOException e) {
      // Not yet.
      return 0;
    }
  }
}
