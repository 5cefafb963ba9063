package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.server.RouterSetup;
import dev.vaultgate.server.config.ConfigException;
import dev.vaultgate.server.config.ServerConfig;
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
    description =
        "Say what is configured and what is missing, in plain words; the exit code is 1 if"
            + " something is wrong.")
final class DoctorCommand implements Callable<Integer> {

  private static final int JAVA_WITH_VIRTUAL_THREADS = 21;

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  private final List<Finding> findings = new ArrayList<>();

  /** How bad a finding is, with its mark for people. */
  private enum Level {
    GOOD("[ok]"),
    NOTE("[--]"),
    BAD("[!!]");

    private final String mark;

    Level(String mark) {
      this.mark = mark;
    }
  }

  private record Finding(Level level, String text) {}

  @Override
  public Integer call() {
    if (!place.isRemote()) {
      java();
      configuration();
    }
    store();
    ArrayNode tree = Json.mapper().createArrayNode();
    for (Finding finding : findings) {
      tree.addObject()
          .put("level", finding.level().name().toLowerCase(Locale.ROOT))
          .put("text", finding.text());
    }
    output.print(
        tree,
        findings.stream()
            .map(finding -> finding.level().mark + " " + finding.text())
            .collect(Collectors.joining(System.lineSeparator())));
    boolean bad = findings.stream().anyMatch(finding -> finding.level() == Level.BAD);
    return (bad ? ExitCode.FAILED : ExitCode.OK).number();
  }

  private void java() {
    int version = Runtime.version().feature();
    if (version >= JAVA_WITH_VIRTUAL_THREADS) {
      good("Java " + version + ": the server uses virtual threads.");
    } else {
      note(
          "Java "
              + version
              + " works; on 21 and later the server uses virtual threads, which suit long streams.");
    }
  }

  private void configuration() {
    ServerConfig config;
    try {
      config = place.read();
    } catch (ConfigException e) {
      e.problems().forEach(this::bad);
      return;
    }
    good("The configuration can be used.");
    config.notices().forEach(this::note);
    try (Router router = RouterSetup.router(config)) {
      providers(router);
    } catch (IllegalArgumentException e) {
      bad(Errors.message(e));
    }
  }

  private void providers(Router router) {
    List<ProviderRow> providers = router.catalog().providers();
    if (providers.isEmpty()) {
      note(
          "No provider is enabled. Set the key of one, such as OPENAI_API_KEY or ANTHROPIC_API_KEY,"
              + " or start with --demo.");
      return;
    }
    good(
        "Providers: %s; %d models. '%s providers test ID' asks one of them."
            .formatted(
                providers.stream().map(ProviderRow::id).collect(Collectors.joining(", ")),
                router.models().size(),
                Invocation.name()));
  }

  private void store() {
    try (Administration administration = place.open()) {
      good("At hand: " + administration.place() + ".");
      if (administration.list("/credits/verification").isEmpty()) {
        good("All balances add up.");
      } else {
        bad("Balances do not add up; '" + Invocation.name() + " credits verify' says which.");
      }
      keys(administration.list("/keys"), administration.list("/credits"));
    } catch (CommandFailure e) {
      if (e.code() == ExitCode.NOT_FOUND) {
        note("There is no store yet; 'serve' and 'keys create' make it. " + Errors.message(e));
      } else {
        bad(Errors.message(e));
      }
    } catch (ConfigException e) {
      note("Where the store is cannot be told while the configuration is wrong.");
    } catch (IllegalStateException e) {
      bad(Errors.message(e));
    }
  }

  private void keys(List<ObjectNode> keys, List<ObjectNode> accounts) {
    List<ObjectNode> active =
        keys.stream().filter(key -> key.path("state").asText().equals("active")).toList();
    if (active.isEmpty()) {
      note("There is no key that works: " + Invocation.name() + " keys create --name my-app");
    } else {
      good(active.size() + (active.size() == 1 ? " key works." : " keys work."));
    }
    accounts.stream()
        .filter(account -> !account.path("unlimited").asBoolean())
        .filter(account -> account.path("available").asText().equals("0"))
        .map(account -> account.path("account").asText())
        .filter(name -> active.stream().anyMatch(key -> key.path("account").asText().equals(name)))
        .forEach(
            name ->
                note(
                    "Account "
                        + name
                        + " has a key, and no credit: "
                        + Invocation.name()
                        + " credits add "
                        + Invocation.quoted(name)
                        + " 5"));
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
