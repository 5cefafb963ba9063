package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.audit.AuditEntry;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.audit.AuditPage;
import dev.vaultgate.router.audit.AuditQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what was changed, by whom. */
public final class AuditOperations implements Topic {

  private static final int ENTRIES_USUAL = 100;

  private final AuditLog audit;

  public AuditOperations(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/audit", Access.ADMIN)
            .named("listAudit", "The changes that fit every parameter, newest first.")
            .query("from", "string", "Only from this time on, such as 2027-01-31T12:00:00Z.")
            .query("until", "string", "Only before this time.")
            .query("actor", "string", "Only by this user's id, operator or anybody.")
            .query("action", "string", "Only this operation, such as createKey.")
            .query("object", "string", "Only of what has this id or name.")
            .query("limit", "integer", "How many, 1 to " + AuditLog.PAGE_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("AuditEntry[]")
            .by(this::list));
  }

  private Answer list(Call call) {
    Query query = call.query();
    AuditQuery wanted =
        new AuditQuery(
            query.instant("from"),
            query.instant("until"),
            query.text("actor"),
            query.text("action"),
            query.text("object"));
    int limit = query.integer("limit", ENTRIES_USUAL, 1, AuditLog.PAGE_MAX);
    AuditPage page = audit.page(wanted, limit, query.page("page"));
    return Answer.page(page.entries(), AuditOperations::write, page.next());
  }

  private static ObjectNode write(AuditEntry entry) {
    ObjectNode json =
        Json.object()
            .put("at", entry.at().toString())
            .put("actor_id", entry.actorId())
            .put("actor", entry.actor())
            .put("action", entry.action())
            .put("object", entry.object());
    json.set("before", read(entry.before()));
    json.set("after", read(entry.after()));
    return json.put("request_id", entry.requestId()).put("address", entry.address());
  }

  private static @Nullable JsonNode read(@Nullable String json) {
    try {
      return json == null ? null : Json.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException("an entry of the audit is not JSON", e);
    }
  }
}
