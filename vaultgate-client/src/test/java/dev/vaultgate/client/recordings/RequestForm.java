package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Brings the requests of one dialect into one form, so that two that mean the same become equal:
 * defaults that are spelled out or left out, a string or one text part.
 */
@FunctionalInterface
public interface RequestForm {

  /**
   * A copy of a request in the one form.
   *
   * @param notExpressed what the recording says that the client's request cannot express; it is
   *     left out
   */
  JsonNode of(JsonNode request, Set<String> notExpressed);
}
