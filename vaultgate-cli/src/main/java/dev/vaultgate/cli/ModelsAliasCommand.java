package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
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
    ObjectNode entry = Json.object();
    entry.set("targets", Output.array(targets));
    try (Administration administration = place.openOrMake()) {
      output.print(
          administration.put(ApiPath.of("/models/{}", name), entry),
          "%s means %s.".formatted(name, String.join(", then ", targets)));
    }
  }
}
