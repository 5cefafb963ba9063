package dev.vaultgate.client.gemini;

import dev.vaultgate.client.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a request goes: the model and the method stand in the path. */
final class Address {

  private static final String METHOD = ":generateContent";

  private Address() {}

  static String of(Target target, boolean stream) {
    String address = target.url("chat", "/" + path(target.model()) + METHOD);
    if (!stream || !address.endsWith(METHOD)) {
      return address;
    }
    // Without alt=sse the stream would be one JSON array.
    return address.substring(0, address.length() - METHOD.length())
        + ":streamGenerateContent?alt=sse";
  }

  /** {@code models/…}, unless the model's name says where it is, as that of a tuned model does. */
  private static String path(String model) {
    String path =
        model.startsWith("models/") || model.startsWith("tunedModels/") ? model : "models/" + model;
    return Arrays.stream(path.split("/", -1))
        .map(Address::encoded)
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
