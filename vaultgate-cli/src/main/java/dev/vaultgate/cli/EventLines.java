package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * The lines of a stream of server-sent events: each event is handed on with its name. Events have
 * one line of data, after their name, as those of the management API do. For one thread.
 */
final class EventLines implements LineOutput.Reader {

  private static final String NAME = "event: ";
  private static final String DATA = "data: ";

  private final BiConsumer<String, JsonNode> reader;
  private String name = "";

  EventLines(BiConsumer<String, JsonNode> reader) {
    this.reader = reader;
  }

  @Override
  public void read(String line) throws IOException {
    if (line.startsWith(NAME)) {
      name = line.substring(NAME.length());
    } else if (line.startsWith(DATA)) {
      reader.accept(name, Json.read(line.substring(DATA.length())));
    }
  }
}
