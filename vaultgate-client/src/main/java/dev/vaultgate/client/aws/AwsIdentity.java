package dev.vaultgate.client.aws;

import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Identity;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.WireRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Being known to Amazon Bedrock by an access key: each request is signed by it. The names of the
 * environment variables are those of AWS's own tools.
 */
public final class AwsIdentity implements Identity {

  private static final String SERVICE = "bedrock";

  /** A region goes into the signature, where a slash would end it. */
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

  private static final Setting ACCESS_KEY_ID =
      new Setting("access_key_id", "the access key's id", false, List.of("AWS_ACCESS_KEY_ID"));
  private static final Setting SECRET_ACCESS_KEY =
      new Setting("secret_access_key", "its secret", true, List.of("AWS_SECRET_ACCESS_KEY"));
  private static final Setting SESSION_TOKEN =
      new Setting(
          "session_token", "goes with keys that are lent", true, List.of("AWS_SESSION_TOKEN"));
  private static final Setting REGION_NAME =
      new Setting(
          "region", "such as us-east-1", false, List.of("AWS_REGION", "AWS_DEFAULT_REGION"));

  private final Supplier<Instant> clock;

  /**
   * @param clock tells the time that requests are signed at, which must be right to five minutes
   */
  public AwsIdentity(Supplier<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return "aws";
  }

  @Override
  public List<Setting> settings() {
    return List.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, REGION_NAME);
  }

  @Override
  public Credentials open(Map<String, String> values, Transport transport) {
    AwsKeys keys =
        new AwsKeys(
            needed(values, ACCESS_KEY_ID),
            needed(values, SECRET_ACCESS_KEY),
            optional(values, SESSION_TOKEN));
    String region = needed(values, REGION_NAME);
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "region: " + region + " (expected: a name such as us-east-1)");
    }
    return new Signing(new SignatureV4(keys, region, SERVICE), clock);
  }

  private static String needed(Map<String, String> values, Setting setting) {
    String value = optional(values, setting);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s is missing: %s (expected: identity.%s, or %s in the environment)"
              .formatted(
                  setting.name(),
                  setting.meaning(),
                  setting.name(),
                  String.join(" or ", setting.environment())));
    }
    return value;
  }

  private static @Nullable String optional(Map<String, String> values, Setting setting) {
    String value = values.get(setting.name());
    return value == null || value.isBlank() ? null : value.strip();
  }

  private record Signing(SignatureV4 signature, Supplier<Instant> clock) implements Credentials {

    @Override
    public Map<String, String> headers(WireRequest request) {
      return signature.headers(request, clock.get());
    }
  }
}
