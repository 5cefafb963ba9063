package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Names;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Rates;

/** Projects as JSON, and what new or changed ones shall be. */
final class ProjectJson {

  private ProjectJson() {}

  static ObjectNode write(Project project) {
    ObjectNode node =
        Json.object()
            .put("id", project.id())
            .put("name", project.name())
            .put("account", project.account().name())
            .put("unlimited", project.account().unlimited());
    write(node, project.terms());
    return node.put("created_at", project.createdAt().toString())
        .put("archived_at", project.archivedAt() == null ? null : project.archivedAt().toString());
  }

  private static void write(ObjectNode node, ProjectTerms terms) {
    TermsJson.write(node, terms.budget(), TermsJson.BUDGET);
    TermsJson.write(node, terms.rates());
  }

  /** What a project shall be called, and its keys may do together. */
  record Spec(String name, ProjectTerms terms) {}

  static Spec readSpec(JsonMembers members) {
    String name = members.requiredText("name");
    TermsJson.changed(
        "name",
        name,
        given -> {
          Names.check("name", given);
          return given;
        });
    return new Spec(
        name,
        new ProjectTerms(
            TermsJson.budget(members, TermsJson.BUDGET),
            TermsJson.rates(members, Rates.UNLIMITED)));
  }

  /**
   * A project with some members changed; those that no project has, or that cannot be changed, are
   * refused.
   */
  static Spec changed(Project project, ObjectNode change) {
    ObjectNode whole = Json.object().put("name", project.name());
    write(whole, project.terms());
    whole.setAll(change);
    JsonMembers members = JsonMembers.of(whole);
    Spec changed = readSpec(members);
    members.end();
    return changed;
  }
}
