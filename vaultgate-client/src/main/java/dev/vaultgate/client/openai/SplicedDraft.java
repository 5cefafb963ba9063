package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonText;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request in the caller's bytes. A field that was changed is not there any more. */
final class SplicedDraft implements RequestDraft {

  private final JsonIndex json;
  private final JsonSplice splice;
  private final Set<String> changed = new HashSet<>();

  SplicedDraft(JsonIndex json, JsonSplice splice) {
    this.json = json;
    this.splice = splice;
  }

  private int member(String field) {
    return changed.contains(field) ? -1 : json.member(json.root(), field);
  }

  @Override
  public boolean has(String field) {
    return !json.isNothing(member(field));
  }

  @Override
  public @Nullable String text(String field) {
    int value = member(field);
    return json.isString(value) ? json.text(value) : null;
  }

  @Override
  public void remove(String field) {
    int value = member(field);
    if (value >= 0) {
      splice.remove(value - 1);
      changed.add(field);
    }
  }

  @Override
  public void rename(String field, String name) {
    splice.replace(member(field) - 1, JsonText.quote(name));
    changed.add(field);
  }

  @Override
  public void set(String field, JsonNode value) {
    int there = member(field);
    if (there >= 0) {
      splice.replace(there, Json.bytes(value));
      changed.add(field);
    } else {
      splice.append(field, Json.text(value));
    }
  }
}
