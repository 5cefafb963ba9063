package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.ErrorJson;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that runs elsewhere, asked for JSON. What it refuses, and that it is not there, becomes
 * a {@link CommandFailure}.
 *
 * @param base what paths begin with
 * @param secret the key, sent as a bearer token
 */
record RemoteApi(URI base, String secret) {

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

  /** To verify every balance of a large store takes a while. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

  private static final int PIECE_BYTES = 16 * 1024;

  JsonNode get(String path) {
    return send("GET", path, null);
  }

  JsonNode post(String path, JsonNode body) {
    return send("POST", path, body);
  }

  JsonNode post(String path) {
    return send("POST", path, null);
  }

  /** Asks, with a body or without one. */
  JsonNode send(String method, String path, @Nullable JsonNode body) {
    HttpResponse<byte[]> answer = send(method, path, body, HttpResponse.BodyHandlers.ofByteArray());
    return read(answer.statusCode(), answer.body());
  }

  /** Writes what a GET answers, which need not be JSON, as it comes. */
  void download(String path, OutputStream out) throws IOException {
    HttpResponse<InputStream> answer =
        send("GET", path, null, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() / 100 != 2) {
        read(answer.statusCode(), body.readAllBytes());
      }
      // Not in one go: who follows what happens wants each piece when it comes.
      byte[] piece = new byte[PIECE_BYTES];
      for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
        out.write(piece, 0, n);
        out.flush();
      }
    }
  }

  private <T> HttpResponse<T> send(
      String method, String path, @Nullable JsonNode body, HttpResponse.BodyHandler<T> reader) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/json")
            .timeout(ANSWER_PATIENCE)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    try {
      return HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build().send(request, reader);
    } catch (IOException e) {
      throw unreachable(base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted", e);
    }
  }

  private JsonNode read(int status, byte[] body) {
    JsonNode json;
    try {
      json = Json.read(body);
    } catch (IOException e) {
      throw notAGateway(base, e);
    }
    if (status / 100 == 2) {
      return json;
    }
    String message = ErrorJson.read(json).message();
    throw new CommandFailure(
        code(status), message.isEmpty() ? base + " answered with " + status : message);
  }

  private static ExitCode code(int status) {
    return switch (status) {
      case 400, 405, 413, 415 -> ExitCode.USAGE;
      case 401, 402, 403, 409 -> ExitCode.REFUSED;
      case 404 -> ExitCode.NOT_FOUND;
      default -> ExitCode.UNAVAILABLE;
    };
  }

  /** Nobody answers at this address. */
  static CommandFailure unreachable(URI base, Throwable cause) {
    return new CommandFailure(
        ExitCode.UNAVAILABLE,
        "--url: " + base + " cannot be reached (is the gateway running?)",
        cause);
  }

  /** Whoever answers there does not speak as a gateway, or as another version of it. */
  static CommandFailure notAGateway(URI base, Throwable cause) {
    return new CommandFailure(
        ExitCode.UNAVAILABLE, "--url: " + base + " does not speak as this gateway does", cause);
  }
}
