package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests that chance has spoiled. */
class MutationTest {

  private static final int ROUNDS = 2_000;
  private static final String[] REQUESTS = {
    "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer vg_test\r\n\r\n",
    "GET /v1/models/lab%2Fone HTTP/1.1\r\nHost: localhost\r\nx-api-key: vg_test\r\n\r\n",
    "GET /healthz?a=b HTTP/1.1\r\nHost: localhost:80\r\nAccept: */*\r\n\r\n",
    "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer vg_test\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + Bodies.CHAT.length()
        + "\r\n\r\n"
        + Bodies.CHAT,
    "POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer vg_test\r\n"
        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "2\r\n{}\r\n0\r\n\r\n"
  };

  @Test
  void s53SpoiledRequestsAreNeverTheServersFault() throws Exception {
    long seed = new Random().nextLong();
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
    byte[] request =
        REQUESTS[random.nextInt(REQUESTS.length)].getBytes(StandardCharsets.ISO_8859_1);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      request[random.nextInt(request.length)] = (byte) random.nextInt(256);
    }
    return request;
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
