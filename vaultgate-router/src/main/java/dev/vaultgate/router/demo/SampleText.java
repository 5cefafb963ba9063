package dev.vaultgate.router.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** Texts that a schema allows. */
final class SampleText {

  private static final int LENGTH_MAX = 1_000;

  private SampleText() {}

  static String of(JsonNode schema, String name, Hints hints) {
    String text =
        switch (schema.path("format").asText("")) {
          case "date-time" -> "2026-01-01T12:00:00Z";
          case "date" -> "2026-01-01";
          case "time" -> "12:00:00Z";
          case "duration" -> "PT1H";
          case "email" -> "demo@example.com";
          case "hostname" -> "example.com";
          case "ipv4" -> "127.0.0.1";
          case "ipv6" -> "::1";
          case "uri", "uri-reference", "url" -> "https://example.com/";
          case "uuid" -> "00000000-0000-4000-8000-000000000000";
          default -> hints.text(name);
        };
    int least = Math.min(schema.path("minLength").asInt(0), LENGTH_MAX);
    int most = schema.path("maxLength").asInt(LENGTH_MAX);
    String longEnough = text + ".".repeat(Math.max(0, least - text.length()));
    return longEnough.length() > most ? longEnough.substring(0, Math.max(0, most)) : longEnough;
  }
}
