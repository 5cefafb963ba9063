package dev.vaultgate.router.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.time.Instant;

/** Alerts as JSON, the same wherever they are sent and shown. Pure. */
public final class AlertJson {

  private AlertJson() {}

  public static ObjectNode write(Alert alert) {
    Instant readAt = alert.readAt();
    ObjectNode node =
        Json.object()
            .put("object", "alert")
            .put("id", Long.toString(alert.id()))
            .put("kind", alert.kind().word())
            .put("subject", alert.subject())
            .put("text", alert.text());
    node.set("details", details(alert));
    return node.put("at", alert.at().toString())
        .put("read_at", readAt == null ? null : readAt.toString());
  }

  private static JsonNode details(Alert alert) {
    try {
      return Json.read(alert.details());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("details: not a JSON object", e);
    }
  }
}
