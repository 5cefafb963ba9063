package dev.vaultgate.cli;

import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.ErrorJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.ModelJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The models of a running gateway. */
final class RemoteModels {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private RemoteModels() {}

  static List<Model> list(RemoteOption remote) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(remote.base() + "/models"))
            .header("Authorization", "Bearer " + remote.secret())
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new CommandFailure(
            answer.statusCode() < 500 ? ExitCode.REFUSED : ExitCode.UNAVAILABLE,
            ErrorJson.read(Json.read(answer.body())).message());
      }
      return ModelJson.readList(Json.read(answer.body()));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE, "--url: " + remote.base() + " does not answer (" + e + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.UNAVAILABLE, "interrupted");
    }
  }
}
