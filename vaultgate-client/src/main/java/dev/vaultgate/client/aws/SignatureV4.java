package dev.vaultgate.client.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.client.WireRequest;
import java.net.URLDecoder;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by AWS Signature Version 4, for services other than S3: each segment of the path
 * is encoded once more than it is sent. Paths are taken as they are; dots in them are not resolved.
 *
 * <p>Signed are the host, all {@code x-amz-} headers, and the content type where it is set. What is
 * not signed may be changed on the way.
 *
 * @param keys who signs
 * @param region such as {@code us-east-1}
 * @param service such as {@code bedrock}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">AWS's
 *     description</a>
 */
record SignatureV4(AwsKeys keys, String region, String service) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The headers that sign a request at this time; the service takes them for five minutes. */
  Map<String, String> headers(WireRequest request, Instant now) {
    Map<String, String> added = new LinkedHashMap<>();
    String time = TIME.format(now);
    added.put("X-Amz-Date", time);
    if (keys.sessionToken() != null) {
      added.put("X-Amz-Security-Token", keys.sessionToken());
    }
    Address address = Address.of(request.url());
    Map<String, String> signed = signedHeaders(request.with(added), address);
    String names = String.join(";", signed.keySet());
    String canonical = canonical(request, address, signed, names);
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        String.join("\n", ALGORITHM, time, scope, hex(sha256(canonical.getBytes(UTF_8))));
    byte[] key = ("AWS4" + keys.secretAccessKey()).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    added.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, keys.accessKeyId(), scope, names, hex(hmac(key, toSign))));
    return added;
  }

  private static String canonical(
      WireRequest request, Address address, Map<String, String> signed, String names) {
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        path(address.path()),
        query(address.query()),
        headers,
        names,
        hex(sha256(request.body())));
  }

  private static Map<String, String> signedHeaders(WireRequest request, Address address) {
    Map<String, String> signed = new TreeMap<>();
    signed.put("host", address.host());
    request
        .headers()
        .forEach(
            (header, value) -> {
              String name = header.toLowerCase(Locale.ROOT);
              if (name.startsWith("x-amz-") || name.equals("content-type")) {
                signed.put(name, value.strip().replaceAll(" +", " "));
              }
            });
    return signed;
  }

  private static String path(String sent) {
    return Arrays.stream(sent.split("/", -1))
        .map(SignatureV4::encoded)
        .collect(Collectors.joining("/"));
  }

  private static String query(String sent) {
    List<String> parameters = new ArrayList<>();
    for (String parameter : sent.split("&", -1)) {
      if (!parameter.isEmpty()) {
        String[] parts = parameter.split("=", 2);
        String value = parts.length == 1 ? "" : parts[1];
        parameters.add(
            encoded(URLDecoder.decode(parts[0], UTF_8))
                + "="
                + encoded(URLDecoder.decode(value, UTF_8)));
      }
    }
    Collections.sort(parameters);
    return String.join("&", parameters);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * The parts of an address, as they are sent.
   *
   * @param host with the port, unless it is the scheme's own
   * @param path {@code /} where there is none
   * @param query empty where there is none
   */
  private record Address(String host, String path, String query) {

    static Address of(String url) {
      String scheme = url.substring(0, url.indexOf("://"));
      String rest = url.substring(scheme.length() + 3);
      int mark = rest.indexOf('?');
      String query = mark < 0 ? "" : rest.substring(mark + 1);
      String place = mark < 0 ? rest : rest.substring(0, mark);
      int slash = place.indexOf('/');
      String host = slash < 0 ? place : place.substring(0, slash);
      String usualPort = scheme.equals("https") ? ":443" : ":80";
      return new Address(
          host.endsWith(usualPort) ? host.substring(0, host.length() - usualPort.length()) : host,
          slash < 0 ? "/" : place.substring(slash),
          query);
    }
  }
}
