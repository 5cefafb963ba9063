package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.server.RouterSetup;
import dev.vaultgate.server.config.ConfigException;
import dev.vaultgate.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says in plain words what is configured and what is missing. */
@Command(
    name = "doctor",
    description = "Say what is configured and what is missing, in plain words.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  private static final int JAVA_WITH_VIRTUAL_THREADS = 21;

  @Mixin private StoreOption store;
  @Mixin private Output output;

  private final List<Finding> findings = new ArrayList<>();

  /** How bad a finding is. */
  private enum Level {
    GOOD,
    NOTE,
    BAD
  }

  private record Finding(Level level, String text) {}

  @Override
  public Integer call() {
    java();
    configuration();
    ArrayNode tree = Json.mapper().createArrayNode();
    for (Finding finding : findings) {
      tree.addObject().put("level", finding.level().name().toLowerCase(Locale.ROOT)).put("text", finding.text());
    }
    output.print(
        tree,
        findings.stream()
            .map(finding -> mark(finding.level()) + " " + finding.text())
            .collect(Collectors.joining(System.lineSeparator())));
    boolean bad = findings.stream().anyMatch(finding -> finding.level() == Level.BAD);
    return (bad ? ExitCode.FAILED : ExitCode.OK).number();
  }

  private static String mark(Level level) {
    return switch (level) {
      case GOOD -> "[ok]";
      case NOTE -> "[--]";
      case BAD -> "[!!]";
    };
  }

  private void java() {
    int version = Runtime.version().feature();
    if (version >= JAVA_WITH_VIRTUAL_THREADS) {
      good("Java " + version + ": the server uses virtual threads.");
    } else {
      note(
          "Java " + version + ": works; on 21 and later the server uses virtual threads, which suit long streams.");
    }
  }

  private void configuration() {
    ServerConfig config;
    try {
      config = store.read(false);
    } catch (ConfigException e) {
      e.problems().forEach(this::bad);
      return;
    }
    good("The configuration can be used.");
    config.notices().forEach(this::note);
    providers(config);
    keys();
  }

  private void providers(ServerConfig config) {
    try (Router router = RouterSetup.router(config)) {
      List<ProviderRow> providers = router.catalog().providers();
      if (providers.isEmpty()) {
        note(
            "No provider is enabled. Set the key of one, such as OPENAI_API_KEY or ANTHROPIC_API_KEY,"
                + " or start with --demo.");
        return;
      }
      good(
          "Providers: "
              + providers.stream().map(ProviderRow::id).collect(Collectors.joining(", "))
              + "; "
              + router.models().size()
              + " models. 'vaultgate providers test ID' asks one of them.");
    } catch (IllegalArgumentException e) {
      bad(e.getMessage());
    }
  }

  private void keys() {
    Path file = store.file();
    if (!Files.exists(file)) {
      note("The store " + file + " does not exist yet; it is made at the first start.");
      return;
    }
    try (Store open = store.open()) {
      good("The store " + file + " can be opened.");
      if (open.ledger().verify().isEmpty()) {
        good("All balances add up.");
      } else {
        bad("Balances do not add up; see 'vaultgate credits verify'.");
      }
      int keys = open.keys().keys().size();
      if (keys == 0) {
        note("There is no key yet: vaultgate keys create --name my-app");
      } else {
        good(keys + " keys.");
      }
    } catch (IllegalStateException e) {
      note(e.getMessage());
    }
  }

  private void good(String text) {
    findings.add(new Finding(Level.GOOD, text));
  }

  private void note(String text) {
    findings.add(new Finding(Level.NOTE, text));
  }

  private void bad(String text) {
    findings.add(new Finding(Level.BAD, text));
  }
}
