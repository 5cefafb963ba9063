package dev.vaultgate.client.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Identity;
import dev.vaultgate.client.Token;
import dev.vaultgate.client.TokenCredentials;
import dev.vaultgate.client.TokenRequest;
import dev.vaultgate.client.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Google Cloud: the key of a service account, or what Google calls application default credentials,
 * looked for in its order: the file that the environment names, the file that {@code gcloud auth
 * application-default login} leaves, the machine's own account.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/application-default-credentials">the
 *     order</a>
 */
public final class GoogleIdentity implements Identity {

  private static final String MACHINE =
      "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final InstantSource time;
  private final Path gcloudFile;
  private final String machine;

  public GoogleIdentity() {
    this(InstantSource.system(), gcloudFile(), MACHINE);
  }

  GoogleIdentity(InstantSource time, Path gcloudFile, String machine) {
    this.time = time;
    this.gcloudFile = gcloudFile;
    this.machine = machine;
  }

  private static Path gcloudFile() {
    return Path.of(
        System.getProperty("user.home", "."),
        ".config",
        "gcloud",
        "application_default_credentials.json");
  }

  @Override
  public String id() {
    return "google";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(
            "credentials_file",
            "the key file of a service account, or of a login",
            false,
            List.of("GOOGLE_APPLICATION_CREDENTIALS")),
        new Setting("credentials_json", "what is in such a file", true, List.of()),
        new Setting("access_token", "a token that somebody else renews", true, List.of()));
  }

  @Override
  public Credentials open(Map<String, String> values, Transport transport) {
    if (values.containsKey("access_token")) {
      String token = values.get("access_token");
      return request -> Map.of("Authorization", "Bearer " + token);
    }
    TokenRequest request = new TokenRequest(transport, time);
    if (values.containsKey("credentials_json")) {
      return credentials(json(values.get("credentials_json"), "credentials_json"), request);
    }
    String file = values.get("credentials_file");
    if (file != null && !file.isBlank()) {
      return credentials(read(Path.of(file)), request);
    }
    if (Files.isReadable(gcloudFile)) {
      return credentials(read(gcloudFile), request);
    }
    return new TokenCredentials(
        () -> request.get(machine, Map.of("Metadata-Flavor", "Google")), time);
  }

  private Credentials credentials(JsonNode file, TokenRequest request) {
    String type = file.path("type").asText("service_account");
    Supplier<Token> source =
        switch (type) {
          case "service_account" -> signed(ServiceAccount.of(file), request);
          case "authorized_user" -> refreshed(file, request);
          default ->
              throw new IllegalArgumentException(
                  "credentials: type " + type + " (expected: service_account or authorized_user)");
        };
    return new TokenCredentials(source, time);
  }

  private Supplier<Token> signed(ServiceAccount account, TokenRequest request) {
    return () -> {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", GRANT);
      form.put("assertion", account.assertion(time.instant()));
      return request.post(account.tokenUri(), form);
    };
  }

  private static Supplier<Token> refreshed(JsonNode file, TokenRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    for (String field : List.of("client_id", "client_secret", "refresh_token")) {
      form.put(field, file.path(field).asText());
    }
    String uri = file.path("token_uri").asText("https://oauth2.googleapis.com/token");
    return () -> request.post(uri, form);
  }

  private static JsonNode read(Path file) {
    try {
      return json(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "identity.credentials_file: " + file + " cannot be read (expected: a JSON file)", e);
    }
  }

  private static JsonNode json(String text, String where) {
    try {
      return Json.read(text);
    } catch (IOException e) {
      // The cause is left out: it would show what is in the file.
      throw new IllegalArgumentException(
          "identity: " + where + " is not JSON (expected: the key file of a service account)");
    }
  }
}
