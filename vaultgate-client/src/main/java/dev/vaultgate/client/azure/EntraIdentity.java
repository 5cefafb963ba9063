package dev.vaultgate.client.azure;

import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Identity;
import dev.vaultgate.client.TokenCredentials;
import dev.vaultgate.client.TokenRequest;
import dev.vaultgate.client.Transport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Microsoft Entra: an application's own tokens, or those of the machine that Azure has given an
 * identity.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">client
 *     credentials</a>
 */
public final class EntraIdentity implements Identity {

  private static final String RESOURCE = "https://cognitiveservices.azure.com";
  private static final String LOGIN = "https://login.microsoftonline.com";
  private static final String MACHINE =
      "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=";

  private final InstantSource time;

  public EntraIdentity() {
    this(InstantSource.system());
  }

  EntraIdentity(InstantSource time) {
    this.time = time;
  }

  @Override
  public String id() {
    return "entra";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("tenant_id", "the directory", false, List.of("AZURE_TENANT_ID")),
        new Setting(
            "client_id",
            "the application, or the machine's identity where it has several",
            false,
            List.of("AZURE_CLIENT_ID")),
        new Setting(
            "client_secret", "the application's secret", true, List.of("AZURE_CLIENT_SECRET")),
        new Setting(
            "managed_identity",
            "true to be known as the machine that Azure runs",
            false,
            List.of()),
        new Setting(
            "authority",
            "where to ask, for another cloud than the public one",
            false,
            List.of("AZURE_AUTHORITY_HOST")));
  }

  @Override
  public Credentials open(Map<String, String> values, Transport transport) {
    TokenRequest request = new TokenRequest(transport, time);
    if (Boolean.parseBoolean(values.get("managed_identity"))) {
      String client = values.get("client_id");
      String url = MACHINE + encoded(RESOURCE) + (client == null ? "" : "&client_id=" + client);
      return new TokenCredentials(() -> request.get(url, Map.of("Metadata", "true")), time);
    }
    String tenant = required(values, "tenant_id");
    String authority = values.getOrDefault("authority", LOGIN);
    String url =
        (authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority)
            + "/"
            + encoded(tenant)
            + "/oauth2/v2.0/token";
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", required(values, "client_id"));
    form.put("client_secret", required(values, "client_secret"));
    form.put("scope", RESOURCE + "/.default");
    return new TokenCredentials(() -> request.post(url, form), time);
  }

  private static String required(Map<String, String> values, String setting) {
    String value = values.get(setting);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "identity.%s: missing (expected: it, or AZURE_%s in the environment; or managed_identity: true; or an api_key)"
              .formatted(setting, setting.toUpperCase(Locale.ROOT)));
    }
    return value;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
