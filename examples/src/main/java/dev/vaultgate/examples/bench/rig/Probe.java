package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import dev.vaultgate.examples.bench.mock.MockSettings;
import dev.vaultgate.examples.bench.mock.PlainAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Single requests beside the load: is a gateway up, and how is the mock to behave. */
final class Probe {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** Changes the behaviour of the mock on this port. */
  void configure(int mockPort, MockSettings settings) throws IOException {
    HttpResponse<String> answer =
        send(request(mockPort, settings.toRequestTarget()).PUT(BodyPublishers.noBody()));
    if (answer.statusCode() != 200) {
      throw new IOException("the mock refused its settings: " + answer.body());
    }
  }

  /**
   * Asks for one chat completion.
   *
   * @return empty when it is right; otherwise what came instead
   */
  String fault(Target target) {
    HttpRequest.Builder request = request(target.port(), "/v1/chat/completions");
    request.header("Content-Type", "application/json");
    for (String line : target.headers()) {
      int colon = line.indexOf(':');
      request.header(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}"
            .formatted(target.model());
    try {
      HttpResponse<String> answer = send(request.POST(BodyPublishers.ofString(body)));
      boolean right = answer.statusCode() == 200 && answer.body().contains(PlainAnswer.LAST_WORDS);
      return right ? "" : "status " + answer.statusCode() + ": " + answer.body();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    }
  }
}
