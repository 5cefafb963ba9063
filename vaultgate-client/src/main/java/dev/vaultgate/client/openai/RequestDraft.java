package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request that is being changed for its target. It has two forms, bytes and tree;
 * what is changed is written once against this, so that both come out with one meaning.
 */
interface RequestDraft {

  /** Whether there is such a field, and it is not null. */
  boolean has(String field);

  /** The text of a field; null when it is absent or no text. */
  @Nullable String text(String field);

  /** Leaves a field out, also one that is null. */
  void remove(String field);

  /** Gives a field that is there another name. */
  void rename(String field, String name);

  /** Puts a value in the place of a field that is there, or adds it. */
  void set(String field, JsonNode value);
}
