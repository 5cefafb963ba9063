package dev.vaultgate.api;

import org.jspecify.annotations.Nullable;

/**
 * The four members of OpenAI's error object. None of them ever holds a secret, a stack, an address
 * or a provider's raw text.
 *
 * @param message what happened, for a person
 * @param type the family, such as {@code invalid_request_error}
 * @param code the exact case, such as {@code model_not_found}
 * @param param the field of the request that is to blame, or null
 */
public record ErrorDetail(
    String message, String type, @Nullable String code, @Nullable String param) {}
