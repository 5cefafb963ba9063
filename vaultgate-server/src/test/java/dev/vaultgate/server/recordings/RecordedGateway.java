package dev.vaultgate.server.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A server as an operator starts it, from a configuration file, with all recorded providers behind
 * one fake one on a real socket that answers with recorded bytes. For one call at a time.
 */
final class RecordedGateway implements AutoCloseable {

  /** What the operator has given the server for every provider. */
  static final String PROVIDER_KEY = "provider-key-of-the-operator";

  private static final String ADMIN_KEY = "admin-key-of-the-recordings";

  /** In the place of a piece's size: all bytes at once. */
  static final int WHOLE = 0;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RawUpstream upstream = new RawUpstream();
  private final MovedTime time = new MovedTime();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final VaultGateServer server;
  private final String key;

  /**
   * What came of one call.
   *
   * @param asked what the caller sent
   * @param answer what the caller got
   * @param sent what the provider got
   * @param record what was put down
   */
  record Played(
      ObjectNode asked,
      HttpResponse<byte[]> answer,
      List<RawUpstream.Request> sent,
      UsageRecord record) {}

  /**
   * Starts it.
   *
   * @param interactions all that will be played, by their provider
   */
  RecordedGateway(Path folder, Map<RecordedProvider, List<Interaction>> interactions)
      throws IOException {
    Path file = Files.writeString(folder.resolve("vaultgate.yaml"), configuration(interactions));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()),
            time);
    server.start();
    key = server.gateway().keys().create(KeySpec.named("recordings")).secret().reveal();
  }

  private String configuration(Map<RecordedProvider, List<Interaction>> interactions) {
    StringBuilder providers = new StringBuilder("providers:\n");
    Map<String, String> models = new TreeMap<>();
    interactions.forEach(
        (provider, played) -> {
          providers.append("  " + provider.id() + ": { " + settings(provider) + " }\n");
          for (Interaction interaction : played) {
            if (interaction.isOfModels()) {
              continue;
            }
            models.put(
                provider.publicModel(interaction),
                provider.id() + "/" + provider.upstreamModel(interaction));
          }
        });
    StringBuilder file =
        new StringBuilder(
            "server: { port: 0, stop_drain: 1ms, admin_key: \"" + ADMIN_KEY + "\" }\n");
    file.append("store: { url: \"jdbc:sqlite::memory:\" }\n");
    // What comes of one recorded answer is told, not what comes of trying again.
    file.append("routing: { attempts: 1 }\n").append(providers);
    file.append("models:\n");
    models.forEach(
        (model, place) ->
            file.append("  \"%s\": { deployments: [ \"%s\" ] }\n".formatted(model, place)));
    return file.toString();
  }

  /** The address of the fake provider, the key, and a value for each variable of the address. */
  private String settings(RecordedProvider provider) {
    String origin = URI.create(upstream.url()).resolve("/").toString();
    StringBuilder settings = new StringBuilder();
    settings.append("base_url: \"" + origin + provider.basePath().substring(1) + "\"");
    if (!provider.keyHeader().isEmpty()) {
      settings.append(", api_key: \"" + PROVIDER_KEY + "\"");
    }
    Set<String> variables = ProviderRegistry.builtIn().get(provider.id()).variables().keySet();
    if (!variables.isEmpty()) {
      settings.append(", variables: { ");
      settings.append(
          variables.stream().map(name -> name + ": recorded").collect(Collectors.joining(", ")));
      settings.append(" }");
    }
    return settings.toString();
  }

  /**
   * Sends what a client sends, while the provider answers as it did in a recording.
   *
   * @param asked the body that is sent
   * @param pieceBytes of the provider's answer, or {@link #WHOLE}
   */
  Played play(Interaction interaction, ObjectNode asked, int pieceBytes)
      throws IOException, InterruptedException {
    forget();
    upstream.requests().clear();
    upstream.always(connection -> answer(connection, interaction, pieceBytes));
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(server.address().resolve(interaction.clientPath()))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(asked)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return new Played(
        asked, answer, List.copyOf(upstream.requests()), server.gateway().usage().newest(1).get(0));
  }

  /**
   * Asks as an administrator which models a provider serves, while it answers as it did in a
   * recording.
   *
   * @param sent takes what the provider got
   */
  HttpResponse<byte[]> models(
      RecordedProvider provider,
      Interaction interaction,
      int pieceBytes,
      List<RawUpstream.Request> sent)
      throws IOException, InterruptedException {
    forget();
    upstream.requests().clear();
    upstream.always(connection -> answer(connection, interaction, pieceBytes));
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(
                    server.address().resolve("/api/v1/providers/" + provider.id() + "/models"))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .timeout(PATIENCE)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    sent.addAll(upstream.requests());
    return answer;
  }

  /** What earlier answers have shown of deployments is no part of a recording. */
  private void forget() {
    time.passHour();
    server.gateway().router().deployments().forEach(asked -> asked.health().enable());
  }

  private static void answer(
      RawUpstream.Connection connection, Interaction interaction, int pieceBytes)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + interaction.status() + " Recorded\r\n");
    interaction
        .responseHeaders()
        .forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (pieceBytes == WHOLE) {
      connection.answer(head.toString(), interaction.body());
    } else {
      connection.answerInPieces(head.toString(), interaction.body(), pieceBytes);
    }
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    upstream.close();
  }
}
