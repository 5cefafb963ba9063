package dev.vaultgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Plays through a start and a few calls in a folder of its own, before no one: what a JVM sees of
 * it, it can keep in an archive from which later starts are quick. The launcher does that.
 */
@Command(
    name = "rehearse",
    description = "Start and answer a few calls in a folder of its own, then end.",
    footer = {
      "",
      "The launcher has it run once, to make the archive from which starts are quick;",
      "called through the launcher, it makes that archive now."
    })
final class RehearseCommand implements Callable<Integer> {

  private static final int CALLS = 3;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("vaultgate-rehearsal-");
    try (VaultGateServer provider = server(folder, "provider", "demo: true\n")) {
      provider.start();
      String configuration =
          """
          providers:
            rehearsal: { wire: openai, base_url: "%s/v1", api_key: "%s" }
          models:
            rehearsal-text:
              deployments: [ { provider: rehearsal, model: demo-text } ]
              price: { input: 0.15, output: 0.60 }
          """
              .formatted(provider.address(), key(provider));
      try (VaultGateServer gateway = server(folder, "gateway", configuration)) {
        gateway.start();
        String key = key(gateway);
        for (int i = 0; i < CALLS; i++) {
          ask(gateway, key, false);
          ask(gateway, key, true);
        }
      }
    } finally {
      remove(folder);
    }
    return ExitCode.OK.number();
  }

  private static VaultGateServer server(Path folder, String name, String configuration)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), configuration);
    Path store = folder.resolve(name + ".db");
    CommandLine line = new CommandLine(file, store, "127.0.0.1", 0, false, false);
    return VaultGateServer.of(ConfigReader.read(line, Map.of()), SystemTime.system());
  }

  private static String key(VaultGateServer server) {
    return server.gateway().keys().create(KeySpec.named("rehearsal")).secret().reveal();
  }

  private static void ask(VaultGateServer gateway, String key, boolean stream) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection)
            gateway.address().resolve("/v1/chat/completions").toURL().openConnection();
    call.setDoOutput(true);
    call.setRequestProperty("Authorization", "Bearer " + key);
    call.setRequestProperty("Content-Type", "application/json");
    try (OutputStream body = call.getOutputStream()) {
      body.write(
          ("{\"model\":\"rehearsal-text\",\"stream\":"
                  + stream
                  + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}")
              .getBytes(UTF_8));
    }
    if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("a call was answered with " + call.getResponseCode());
    }
    try (InputStream answer = call.getInputStream()) {
      answer.readAllBytes();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
