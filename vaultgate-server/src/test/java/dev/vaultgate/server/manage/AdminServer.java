package dev.vaultgate.server.manage;

import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** A real server on a free port with the demo, and what it takes to ask it. */
final class AdminServer implements AutoCloseable {

  static final String OPERATORS_KEY = "chosen-by-the-operator";

  private final Path store;
  final VaultGateServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private AdminServer(Path store, VaultGateServer server) {
    this.store = store;
    this.server = server;
  }

  /** With the demo. */
  static AdminServer start(Path folder) {
    return start(folder, true, SystemTime.system());
  }

  /** With a configuration. */
  static AdminServer start(Path folder, String yaml, SystemTime time) {
    try {
      Files.writeString(folder.resolve("vaultgate.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(folder, false, time);
  }

  private static AdminServer start(Path folder, boolean demo, SystemTime time) {
    Path store = folder.resolve("test.db");
    Supplier<ServerConfig> file =
        () ->
            ConfigReader.read(
                new CommandLine(null, store, null, 0, demo, false),
                Map.of("VAULTGATE_ADMIN_KEY", OPERATORS_KEY, "VAULTGATE_HOME", folder.toString()));
    VaultGateServer server = VaultGateServer.of(file.get(), file, time);
    server.start();
    return new AdminServer(store, server);
  }

  Path noteFile() throws IOException {
    return AdminNote.file(store);
  }

  AdminNote note() throws IOException {
    return AdminNote.read(store).orElseThrow();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String key) throws Exception {
    return send(request(path).header("Authorization", "Bearer " + key));
  }

  /** As the operator. */
  HttpResponse<String> get(String path) throws Exception {
    return get(path, OPERATORS_KEY);
  }

  /** As the operator. */
  HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer " + OPERATORS_KEY)
            .POST(BodyPublishers.ofString(body)));
  }

  /** As the operator. */
  HttpResponse<String> patch(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer " + OPERATORS_KEY)
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  /** A browser on this machine, at this server. */
  Browser browser() {
    return new Browser(this);
  }

  @Override
  public void close() {
    server.close();
  }
}
