package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests that chance has spoiled; {@code -Dvaultgate.test.seed=N} tries other ones. */
class MutationTest {

  private static final int ROUNDS = 2_000;
  private static final List<String> REQUESTS =
      List.of(
          """
          GET /v1/models HTTP/1.1
          Host: localhost
          Authorization: Bearer vg_test

          """,
          """
          GET /v1/models/lab%2Fone HTTP/1.1
          Host: localhost
          x-api-key: vg_test

          """,
          """
          GET /healthz?a=b HTTP/1.1
          Host: localhost:80
          Accept: */*

          """,
          """
          POST /v1/chat/completions HTTP/1.1
          Host: localhost
          Authorization: Bearer vg_test
          Content-Type: application/json
          Content-Length: %d

          %s"""
              .formatted(Bodies.CHAT.length(), Bodies.CHAT),
          """
          POST /v1/images/generations HTTP/1.1
          Host: localhost
          Authorization: Bearer vg_test
          Content-Type: application/json
          Transfer-Encoding: chunked

          2
          {}
          0

          """);

  @Test
  void s53SpoiledRequestsAreNeverTheServersFault() throws Exception {
    long seed = Long.getLong("vaultgate.test.seed", 53);
    Random random = new Random(seed);
    try (TestServer server = TestServer.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] request = spoiled(random);
        String answer = answer(server, request);
        if (!answer.isEmpty() && !isSound(answer)) {
          fail("seed %d, round %d:%n%s%n->%n%s", seed, round, text(request), answer);
        }
      }
      try (RawClient client = server.client()) {
        assertThat(client.get("/healthz").answer().status()).isEqualTo(200);
      }
    }
  }

  private static byte[] spoiled(Random random) {
    byte[] request = onTheWire(REQUESTS.get(random.nextInt(REQUESTS.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      request[random.nextInt(request.length)] = (byte) random.nextInt(256);
    }
    return request;
  }

  private static byte[] onTheWire(String request) {
    return request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String answer(TestServer server, byte[] request) throws IOException {
    try (RawClient client = server.client()) {
      return client.send(request).halfClose().rest();
    } catch (IOException e) {
      return ""; // A connection that is closed without a word is an answer, too.
    }
  }

  /** Answered, or refused in the form of all errors; a second answer may follow. */
  private static boolean isSound(String answer) {
    boolean isFault = answer.startsWith("HTTP/1.1 5");
    boolean isRefusal = answer.startsWith("HTTP/1.1 4");
    return !isFault && (!isRefusal || answer.contains("{\"error\":{\"message\":"));
  }

  private static String text(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1);
  }
}
