package dev.vaultgate.api;

/**
 * Something that turns texts into vectors. Safe for many threads; failures are {@link
 * VaultGateException}s.
 */
public interface EmbeddingClient {

  /** Embeds the inputs, in their order. */
  EmbeddingResponse embed(EmbeddingRequest request);
}
