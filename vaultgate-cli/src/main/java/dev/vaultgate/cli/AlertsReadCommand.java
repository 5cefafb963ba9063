package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says that alerts are read. */
@Command(name = "read", description = "Say that the operator's alerts are read, or one of them.")
final class AlertsReadCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Only this one.")
  private @Nullable String id;

  @Override
  public void run() {
    ObjectNode which = Json.object();
    if (id != null) {
      which.put("id", id);
    }
    try (Administration administration = place.open()) {
      JsonNode read = administration.post("/alerts/read", which);
      int count = read.path("read").asInt();
      output.print(read, count == 1 ? "One alert was unread." : count + " alerts were unread.");
    }
  }
}
