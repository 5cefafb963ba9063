package dev.vaultgate.client;

import org.jspecify.annotations.Nullable;

/**
 * What an answer is called on its way to the caller.
 *
 * @param id the answer's id, or null to keep the provider's
 * @param model the model's name, or null to keep the provider's
 */
public record AnswerName(@Nullable String id, @Nullable String model) {

  /** Everything as the provider calls it. */
  public static final AnswerName KEPT = new AnswerName(null, null);

  String idOr(String providers) {
    return id == null ? providers : id;
  }

  String modelOr(String providers) {
    return model == null ? providers : model;
  }
}
