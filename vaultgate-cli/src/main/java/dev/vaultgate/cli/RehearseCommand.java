package dev.vaultgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
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
  private static final int PLENTY = 1_000;
  private static final String ACCOUNT = "rehearsal";

  @Override
  public Integer call() throws IOException {
    String library = System.getProperty(SqliteLibrary.FOLDER);
    if (library != null) {
      SqliteLibrary.keep(Path.of(library));
    }
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
      CommandLine gateway = line(folder, "gateway", configuration);
      // A store that is new, and one that is there, take different ways.
      play(gateway, server -> {});
      play(gateway, RehearseCommand::calls);
    } finally {
      remove(folder);
    }
    return ExitCode.OK.number();
  }

  private static VaultGateServer server(Path folder, String name, String configuration)
      throws IOException {
    return VaultGateServer.of(ConfigReader.read(line(folder, name, configuration), Map.of()));
  }

  private static CommandLine line(Path folder, String name, String configuration)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), configuration);
    Path store = folder.resolve(name + ".db");
    return new CommandLine(file, store, "127.0.0.1", 0, false, false);
  }

  private interface Scene {
    void play(VaultGateServer gateway) throws IOException;
  }

  /** A gateway as {@code serve} has it, except that nobody is told. */
  private static void play(CommandLine line, Scene scene) throws IOException {
    PrintWriter nobody = new PrintWriter(Writer.nullWriter());
    try (VaultGateServer gateway = new Serving(line, Map.of(), false, nobody).start()) {
      scene.play(gateway);
    }
  }

  private static void calls(VaultGateServer gateway) throws IOException {
    String key = key(gateway);
    for (int i = 0; i < CALLS; i++) {
      ask(gateway, key, false);
      ask(gateway, key, true);
    }
  }

  /** The key of an account that pays, so that everything is on. */
  private static String key(VaultGateServer server) {
    KeySpec spec =
        KeySpec.named(ACCOUNT).account(ACCOUNT).requestsPerMinute(PLENTY).concurrencyMax(PLENTY);
    Keys.Created made = server.gateway().keys().create(spec);
    server.gateway().ledger().topUp(made.key().account().id(), Money.dollars("1"), ACCOUNT);
    return made.secret().reveal();
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
