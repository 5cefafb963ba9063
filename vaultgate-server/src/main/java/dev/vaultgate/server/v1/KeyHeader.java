package dev.vaultgate.server.v1;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.server.http.ProtocolFault;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key that a request carries: as a bearer token, or in one of the headers that the SDKs
 * of other vendors use.
 */
final class KeyHeader {

  private static final String BEARER = "Bearer ";

  private KeyHeader() {}

  /**
   * Reads the key; whether it is anybody's is not known.
   *
   * @throws AuthenticationException when there is none
   * @throws dev.vaultgate.api.InvalidRequestException when there may be more than one
   */
  static String secret(HttpFields headers) {
    String authorization = null;
    String other = null;
    for (HttpField field : headers) {
      if (field.getHeader() == HttpHeader.AUTHORIZATION) {
        authorization = single(authorization, field);
      } else if (field.is("x-api-key") || field.is("api-key")) {
        other = single(other, field);
      }
    }
    if (authorization != null) {
      return bearer(authorization);
    }
    if (other == null || other.isEmpty()) {
      throw new AuthenticationException(
          "missing_api_key",
          "No API key was given. Send it in a header: Authorization: Bearer <key>.");
    }
    return other;
  }

  private static String single(@Nullable String before, HttpField field) {
    String value = field.getValue();
    if (before != null || value != null && value.indexOf(',') >= 0) {
      throw ProtocolFault.invalid("More than one API key was given; expected: one.");
    }
    return value == null ? "" : value;
  }

  private static String bearer(String authorization) {
    boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String token = isBearer ? authorization.substring(BEARER.length()) : "";
    if (token.isEmpty()) {
      throw new AuthenticationException(
          "missing_api_key", "The Authorization header holds no bearer token.");
    }
    return token;
  }
}
