package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On real sockets: a stream that begins with 200 and breaks before any content. The caller sees
 * nothing of it where another provider answers, and an honest error where none does.
 */
class FailoverTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String EVENTS = "text/event-stream";
  private static final String ERROR =
      "data: {\"error\":{\"message\":\"the engine broke\",\"code\":502}}\n\n";
  private static final String ANSWER =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
          + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  @TempDir Path folder;
  private final RawUpstream first = new RawUpstream();
  private final RawUpstream second = new RawUpstream();
  private VaultGateServer server;
  private String key;

  @BeforeEach
  void start() throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        store: { url: "jdbc:sqlite::memory:" }
        providers:
          one: { wire: openai, base_url: "%s" }
          two: { wire: openai, base_url: "%s" }
        models:
          lab-text: { deployments: [ one/m, two/m ] }
          sole-text: { deployments: [ one/m ] }
        """
            .formatted(first.url(), second.url()));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    key = server.gateway().keys().create(KeySpec.named("test")).secret().reveal();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    first.close();
    second.close();
  }

  private RawClient.Answer answerTo(String body) throws IOException {
    try (RawClient client = new RawClient(server.port()).post(PATH, key, body)) {
      return client.answer();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ERROR, "data: {\"no json\n\n", ": a comment and no more\n\n"})
  void f23f25f41StreamThatBreaksBeforeContentIsTakenOverUnseen(String start) throws Exception {
    first.then(c -> c.head(200, EVENTS).send(start).finish());
    second.then(c -> c.head(200, EVENTS).send(ANSWER).finish());

    RawClient.Answer answer = answerTo(Bodies.STREAM);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-provider")).hasValue("two");
    assertThat(answer.body()).contains("\"content\":\"Hello\"").endsWith("data: [DONE]\n\n");
  }

  @Test
  void f23SoleProvidersBrokenStreamIsAnErrorAfterOneMoreTry() throws Exception {
    first.always(c -> c.head(200, EVENTS).send(ERROR).finish());

    RawClient.Answer answer = answerTo(Bodies.STREAM.replace("lab-text", "sole-text"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("\"upstream_error\"").doesNotContain("engine");
    assertThat(first.requests()).hasSize(2);
  }

  @Test
  void f51f52CallsThatFailTogetherAreAllAnsweredAlthoughFewMayBeRepeatedAtOnce() throws Exception {
    int callers = 16;
    CountDownLatch all = new CountDownLatch(callers);
    first.always(
        c -> {
          all.countDown();
          all.await(5, TimeUnit.SECONDS);
          c.answer(500, "application/json", "{}");
        });
    second.always(c -> c.head(200, EVENTS).send(ANSWER).finish());
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<RawClient.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        answers.add(threads.submit(() -> answerTo(Bodies.STREAM)));
      }
      for (Future<RawClient.Answer> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
