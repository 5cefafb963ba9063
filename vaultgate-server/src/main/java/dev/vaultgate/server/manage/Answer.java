package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an operation answers. What it refuses, it throws. */
public sealed interface Answer {

  /** Headers beside those of every answer. */
  Map<String, String> headers();

  /**
   * A JSON value.
   *
   * @param status of HTTP, 200 to 299
   */
  record Whole(int status, JsonNode json, Map<String, String> headers) implements Answer {

    /** The same with one more header. */
    public Whole with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Whole(status, json, Map.copyOf(more));
    }
  }

  /**
   * Something longer that is written piece by piece: a file, or events as they happen.
   *
   * @param type its media type
   */
  record Streamed(String type, Map<String, String> headers, Body body) implements Answer {

    /** Writes the answer, and flushes where somebody waits for the piece. */
    @FunctionalInterface
    public interface Body {
      void writeTo(OutputStream out) throws IOException;
    }
  }

  static Whole of(JsonNode json) {
    return new Whole(200, json, Map.of());
  }

  /** Something that was made by this very call. */
  static Whole created(JsonNode json) {
    return new Whole(201, json, Map.of());
  }

  /** A list, in the form that all lists have. */
  static <T> Whole list(List<T> values, Function<T, ? extends JsonNode> writer) {
    ObjectNode node = Json.object().put("object", "list");
    ArrayNode data = node.putArray("data");
    values.stream().map(writer).forEach(data::add);
    return of(node);
  }

  /**
   * A page of a list.
   *
   * @param next where the next one begins, or null when this is the last
   */
  static <T> Whole page(
      List<T> values, Function<T, ? extends JsonNode> writer, @Nullable Long next) {
    Whole list = list(values, writer);
    if (next != null) {
      ((ObjectNode) list.json()).put("next", next.toString());
    }
    return list;
  }

  static Streamed stream(String type, Streamed.Body body) {
    return new Streamed(type, Map.of(), body);
  }
}
