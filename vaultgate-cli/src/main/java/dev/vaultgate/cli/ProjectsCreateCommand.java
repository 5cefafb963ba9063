package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a project, and its account if that is new. */
@Command(
    name = "create",
    description = "Make a project, whose keys share a budget.",
    footer = {
      "",
      "For example: vaultgate projects create search --user team --budget-per-month 50"
    })
final class ProjectsCreateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private ProjectOptions terms;

  @Parameters(paramLabel = "NAME", description = "What it is called, for people.")
  private String name;

  @Option(
      names = {"--user", "--account"},
      paramLabel = "ACCOUNT",
      description = "The account that pays (else the operator's own, which needs no credit).")
  private @Nullable String account;

  @Option(
      names = "--unlimited",
      description = "If the account is new, make it one that needs no credit.")
  private boolean unlimited;

  @Override
  public void run() {
    KeysCreateCommand.check("NAME", "name", name);
    ObjectNode spec = Json.object().put("name", name);
    if (account != null) {
      KeysCreateCommand.check("--user", "account", account);
      spec.put("account", account).put("unlimited", unlimited || account.equals(Account.OPERATOR));
    }
    terms.write(spec);
    try (Administration administration = place.openOrMake()) {
      JsonNode project = administration.post("/projects", spec);
      String id = project.path("id").asText();
      output.print(
          project,
          "Made project %s (%s) of account %s. Give it a key with: keys create --name NAME --project %s"
              .formatted(id, project.path("name").asText(), project.path("account").asText(), id));
    }
  }
}
