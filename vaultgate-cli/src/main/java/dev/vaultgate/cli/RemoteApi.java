package dev.vaultgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.ErrorJson;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

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

  JsonNode get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  JsonNode post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  JsonNode post(String path, JsonNode body) {
    return send("POST", path, BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  JsonNode patch(String path, JsonNode body) {
    return send("PATCH", path, BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  JsonNode put(String path, JsonNode body) {
    return send("PUT", path, BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  JsonNode delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  private JsonNode send(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/json")
            .timeout(ANSWER_PATIENCE)
            .method(method, body)
            .build();
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofByteArray());
      return read(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw unreachable(base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted", e);
    }
  }

  private JsonNode read(int status, byte[] body) throws IOException {
    JsonNode json;
    try {
      json = Json.read(body);
    } catch (JsonProcessingException e) {
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
      case 401, 402, 403 -> ExitCode.REFUSED;
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
