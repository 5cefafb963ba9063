package dev.vaultgate.cli;

import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.ModelEntryJson;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives models another name. */
@Command(
    name = "alias",
    description = "Give a name to models or deployments, to be tried in order.",
    footer = {
      "",
      "For example: vaultgate models alias assistant gpt-4o-text anthropic/claude-sonnet-4-5"
    })
final class ModelsAliasCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "NAME", description = "The name, such as assistant.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "TARGET",
      description = "A model's id, or PROVIDER/MODEL.")
  private List<String> targets;

  @Override
  public void run() {
    ModelEntry entry = ModelEntry.alias(name, targets);
    try (Administration administration = place.openOrMake()) {
      administration.models().put(entry);
      output.print(
          ModelEntryJson.write(entry),
          "%s means %s.".formatted(name, String.join(", then ", targets)));
    }
  }
}
