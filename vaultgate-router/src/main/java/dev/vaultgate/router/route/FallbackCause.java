package dev.vaultgate.router.route;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a route goes on to other models than those that it names first. */
public enum FallbackCause {
  /** The request does not fit into the model's window. */
  CONTEXT,
  /** The provider refuses the content; only a route that says so asks another. */
  CONTENT,
  /** Nobody of the first ones can answer: broken, limited, out of money or busy. */
  UNAVAILABLE;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FallbackCause> find(String key) {
    return Stream.of(values()).filter(cause -> cause.key().equals(key)).findFirst();
  }

  /** The cause that a failure is, or null for one that no other model would answer better. */
  static @Nullable FallbackCause of(VaultGateException failure) {
    if (failure instanceof UpstreamException) {
      return UNAVAILABLE;
    }
    if (failure instanceof InvalidRequestException && failure.code() != null) {
      return switch (failure.code()) {
        case "context_length_exceeded" -> CONTEXT;
        case "content_filter" -> CONTENT;
        default -> null;
      };
    }
    return null;
  }
}
