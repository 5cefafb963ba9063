package dev.vaultgate.client;

import java.util.regex.Pattern;

/** Takes what looks like a secret out of texts that others may see. */
public final class Secrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?:sk-ant-|sk-|[sr]k_live_|[sr]k_test_|whsec_|vgw_|vg_|AIza|gsk_|xai-|hf_|r8_|pplx-)[A-Za-z0-9_\\-*]{6,}"
              + "|(?i:bearer)\\s+[A-Za-z0-9._\\-]{8,}"
              + "|eyJ[A-Za-z0-9_\\-]{10,}\\.[A-Za-z0-9_\\-]{10,}\\.[A-Za-z0-9_\\-]*"
              + "|(?i:(?<=key=|token=))[^&\\s\"']+");

  private Secrets() {}

  public static String redacted(String text) {
    return SECRET.matcher(text).replaceAll("[secret]");
  }
}
