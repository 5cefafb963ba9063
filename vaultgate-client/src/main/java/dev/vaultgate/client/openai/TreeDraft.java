package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request as a tree. */
record TreeDraft(ObjectNode body) implements RequestDraft {

  @Override
  public boolean has(String field) {
    return body.hasNonNull(field);
  }

  @Override
  public @Nullable String text(String field) {
    return body.path(field).textValue();
  }

  @Override
  public void remove(String field) {
    body.remove(field);
  }

  @Override
  public void rename(String field, String name) {
    body.set(name, body.remove(field));
  }

  @Override
  public void set(String field, JsonNode value) {
    body.set(field, value);
  }
}
