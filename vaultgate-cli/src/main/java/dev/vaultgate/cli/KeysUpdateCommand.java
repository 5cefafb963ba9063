package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a key may do. */
@Command(
    name = "update",
    description = "Change what a key may do, from its next call on; what is not named stays.",
    footer = {"", "For example: vaultgate keys update my-app --rpm 120 --credit-cap none"})
final class KeysUpdateCommand implements Runnable {

  private static final String NONE = "none";

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private KeyOptions terms;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Option(names = "--name", paramLabel = "NAME", description = "What it is for, for people.")
  private @Nullable String name;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "The project whose budget it shares, of the same account; or none.")
  private @Nullable String project;

  @Override
  public void run() {
    ObjectNode change = change();
    if (change.isEmpty() && project == null) {
      throw new CommandFailure(
          ExitCode.USAGE, "nothing to change (expected: an option such as --rpm)");
    }
    try (Administration administration = place.open()) {
      if (project != null) {
        change.put(
            "project", project.equals(NONE) ? null : ProjectLookup.id(administration, project));
      }
      String id = KeyLookup.id(administration, key);
      JsonNode changed = administration.patch(ApiPath.of("/keys/{}", id), change);
      output.print(changed, "Key %s (%s) is changed.".formatted(id, changed.path("name").asText()));
    }
  }

  private ObjectNode change() {
    ObjectNode change = Json.object();
    if (name != null) {
      change.put("name", name);
    }
    terms.write(change);
    return change;
  }
}
